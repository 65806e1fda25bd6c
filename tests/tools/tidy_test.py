import pathlib
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

    def test_a_finding_in_a_header_is_told_once(self):
        seen = set()
        finding = ["/x/a.hpp:1:2: error: bad [check]", "    1 | int a"]
        self.assertEqual(tidy.once_each(finding, seen), finding)
        self.assertEqual(tidy.once_each(finding, seen), [])


if __name__ == "__main__":
    unittest.main()
