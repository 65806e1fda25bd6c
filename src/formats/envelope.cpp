#include "formats/envelope.hpp"
#include "infra/crypto/digest.hpp"
#include <algorithm>
#include <set>

namespace tianping::seal {
namespace {

constexpr std::string_view envelope_letters = "TPSEAL01";

Status check_keys(const Prefix& p)
{
    std::vector<Point> keys;
    for (const TrusteeKey& trustee : p.trustees)
        keys.push_back(trustee.key);
    if (p.own)
        keys.push_back(*p.own);
    for (std::size_t i = 0; i < keys.size(); ++i)
        if (!crypto::is_sm2_point(keys[i])) {
            Error e{Fault::invalid, "seal.point_not_on_curve"};
            e.params["key"] = i < p.trustees.size() ? std::to_string(i + 1) : "0";
            return e;
        }
    if (std::set<Point>{keys.begin(), keys.end()}.size() != keys.size())
        return Error{Fault::invalid, "seal.keys_repeated"};
    return {};
}

Status check_threshold(std::size_t t, std::size_t n)
{
    if (n >= fewest_trustees && n <= most_trustees && t >= 2 && t < n && 2 * t > n)
        return {};
    Error e{Fault::invalid, "seal.bad_threshold"};
    e.params = {{"threshold", std::to_string(t)}, {"trustees", std::to_string(n)}};
    return e;
}

void read_rest(Unpacker& in, std::uint8_t trustees, Prefix& p)
{
    const std::uint8_t own = in.u8();
    in.require(own <= 1, "own is 0 or 1");
    p.chunks = in.u32();
    p.id = in.block<16>();
    p.place = read_place(in);
    p.part = in.name();
    p.terms = in.block<32>();
    p.bidder = in.block<32>();
    for (int i = 0; i < trustees && in.good(); ++i)
        p.trustees.push_back({in.block<32>(), in.block<65>()});
    if (own == 1)
        p.own = in.block<65>();
}

// The profile and the counts decide how the rest is laid out, so they are refused before it is read.
Status read_prefix(Unpacker& in, Prefix& p)
{
    in.kind(envelope_letters);
    const std::uint8_t profile = in.u8();
    TP_CHECK(in.status("HEADER"));
    if (profile != profile_sm)
        return Error{Fault::invalid, "seal.unknown_profile"};
    p.threshold = in.u8();
    const std::uint8_t trustees = in.u8();
    TP_CHECK(in.status("HEADER"));
    TP_CHECK(check_threshold(p.threshold, trustees));
    read_rest(in, trustees, p);
    TP_CHECK(in.status("HEADER"));
    return p.check();
}

} // namespace

Status Prefix::check() const
{
    TP_CHECK(seal::check(place));
    TP_CHECK(check_name("part", part));
    TP_CHECK(check_threshold(threshold, trustees.size()));
    if (chunks < fewest_chunks || chunks > most_chunks)
        return Error{Fault::invalid, "seal.bad_size_class"};
    return check_keys(*this);
}

Bytes Prefix::encode() const
{
    Packer out;
    out.raw(view(envelope_letters))
        .u8(profile_sm)
        .u8(threshold)
        .u8(static_cast<std::uint8_t>(trustees.size()));
    out.u8(own ? 1 : 0).u32(chunks).raw(id);
    put(out, place).name(part);
    out.raw(terms).raw(bidder);
    for (const TrusteeKey& trustee : trustees)
        out.raw(trustee.certificate).raw(trustee.key);
    if (own)
        out.raw(*own);
    return out.take();
}

Digest context_of(ByteView encoded_prefix)
{
    using namespace std::string_view_literals;
    return crypto::sm3({view("tianping/seal/1/context\0"sv), encoded_prefix});
}

bool Header::begins(ByteView front)
{
    return text_view(front).starts_with(envelope_letters);
}

Result<Header> Header::at_front(ByteView envelope)
{
    Header h;
    Unpacker in{envelope.first(std::min(envelope.size(), largest_header))};
    TP_CHECK(read_prefix(in, h.prefix_));
    h.prefix_size_ = in.position();
    const std::size_t boxes = h.prefix_.trustees.size() + (h.prefix_.own ? 1 : 0);
    for (std::size_t i = 0; i < boxes; ++i) {
        const ByteView box = in.raw(box_size);
        in.require(in.good() && crypto::is_sm2_point(box.first(sizeof(Point))), "a box begins with no point");
    }
    TP_CHECK(in.status("HEADER"));
    const ByteView bytes = envelope.first(in.position());
    h.bytes_.assign(bytes.begin(), bytes.end());
    h.digest_ = crypto::sm3(h.bytes_);
    h.context_ = context_of(h.prefix_bytes());
    return h;
}

Result<Header> Header::decode(ByteView bytes)
{
    TP_TRY(header, at_front(bytes));
    if (header.bytes_.size() != bytes.size()) {
        Error e{Fault::malformed, "seal.malformed"};
        e.params = {{"what", "HEADER"},
                    {"at", std::to_string(header.bytes_.size())},
                    {"expected", "HEADER of the sealing format"}};
        e.detail = "bytes left over";
        return e;
    }
    return header;
}

bool Header::has_box(std::uint8_t index) const
{
    return index == 0 ? prefix_.own.has_value() : index <= prefix_.trustees.size();
}

ByteView Header::box(std::uint8_t index) const
{
    if (!has_box(index))
        throw std::logic_error("no such box in this header");
    const std::size_t before = prefix_.own ? index : index - 1U;
    return bytes().subspan(prefix_size_ + before * box_size, box_size);
}

} // namespace tianping::seal
