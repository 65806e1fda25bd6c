import contextlib
import io
import pathlib
import tempfile
import unittest

import clause_report

NUMBERS = {"clause": ["L1", "4.1.1", "6.2.5", "6.5.3a", "6.5.3b", "6.1.3.1", "8a"], "duty": ["43-8", "43-17"]}
ROOT = pathlib.Path(__file__).resolve().parents[2]


def sorted_names(*names):
    return clause_report.sort_names(names, NUMBERS)


class ClauseReportTest(unittest.TestCase):
    def test_a_name_proves_the_clause_it_holds(self):
        proofs, bad = sorted_names("opening_test/Opening.clause_6_5_3a_only_the_right_person_enters",
                                   "trade_test/Entry.duty_43_17_names_every_mistake")
        self.assertEqual(bad, [])
        self.assertEqual(set(proofs), {("clause", "6.5.3a"), ("duty", "43-17")})

    def test_the_longest_number_is_meant(self):
        proofs, bad = sorted_names("a.clause_6_1_3_1_laws_are_searchable", "a.clause_6_2_5_3_lots", "a.clause_L1")
        self.assertEqual(bad, [])
        self.assertEqual(set(proofs), {("clause", "6.1.3.1"), ("clause", "6.2.5"), ("clause", "L1")})

    def test_one_name_may_prove_two(self):
        proofs, _ = sorted_names("a.clause_6_2_5_and_duty_43_8")
        self.assertEqual(set(proofs), {("clause", "6.2.5"), ("duty", "43-8")})

    def test_a_name_that_names_no_clause_is_a_fault(self):
        self.assertIn("there is no such clause", sorted_names("a.clause_11_2_x")[1][0])
        self.assertIn("there is no such duty", sorted_names("a.duty_43_99")[1][0])
        self.assertIn("there is no such duty", sorted_names("a.duty_43_177")[1][0])

    def test_the_words_alone_name_nothing(self):
        self.assertEqual(sorted_names("tools/clause_report", "a.a_clause_is_printed", "a.duty_officer"), ({}, []))

    def test_a_divided_clause_wants_its_part(self):
        self.assertIn("say which part: 6.5.3a, 6.5.3b", sorted_names("a.clause_6_5_3_experts")[1][0])

    def test_cases_that_run_together_are_named_one_by_one(self):
        with tempfile.TemporaryDirectory() as folder:
            program = pathlib.Path(folder) / "verify_test"
            program.write_text("#!/bin/sh\necho 'verify.'\necho '  duty_43_8_a'\necho '  b  # GetParam() = 1'\n",
                               encoding="utf-8")
            program.chmod(0o755)
            self.assertEqual(list(clause_report.names_of_program(program)),
                             ["verify_test/verify.duty_43_8_a", "verify_test/verify.b"])

    def test_the_tables_of_the_house_are_read(self):
        clauses = clause_report.read_table(ROOT / "docs/clauses.tsv", "clause")
        duties = clause_report.read_table(ROOT / "docs/duties43.tsv", "duty")
        self.assertEqual(clauses["6.5.3a"]["room"], "facility")
        self.assertEqual(duties["43-17"]["room"], "trade")

    def test_the_report_tells_who_is_proven_and_who_waits(self):
        table = {"4.1.1": {"room": "procedure"}, "6.2.5": {"room": "trade"}}
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            clause_report.report("clauses", "clause", table, {("clause", "4.1.1"): ["law.clause_4_1_1"]})
        self.assertIn("1 of 2 proven", out.getvalue())
        self.assertIn("law.clause_4_1_1", out.getvalue())
        self.assertIn("waiting:  6.2.5", out.getvalue())


if __name__ == "__main__":
    unittest.main()
