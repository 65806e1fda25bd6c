"""The known answer, and what the cases of the vectors are made from. Cases expect codes of docs/formats/seal.md."""
import bid_crypto as c
import bid_format as f

P, Q = f.SHARING_PRIME, c.ORDER
REBUILT = "seal.header_not_rebuilt"


def hash_number(text):
    return c.number(c.sm3(text.encode()))


def name(text):
    return bytes([len(text)]) + text.encode()


def content_of(listed, **other):
    manifest = {
        "creation_id": "creation-1",
        "machine_code": "machine-1",
        "tool": "vectors 1",
        "files": [{"digest": c.sm3(b).hex(), "name": n, "size": len(b)} for n, b in listed],
    }
    manifest.update(other)
    raw = f.canonical(manifest)
    return len(raw).to_bytes(4, "big") + raw + b"".join(b for _, b in listed)


class Base:
    """The known answer and what is made from it."""

    def __init__(self):
        self.keys = [hash_number(f"sk{i}") % Q for i in range(6)]
        self.points = [c.point_bytes(c.times(k, c.BASE)) for k in self.keys]
        self.s = hash_number("example secret") % P
        self.header = self.header_with()
        self.secret = f.Secret(self.s, self.header.context, 3)
        self.files = [("开标一览表.json", b'{"price":"1234567.80"}'), ("bid.pdf", bytes(range(256)) * 3)]
        self.content = content_of(self.files)

    def prefix(self, **change):
        p = {
            "profile": 1,
            "t": 3,
            "n": 5,
            "own": 1,
            "chunks": 4,
            "id": bytes(range(16)),
            "platform": "demo.example",
            "trade": "T-1",
            "lot": "L-1",
            "round": "R-1",
            "intake": "I-1",
            "part": "price",
            "terms": c.sm3(b"terms"),
            "bidder": c.sm3(b"bidder"),
            "keys": self.points,
        }
        p.update(change)
        out = (
            b"TPSEAL01"
            + bytes([p["profile"], p["t"], p["n"], p["own"]])
            + p["chunks"].to_bytes(4, "big")
            + p["id"]
        )
        out += b"".join(name(p[k]) for k in ("platform", "trade", "lot", "round", "intake", "part"))
        out += p["terms"] + p["bidder"]
        for i in range(1, p["n"] + 1):
            out += c.sm3(b"cert%d" % i) + p["keys"][i]
        return out + (p["keys"][0] if p["own"] else b"")

    def header_with(self, **change):
        prefix = self.prefix(**change)
        # A header wants boxes to be read; any points do until the right ones are made.
        front = f.Header(prefix + (self.points[0] + bytes(96)) * 10)
        secret = f.Secret(self.s, front.context, front.t)
        return f.Header(secret.header(front))

    def with_boxes(self, boxes):
        all_boxes = {**self.header.boxes, **boxes}
        return f.Header(self.header.prefix + b"".join(b for _, b in sorted(all_boxes.items())))

    def stream(self, content, chunks=4):
        return (len(content).to_bytes(8, "big") + content).ljust(chunks * f.CHUNK, b"\0")

    def shares(self, *of, secret=None):
        return [[i, f"{(secret or self.secret).share(i):064x}"] for i in of]


def common(base):
    return {
        "header": base.header.raw.hex(),
        "secret": f"{base.s:064x}",
        "content": base.content.hex(),
        "answers": base.shares(1, 2, 3),
        "files": [[n, c.sm3(b).hex()] for n, b in base.files],
    }


def case(title, expect, **more):
    return {"name": title, "expect": expect, **more}
