#!/usr/bin/env python3
"""Makes the vectors of sealed bids from the reader in Python: make_vectors.py FOLDER.

Nothing here is random: keys, secrets and ephemerals are digests of words, so the files come out the same.
"""
import json
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "tools"))
import bid_crypto as c  # noqa: E402
import bid_format as f  # noqa: E402
from vector_base import Base, common  # noqa: E402
from vector_bodies import bodies, contents  # noqa: E402
from vector_messages import messages  # noqa: E402
from vector_openings import answers, dealers, headers  # noqa: E402
from vector_points import points  # noqa: E402


def write(folder, name, document):
    with open(os.path.join(folder, name + ".json"), "w", encoding="utf-8") as file:
        json.dump(document, file, ensure_ascii=False, indent=1)
        file.write("\n")


def known_answer(base):
    header, content = base.header, base.content
    chance = bytes(range(64))
    envelope = header.raw + f.seal_stream(base.secret, header.digest, base.stream(content))
    edges = [
        0,
        4 * f.CHUNK - 8,
        8 * f.CHUNK - 8,
        9 * f.CHUNK - 8,
        16 * f.CHUNK - 8,
        17 * f.CHUNK - 8,
        18 * f.CHUNK - 8,
        32 * f.CHUNK - 8,
        1000 * f.CHUNK,
        f.LARGEST_CONTENT,
    ]
    lengths = sorted({length + by for length in edges for by in (-1, 0, 1) if length + by >= 0})
    return {
        "private_keys": [[i, f"{k:064x}"] for i, k in enumerate(base.keys)],
        "prefix": header.prefix.hex(),
        "context": header.context.hex(),
        "secret": f"{base.secret.s:064x}",
        "shares": [[i, f"{base.secret.share(i):064x}"] for i in range(6)],
        "header": header.raw.hex(),
        "header_digest": header.digest.hex(),
        "content": content.hex(),
        "envelope_digest": c.sm3(envelope).hex(),
        "size_classes": [[length, f.size_class(length)] for length in lengths],
        "chance": chance.hex(),
        "content_digest": c.sm3(content).hex(),
        "fresh_secret": f"{f.fresh_secret(chance, c.sm3(content), header.context):064x}",
    }


def main():
    folder = sys.argv[1]
    os.makedirs(folder, exist_ok=True)
    base = Base()
    assert base.header.digest.hex() == "2e237bf4be99b6702887f3ab37f4cb99283e75791fa758099e22f76ccd479a7f"
    write(folder, "known_answer", known_answer(base))
    cases = answers(base) + headers(base) + dealers(base) + bodies(base) + contents(base)
    write(folder, "opening", {"common": common(base), "cases": cases})
    write(folder, "points", points(base))
    write(folder, "messages", {"cases": messages(base)})


if __name__ == "__main__":
    main()
