import base64
import contextlib
import copy
import io
import json
import pathlib
import tempfile
import unittest
from unittest import mock

import bid_reader
import bid_vectors

VECTORS = pathlib.Path(__file__).parent.parent / "formats/vectors"
OTHER_HEADER = "ab" * 32


def answer(header, number, share, code=0):
    """The bytes of an ANSWER."""
    closing = bytes(32)
    return b"TPANSW01\1" + closing + bytes.fromhex(header) + bytes([number, code]) + bytes.fromhex(share)


class BidReaderTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.known = json.loads((VECTORS / "known_answer.json").read_text(encoding="utf-8"))
        cls.envelope = bid_vectors.sealed(cls.known)

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        (self.root / "bid.sealed").write_bytes(self.envelope)
        self.shares = dict(self.known["shares"])
        self.header = self.known["header_digest"]

    def listed(self, number, header=None, share=None):
        """One answer as an evidence lists it."""
        header = header or self.header
        message = answer(header, number, share or self.shares[number])
        return {"number": number, "header": header, "certificate": "AA==", "signature": "AA==",
                "message": base64.b64encode(message).decode()}

    def evidence(self, answers, secrets=()):
        return {"format": "tianping/evidence/1", "kit": {}, "given": "read_out", "answers": answers,
                "unsealing": {"proofs": [], "secrets": list(secrets)}}

    def open(self, answers, envelope="bid.sealed", out="out"):
        """(exit code, what it printed, what it complained of); `answers` as the file has them."""
        text = answers if isinstance(answers, str) else json.dumps(answers)
        (self.root / "answers.json").write_text(text, encoding="utf-8")
        words = ["bid_reader.py", "open", "--envelope", str(self.root / envelope),
                 "--answers", str(self.root / "answers.json"), "--out", str(self.root / out)]
        said, complained = io.StringIO(), io.StringIO()
        with mock.patch("sys.argv", words), contextlib.redirect_stdout(said), contextlib.redirect_stderr(complained):
            code = bid_reader.main()
        return code, said.getvalue(), complained.getvalue()

    def assert_opened(self, answers):
        code, said, complained = self.open(answers)
        self.assertEqual((code, complained), (0, ""))
        self.assertIn("sealed by ", said)
        self.assertTrue(list((self.root / "out").iterdir()))
        return said

    def assert_refused(self, answers, why, **where):
        code, said, complained = self.open(answers, **where)
        self.assertEqual((code, said), (1, ""), complained)
        self.assertEqual(complained.count("\n"), 1, complained)
        self.assertTrue(complained.startswith("refused: "), complained)
        self.assertIn(why, complained)

    def test_evidence_as_it_is_downloaded_opens_the_envelope_whose_answers_it_holds(self):
        others = [self.listed(i, header=OTHER_HEADER) for i in (1, 2, 3)]
        said = self.assert_opened(self.evidence(others + [self.listed(i) for i in (1, 3, 4)]))
        self.assertNotIn("WRONG", said)

    def test_in_evidence_a_wrong_answer_is_named(self):
        false = self.listed(2, share=self.shares[3])
        said = self.assert_opened(self.evidence([self.listed(i) for i in (1, 3, 4)] + [false]))
        self.assertIn("the answer of trustee 2 is WRONG", said)

    def test_in_evidence_the_bidders_own_secret_is_among_the_secrets(self):
        self.assert_opened(self.evidence([], [self.listed(0, header=OTHER_HEADER, share=self.shares[1]), self.listed(0)]))

    def test_the_short_form_opens_too(self):
        self.assert_opened({"answers": [{"index": i, "share": self.shares[i]} for i in (1, 2, 5)]})
        messages = [{"message": answer(self.header, i, self.shares[i]).hex()} for i in (1, 2, 5)]
        self.assert_opened({"answers": messages})
        self.assert_opened({"own": self.known["secret"]})

    def test_of_a_part_that_the_evidence_keeps_back_it_says_that_there_are_no_answers(self):
        self.assert_refused(self.evidence([self.listed(i, header=OTHER_HEADER) for i in (1, 2, 3)]),
                            "seal.too_few_answers: the evidence has none for the header " + self.header)

    def test_every_malformed_evidence_is_refused_in_one_line(self):
        whole = self.evidence([self.listed(i) for i in (1, 2, 3)])
        for spoil in (
            lambda e: e.pop("answers"),
            lambda e: e.pop("unsealing"),
            lambda e: e.update(answers={}),
            lambda e: e.update(unsealing=[]),
            lambda e: e["answers"].append("x"),
            lambda e: e["answers"][0].pop("header"),
            lambda e: e["answers"][0].update(message=None),
            lambda e: e["answers"][0].update(message="!"),
            lambda e: e["answers"][0].update(message="AAAA"),
            lambda e: e["answers"][0].update(message="报价"),
            lambda e: e["answers"][0].update(message=self.listed(1, header=OTHER_HEADER)["message"]),
            lambda e: e["answers"].append(e["answers"][0]),
        ):
            spoiled = copy.deepcopy(whole)
            spoil(spoiled)
            with self.subTest(answers=spoiled["answers"] if "answers" in spoiled else None):
                self.assert_refused(spoiled, "malformed")

    def test_every_malformed_short_form_is_refused_in_one_line(self):
        good = {"index": 1, "share": self.shares[1]}
        for bad in (
            "", "[", "[]", "null", "1", '"x"', "[" * 100000,
            {"answers": None}, {"answers": [1]}, {"answers": [{}]}, {"answers": [{**good, "index": "1"}]},
            {"answers": [{**good, "index": True}]}, {"answers": [{**good, "index": 10}] * 3},
            {"answers": [{**good, "share": 7}]}, {"answers": [{**good, "share": "AAA="}]},
            {"answers": [{"message": "TPANSW01"}]}, {"answers": [{"message": "00"}]}, {"own": None}, {"own": "xyz"},
        ):
            with self.subTest(answers=bad if len(str(bad)) < 100 else "deep"):
                self.assert_refused(bad, "malformed")
        self.assert_refused({"own": ""}, "seal.secret_out_of_range")
        self.assert_refused({}, "seal.too_few_answers")

    def test_a_file_that_cannot_be_read_or_written_is_named(self):
        own = {"own": self.known["secret"]}
        self.assert_refused(own, "missing.sealed: ", envelope="missing.sealed")
        self.assert_refused(own, "answers.json: ", out="answers.json")
        self.assert_refused(own, "seal.malformed", envelope="answers.json")


if __name__ == "__main__":
    unittest.main()
