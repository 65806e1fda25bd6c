"""Format 1 of sealed bids as docs/formats/seal.md says it: header, secret, recovery, body, content."""
import hmac
import itertools
import json
import re

from bid_crypto import (
    ORDER,
    Refused,
    bytes32,
    expand,
    hmac_sm3,
    is_point,
    need,
    number,
    sm2_decrypt,
    sm2_encrypt,
    sm3,
    sm4_ctr,
)

SHARING_PRIME = 2**256 - 189
CHUNK, SEALED_CHUNK, BOX = 65536, 65536 + 32, 65 + 32 + 64
LARGEST_CONTENT = 65536 * CHUNK - 8


# Header


class Reader:
    def __init__(self, raw):
        self.raw, self.at = raw, 0

    def take(self, count):
        need(self.at + count <= len(self.raw))
        self.at += count
        return self.raw[self.at - count : self.at]

    def number(self, size):
        return number(self.take(size))

    def name(self):
        raw = self.take(self.number(1))
        need(re.fullmatch(rb"[0-9A-Za-z._-]{1,64}", raw))
        return raw.decode()

    def kind(self, letters):
        need(self.take(8) == letters)
        need(self.number(1) == 1, "seal.unknown_profile")

    def end(self):
        need(self.at == len(self.raw))


class Header:
    """The header at the front of an envelope."""

    def __init__(self, envelope):
        r = Reader(envelope[:4096])
        r.kind(b"TPSEAL01")
        self.t, self.n = r.number(1), r.number(1)
        need(3 <= self.n <= 9 and 2 <= self.t < self.n and 2 * self.t > self.n, "seal.bad_threshold")
        own = r.number(1)
        need(own <= 1)
        self.chunks, self.id = r.number(4), r.take(16)
        self.names = [r.name() for _ in range(6)]
        self.terms, self.bidder = r.take(32), r.take(32)
        trustees = [(r.take(32), r.take(65)) for _ in range(self.n)]
        self.keys = {i + 1: key for i, (_, key) in enumerate(trustees)}
        if own:
            self.keys[0] = r.take(65)
        need(4 <= self.chunks <= 65536, "seal.bad_size_class")
        need(all(is_point(key) for key in self.keys.values()), "seal.point_not_on_curve")
        need(len(set(self.keys.values())) == len(self.keys), "seal.keys_repeated")
        self.prefix = envelope[: r.at]
        self.boxes = {i: r.take(BOX) for i in sorted(self.keys)}
        need(all(is_point(box[:65]) for box in self.boxes.values()))
        self.raw = envelope[: r.at]
        self.digest, self.context = sm3(self.raw), sm3(b"tianping/seal/1/context\0" + self.prefix)


class Secret:
    """Everything that follows from s and the context."""

    def __init__(self, s, context, t):
        need(0 < s < SHARING_PRIME, "seal.secret_out_of_range")
        self.s, self.context, self.t, self.prk = s, context, t, hmac_sm3(context, bytes32(s))
        labels = (b"coef" + bytes([j]) for j in range(1, t))
        self.polynomial = [s] + [number(self.derived(label, 48)) % SHARING_PRIME for label in labels]

    def derived(self, label, length):
        return expand(self.prk, b"tianping/seal/1/" + label, length)

    def share(self, i):
        return sum(a * pow(i, j, SHARING_PRIME) for j, a in enumerate(self.polynomial)) % SHARING_PRIME

    def box(self, i, key):
        k = 1 + number(self.derived(b"eph" + bytes([i]), 48)) % (ORDER - 1)
        return sm2_encrypt(key, bytes32(self.share(i)) + self.context, k)

    def header(self, header):
        return header.prefix + b"".join(self.box(i, key) for i, key in sorted(header.keys.items()))


def fresh_secret(chance, content_digest, context):
    prk = hmac_sm3(context, chance)
    wide = expand(prk, b"tianping/seal/1/secret" + content_digest, 48)
    return 1 + number(wide) % (SHARING_PRIME - 1)


def open_box(header, i, d):
    message = sm2_decrypt(header.boxes[i], d)
    share = number(message[:32])
    good = len(message) == 64 and message[32:] == header.context and share < SHARING_PRIME
    need(good and not (i == 0 and share == 0), "seal.box_not_opened")
    return share


# Recovery


def _at_zero(shares):
    total = 0
    for i, y in shares:
        over = under = 1
        for j, _ in shares:
            if j != i:
                over, under = over * j % SHARING_PRIME, under * (j - i) % SHARING_PRIME
        total += y * over * pow(under, -1, SHARING_PRIME)
    return total % SHARING_PRIME


def _rebuilds(header, s):
    return Secret(s, header.context, header.t).header(header) == header.raw


