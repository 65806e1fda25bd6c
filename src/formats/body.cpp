#include "formats/body.hpp"
#include "infra/crypto/random.hpp"
#include <algorithm>
#include <bit>

namespace tianping::seal {
namespace {

constexpr std::size_t length_size = 8;

crypto::HmacSm3 keyed_code(const Secret& secret)
{
    BodyKeys keys = secret.body_keys();
    crypto::HmacSm3 code{keys.code};
    crypto::erase(keys.code);
    crypto::erase(keys.cipher);
    return code;
}

// The stream's cipher from a given chunk on: 4096 blocks a chunk.
crypto::Sm4Ctr cipher_from(const Secret& secret, std::uint64_t chunk)
{
    crypto::Sm4Ctr::Block counter{};
    const std::uint64_t block = chunk * (chunk_size / counter.size());
    for (std::size_t i = 0; i < 8; ++i)
        counter[15 - i] = static_cast<std::uint8_t>(block >> (8 * i));
    BodyKeys keys = secret.body_keys();
    crypto::Sm4Ctr cipher{keys.cipher, counter};
    crypto::erase(keys.code);
    crypto::erase(keys.cipher);
    return cipher;
}

Digest code_of(crypto::HmacSm3& code, const Digest& header, std::pair<std::uint32_t, std::uint32_t> place,
               ByteView chunk)
{
    using namespace std::string_view_literals;
    const Bytes numbers = Packer{}.u32(place.first).u32(place.second).take();
    return code.update(view("tianping/seal/1/chunk\0"sv))
        .update(header)
        .update(numbers)
        .update(chunk)
        .finish();
}

// Reads bodies chunk by chunk and checks each code.
class Chunks {
public:
    Chunks(const Header& header, const Secret& secret, const Source& body)
        : header_{header}, body_{body}, code_{keyed_code(secret)}, chunk_(sealed_chunk_size)
    {
    }

    // The ciphertext of chunk i, valid until the next call.
    Result<std::span<std::uint8_t>> verified(std::uint32_t i)
    {
        if (!body_.read(i * sealed_chunk_size, chunk_))
            return Error{Fault::invalid, "seal.source_unreadable"};
        const auto cipher = std::span{chunk_}.first(chunk_size);
        const Digest code = code_of(code_, header_.digest(), {i, header_.prefix().chunks}, cipher);
        if (!crypto::same_secret(code, ByteView{chunk_}.last(code_size))) {
            Error e{Fault::invalid, "seal.wrong_code"};
            e.params["chunk"] = std::to_string(i + 1);
            return e;
        }
        return cipher;
    }

private:
    const Header& header_;
    const Source& body_;
    crypto::HmacSm3 code_;
    Bytes chunk_;
};

bool all_zero(ByteView bytes)
{
    return std::ranges::all_of(bytes, [](std::uint8_t b) { return b == 0; });
}

// All codes and the padding; gives the content's length.
Result<std::uint64_t> verified_length(const Header& header, const Secret& secret, const Source& body)
{
    const std::uint32_t chunks = header.prefix().chunks;
    if (body.size != chunks * sealed_chunk_size)
        return Error{Fault::invalid, "seal.body_length"};
    Chunks reader{header, secret, body};
    std::uint64_t end = 0; // of length and content, within the stream
    bool padded_with_zeros = true;
    for (std::uint32_t i = 0; i < chunks; ++i) {
        TP_TRY(chunk, reader.verified(i));
        const std::uint64_t from = std::uint64_t{i} * chunk_size;
        if (i > 0 && from + chunk_size <= end)
            continue;
        cipher_from(secret, i).apply(chunk, chunk);
        if (i == 0)
            end = Unpacker{chunk}.u64() + length_size;
        if (end >= from + chunk_size || end < length_size)
            continue;
        padded_with_zeros = padded_with_zeros && all_zero(chunk.subspan(end > from ? end - from : 0));
    }
    const std::uint64_t stream = std::uint64_t{chunks} * chunk_size;
    if (end < length_size || end > stream)
        return Error{Fault::invalid, "seal.inner_length"};
    if (size_class(end - length_size) != chunks)
        return Error{Fault::invalid, "seal.wrong_size_class"};
    if (!padded_with_zeros)
        return Error{Fault::invalid, "seal.padding_not_zero"};
    return end - length_size;
}

} // namespace

std::optional<std::uint32_t> size_class(std::uint64_t content_length)
{
    if (content_length > largest_content)
        return std::nullopt;
    const std::uint64_t needed = (length_size + content_length + chunk_size - 1) / chunk_size;
    if (needed <= 8)
        return needed <= 4 ? 4 : 8;
    const int bits = std::bit_width(needed - 1);
    const std::uint64_t step = std::uint64_t{1} << static_cast<unsigned>(std::max(0, bits - 4));
    return static_cast<std::uint32_t>((needed + step - 1) / step * step);
}

BodySealer::BodySealer(const Secret& secret, const Digest& header, std::uint32_t chunks, std::uint64_t length,
                       Sink out)
    : cipher_{cipher_from(secret, 0)}, code_{keyed_code(secret)}, header_{header}, chunks_{chunks},
      left_{length}, out_{std::move(out)}
{
    if (size_class(length) != chunks)
        throw std::logic_error("the header names another size class");
    chunk_.reserve(sealed_chunk_size);
    put(Packer{}.u64(length).take());
}

void BodySealer::write(ByteView content)
{
    if (content.size() > left_)
        throw std::logic_error("more content than said");
    left_ -= content.size();
    put(content);
}

void BodySealer::finish()
{
    if (left_ != 0)
        throw std::logic_error("less content than said");
    const Bytes zeros(chunk_size);
    while (at_ < chunks_)
        put(ByteView{zeros}.first(chunk_size - chunk_.size()));
}

void BodySealer::put(ByteView bytes)
{
    while (!bytes.empty()) {
        const ByteView now = bytes.first(std::min(bytes.size(), chunk_size - chunk_.size()));
        chunk_.insert(chunk_.end(), now.begin(), now.end());
        bytes = bytes.subspan(now.size());
        if (chunk_.size() == chunk_size)
            close_chunk();
    }
}

void BodySealer::close_chunk()
{
    cipher_.apply(chunk_, chunk_);
    const Digest code = code_of(code_, header_, {at_++, chunks_}, chunk_);
    chunk_.insert(chunk_.end(), code.begin(), code.end());
    out_(chunk_);
    chunk_.clear();
}

Status open_body(const Header& header, const Secret& secret, const Source& body, const Sink& content)
{
    TP_TRY(length, verified_length(header, secret, body));
    Chunks reader{header, secret, body};
    auto cipher = cipher_from(secret, 0);
    std::uint64_t left = length;
    for (std::uint32_t i = 0; i == 0 || left > 0; ++i) {
        TP_TRY(chunk, reader.verified(i));
        cipher.apply(chunk, chunk);
        const ByteView plain = ByteView{chunk}.subspan(i == 0 ? length_size : 0);
        const ByteView released = plain.first(std::min<std::uint64_t>(plain.size(), left));
        left -= released.size();
        content(released);
    }
    return {};
}

Result<Bytes> open_body(const Header& header, const Secret& secret, ByteView body)
{
    Bytes out;
    TP_CHECK(open_body(header, secret, Source::of(body),
                       [&out](ByteView piece) { out.insert(out.end(), piece.begin(), piece.end()); }));
    return out;
}

} // namespace tianping::seal
