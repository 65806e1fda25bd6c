import collections
import pathlib
import re
import unittest

GLOSSARY = pathlib.Path(__file__).resolve().parents[2] / "docs/glossary.md"
ROW = re.compile(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|.*\|$", re.M)


def rows():
    text = GLOSSARY.read_text(encoding="utf-8")
    return [row for row in ROW.findall(text) if row[0] != "中文" and not row[0].startswith("-")]


def twice(words):
    return [word for word, count in collections.Counter(words).items() if count > 1]


class GlossaryTest(unittest.TestCase):
    def test_a_term_has_one_name_and_a_name_one_term(self):
        self.assertGreaterEqual(len(rows()), 150)
        self.assertEqual(twice(term for term, _, _ in rows()), [])
        self.assertEqual(twice(name.lower() for _, name, _ in rows()), [])

    def test_names_are_english_and_words_in_code_are_code(self):
        for term, name, word in rows():
            self.assertRegex(term, r"[\u4e00-\u9fff]")
            self.assertRegex(name, r"^[A-Za-z' -]+$")
            self.assertRegex(word, r"^(–|`[a-z_.]+`)$")


if __name__ == "__main__":
    unittest.main()
