#include "infra/crypto/sm4.hpp"
#include "infra/crypto/openssl_handles.hpp"
#include <algorithm>

namespace tianping::crypto {

void Sm4Ctr::Free::operator()(evp_cipher_ctx_st* state) const
{
    EVP_CIPHER_CTX_free(state);
}

Sm4Ctr::Sm4Ctr(const Block& key, const Block& counter) : state_{EVP_CIPHER_CTX_new()}
{
    must(state_ && EVP_EncryptInit_ex2(state_.get(), EVP_sm4_ctr(), key.data(), counter.data(), nullptr) == 1,
         "SM4-CTR does not start");
}

void Sm4Ctr::apply(ByteView in, std::span<std::uint8_t> out)
{
    if (in.size() != out.size())
        throw std::logic_error("SM4-CTR: lengths differ");
    constexpr std::size_t most = std::size_t{1} << 30U; // OpenSSL counts in int
    for (std::size_t at = 0; at < in.size(); at += most) {
        const int length = static_cast<int>(std::min(most, in.size() - at));
        int written = 0;
        must(EVP_EncryptUpdate(state_.get(), out.data() + at, &written, in.data() + at, length) == 1 &&
                 written == length,
             "SM4-CTR does not run");
    }
}

} // namespace tianping::crypto
