#!/usr/bin/env python3
"""A second reader of sealed bids, written from docs/formats/seal.md and sharing no code with the platform.

    bid_reader.py open --envelope FILE --answers ANSWERS.json --out FOLDER
    bid_reader.py vectors FOLDER

ANSWERS.json is the evidence of an intake as the platform gives it (GET /api/v1/intakes/{intake}/evidence, or
intakes/<intake>.json of an export): what it holds for the envelope's header is taken. Or it is
{"answers": [...], "own": "hex of s"}; either member may be missing. An answer is {"index": 1, "share": "hex"}
or {"message": "hex of an ANSWER"}. Only the standard library and the `openssl` command (SM4) are used.
Signatures are not checked here. Exit code 0: opened, or all vectors agree; 1: refused, and one line says why.
"""
import argparse
import base64
import json
import os
import subprocess
import sys

import bid_vectors
from bid_crypto import Refused, number, sm3
from bid_format import Header, Reader, open_envelope

EVIDENCE = "tianping/evidence/1"


def malformed(why):
    return Refused(f"seal.answers_malformed: {why}")


def member(of, name, kind, otherwise=None):
    """A member of the answers file, or what stands for one that is missing."""
    if not isinstance(of, dict):
        raise malformed(f"an object with '{name}' is expected")
    value = of.get(name, otherwise)
    if not isinstance(value, kind) or isinstance(value, bool):
        raise malformed(f"'{name}' is missing or not what it should be")
    return value


def bytes_of(text, form):
    try:
        return bytes.fromhex(text) if form == "hex" else base64.b64decode(text, validate=True)
    except ValueError:
        raise malformed(f"a text that is no {form}: {text[:20]!r}") from None


def read_message(raw, header):
    """(number, share) of an ANSWER for this header, or None where it refuses (code 1)."""
    r = Reader(raw)
    r.kind(b"TPANSW01")
    r.take(32)
    of, i, code, y = r.take(32), r.number(1), r.number(1), r.number(32)
    r.end()
    if of != header.digest:
        raise malformed("an ANSWER for another header")
    return (i, y) if code == 0 else None


def read_answer(answer, header):
    if isinstance(answer, dict) and "message" in answer:
        return read_message(bytes_of(member(answer, "message", str), "hex"), header)
    return member(answer, "index", int), number(bytes_of(member(answer, "share", str), "hex"))


def in_evidence(document, header):
    """What the evidence holds for this header: the trustees' answers, and the bidder's own secret."""
    unsealing = member(document, "unsealing", dict)
    listed = member(document, "answers", list) + member(unsealing, "secrets", list)
    mine = [one for one in listed if member(one, "header", str) == header.digest.hex()]
    if not mine:
        raise Refused(f"seal.too_few_answers: the evidence has none for the header {header.digest.hex()}")
    return [read_message(bytes_of(member(one, "message", str), "base64"), header) for one in mine]


def answers_of(document, header):
    """Shares and the bidder's own secret from an answers file."""
    if member(document, "format", str, "") == EVIDENCE:
        given = in_evidence(document, header)
    else:
        given = [read_answer(one, header) for one in member(document, "answers", list, [])]
    given = [one for one in given if one is not None]
    own = next((y for i, y in given if i == 0), None)
    if "own" in document:
        own = number(bytes_of(member(document, "own", str), "hex"))
    return [(i, y) for i, y in given if i != 0], own


def open_command(options):
    with open(options.envelope, "rb") as file:
        envelope = file.read()
    with open(options.answers, encoding="utf-8") as file:
        try:
            document = json.load(file)
        except (ValueError, RecursionError):
            raise malformed("the file is no JSON") from None
    shares, own = answers_of(document, Header(envelope))
    manifest, files, wrong = open_envelope(envelope, shares, own)
    os.makedirs(options.out, exist_ok=True)
    for name, content in files:
        with open(os.path.join(options.out, name), "wb") as file:
            file.write(content)
        print(f"{name}: {len(content)} bytes, SM3 {sm3(content).hex()}")
    print("sealed by {tool}, creation {creation_id}, machine {machine_code}".format(**manifest))
    for i in wrong:
        print(f"the answer of trustee {i} is WRONG")
    return 0


def vectors_command(options):
    return bid_vectors.check_folder(options.folder)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(required=True)
    opening = commands.add_parser("open")
    for name in ("--envelope", "--answers", "--out"):
        opening.add_argument(name, required=True)
    opening.set_defaults(run=open_command)
    vectors = commands.add_parser("vectors")
    vectors.add_argument("folder")
    vectors.set_defaults(run=vectors_command)
    options = parser.parse_args()
    try:
        return options.run(options)
    except Refused as refused:
        print(f"refused: {refused}", file=sys.stderr)
    except OSError as error:
        print(f"refused: {error.filename}: {error.strerror}", file=sys.stderr)
    except subprocess.CalledProcessError as error:
        print(f"refused: {error.cmd[0]} ended with {error.returncode}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
