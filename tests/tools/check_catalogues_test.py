import pathlib
import tempfile
import unittest

import check_catalogues

GOOD = '["bidding.late"]\nzh = "已于 {at} 截止。"\nen = "Closed at {at}."\n'
USE = 'return Error{Fault::too_late, "bidding.late"};\n'


class CataloguesTest(unittest.TestCase):
    def bad(self, catalogue, source, name="bidding.toml", second=None):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            (root / "catalogues").mkdir()
            (root / "src").mkdir()
            (root / "catalogues" / name).write_text(catalogue, encoding="utf-8")
            if second:
                (root / "catalogues/zz.toml").write_text(second, encoding="utf-8")
            (root / "src/a.cpp").write_text(source, encoding="utf-8")
            return check_catalogues.check(root)

    def test_a_good_pair_passes(self):
        self.assertEqual(self.bad(GOOD, USE), [])

    def test_both_languages_are_wanted(self):
        self.assertIn("has no en", self.bad('["bidding.late"]\nzh = "截止。"\n', USE)[0])
        self.assertIn("has no zh", self.bad('["bidding.late"]\nzh = " "\nen = "Closed."\n', USE)[0])

    def test_parameters_are_the_same(self):
        self.assertIn("parameters differ", self.bad(GOOD.replace("{at}.", "{when}."), USE)[0])

    def test_a_code_without_texts_is_named_with_its_line(self):
        self.assertIn("src/a.cpp:2: trade.gone has no texts",
                      self.bad(GOOD, USE + 'return Error{Fault::not_found, "trade.gone"};\n')[0])
        for use in ('invalid_field("trade.bad", "x")', 'bad.push_back({path, "trade.bad", ""})', 'e.code = "trade.bad"'):
            self.assertIn("trade.bad has no texts", self.bad(GOOD, USE + use)[0])

    def test_an_event_kind_is_no_refusal(self):
        self.assertEqual(self.bad(GOOD, USE + 'std::string_view kind = "trade.registered";\n'), [])

    def test_a_comment_refuses_nothing(self):
        self.assertEqual(self.bad(GOOD, USE + '// Error{Fault::conflict, "trade.gone"}\n'), [])

    def test_a_text_that_nobody_uses_is_told(self):
        self.assertIn("nobody refuses with bidding.late", self.bad(GOOD, "int a;\n")[0])

    def test_a_code_put_together_counts_by_its_beginning(self):
        self.assertEqual(self.bad(GOOD, 'text(language, "bidding." + name);\n'), [])

    def test_a_code_stands_once(self):
        self.assertIn("stands in", self.bad(GOOD, USE, second=GOOD)[0])

    def test_a_broken_file_is_told_and_not_thrown(self):
        self.assertIn("catalogues/bidding.toml", self.bad('["a.b"\n', "")[0])


if __name__ == "__main__":
    unittest.main()
