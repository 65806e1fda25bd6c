#pragma once
// SM3 (GB/T 32905) and HMAC over it (RFC 2104), at once or piece by piece.
#include "base/bytes.hpp"
#include <initializer_list>
#include <memory>

struct evp_md_ctx_st; // OpenSSL's EVP_MD_CTX

namespace tianping::crypto {

class Sm3 {
public:
    Sm3();
    ~Sm3();
    Sm3(Sm3&&) noexcept;
    Sm3& operator=(Sm3&&) noexcept;
    // As if everything fed so far had been fed to the copy too.
    Sm3(const Sm3&);
    Sm3& operator=(const Sm3&);

    Sm3& update(ByteView bytes);
    // The digest of all that was fed; the object then begins anew.
    Digest finish();

private:
    struct Free {
        void operator()(evp_md_ctx_st* state) const;
    };
    std::unique_ptr<evp_md_ctx_st, Free> state_;
};

Digest sm3(ByteView bytes);
// The digest of the pieces one after another.
Digest sm3(std::initializer_list<ByteView> pieces);

class HmacSm3 {
public:
    explicit HmacSm3(ByteView key);

    HmacSm3& update(ByteView bytes);
    // The code of all that was fed; the object then begins anew under the same key.
    Digest finish();

private:
    Sm3 inner_start_, outer_start_, running_;
};

Digest hmac_sm3(ByteView key, ByteView message);

// Compares in a time that depends on the lengths only.
bool same_secret(ByteView a, ByteView b);

} // namespace tianping::crypto
