"""Cases of bodies and contents that do not open, whoever made them."""
import bid_crypto as c
import bid_format as f
from vector_base import case, content_of, hash_number


def bodies(b):
    code, other = "seal.wrong_code", b.header_with(bidder=c.sm3(b"another bidder"))
    five = b.header_with(chunks=8)
    long = (4 * f.CHUNK - 8).to_bytes(8, "big").hex()
    foreign = {
        "op": "foreign",
        "chunk": 1,
        "header": other.raw.hex(),
        "secret": f"{b.s:064x}",
        "content": b.content.hex(),
    }
    at = len(b.header.raw)
    full = len(b.content).to_bytes(8, "big") + b.content

    def stream(*parts):
        return [[p, raw if isinstance(raw, str) else raw.hex()] for p, raw in parts]

    out = [
        case("chunks swapped", code, changes=[{"op": "swap", "a": 1, "b": 2}]),
        case("last chunk cut", "seal.body_length", changes=[{"op": "cut", "bytes": f.SEALED_CHUNK}]),
        case("last byte cut", "seal.body_length", changes=[{"op": "cut", "bytes": 1}]),
        case("all of the body cut", "seal.body_length", changes=[{"op": "cut", "bytes": 4 * f.SEALED_CHUNK}]),
        case("one byte added", "seal.body_length", changes=[{"op": "add", "hex": "00", "times": 1}]),
        case(
            "one chunk added",
            "seal.body_length",
            changes=[{"op": "add", "hex": "00", "times": f.SEALED_CHUNK}],
        ),
        case("a chunk of another bid", code, changes=[foreign]),
        case("first byte of the body changed", code, changes=[{"op": "xor", "at": at, "hex": "01"}]),
        case(
            "last code changed", code, changes=[{"op": "xor", "at": at + 4 * f.SEALED_CHUNK - 1, "hex": "01"}]
        ),
        case("body of another secret", code, secret=f"{hash_number('other'):064x}"),
    ]
    for title, place in (
        ("right after the content", len(full)),
        ("at a chunk's end", f.CHUNK - 1),
        ("at the very end", 4 * f.CHUNK - 1),
    ):
        out.append(
            case(
                "padding not zero " + title, "seal.padding_not_zero", stream=stream((0, full), (place, "01"))
            )
        )
    for length in (4 * f.CHUNK - 7, 2**64 - 8, 2**64 - 1):
        out.append(
            case(f"inner length {length}", "seal.inner_length", stream=stream((0, length.to_bytes(8, "big"))))
        )
    out.append(
        case("the longest inner length, no manifest there", "seal.bad_manifest", stream=stream((0, long)))
    )
    of_five = f.Secret(b.s, five.context, 3)
    out.append(
        case(
            "content of four chunks in eight",
            "seal.wrong_size_class",
            header=five.raw.hex(),
            answers=b.shares(1, 2, 3, secret=of_five),
            stream=stream((0, full)),
        )
    )
    return out


def contents(b):
    bad, good = "seal.bad_manifest", [("a", b"abc")]
    raw = content_of(good)
    manifest = raw[4:-3]
    spaced, twice = manifest.replace(b":", b": ", 1), b'{"tool":"x",' + manifest[1:]
    made = [
        ("no files", bad, content_of([])),
        ("a file twice", bad, content_of(good * 2)),
        ("a path", bad, content_of([("../a", b"abc")])),
        ("a backslash", bad, content_of([("a\\b", b"abc")])),
        ("a control character", bad, content_of([("a\nb", b"abc")])),
        ("a dot", bad, content_of([(".", b"abc")])),
        ("a name of 256 bytes", bad, content_of([("a" * 256, b"abc")])),
        ("an empty name", bad, content_of([("", b"")])),
        ("no machine code", bad, content_of(good, machine_code="")),
        ("an unknown member", bad, content_of(good, price=1)),
        (
            "a size that is text",
            bad,
            content_of(good, files=[{"digest": c.sm3(b"abc").hex(), "name": "a", "size": "3"}]),
        ),
        (
            "a size below zero",
            bad,
            content_of(good, files=[{"digest": c.sm3(b"abc").hex(), "name": "a", "size": -3}]),
        ),
        (
            "a digest in capitals",
            bad,
            content_of(good, files=[{"digest": c.sm3(b"abc").hex().upper(), "name": "a", "size": 3}]),
        ),
        ("bytes left over", bad, raw + b"d"),
        ("a file too short", bad, raw[:-1]),
        ("another file", "seal.file_differs", raw[:-1] + b"d"),
        ("white space", bad, len(spaced).to_bytes(4, "big") + spaced + b"abc"),
        ("a member twice", bad, len(twice).to_bytes(4, "big") + twice + b"abc"),
        ("no JSON", bad, b"\0\0\0\3abc"),
        ("not UTF-8", bad, b"\0\0\0\1\xff"),
        ("three bytes", "seal.malformed", b"\0\0\0"),
        ("a manifest longer than the content", "seal.malformed", b"\0\0\1\0{}"),
        ("a manifest beyond its limit", "seal.malformed", b"\0\x10\0\1{}"),
        ("nothing", "seal.malformed", b""),
    ]
    return [case("content: " + title, code, content=raw.hex()) for title, code, raw in made]
