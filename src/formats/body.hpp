#pragma once
// The body of an envelope: chunks of 65536 encrypted bytes with a code each, padded to a size class so that
// the length tells little. Nothing is released before everything was verified.
#include "formats/secret.hpp"
#include "formats/source.hpp"
#include "infra/crypto/digest.hpp"

namespace tianping::seal {

inline constexpr std::size_t chunk_size = 65536, code_size = 32;
inline constexpr std::uint64_t sealed_chunk_size = chunk_size + code_size;
inline constexpr std::uint64_t largest_content = std::uint64_t{most_chunks} * chunk_size - 8;

// N for content of that length, or nothing when it is beyond largest_content.
std::optional<std::uint32_t> size_class(std::uint64_t content_length);

// Encrypts content that is given piece by piece into the chunks of a body.
class BodySealer {
public:
    // The header's N must be size_class(length); anything else is a bug and throws std::logic_error.
    BodySealer(const Secret& secret, const Digest& header, std::uint32_t chunks, std::uint64_t length,
               Sink out);
    void write(ByteView content);
    // Pads, closes the last chunk. Content that was longer or shorter than said throws std::logic_error.
    void finish();

private:
    void put(ByteView bytes);
    void close_chunk();
    crypto::Sm4Ctr cipher_;
    crypto::HmacSm3 code_;
    Digest header_;
    std::uint32_t chunks_, at_ = 0;
    std::uint64_t left_;
    Sink out_;
    Bytes chunk_;
};

// Verifies a whole body and then releases the content. The source holds the body only, without the header.
// Refused, in this order: `seal.body_length` (cut or added), `seal.wrong_code` with the chunk,
// `seal.inner_length`, `seal.wrong_size_class`, `seal.padding_not_zero`. If the source changes between the
// verification and the release, the release ends with `seal.wrong_code` and what was released is worthless.
Status open_body(const Header& header, const Secret& secret, const Source& body, const Sink& content);
// The same in memory.
Result<Bytes> open_body(const Header& header, const Secret& secret, ByteView body);

} // namespace tianping::seal
