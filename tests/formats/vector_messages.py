"""The eight messages and bytes that are refused."""
import bid_crypto as c


def name(text):
    return bytes([len(text)]) + text.encode()


def h(text):
    return c.sm3(text.encode())


PLACE = b"".join(name(t) for t in ("demo.example", "T-1", "L-1", "R-1", "I-1"))
DEADLINE = 1_790_000_000_000


def u32(value):
    return value.to_bytes(4, "big")


def u64(value):
    return value.to_bytes(8, "big")


def part(text):
    return name(text) + h("header " + text) + h("envelope " + text) + u64(262272)


def submit(parts, replacement=0, previous=bytes(32)):
    raw = b"TPSUBM01\1" + PLACE + name("sub-1") + u32(replacement) + previous + h("terms") + h("bidder")
    return raw + bytes([len(parts)]) + b"".join(part(p) for p in parts)


def close(digests, deadline=DEADLINE, count=None):
    return (
        b"TPCLOS01\1"
        + PLACE
        + u64(deadline)
        + h("terms")
        + u32(len(digests) if count is None else count)
        + b"".join(digests)
    )


def answer(index, code, value):
    return b"TPANSW01\1" + h("close") + h("header") + bytes([index, code]) + value


def receipt(act, arrived=DEADLINE - 1):
    return (
        b"TPRCPT01\1"
        + PLACE
        + name("sub-1")
        + bytes([act])
        + h("message")
        + u32(1)
        + u64(arrived)
        + bytes(range(16))
    )


def joint(members):
    lead = name("91990100MA0BID001X")
    return b"TPJOIN01\1" + PLACE + lead + bytes([len(members)]) + b"".join(name(m) for m in members)


def key(index, point):
    return b"TPKEYS01\1" + PLACE + bytes([index]) + h("cert3") + point


def messages(base):
    two, bad, malformed = sorted([h("a"), h("b")]), "seal.bad_message", "seal.malformed"
    first, point = submit(["commercial", "price"]), base.points[3]
    withdraw = b"TPWDRW01\1" + PLACE + name("sub-1") + c.sm3(first)
    proof = (
        b"TPPROF01\1"
        + h("close")
        + base.header.digest
        + c.hmac_sm3(base.secret.derived(b"proof", 32), h("close"))
    )
    good = [
        ("KEY", key(3, point)),
        ("SUBMIT", first),
        ("SUBMIT, replaced", submit(["price"], 1, c.sm3(first))),
        ("WITHDRAW", withdraw),
        ("SUBMIT of 64 parts", submit([f"p{i}" for i in range(10, 74)])),
        ("RECEIPT of SUBMIT", receipt(1)),
        ("RECEIPT of WITHDRAW", receipt(2)),
        ("CLOSE", close(two)),
        ("CLOSE of nothing", close([])),
        ("CLOSE at the last instant", close(two, 2**53 - 1)),
        ("ANSWER", answer(3, 0, h("share"))),
        ("ANSWER of the bidder", answer(0, 0, h("s"))),
        ("ANSWER, refused", answer(9, 1, bytes(32))),
        ("PROOF", proof),
        ("JOINT", joint(["91990100MA0BID0028", "91990100MA0BID003G"])),
        ("JOINT of seventeen", joint([f"M{i}" for i in range(10, 26)])),
    ]
    out = [{"name": n, "message": m.hex(), "expect": "opened", "digest": c.sm3(m).hex()} for n, m in good]
    refused = [
        ("nothing", b"", malformed),
        ("unknown letters", b"TPSUBM02" + first[8:], malformed),
        ("a place with a slash", first.replace(b"T-1", b"T/1"), malformed),
        ("a place with an empty name", first.replace(b"\3T-1", b"\0"), malformed),
        ("SUBMIT, a part doubled", submit(["price", "price"]), bad),
        ("SUBMIT, parts out of order", submit(["price", "commercial"]), bad),
        ("SUBMIT without parts", submit([]), bad),
        ("SUBMIT of 65 parts", submit([f"p{i}" for i in range(10, 75)]), bad),
        ("SUBMIT, first with a previous", submit(["price"], 0, h("x")), bad),
        ("SUBMIT, replacement without previous", submit(["price"], 1), bad),
        ("SUBMIT, a part announced and missing", first[: -len(part("price"))], malformed),
        ("JOINT of one", joint([]), bad),
        ("JOINT of eighteen", joint([f"M{i}" for i in range(10, 27)]), bad),
        ("JOINT, a member doubled", joint(["M1", "M1"]), bad),
        ("JOINT, out of order", joint(["M2", "M1"]), bad),
        ("JOINT, the lead a member", joint(["91990100MA0BID001X"]), bad),
        ("JOINT, a member with a slash", joint(["M/1"]), malformed),
        ("KEY off the curve", key(3, point[:64] + bytes([point[64] ^ 1])), "seal.point_not_on_curve"),
        ("KEY 0", key(0, point), bad),
        ("KEY 10", key(10, point), bad),
        ("RECEIPT, act 0", receipt(0), bad),
        ("RECEIPT, act 3", receipt(3), bad),
        ("RECEIPT beyond 2^53", receipt(1, 2**53), malformed),
        ("CLOSE, out of order", close(two[::-1]), bad),
        ("CLOSE, doubled", close([two[0]] * 2), bad),
        ("CLOSE, count too small", close(two, count=1), malformed),
        ("CLOSE, count too large", close(two, count=3), malformed),
        ("CLOSE, count enormous", close(two, count=2**32 - 1), malformed),
        ("CLOSE beyond 2^53", close(two, 2**53), malformed),
        ("ANSWER 10", answer(10, 0, h("share")), bad),
        ("ANSWER, code 2", answer(3, 2, bytes(32)), bad),
        ("ANSWER, refused with a value", answer(3, 1, h("share")), bad),
    ]
    for n, m in good:
        refused += [
            (n + ", a byte more", m + b"\0", malformed),
            (n + ", a byte less", m[:-1], malformed),
            (n + ", profile 2", m[:8] + b"\2" + m[9:], "seal.unknown_profile"),
        ]
    return out + [{"name": n, "message": m.hex(), "expect": code} for n, m, code in refused]
