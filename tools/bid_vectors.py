"""Runs the vectors of sealed bids (tests/formats/vectors) against the reader in Python."""
import functools
import glob
import json
import os

import bid_format as f
from bid_crypto import Refused, is_point, need, number, sm2_decrypt, sm2_encrypt, sm3

PLACE = ["name"] * 5
MESSAGES = {  # what follows the letters and the profile
    b"TPKEYS01": PLACE + ["index", 32, "point"],
    b"TPSUBM01": PLACE + ["name", "replacement", 32, 32, "parts"],
    b"TPWDRW01": PLACE + ["name", 32],
    b"TPRCPT01": PLACE + ["name", "act", 32, 4, "instant", 16],
    b"TPCLOS01": PLACE + ["instant", 32, "digests"],
    b"TPANSW01": [32, 32, "answer"],
    b"TPPROF01": [32, 32, 32],
    b"TPJOIN01": PLACE + ["parties"],
}
BAD = "seal.bad_message"


def _ascending(items):
    return all(a < b for a, b in zip(items, items[1:]))


def _read_parts(r, late):
    parts = []
    for _ in range(r.number(1)):
        parts.append(r.name())
        r.take(32 + 32 + 8)
    late.append((1 <= len(parts) <= 64 and _ascending(parts), BAD))


def _read_digests(r, late):
    count = r.number(4)
    need(len(r.raw) - r.at == 32 * count)
    late.append((_ascending([r.take(32) for _ in range(count)]), BAD))


def _read_field(r, field, late):
    if field == "name":
        r.name()
    elif field == "point":
        late.append((is_point(r.take(65)), "seal.point_not_on_curve"))
    elif field == "replacement":
        replacement, previous = r.number(4), r.take(32)
        late.append(((replacement == 0) == (previous == bytes(32)), BAD))
    elif field == "instant":
        need(r.number(8) < 2**53)
    elif field == "parts":
        _read_parts(r, late)
    elif field == "parties":
        lead, members = r.name(), [r.name() for _ in range(r.number(1))]
        late.append((1 <= len(members) <= 16 and _ascending(members) and lead not in members, BAD))
    elif field == "digests":
        _read_digests(r, late)
    elif field == "index":
        late.append((1 <= r.number(1) <= 9, BAD))
    elif field == "act":
        late.append((r.number(1) in (1, 2), BAD))
    elif field == "answer":
        index, code, value = r.number(1), r.number(1), r.take(32)
        late.append((index <= 9 and (code == 0 or code == 1 and value == bytes(32)), BAD))
    else:
        r.take(field)


def read_message(raw):
    """The layout first, to its end, and then what its fields may say."""
    letters = raw[:8]
    need(letters in MESSAGES)
    r, late = f.Reader(raw), []
    r.kind(letters)
    for field in MESSAGES[letters]:
        _read_field(r, field, late)
    r.end()
    for holds, code in late:
        need(holds, code)


def outcome(act):
    try:
        return "opened", act()
    except Refused as refused:
        return str(refused), None


class Checks:
    def __init__(self):
        self.done, self.wrong = 0, []

    def same(self, name, got, wanted):
        self.done += 1
        if got != wanted:
            self.wrong.append(f"{name}: {got}, not {wanted}")


def stream_of(case, chunks):
    """The padded stream of a case: its content, or parts put into zeros."""
    if "stream" not in case:
        content = bytes.fromhex(case["content"])
        return (len(content).to_bytes(8, "big") + content).ljust(chunks * f.CHUNK, b"\0")
    stream = bytearray(chunks * f.CHUNK)
    for at, raw in case["stream"]:
        raw = bytes.fromhex(raw)
        stream[at : at + len(raw)] = raw
    return bytes(stream)


@functools.lru_cache(maxsize=16)
def _sealed(raw_header, secret, stream):
    header = f.Header(raw_header)
    return raw_header + f.seal_stream(f.Secret(secret, header.context, header.t), header.digest, stream)


def sealed(case):
    header = f.Header(bytes.fromhex(case["header"]))
    return _sealed(header.raw, number(bytes.fromhex(case["secret"])), stream_of(case, header.chunks))


