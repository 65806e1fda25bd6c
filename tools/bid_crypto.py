"""SM3, HMAC, HKDF, SM4-CTR and SM2 encryption for the reader of sealed bids (docs/formats/seal.md, sections 2, 4, 5).

Slow, plain and independent of the platform's code: SM3 from Python's hashlib where it has it, SM4 from the
`openssl` command, the curve by hand.
"""
import functools
import hashlib
import subprocess

FIELD = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF
CURVE_A = FIELD - 3
CURVE_B = 0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93
ORDER = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
BASE = (
    0x32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7,
    0xBC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0,
)


class Refused(Exception):
    """The bid, box or message is refused; the text is the code of the document."""


def need(holds, code="seal.malformed"):
    if not holds:
        raise Refused(code)


# SM3, HMAC, HKDF, SM4


def _rotated(word, by):
    by %= 32
    return ((word << by) | (word >> (32 - by))) & 0xFFFFFFFF


def sm3_slowly(message):
    """GB/T 32905, for machines whose Python lacks it."""
    state = [0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E]
    padded = message + b"\x80" + bytes((55 - len(message)) % 64) + (8 * len(message)).to_bytes(8, "big")
    for at in range(0, len(padded), 64):
        w = [int.from_bytes(padded[at + i : at + i + 4], "big") for i in range(0, 64, 4)]
        for j in range(16, 68):
            x = w[j - 16] ^ w[j - 9] ^ _rotated(w[j - 3], 15)
            w.append(x ^ _rotated(x, 15) ^ _rotated(x, 23) ^ _rotated(w[j - 13], 7) ^ w[j - 6])
        a, b, c, d, e, f, g, h = state
        for j in range(64):
            early = j < 16
            ss1 = _rotated(
                (_rotated(a, 12) + e + _rotated(0x79CC4519 if early else 0x7A879D8A, j)) & 0xFFFFFFFF, 7
            )
            ff = a ^ b ^ c if early else (a & b) | (a & c) | (b & c)
            gg = e ^ f ^ g if early else (e & f) | (~e & g)
            tt1 = (ff + d + (ss1 ^ _rotated(a, 12)) + (w[j] ^ w[j + 4])) & 0xFFFFFFFF
            tt2 = (gg + h + ss1 + w[j]) & 0xFFFFFFFF
            a, b, c, d = tt1, a, _rotated(b, 9), c
            e, f, g, h = tt2 ^ _rotated(tt2, 9) ^ _rotated(tt2, 17), e, _rotated(f, 19), g
        state = [x ^ y for x, y in zip(state, (a, b, c, d, e, f, g, h))]
    return b"".join(x.to_bytes(4, "big") for x in state)


def sm3(message):
    try:
        return hashlib.new("sm3", message).digest()
    except ValueError:
        return sm3_slowly(message)


def hmac_sm3(key, message):
    key = (sm3(key) if len(key) > 64 else key).ljust(64, b"\0")
    return sm3(bytes(b ^ 0x5C for b in key) + sm3(bytes(b ^ 0x36 for b in key) + message))


def expand(prk, info, length):
    out = last = b""
    while len(out) < length:
        last = hmac_sm3(prk, last + info + bytes([len(out) // 32 + 1]))
        out += last
    return out[:length]


def sm4_ctr(key, text):
    command = ["openssl", "enc", "-sm4-ctr", "-K", key.hex(), "-iv", "00" * 16]
    return subprocess.run(command, input=text, stdout=subprocess.PIPE, check=True).stdout


# The SM2 curve


def number(raw):
    return int.from_bytes(raw, "big")


def bytes32(value):
    return value.to_bytes(32, "big")


def added(p, q):
    if p is None or q is None:
        return q if p is None else p
    if p[0] == q[0]:
        if (p[1] + q[1]) % FIELD == 0:
            return None
        slope = (3 * p[0] * p[0] + CURVE_A) * pow(2 * p[1], -1, FIELD)
    else:
        slope = (q[1] - p[1]) * pow(q[0] - p[0], -1, FIELD)
    x = (slope * slope - p[0] - q[0]) % FIELD
    return x, (slope * (p[0] - x) - p[1]) % FIELD


def times(k, p):
    out = None
    while k:
        if k & 1:
            out = added(out, p)
        p, k = added(p, p), k >> 1
    return out


def point_bytes(p):
    return b"\x04" + bytes32(p[0]) + bytes32(p[1])


def is_point(raw):
    if len(raw) != 65 or raw[0] != 4:
        return False
    x, y = number(raw[1:33]), number(raw[33:])
    return x < FIELD and y < FIELD and (y * y - x * x * x - CURVE_A * x - CURVE_B) % FIELD == 0


def _point(raw):
    return number(raw[1:33]), number(raw[33:])


def _masked(x, y, text):
    stream = b"".join(sm3(x + y + i.to_bytes(4, "big")) for i in range(1, len(text) // 32 + 2))
    return bytes(a ^ b for a, b in zip(text, stream))


@functools.lru_cache(maxsize=64)
def sm2_encrypt(receiver, message, k):
    shared = times(k, _point(receiver))
    x, y = bytes32(shared[0]), bytes32(shared[1])
    return point_bytes(times(k, BASE)) + sm3(x + message + y) + _masked(x, y, message)


def sm2_decrypt(raw, d):
    need(len(raw) > 97 and is_point(raw[:65]), "seal.box_not_opened")
    shared = times(d, _point(raw[:65]))
    x, y = bytes32(shared[0]), bytes32(shared[1])
    message = _masked(x, y, raw[97:])
    need(sm3(x + message + y) == raw[65:97], "seal.box_not_opened")
    return message
