import pathlib
import tempfile
import unittest

import must_not_compile

CASE = """// expect: {expect}
#include <vector>
#ifdef TIANPING_RIGHT
{right}
#else
{wrong}
#endif
"""


class MustNotCompileTest(unittest.TestCase):
    def fault(self, right, wrong, expect="static assertion failed"):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "case.cpp"
            path.write_text(CASE.format(expect=expect, right=right, wrong=wrong), encoding="utf-8")
            header = must_not_compile.precompiled([path], pathlib.Path(folder), pathlib.Path(folder))
            return must_not_compile.fault_of(path, pathlib.Path(folder), header)

    def test_a_mistake_refused_for_its_reason_passes(self):
        self.assertIsNone(self.fault("static_assert(true);", "static_assert(false);"))

    def test_a_mistake_that_compiles_is_told(self):
        self.assertIn("compiles, and must not", self.fault("int a;", "int b;"))

    def test_another_reason_is_no_proof(self):
        self.assertIn("another reason", self.fault("int a;", "int a = nowhere;"))

    def test_a_typing_mistake_in_both_is_no_proof(self):
        self.assertIn("right twin", self.fault("static_assert(false);", "static_assert(false);"))

    def test_what_a_case_includes_is_there(self):
        self.assertIsNone(self.fault("std::vector<int> a;", "std::vector<int> a = 0.5;", "conversion from 'double'"))

    def test_a_case_without_reason_is_told(self):
        self.assertIn("expect", self.fault("int a;", "int b;", expect=""))

    def test_a_reason_that_somebody_wrapped_is_told(self):
        wrapped = "static assertion\n// failed"
        self.assertIn("one line", self.fault("static_assert(true);", "static_assert(false);", wrapped))


if __name__ == "__main__":
    unittest.main()
