#pragma once
// SM4 (GB/T 32907) in counter mode: one key stream, the counter a 128-bit big-endian number.
#include "base/bytes.hpp"
#include <memory>

struct evp_cipher_ctx_st; // OpenSSL's EVP_CIPHER_CTX

namespace tianping::crypto {

class Sm4Ctr {
public:
    using Block = std::array<std::uint8_t, 16>;

    // Starts at the block whose counter is given. A key together with a counter is used for one stream only.
    Sm4Ctr(const Block& key, const Block& counter);

    // Encrypts or decrypts the next bytes of the stream. `out` has the length of `in` and may be the same
    // bytes; otherwise they do not overlap. Pieces of any length make the same stream.
    void apply(ByteView in, std::span<std::uint8_t> out);

private:
    struct Free {
        void operator()(evp_cipher_ctx_st* state) const;
    };
    std::unique_ptr<evp_cipher_ctx_st, Free> state_;
};

} // namespace tianping::crypto
