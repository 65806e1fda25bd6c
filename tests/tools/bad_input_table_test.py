"""The table of bad input in tests/README.md names tests that exist, and an item has at least one."""
import pathlib
import re
import unittest

TESTS = pathlib.Path(__file__).resolve().parents[1]
ROW = re.compile(r"^\| (.*?) ?\| `([^`]+)` \| `([^`]+)` \|$", re.M)
CASE = re.compile(r"\bTEST(?:_[FP])?\(\s*(\w+),\s*(\w+)\s*\)")
PROGRAM = re.compile(r"\badd_test\(NAME (\S+)")


def rows():
    table = (TESTS / "README.md").read_text(encoding="utf-8").split("## Bad input", 1)[1]
    return ROW.findall(table), table


def tests_of(file):
    text = (TESTS / file).read_text(encoding="utf-8")
    return {f"{suite}.{name}" for suite, name in CASE.findall(text)} | set(PROGRAM.findall(text))


class BadInputTable(unittest.TestCase):
    def test_every_row_names_a_test_that_exists(self):
        found, _ = rows()
        for item, file, name in found:
            with self.subTest(item=item, test=name):
                self.assertTrue((TESTS / file).is_file(), file)
                self.assertIn(name, tests_of(file))

    def test_every_line_of_the_table_is_read(self):
        found, table = rows()
        lines = [line for line in table.splitlines() if line.startswith("| ")]
        self.assertEqual(len(found), len(lines) - 1)  # without the heading
        self.assertGreaterEqual(len([item for item, _, _ in found if item]), 33)

    def test_a_name_that_is_not_there_would_be_found_missing(self):
        self.assertNotIn("BadInput.no_such_test", tests_of("http/bad_input_test.cpp"))


if __name__ == "__main__":
    unittest.main()
