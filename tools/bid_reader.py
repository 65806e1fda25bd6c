#!/usr/bin/env python3
"""A second reader of sealed bids, written from docs/formats/seal.md and sharing no code with the platform.

    bid_reader.py open --envelope FILE --answers ANSWERS.json --out FOLDER
    bid_reader.py vectors FOLDER

ANSWERS.json is {"answers": [...], "own": "hex of s"}; either member may be missing. An answer is
{"index": 1, "share": "hex"} or {"message": "hex of an ANSWER"}. Only the standard library and the `openssl`
command (SM4) are used. Signatures are not checked here. Exit code 0: opened, or all vectors agree; 1: refused.
"""
import argparse
import json
import os
import sys

import bid_vectors
from bid_crypto import Refused, need, number, sm3
from bid_format import Header, Reader, open_envelope


def answers_of(document, header):
    """Shares and the bidder's own secret from an answers file; refused answers (code 1) say nothing."""
    shares, own = [], None
    for answer in document.get("answers", []):
        if "message" in answer:
            r = Reader(bytes.fromhex(answer["message"]))
            r.kind(b"TPANSW01")
            r.take(32)
            of, i, code, y = r.take(32), r.number(1), r.number(1), r.number(32)
            r.end()
            need(of == header.digest, "seal.answers_malformed")
            if code != 0:
                continue
        else:
            i, y = answer["index"], number(bytes.fromhex(answer["share"]))
        if i == 0:
            own = y
        else:
            shares.append((i, y))
    if "own" in document:
        own = number(bytes.fromhex(document["own"]))
    return shares, own


def open_command(options):
    with open(options.envelope, "rb") as file:
        envelope = file.read()
    with open(options.answers, encoding="utf-8") as file:
        document = json.load(file)
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
        return 1


if __name__ == "__main__":
    sys.exit(main())
