import pathlib
import subprocess
import tempfile
import unittest

import tidy


class TidyTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name).resolve()
        (self.root / "src/base").mkdir(parents=True)
        self.cpp = self.write("src/base/a.cpp", '#include "base/a.hpp"\n')
        self.hpp = self.write("src/base/a.hpp", '#pragma once\n#include "base/b.hpp"\n#include "base/a.hpp"\n')
        self.deep = self.write("src/base/b.hpp", "#pragma once\n")

    def write(self, name, text):
        path = self.root / name
        path.write_text(text, encoding="utf-8")
        return path

    def test_a_file_is_looked_at_again_when_a_header_below_it_changed(self):
        self.assertEqual(tidy.closure_of(self.cpp, self.root), [self.cpp, self.hpp, self.deep])
        before = tidy.key_of(self.cpp, self.root, b"rules")
        self.assertEqual(before, tidy.key_of(self.cpp, self.root, b"rules"))
        self.assertNotEqual(before, tidy.key_of(self.cpp, self.root, b"other rules"))
        self.write("src/base/b.hpp", "#pragma once\nint b;\n")
        self.assertNotEqual(before, tidy.key_of(self.cpp, self.root, b"rules"))

    def test_a_batch_is_its_sources_and_the_same_in_every_clone(self):
        other = self.write("src/base/c.cpp", "int c;\n")
        batch = self.write("unity_0_cxx.cxx", f'#include "{self.cpp}"\n#include "{other}"\n')
        self.assertEqual(tidy.members_of(batch), [self.cpp, other])
        self.assertEqual(tidy.members_of(other), [other])
        before = tidy.key_of(batch, self.root, b"rules")
        batch.write_text("// elsewhere\n" + batch.read_text(encoding="utf-8"), encoding="utf-8")
        self.assertEqual(before, tidy.key_of(batch, self.root, b"rules"))
        self.write("src/base/c.cpp", "int d;\n")
        self.assertNotEqual(before, tidy.key_of(batch, self.root, b"rules"))

    def test_of_a_changed_header_the_smallest_batch_that_reaches_it_is_looked_at(self):
        other = self.write("src/base/c.cpp", '#include "base/b.hpp"\n')
        batch = self.write("unity_0_cxx.cxx", f'#include "{self.cpp}"\n#include "{other}"\n')
        alone = self.write("src/base/d.cpp", '#include "base/b.hpp"\n')
        units = [batch, alone]
        self.assertEqual(tidy.reach_of_change(units, {self.deep}, self.root), [alone])
        self.assertEqual(tidy.reach_of_change(units, {self.hpp}, self.root), [batch])
        self.assertEqual(tidy.reach_of_change(units, {self.deep, other}, self.root), [batch])
        self.assertEqual(tidy.reach_of_change(units, {self.root / "README.md"}, self.root), [])

    def test_what_is_not_begun_in_time_is_told_apart_from_what_is_clean(self):
        found = dict(tidy.looks_in_time(["a", "b"], lambda unit: [unit] if unit == "b" else [], None))
        self.assertEqual(found, {"a": [], "b": ["b"]})
        late = dict(tidy.looks_in_time(["a"], lambda unit: [], 5.0, now=lambda: 5.0))
        self.assertEqual(late, {"a": None})

    def test_what_was_left_out_fails_with_its_name_and_what_to_do(self):
        lines, code = tidy.closing(0, ["src/base/c.cpp", "src/base/a.cpp"], "")
        self.assertEqual(code, 1)
        self.assertEqual(lines[:2], ["clang-tidy: not looked at in time: src/base/a.cpp",
                                     "clang-tidy: not looked at in time: src/base/c.cpp"])
        self.assertIn("FAILED: 2 sources were not looked at. Run ./dev lint", lines[2])
        self.assertEqual(tidy.closing(0, [], ""), (["clang-tidy: no findings"], 0))

    def test_where_nobody_knows_what_changed_as_much_as_fits_is_enough_and_said(self):
        lines, code = tidy.closing(0, ["src/base/a.cpp"], "abc5c39")
        self.assertEqual(code, 0)
        self.assertIn("WARNING: this clone does not hold abc5c39", lines[1])
        self.assertEqual(tidy.closing(1, [], "abc5c39")[1], 1)

    def git(self, *words):
        who = ["-c", "user.name=a", "-c", "user.email=a@example.cn"]
        return subprocess.run(["git", "-C", str(self.root), *who, *words], check=True, capture_output=True,
                              text=True).stdout.strip()

    def test_of_changed_rules_everything_changed_and_of_an_unknown_commit_nothing_is_known(self):
        self.write(".clang-tidy", "Checks: a\n")
        self.git("init", "-q")
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "first")
        base = self.git("rev-parse", "HEAD")
        self.assertEqual(tidy.changed_since(self.root, base), set())
        self.write("src/base/b.hpp", "#pragma once\nint b;\n")
        self.assertEqual(tidy.changed_since(self.root, base), {self.deep})
        self.write(".clang-tidy", "Checks: b\n")
        self.assertEqual(tidy.changed_since(self.root, base), {self.cpp, self.hpp, self.deep})
        self.assertIsNone(tidy.changed_since(self.root, "0" * 40))

    def test_a_finding_in_a_header_is_told_once(self):
        seen = set()
        finding = ["/x/a.hpp:1:2: error: bad [check]", "    1 | int a"]
        self.assertEqual(tidy.once_each(finding, seen), finding)
        self.assertEqual(tidy.once_each(finding, seen), [])


if __name__ == "__main__":
    unittest.main()