def recover(header, answers):
    """(secret, numbers of the trustees whose answer is wrong) from [(i, y), ...]."""
    indices = [i for i, _ in answers]
    need(
        len(set(indices)) == len(indices) and all(1 <= i <= header.n for i in indices),
        "seal.answers_malformed",
    )
    need(len(answers) >= header.t, "seal.too_few_answers")
    usable = [(i, y) for i, y in answers if y < SHARING_PRIME]
    for some in itertools.combinations(usable, header.t):
        s = _at_zero(some)
        if s == 0:
            continue
        secret = Secret(s, header.context, header.t)
        if all(secret.share(i) == y for i, y in some) and _rebuilds(header, s):
            return secret, [i for i, y in answers if secret.share(i) != y]
    raise Refused("seal.header_not_rebuilt")


def recover_own(header, s):
    secret = Secret(s, header.context, header.t)
    need(_rebuilds(header, s), "seal.header_not_rebuilt")
    return secret


# Body and content


def size_class(length):
    if length > LARGEST_CONTENT:
        return None
    c = -(-(8 + length) // CHUNK)
    if c <= 8:
        return 4 if c <= 4 else 8
    step = 2 ** max(0, (c - 1).bit_length() - 4)
    return -(-c // step) * step


def _code(secret, header_digest, i, chunks, cipher):
    numbers = i.to_bytes(4, "big") + chunks.to_bytes(4, "big")
    return hmac_sm3(secret.derived(b"mac", 32), b"tianping/seal/1/chunk\0" + header_digest + numbers + cipher)


def seal_stream(secret, header_digest, stream):
    """The body of a whole padded stream; the vectors need it."""
    cipher = sm4_ctr(secret.derived(b"enc", 16), stream)
    parts = [cipher[at : at + CHUNK] for at in range(0, len(cipher), CHUNK)]
    return b"".join(part + _code(secret, header_digest, i, len(parts), part) for i, part in enumerate(parts))


def open_body(header, secret, body):
    need(len(body) == header.chunks * SEALED_CHUNK, "seal.body_length")
    cipher = []
    for i in range(header.chunks):
        chunk = body[i * SEALED_CHUNK : (i + 1) * SEALED_CHUNK]
        good = hmac.compare_digest(
            _code(secret, header.digest, i, header.chunks, chunk[:CHUNK]), chunk[CHUNK:]
        )
        need(good, "seal.wrong_code")
        cipher.append(chunk[:CHUNK])
    stream = sm4_ctr(secret.derived(b"enc", 16), b"".join(cipher))
    length = number(stream[:8])
    need(length <= len(stream) - 8, "seal.inner_length")
    need(size_class(length) == header.chunks, "seal.wrong_size_class")
    need(not any(stream[8 + length :]), "seal.padding_not_zero")
    return stream[8 : 8 + length]


def _plain(text, most, forbidden=""):
    return (
        isinstance(text, str)
        and 1 <= len(text.encode("utf-8", "surrogatepass")) <= most
        and not re.search("[\x00-\x1f\x7f\ud800-\udfff%s]" % forbidden, text)
    )


def canonical(value):
    """RFC 8785 for the manifest: its member names are ASCII and its numbers whole."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def check_manifest(manifest):
    bad = "seal.bad_manifest"
    need(
        isinstance(manifest, dict) and set(manifest) == {"creation_id", "files", "machine_code", "tool"}, bad
    )
    need(all(_plain(manifest[k], 200) for k in ("creation_id", "machine_code", "tool")), bad)
    files = manifest["files"]
    need(isinstance(files, list) and 1 <= len(files) <= 1000, bad)
    for file in files:
        need(isinstance(file, dict) and set(file) == {"digest", "name", "size"}, bad)
        need(_plain(file["name"], 255, r"/\\") and file["name"] not in (".", ".."), bad)
        need(type(file["size"]) is int and 0 <= file["size"] < 2**53, bad)
        need(isinstance(file["digest"], str) and re.fullmatch("[0-9a-f]{64}", file["digest"]), bad)
    need(len({file["name"] for file in files}) == len(files), bad)


def unpack(content):
    """(manifest, [(name, bytes), ...])"""
    r = Reader(content)
    length = r.number(4)
    need(length <= 2**20)
    raw = r.take(length)
    try:
        manifest = json.loads(raw.decode())
    except (ValueError, RecursionError):
        raise Refused("seal.bad_manifest") from None
    check_manifest(manifest)
    need(canonical(manifest) == raw, "seal.bad_manifest")
    files = []
    for file in manifest["files"]:
        need(file["size"] <= len(content) - r.at, "seal.bad_manifest")
        files.append((file["name"], r.take(file["size"])))
        need(sm3(files[-1][1]).hex() == file["digest"], "seal.file_differs")
    need(r.at == len(content), "seal.bad_manifest")
    return manifest, files


def open_envelope(envelope, answers, own=None):
    """(manifest, files, numbers of the trustees whose answer is wrong)"""
    header = Header(envelope)
    secret, wrong = (recover_own(header, own), []) if own is not None else recover(header, answers)
    manifest, files = unpack(open_body(header, secret, envelope[len(header.raw) :]))
    return manifest, files, wrong
