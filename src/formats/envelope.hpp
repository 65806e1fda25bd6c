#pragma once
// The public header of a sealed part: the prefix, which says for whom and what it was sealed, and the boxes,
// which carry one share of the secret each. Format 1, docs/formats/seal.md.
#include "formats/place.hpp"
#include "infra/crypto/curve.hpp"
#include <optional>

namespace tianping::seal {

using crypto::Point;
using crypto::Scalar;
using EnvelopeId = std::array<std::uint8_t, 16>;

inline constexpr std::uint8_t profile_sm = 1; // SM2, SM3, SM4
inline constexpr std::uint8_t fewest_trustees = 3, most_trustees = 9;
inline constexpr std::uint32_t fewest_chunks = 4, most_chunks = 65536;
inline constexpr std::size_t largest_header = 4096;
inline constexpr std::size_t most_parts = 64;
inline constexpr std::size_t box_size = 65 + 32 + 64; // C1 ‖ C3 ‖ C2

struct TrusteeKey {
    Digest certificate{}; // SM3 of the DER of the trustee's signing certificate
    Point key{};          // made for this intake
    friend auto operator<=>(const TrusteeKey&, const TrusteeKey&) = default;
};
BOOST_DESCRIBE_STRUCT(TrusteeKey, (), (certificate, key))

struct Prefix {
    std::uint8_t threshold = 0; // t answers open it
    std::uint32_t chunks = 0;   // N
    EnvelopeId id{};
    Place place{};
    std::string part{};
    Digest terms{};
    Digest bidder{};                    // SM3 of the DER of the bidder's signing certificate
    std::vector<TrusteeKey> trustees{}; // in the order of the terms; the first is number 1
    std::optional<Point> own{};         // the bidder's spare key, number 0

    // Every limit of the format: `seal.bad_name`, `seal.bad_threshold`, `seal.bad_size_class`,
    // `seal.point_not_on_curve` or `seal.keys_repeated`.
    Status check() const;
    // The bytes of a checked prefix.
    Bytes encode() const;
    friend bool operator==(const Prefix&, const Prefix&) = default;
};
BOOST_DESCRIBE_STRUCT(Prefix, (), (threshold, chunks, id, place, part, terms, bidder, trustees, own))

// The digest of the whole prefix, under which everything is derived.
Digest context_of(ByteView encoded_prefix);

// A header as it was read: its bytes are the truth, the prefix is their meaning.
class Header {
public:
    // Whether these bytes begin as a sealed part does, with its eight letters; what does not was never
    // sealed.
    static bool begins(ByteView front);
    // Reads the header at the front of an envelope, or of its first 4096 bytes. Refuses with
    // `seal.malformed`, `seal.unknown_profile` and what Prefix::check says; the first point of every box lies
    // on the curve.
    static Result<Header> at_front(ByteView envelope);
    // As at_front, and nothing may follow.
    static Result<Header> decode(ByteView bytes);

    const Prefix& prefix() const { return prefix_; }
    ByteView bytes() const { return bytes_; }
    ByteView prefix_bytes() const { return bytes().first(prefix_size_); }
    const Digest& digest() const { return digest_; }   // hd
    const Digest& context() const { return context_; } // ctx
    // Boxes 1 to n, and 0 when the bidder kept a spare. Another index is a bug and throws.
    ByteView box(std::uint8_t index) const;
    bool has_box(std::uint8_t index) const;

private:
    Header() = default;
    Prefix prefix_;
    Bytes bytes_;
    std::size_t prefix_size_ = 0;
    Digest digest_{}, context_{};
};

} // namespace tianping::seal
