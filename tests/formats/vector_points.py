"""What is a point, and what opens a box."""
import bid_crypto as c
from vector_base import Q, hash_number


def tlv(tag, content, long_length=False):
    size = len(content)
    if size < 128 and not long_length:
        return bytes([tag, size]) + content
    width = max(1, (size.bit_length() + 7) // 8) + long_length
    return bytes([tag, 0x80 | width]) + size.to_bytes(width, "big") + content


def integer(raw, zeros=0):
    raw = raw.lstrip(b"\0") or b"\0"
    return tlv(2, bytes(zeros + (raw[0] >> 7)) + raw)


def as_der(box, zeros=0, long_length=False):
    """The box as libraries for SM2 want it (GM/T 0009): C1's numbers, C3, C2."""
    numbers = integer(box[1:33], zeros) + integer(box[33:65], zeros)
    return tlv(0x30, numbers + tlv(4, box[65:97]) + tlv(4, box[97:], long_length), long_length)


def points(b):
    good, gx = b.points[1], c.bytes32
    on_zero = c.bytes32(pow(c.CURVE_B, (c.FIELD + 1) // 4, c.FIELD))
    listed = [
        ("a key", good, True),
        ("the base point", c.point_bytes(c.BASE), True),
        ("x = 0", b"\4" + bytes(32) + on_zero, True),
        ("x = 0 written as p", b"\4" + gx(c.FIELD) + on_zero, False),
        ("off the curve", good[:64] + bytes([good[64] ^ 1]), False),
        ("infinity", b"\0", False),
        ("infinity written long", bytes(65), False),
        ("zeros after 04", b"\4" + bytes(64), False),
        ("compressed", bytes([2 + (good[64] & 1)]) + good[1:33], False),
        ("hybrid", bytes([6 + (good[64] & 1)]) + good[1:], False),
        ("one byte short", good[:64], False),
        ("one byte long", good + b"\0", False),
        ("all ones", b"\4" + b"\xff" * 64, False),
        ("nothing", b"", False),
    ]
    k, message = hash_number("k") % Q, c.bytes32(b.secret.share(1)) + b.header.context
    box = c.sm2_encrypt(good, message, k)
    x, y = c.number(box[1:33]), c.number(box[33:65])
    boxes = [
        ("a box", box, message),
        ("-C1", c.point_bytes((x, c.FIELD - y)) + box[65:], None),
        ("C3 changed", box[:65] + bytes(32) + box[97:], None),
        ("a byte missing", box[:-1], None),
        ("a byte more", box + b"\0", None),
        ("no C2", box[:97], None),
        ("another C1", good + box[65:], None),
        ("C1 compressed", bytes([2 + (box[64] & 1)]) + box[1:33] + box[65:], None),
        # What decoders of DER take for this box, well formed or not: none of it is one.
        ("as DER", as_der(box), None),
        ("as DER, a byte after it", as_der(box) + b"\0", None),
        ("as DER, numbers padded", as_der(box, zeros=1), None),
        ("as DER, lengths longer than needed", as_der(box, long_length=True), None),
        ("as DER of indefinite length", b"\x30\x80" + as_der(box)[3:] + bytes(2), None),
        ("as DER, cut to a box's length", as_der(box)[: len(box)], None),
    ]
    # GM/T 0003.5-2012, the example of encryption on the recommended curve.
    d = 0x3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8
    standard = c.point_bytes(c.times(d, c.BASE))
    standard_k = 0x59276E27D506861A16680F3AD9C02DCCEF3CC1FA3CDBE4CE6D54B80DEAC1BC21
    made = c.sm2_encrypt(standard, b"encryption standard", standard_k)
    assert made.hex().endswith("21886ca989ca9c7d58087307ca93092d651efa")
    return {
        "points": [{"name": n, "point": p.hex(), "good": ok} for n, p, ok in listed],
        "boxes": [
            {"name": n, "key": f"{b.keys[1]:064x}", "box": raw.hex(), **({"message": m.hex()} if m else {})}
            for n, raw, m in boxes
        ],
        "encryptions": [
            {
                "name": "the example of the standard",
                "to": standard.hex(),
                "message": b"encryption standard".hex(),
                "k": f"{standard_k:064x}",
                "box": made.hex(),
            },
            {
                "name": "a share",
                "to": good.hex(),
                "message": message.hex(),
                "k": f"{k:064x}",
                "box": box.hex(),
            },
        ],
    }
