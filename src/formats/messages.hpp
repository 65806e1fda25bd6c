#pragma once
// The signed messages around a sealed bid. encode() gives exactly the bytes that are signed (SM2 with SM3, id
// 1234567812345678); decode() takes exactly those and refuses everything else, trailing bytes included, with
// `seal.malformed` or `seal.unknown_profile`. A message refers to another by the SM3 of its encoded bytes.
// encode() of a message that check() refuses is a bug and throws std::logic_error.
#include "formats/envelope.hpp"

namespace tianping::seal {

// "TPKEYS01": trustee `index` made this key for the intake. Signed by the trustee; valid once the key has
// opened a test envelope.
struct KeyMessage {
    Place place{};
    std::uint8_t index = 0;
    Digest certificate{};
    Point key{};

    Status check() const;
    Bytes encode() const;
    static Result<KeyMessage> decode(ByteView bytes);
    friend bool operator==(const KeyMessage&, const KeyMessage&) = default;
};
BOOST_DESCRIBE_STRUCT(KeyMessage, (), (place, index, certificate, key))

struct SubmittedPart {
    std::string part{};
    Digest header{};   // hd
    Digest envelope{}; // ed
    std::uint64_t bytes = 0;
    friend bool operator==(const SubmittedPart&, const SubmittedPart&) = default;
};
BOOST_DESCRIBE_STRUCT(SubmittedPart, (), (part, header, envelope, bytes))

// "TPSUBM01": the whole offer in this version; all parts come from one version. Signed by the bidder.
struct Submit {
    Place place{};
    std::string submission{};
    std::uint32_t replacement = 0; // 0 is the first
    Digest previous{};             // of the SUBMIT that it replaces; zeros in the first
    Digest terms{};
    Digest bidder{};
    std::vector<SubmittedPart> parts{}; // ascending by name, each once, 1 to 64

    Status check() const;
    Bytes encode() const;
    static Result<Submit> decode(ByteView bytes);
    friend bool operator==(const Submit&, const Submit&) = default;
};
BOOST_DESCRIBE_STRUCT(Submit, (), (place, submission, replacement, previous, terms, bidder, parts))

// "TPWDRW01": the submission is withdrawn (招法 29). Signed by the bidder.
struct Withdraw {
    Place place{};
    std::string submission{};
    Digest last{}; // of the SUBMIT in force

    Status check() const;
    Bytes encode() const;
    static Result<Withdraw> decode(ByteView bytes);
    friend bool operator==(const Withdraw&, const Withdraw&) = default;
};
BOOST_DESCRIBE_STRUCT(Withdraw, (), (place, submission, last))

enum class ReceiptAct : std::uint8_t { submit = 1, withdraw = 2 };
BOOST_DESCRIBE_ENUM(ReceiptAct, submit, withdraw)

// "TPRCPT01": the platform has it. Signed by the platform after the commit.
struct Receipt {
    Place place{};
    std::string submission{};
    ReceiptAct act = ReceiptAct::submit;
    Digest message{}; // of the SUBMIT or WITHDRAW
    std::uint32_t replacement = 0;
    Instant arrived{};
    std::array<std::uint8_t, 16> number{}; // random: it counts nothing

    Status check() const;
    Bytes encode() const;
    static Result<Receipt> decode(ByteView bytes);
    friend bool operator==(const Receipt&, const Receipt&) = default;
};
BOOST_DESCRIBE_STRUCT(Receipt, (), (place, submission, act, message, replacement, arrived, number))

// "TPCLOS01": the closed set of an intake. Signed by the platform, then by the closing quorum.
struct Close {
    Place place{};
    Instant deadline{};
    Digest terms{};                // in force at the deadline
    std::vector<Digest> submits{}; // digests of the SUBMIT messages in force, strictly ascending

    Status check() const;
    Bytes encode() const;
    static Result<Close> decode(ByteView bytes);
    friend bool operator==(const Close&, const Close&) = default;
};
BOOST_DESCRIBE_STRUCT(Close, (), (place, deadline, terms, submits))

enum class AnswerCode : std::uint8_t { ok = 0, refused = 1 };
BOOST_DESCRIBE_ENUM(AnswerCode, ok, refused)

// "TPANSW01": what a trustee found in its box, or that it refuses. Signed by the trustee. With index 0 it is
// the bidder's own secret, signed by the bidder.
struct Answer {
    Digest close{};
    Digest header{};
    std::uint8_t index = 0;
    AnswerCode code = AnswerCode::ok;
    Scalar value{}; // zeros when refused

    Status check() const;
    Bytes encode() const;
    static Result<Answer> decode(ByteView bytes);
    friend bool operator==(const Answer&, const Answer&) = default;
};
BOOST_DESCRIBE_STRUCT(Answer, (), (close, header, index, code, value))

// "TPPROF01": the bidder holds the secret, without giving it. Signed by the bidder; the code is checked with
// Secret::proof once the secret is known.
struct Proof {
    Digest close{};
    Digest header{};
    Digest code{};

    Bytes encode() const;
    static Result<Proof> decode(ByteView bytes);
    friend bool operator==(const Proof&, const Proof&) = default;
};
BOOST_DESCRIBE_STRUCT(Proof, (), (close, header, code))

// The digest by which another message refers to this one.
template <class Message>
Digest digest_of(const Message& message);

// How many of the w closers (trustees and share-less witnesses) must sign a CLOSE, so that two closed sets
// cannot both have their quorum while fewer than t trustees are dishonest: floor((w + t − 1) / 2) + 1.
constexpr std::size_t closing_quorum(std::size_t closers, std::size_t threshold)
{
    return (closers + threshold - 1) / 2 + 1;
}
static_assert(closing_quorum(5, 3) == 4 && closing_quorum(7, 3) == 5);

} // namespace tianping::seal
