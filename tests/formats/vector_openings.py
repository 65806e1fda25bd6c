"""Cases of opening: answers, headers changed after sealing, headers that a dishonest bidder deals."""
import bid_crypto as c
import bid_format as f
from vector_base import P, Q, REBUILT, case, hash_number


def spoiled(shares, *of):
    return [[i, f"{int(y, 16) ^ 1:064x}" if i in of else y] for i, y in shares]


def answers(b):
    five, own = b.shares(1, 2, 3, 4, 5), f"{b.s:064x}"
    quorums = [b.shares(i, j, k) for i in range(1, 6) for j in range(i + 1, 6) for k in range(j + 1, 6)]
    out = [case("quorum " + " ".join(str(i) for i, _ in q), "opened", answers=q) for q in quorums]
    other = f.Secret(hash_number("other"), b.header.context, 3)
    too_large = [[1, f"{P:064x}"]] + b.shares(2, 3, 4)
    return out + [
        case("all five answers", "opened", answers=five),
        case("two answers of three", "seal.too_few_answers", answers=b.shares(1, 5)),
        case("no answer", "seal.too_few_answers", answers=[]),
        case("three answers, one wrong", REBUILT, answers=spoiled(b.shares(1, 2, 3), 2)),
        case("four answers, one wrong", "opened", answers=spoiled(b.shares(1, 2, 3, 4), 1), wrong=[1]),
        case("five answers, two wrong", "opened", answers=spoiled(five, 2, 5), wrong=[2, 5]),
        case("five answers, three wrong", REBUILT, answers=spoiled(five, 1, 2, 3)),
        case("three answers of another secret", REBUILT, answers=b.shares(1, 2, 3, secret=other)),
        case("the same trustee twice", "seal.answers_malformed", answers=b.shares(1, 2, 3, 3)),
        case("a trustee numbered 0", "seal.answers_malformed", answers=b.shares(0, 1, 2)),
        case("a trustee beyond n", "seal.answers_malformed", answers=b.shares(1, 2, 6)),
        case("an answer that is P", "opened", answers=too_large, wrong=[1]),
        case("an answer that is P among three", REBUILT, answers=too_large[:3]),
        case("an answer of 2^256 - 1", "opened", answers=[[5, "ff" * 32]] + b.shares(1, 2, 3), wrong=[5]),
        case("shares of the secret 0", REBUILT, answers=[[i, "00" * 32] for i in (1, 2, 3)]),
        case("the bidder's own secret", "opened", own=own, answers=[]),
        case("another own secret", REBUILT, own=f"{hash_number('other'):064x}", answers=[]),
        case("own secret 0", "seal.secret_out_of_range", own="00" * 32, answers=[]),
        case("own secret P", "seal.secret_out_of_range", own=f"{P:064x}", answers=[]),
        case("own secret 2^256 - 1", "seal.secret_out_of_range", own="ff" * 32, answers=[]),
    ]


FIELDS = [
    ("letters", 0, "01", "seal.malformed"),
    ("profile 2", 8, "03", "seal.unknown_profile"),
    ("t = 2", 9, "01", "seal.bad_threshold"),
    ("t = 5", 9, "06", "seal.bad_threshold"),
    ("n = 10", 10, "0f", "seal.bad_threshold"),
    ("own = 3", 11, "02", "seal.malformed"),
    ("N = 3", 12, "00000007", "seal.bad_size_class"),
    ("N = 65540", 12, "00010000", "seal.bad_size_class"),
    ("N = 5", 12, "00000001", REBUILT),
    ("envelope id", 16, "80", REBUILT),
    ("platform", 33, "01", REBUILT),
    ("platform, no letter", 33, "80", "seal.malformed"),
    ("platform of length 0", 32, "0c", "seal.malformed"),
    ("trade", 48, "01", REBUILT),
    ("lot", 52, "01", REBUILT),
    ("round", 56, "01", REBUILT),
    ("intake", 60, "01", REBUILT),
    ("part", 64, "01", REBUILT),
    ("terms", 69, "01", REBUILT),
    ("bidder", 101, "01", REBUILT),
]


