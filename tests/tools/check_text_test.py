import pathlib
import tempfile
import unittest

import check_text


class TextTest(unittest.TestCase):
    def bad(self, name, text):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            return check_text.check(pathlib.Path(folder), [name])

    def test_unfinished_work_is_found_with_its_line(self):
        self.assertIn("src/a.cpp:2: unfinished", self.bad("src/a.cpp", "int a;\nint b; // TODO later\n")[0])
        self.assertEqual(len(self.bad("src/a.cpp", "// a stub of the bank\n")), 1)
        self.assertEqual(len(self.bad("tools/a.py", "# not implemented\n")), 1)

    def test_words_that_only_look_alike_are_left_alone(self):
        self.assertEqual(self.bad("src/a.cpp", "int stubborn_total; // the methodology\n"), [])

    def test_a_name_must_say_something(self):
        for name in ("src/base/string_helper.hpp", "src/base/utils.cpp", "src/rooms/trade/trade_manager.hpp",
                     "src/common/x.cpp", "src/base/wire_impl.hpp"):
            self.assertIn("says nothing", self.bad(name, "")[0])
        self.assertEqual(self.bad("src/base/simple.hpp", ""), [])

    def test_files_end_at_three_hundred_lines(self):
        self.assertEqual(self.bad("src/a.cpp", "int a;\n" * 300), [])
        self.assertIn("301 lines", self.bad("src/a.cpp", "int a;\n" * 301)[0])
        self.assertEqual(self.bad("law/procedures/works.toml", "a = 1\n" * 301), [])

    def test_a_room_is_split_before_its_bodies_grow_too_long(self):
        with tempfile.TemporaryDirectory() as folder:
            room = pathlib.Path(folder) / "src/rooms/trade"
            room.mkdir(parents=True)
            for number in range(10):
                (room / f"part_{number}.cpp").write_text("// why\n\n" + "int a;\n" * 298, encoding="utf-8")
            (room / "api.hpp").write_text("int a;\n" * 300, encoding="utf-8")
            names = [f"src/rooms/trade/{path.name}" for path in room.iterdir()]
            self.assertEqual(check_text.check(pathlib.Path(folder), names), [])
            (room / "rules.cpp").write_text("int a;\n" * 21, encoding="utf-8")
            bad = check_text.check(pathlib.Path(folder), [*names, "src/rooms/trade/rules.cpp"])
            self.assertEqual(len(bad), 1)
            self.assertIn("src/rooms/trade: 3001 lines", bad[0])

    def test_no_path_of_one_machine(self):
        self.assertIn("one machine", self.bad("tools/a.py", 'open("/root/x")\n')[0])

    def test_chinese_texts_have_full_width_punctuation(self):
        catalogue = '["bidding.late"]\nzh = "投标已截止,不能递交。"\nen = "Bidding is closed, nothing is taken."\n'
        self.assertIn("catalogues/bidding.toml:2: half-width", self.bad("catalogues/bidding.toml", catalogue)[0])
        self.assertEqual(self.bad("catalogues/bidding.toml", catalogue.replace(",不", "，不")), [])
        self.assertEqual(len(self.bad("src/portal/pages.cpp", 'auto a = "开标(第一场)";\n')), 1)
        self.assertEqual(self.bad("src/portal/pages.cpp", "int a; // 招法 22, 20-21\n"), [])

    def test_marks_of_the_template_are_no_punctuation(self):
        self.assertEqual(self.bad("src/portal/t/home.mustache", '<a href="/x?y=1">公告</a>{{#是}}（一）{{/是}}\n'), [])
        self.assertEqual(len(self.bad("src/portal/t/home.mustache", "<p>公告:</p>\n")), 1)

    def test_code_in_a_chinese_page_is_left_alone(self):
        self.assertEqual(self.bad("README.zh-CN.md", "运行`./dev demo`，见[说明](a(b).md)。\n"), [])
        self.assertEqual(len(self.bad("README.zh-CN.md", "运行,查看。\n")), 1)


if __name__ == "__main__":
    unittest.main()
