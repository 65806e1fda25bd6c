#include "formats/messages.hpp"
#include "formats/message_grammar.hpp"
#include "infra/crypto/digest.hpp"
#include <algorithm>

namespace tianping::seal {
namespace {

constexpr std::uint64_t latest = 9'007'199'254'740'991;

Instant read_instant(Unpacker& in)
{
    const std::uint64_t ms = in.u64();
    in.require(ms <= latest, "an instant beyond 2^53-1 ms");
    return in.good() ? from_millis(static_cast<std::int64_t>(ms)) : Instant{};
}

Status check_instant(std::string_view path, Instant at)
{
    if (millis(at) < 0 || static_cast<std::uint64_t>(millis(at)) > latest)
        return invalid_field("seal.bad_message", std::string{path}, "an instant between 1970 and 2^53-1 ms");
    return {};
}

Error bad(const char* path, const char* allowed)
{
    return invalid_field("seal.bad_message", path, allowed);
}

} // namespace

Status KeyMessage::check() const
{
    TP_CHECK(seal::check(place));
    if (index < 1 || index > most_trustees)
        return bad("index", "1..9");
    if (!crypto::is_sm2_point(key)) {
        Error e{Fault::invalid, "seal.point_not_on_curve"};
        e.params["key"] = std::to_string(index);
        return e;
    }
    return {};
}

Bytes KeyMessage::encode() const
{
    must_be_sound(*this);
    auto out = begin("TPKEYS01");
    put(out, place).u8(index).raw(certificate).raw(key);
    return out.take();
}

Result<KeyMessage> KeyMessage::decode(ByteView bytes)
{
    return decoded<KeyMessage>(bytes, "TPKEYS01", [](Unpacker& in, KeyMessage& m) {
        m.place = read_place(in);
        m.index = in.u8();
        m.certificate = in.block<32>();
        m.key = in.block<65>();
    });
}

Status Submit::check() const
{
    TP_CHECK(seal::check(place));
    TP_CHECK(check_name("submission", submission));
    if ((replacement == 0) != crypto::is_zero(previous))
        return bad("previous", "zeros in the first version, and only there");
    if (parts.empty() || parts.size() > most_parts)
        return bad("parts", "1..64");
    for (const SubmittedPart& part : parts)
        TP_CHECK(check_name("parts.part", part.part));
    const auto not_ascending = [](const SubmittedPart& a, const SubmittedPart& b) {
        return a.part >= b.part;
    };
    if (std::ranges::adjacent_find(parts, not_ascending) != parts.end())
        return bad("parts", "each part once, ascending by name");
    return {};
}

Bytes Submit::encode() const
{
    must_be_sound(*this);
    auto out = begin("TPSUBM01");
    put(out, place).name(submission).u32(replacement).raw(previous).raw(terms).raw(bidder);
    out.u8(static_cast<std::uint8_t>(parts.size()));
    for (const SubmittedPart& part : parts)
        out.name(part.part).raw(part.header).raw(part.envelope).u64(part.bytes);
    return out.take();
}

Result<Submit> Submit::decode(ByteView bytes)
{
    return decoded<Submit>(bytes, "TPSUBM01", [](Unpacker& in, Submit& m) {
        m.place = read_place(in);
        m.submission = in.name();
        m.replacement = in.u32();
        m.previous = in.block<32>();
        m.terms = in.block<32>();
        m.bidder = in.block<32>();
        const std::uint8_t count = in.u8();
        for (int i = 0; i < count && in.good(); ++i) {
            SubmittedPart part;
            part.part = in.name();
            part.header = in.block<32>();
            part.envelope = in.block<32>();
            part.bytes = in.u64();
            m.parts.push_back(std::move(part));
        }
    });
}

Status Withdraw::check() const
{
    TP_CHECK(seal::check(place));
    return check_name("submission", submission);
}

Bytes Withdraw::encode() const
{
    must_be_sound(*this);
    auto out = begin("TPWDRW01");
    put(out, place).name(submission).raw(last);
    return out.take();
}

Result<Withdraw> Withdraw::decode(ByteView bytes)
{
    return decoded<Withdraw>(bytes, "TPWDRW01", [](Unpacker& in, Withdraw& m) {
        m.place = read_place(in);
        m.submission = in.name();
        m.last = in.block<32>();
    });
}

Status Receipt::check() const
{
    TP_CHECK(seal::check(place));
    TP_CHECK(check_name("submission", submission));
    if (act != ReceiptAct::submit && act != ReceiptAct::withdraw)
        return bad("act", "1 submit, 2 withdraw");
    return check_instant("arrived", arrived);
}

Bytes Receipt::encode() const
{
    must_be_sound(*this);
    auto out = begin("TPRCPT01");
    put(out, place).name(submission).u8(static_cast<std::uint8_t>(act)).raw(message).u32(replacement);
    out.u64(static_cast<std::uint64_t>(millis(arrived))).raw(number);
    return out.take();
}

Result<Receipt> Receipt::decode(ByteView bytes)
{
    return decoded<Receipt>(bytes, "TPRCPT01", [](Unpacker& in, Receipt& m) {
        m.place = read_place(in);
        m.submission = in.name();
        m.act = static_cast<ReceiptAct>(in.u8());
        m.message = in.block<32>();
        m.replacement = in.u32();
        m.arrived = read_instant(in);
        m.number = in.block<16>();
    });
}

Status Close::check() const
{
    TP_CHECK(seal::check(place));
    if (std::ranges::adjacent_find(submits, std::ranges::greater_equal{}) != submits.end())
        return bad("submits", "each digest once, ascending");
    return check_instant("deadline", deadline);
}

Bytes Close::encode() const
{
    must_be_sound(*this);
    auto out = begin("TPCLOS01");
    put(out, place).u64(static_cast<std::uint64_t>(millis(deadline))).raw(terms);
    out.u32(static_cast<std::uint32_t>(submits.size()));
    for (const Digest& submit : submits)
        out.raw(submit);
    return out.take();
}

Result<Close> Close::decode(ByteView bytes)
{
    return decoded<Close>(bytes, "TPCLOS01", [](Unpacker& in, Close& m) {
        m.place = read_place(in);
        m.deadline = read_instant(in);
        m.terms = in.block<32>();
        const std::uint32_t count = in.u32();
        in.require(in.left() == std::uint64_t{count} * 32, "the count does not fit the length");
        for (std::uint32_t i = 0; i < count && in.good(); ++i)
            m.submits.push_back(in.block<32>());
    });
}

Status Answer::check() const
{
    if (index > most_trustees)
        return bad("index", "0..9");
    if (code != AnswerCode::ok && code != AnswerCode::refused)
        return bad("code", "0 ok, 1 refused");
    if (code == AnswerCode::refused && !crypto::is_zero(value))
        return bad("value", "zeros when refused");
    return {};
}

Bytes Answer::encode() const
{
    must_be_sound(*this);
    auto out = begin("TPANSW01");
    out.raw(close).raw(header).u8(index).u8(static_cast<std::uint8_t>(code)).raw(value);
    return out.take();
}

Result<Answer> Answer::decode(ByteView bytes)
{
    return decoded<Answer>(bytes, "TPANSW01", [](Unpacker& in, Answer& m) {
        m.close = in.block<32>();
        m.header = in.block<32>();
        m.index = in.u8();
        m.code = static_cast<AnswerCode>(in.u8());
        m.value = in.block<32>();
    });
}

Bytes Proof::encode() const
{
    auto out = begin("TPPROF01");
    out.raw(close).raw(header).raw(code);
    return out.take();
}

Result<Proof> Proof::decode(ByteView bytes)
{
    return decoded<Proof>(bytes, "TPPROF01", [](Unpacker& in, Proof& m) {
        m.close = in.block<32>();
        m.header = in.block<32>();
        m.code = in.block<32>();
    });
}

template <class Message>
Digest digest_of(const Message& message)
{
    return crypto::sm3(message.encode());
}

template Digest digest_of(const KeyMessage&);
template Digest digest_of(const Submit&);
template Digest digest_of(const Withdraw&);
template Digest digest_of(const Receipt&);
template Digest digest_of(const Close&);
template Digest digest_of(const Answer&);
template Digest digest_of(const Proof&);

} // namespace tianping::seal