def changed(envelope, header_size, change):
    """One change of a case; chunks are counted from 0."""
    out, op = bytearray(envelope), change["op"]
    chunk = lambda i: slice(header_size + i * f.SEALED_CHUNK, header_size + (i + 1) * f.SEALED_CHUNK)
    if op == "xor":
        for i, b in enumerate(bytes.fromhex(change["hex"])):
            out[change["at"] + i] ^= b
    elif op == "put":
        raw = bytes.fromhex(change["hex"])
        out[change["at"] : change["at"] + len(raw)] = raw
    elif op == "swap":
        a, b = chunk(change["a"]), chunk(change["b"])
        out[a], out[b] = out[b], out[a]
    elif op == "cut":
        del out[len(out) - change["bytes"] :]
    elif op == "add":
        out += bytes.fromhex(change["hex"]) * change["times"]
    elif op == "foreign":
        other = sealed(change)
        out[chunk(change["chunk"])] = other[-4 * f.SEALED_CHUNK :][: f.SEALED_CHUNK]
    return bytes(out)


def check_opening(document, checks):
    for case in document["cases"]:
        case = {**document["common"], **case}
        envelope = sealed(case)
        size = len(bytes.fromhex(case["header"]))
        for change in case.get("changes", []):
            envelope = changed(envelope, size, change)
        answers = [(i, number(bytes.fromhex(y))) for i, y in case["answers"]]
        own = number(bytes.fromhex(case["own"])) if "own" in case else None
        code, opened = outcome(lambda: f.open_envelope(envelope, answers, own))
        checks.same(case["name"], code, case["expect"])
        if opened:
            checks.same(case["name"], opened[2], case.get("wrong", []))
            checks.same(case["name"], [[n, sm3(b).hex()] for n, b in opened[1]], case["files"])


def check_known_answer(d, checks):
    header = f.Header(bytes.fromhex(d["header"]))
    secret = f.Secret(number(bytes.fromhex(d["secret"])), header.context, header.t)
    checks.same("prefix", header.prefix.hex(), d["prefix"])
    checks.same("context", header.context.hex(), d["context"])
    checks.same("header", secret.header(header).hex(), d["header"])
    checks.same("header digest", header.digest.hex(), d["header_digest"])
    for i, share in d["shares"]:
        checks.same(f"share {i}", f"{secret.share(i):064x}", share)
    for i, key in d["private_keys"]:
        checks.same(
            f"box {i}", outcome(lambda: f.open_box(header, i, number(bytes.fromhex(key))))[1], secret.share(i)
        )
    envelope = sealed(d)
    checks.same("envelope digest", sm3(envelope).hex(), d["envelope_digest"])
    for length, chunks in d["size_classes"]:
        checks.same(f"class of {length}", f.size_class(length), chunks)
    fresh = f.fresh_secret(bytes.fromhex(d["chance"]), bytes.fromhex(d["content_digest"]), header.context)
    checks.same("fresh secret", f"{fresh:064x}", d["fresh_secret"])


def check_points(document, checks):
    for case in document["points"]:
        checks.same(case["name"], is_point(bytes.fromhex(case["point"])), case["good"])
    for case in document["boxes"]:
        raw, d = bytes.fromhex(case["box"]), number(bytes.fromhex(case["key"]))
        got = outcome(lambda: sm2_decrypt(raw, d).hex())
        checks.same(case["name"], got[1], case.get("message"))
    for case in document["encryptions"]:
        k = number(bytes.fromhex(case["k"]))
        got = sm2_encrypt(bytes.fromhex(case["to"]), bytes.fromhex(case["message"]), k).hex()
        checks.same(case["name"], got, case["box"])


def check_messages(document, checks):
    for case in document["cases"]:
        raw = bytes.fromhex(case["message"])
        code, _ = outcome(lambda: read_message(raw))
        checks.same(case["name"], code, case["expect"])
        if code == "opened":
            checks.same(case["name"], sm3(raw).hex(), case["digest"])


KINDS = {
    "known_answer": check_known_answer,
    "opening": check_opening,
    "points": check_points,
    "messages": check_messages,
}


def check_folder(folder):
    checks, read = Checks(), 0
    for path in sorted(glob.glob(os.path.join(folder, "*.json"))):
        kind = os.path.splitext(os.path.basename(path))[0]
        with open(path, encoding="utf-8") as file:
            document = json.load(file)
        before = checks.done
        KINDS[kind](document, checks)
        print(f"{kind}: {checks.done - before} comparisons")
        read += 1
    for line in checks.wrong:
        print("WRONG " + line)
    print(f"{read} files, {checks.done} comparisons, {len(checks.wrong)} wrong")
    return 0 if read == len(KINDS) and not checks.wrong else 1
