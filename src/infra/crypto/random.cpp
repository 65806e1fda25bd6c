#include "infra/crypto/random.hpp"
#include "infra/crypto/openssl_handles.hpp"
#include <climits>
#include <openssl/crypto.h>
#include <openssl/rand.h>

namespace tianping::crypto {

void fill_random(std::span<std::uint8_t> out)
{
    must(out.size() <= INT_MAX && RAND_bytes(out.data(), static_cast<int>(out.size())) == 1, "no randomness");
}

Bytes random_bytes(std::size_t count)
{
    Bytes out(count);
    fill_random(out);
    return out;
}

void erase(std::span<std::uint8_t> secret)
{
    OPENSSL_cleanse(secret.data(), secret.size());
}

} // namespace tianping::crypto
