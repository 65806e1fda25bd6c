#include "infra/crypto/digest.hpp"
#include "infra/crypto/openssl_handles.hpp"
#include <algorithm>
#include <openssl/crypto.h>

namespace tianping::crypto {
namespace {

constexpr std::size_t block = 64;

// Fetched once: an implicit fetch at every init costs more than hashing a short message.
const EVP_MD* algorithm()
{
    static const EVP_MD* const sm3 = EVP_MD_fetch(nullptr, "SM3", nullptr);
    must(sm3 != nullptr, "SM3 is missing");
    return sm3;
}

Sm3 keyed(const std::array<std::uint8_t, block>& key, std::uint8_t pad)
{
    std::array<std::uint8_t, block> padded{};
    std::ranges::transform(key, padded.begin(), [pad](std::uint8_t b) { return std::uint8_t(b ^ pad); });
    Sm3 state;
    state.update(padded);
    OPENSSL_cleanse(padded.data(), padded.size());
    return state;
}

} // namespace

void Sm3::Free::operator()(evp_md_ctx_st* state) const
{
    EVP_MD_CTX_free(state);
}

Sm3::Sm3() : state_{EVP_MD_CTX_new()}
{
    must(state_ && EVP_DigestInit_ex2(state_.get(), algorithm(), nullptr) == 1, "SM3 does not start");
}

Sm3::~Sm3() = default;
Sm3::Sm3(Sm3&&) noexcept = default;
Sm3& Sm3::operator=(Sm3&&) noexcept = default;

Sm3::Sm3(const Sm3& other) : state_{EVP_MD_CTX_new()}
{
    must(state_ && EVP_MD_CTX_copy_ex(state_.get(), other.state_.get()) == 1, "SM3 cannot be copied");
}

Sm3& Sm3::operator=(const Sm3& other)
{
    if (this != &other)
        must(EVP_MD_CTX_copy_ex(state_.get(), other.state_.get()) == 1, "SM3 cannot be copied");
    return *this;
}

Sm3& Sm3::update(ByteView bytes)
{
    must(EVP_DigestUpdate(state_.get(), bytes.data(), bytes.size()) == 1, "SM3 does not take bytes");
    return *this;
}

Digest Sm3::finish()
{
    Digest out{};
    must(EVP_DigestFinal_ex(state_.get(), out.data(), nullptr) == 1 &&
             EVP_DigestInit_ex2(state_.get(), algorithm(), nullptr) == 1,
         "SM3 does not finish");
    return out;
}

Digest sm3(ByteView bytes)
{
    return Sm3{}.update(bytes).finish();
}

Digest sm3(std::initializer_list<ByteView> pieces)
{
    Sm3 state;
    for (const ByteView piece : pieces)
        state.update(piece);
    return state.finish();
}

HmacSm3::HmacSm3(ByteView key)
{
    std::array<std::uint8_t, block> whole{};
    if (key.size() > block)
        std::ranges::copy(sm3(key), whole.begin());
    else
        std::ranges::copy(key, whole.begin());
    inner_start_ = keyed(whole, 0x36);
    outer_start_ = keyed(whole, 0x5C);
    running_ = inner_start_;
    OPENSSL_cleanse(whole.data(), whole.size());
}

HmacSm3& HmacSm3::update(ByteView bytes)
{
    running_.update(bytes);
    return *this;
}

Digest HmacSm3::finish()
{
    const Digest inner = running_.finish();
    running_ = outer_start_;
    const Digest outer = running_.update(inner).finish();
    running_ = inner_start_;
    return outer;
}

Digest hmac_sm3(ByteView key, ByteView message)
{
    return HmacSm3{key}.update(message).finish();
}

bool same_secret(ByteView a, ByteView b)
{
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

} // namespace tianping::crypto