def headers(b):
    """Every field and every box, changed after the bid was sealed."""
    out = [
        case("prefix changed: " + title, code, changes=[{"op": "xor", "at": at, "hex": by}])
        for title, at, by, code in FIELDS
    ]
    out.append(
        case(
            "prefix changed: t = 4",
            REBUILT,
            answers=b.shares(1, 2, 3, 4),
            changes=[{"op": "xor", "at": 9, "hex": "07"}],
        )
    )
    for i in range(5):
        at = 131 + 97 * i
        out.append(
            case(f"certificate {i + 1} changed", REBUILT, changes=[{"op": "xor", "at": at, "hex": "01"}])
        )
        out.append(
            case(
                f"key {i + 1} off the curve",
                "seal.point_not_on_curve",
                changes=[{"op": "xor", "at": at + 96, "hex": "01"}],
            )
        )
    stranger = c.point_bytes(c.times(hash_number("stranger") % Q, c.BASE))
    out += [
        case("key 3 substituted", REBUILT, changes=[{"op": "put", "at": 357, "hex": stranger.hex()}]),
        case(
            "key 3 is key 1",
            "seal.keys_repeated",
            changes=[{"op": "put", "at": 357, "hex": b.points[1].hex()}],
        ),
        case(
            "own key is key 1",
            "seal.keys_repeated",
            changes=[{"op": "put", "at": 616, "hex": b.points[1].hex()}],
        ),
    ]
    for i, box in b.header.boxes.items():
        at = b.header.raw.index(box)
        x, y = c.number(box[1:33]), c.number(box[33:65])
        for title, offset, by, code in (
            ("C1 compressed", 0, "06", "seal.malformed"),
            ("C1 off the curve", 64, "01", "seal.malformed"),
            ("C3", 65, "01", REBUILT),
            ("C2", 97, "01", REBUILT),
            ("C2, its last byte", 160, "80", REBUILT),
        ):
            out.append(
                case(f"box {i} changed: {title}", code, changes=[{"op": "xor", "at": at + offset, "hex": by}])
            )
        negative = c.point_bytes((x, c.FIELD - y)).hex()
        out.append(case(f"box {i}: -C1", REBUILT, changes=[{"op": "put", "at": at, "hex": negative}]))
    return out


def dealers(b):
    """Headers that a dishonest bidder makes: each trustee's box opens, and the bid is void for every quorum."""
    polynomial = [b.s, hash_number("a1"), hash_number("a2")]
    dealt = {i: sum(a * i**j for j, a in enumerate(polynomial)) % P for i in range(1, 6)}

    def box(i, y, context=b.header.context):
        return c.sm2_encrypt(b.points[i], c.bytes32(y) + context, hash_number(f"k{i}") % Q)

    own_polynomial = b.with_boxes({i: box(i, y) for i, y in dealt.items()})
    ephemeral = b.with_boxes({5: box(5, b.secret.share(5))})
    context = b.with_boxes({5: box(5, b.secret.share(5), c.sm3(b"another context"))})
    own_box = b.with_boxes({0: box(0, b.s)})
    out = []
    for title, header in (
        ("random ephemeral in box 5", ephemeral),
        ("another context in box 5", context),
        ("random ephemeral in the own box", own_box),
    ):
        for of in ((1, 2, 3), (1, 2, 5), (1, 2, 3, 4, 5)):
            out.append(
                case(f"{title}, answers {of}", REBUILT, header=header.raw.hex(), answers=b.shares(*of))
            )
    for of in ((1, 2, 3), (3, 4, 5), (1, 2, 3, 4, 5)):
        out.append(
            case(
                f"another polynomial, answers {of}",
                REBUILT,
                header=own_polynomial.raw.hex(),
                answers=[[i, f"{dealt[i]:064x}"] for i in of],
            )
        )
    out.append(
        case(
            "another polynomial, the own secret", REBUILT, header=own_polynomial.raw.hex(), own=f"{b.s:064x}"
        )
    )
    boxes = b.header.raw[len(b.header.prefix) :]
    for what in (
        {"bidder": c.sm3(b"another bidder")},
        {"lot": "L-2"},
        {"round": "R-2"},
        {"intake": "I-0"},
        {"part": "tech"},
        {"terms": c.sm3(b"older terms")},
        {"id": bytes(16)},
        {"platform": "other.example"},
        {"trade": "T-2"},
    ):
        raw = b.prefix(**what) + boxes
        out.append(case("boxes copied to another " + next(iter(what)), REBUILT, header=raw.hex()))
    return out
