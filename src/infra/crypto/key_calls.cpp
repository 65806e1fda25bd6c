#include "infra/crypto/key_calls.hpp"
#include <openssl/core_names.h>
#include <openssl/param_build.h>

namespace tianping::crypto::openssl {

namespace {

using OwnedParams = Owned<OSSL_PARAM, OSSL_PARAM_free>;
using OwnedBuilder = Owned<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free>;

constexpr int least_rsa_bits = 2048;

} // namespace

Error key_refused(std::string code)
{
    ERR_clear_error();
    return Error{Fault::invalid, std::move(code)};
}

std::optional<Algorithm> algorithm_of(const EVP_PKEY* key)
{
    if (EVP_PKEY_is_a(key, "RSA") && EVP_PKEY_get_bits(key) >= least_rsa_bits)
        return Algorithm::rsa;
    if (EVP_PKEY_is_a(key, "SM2"))
        return Algorithm::sm2;
    char group[64]{};
    std::size_t length{};
    if (EVP_PKEY_is_a(key, "EC") && EVP_PKEY_get_group_name(key, group, sizeof group, &length) == 1 &&
        std::string_view{group} == SN_X9_62_prime256v1)
        return Algorithm::p256;
    ERR_clear_error();
    return std::nullopt;
}

std::shared_ptr<EVP_PKEY> assembled(Algorithm algorithm, std::span<const std::uint8_t, 65> point,
                                    const BIGNUM* scalar)
{
    const bool sm2 = algorithm == Algorithm::sm2;
    OwnedBuilder builder{must(OSSL_PARAM_BLD_new(), "build parameters")};
    must_succeed(OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME,
                                                 sm2 ? "SM2" : "prime256v1", 0),
                 "name a curve");
    must_succeed(
        OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()),
        "give a point");
    if (scalar)
        must_succeed(OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_PRIV_KEY, scalar),
                     "give a scalar");
    OwnedParams params{must(OSSL_PARAM_BLD_to_param(builder.get()), "build parameters")};
    KeyState context{
        must(EVP_PKEY_CTX_new_from_name(nullptr, sm2 ? "SM2" : "EC", nullptr), "make a key context")};
    must_succeed(EVP_PKEY_fromdata_init(context.get()), "make a key context");
    EVP_PKEY* key{};
    if (EVP_PKEY_fromdata(context.get(), &key, scalar ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY,
                          params.get()) != 1)
        return nullptr;
    return shared(key);
}

void key_number(const EVP_PKEY* key, const char* name, std::span<std::uint8_t, 32> out)
{
    BIGNUM* raw{};
    must_succeed(EVP_PKEY_get_bn_param(key, name, &raw), "read a number of a key");
    const BigNumber number{raw};
    must_succeed(BN_bn2binpad(number.get(), out.data(), static_cast<int>(out.size())),
                 "write a number of a key");
}

// The id is set after the start: of the 3.0 line some releases refuse it as a parameter of the start.
OwnedContext signature_context(EVP_PKEY* key, bool signing)
{
    OwnedContext context{must(EVP_MD_CTX_new(), "make a context")};
    const bool sm2 = EVP_PKEY_is_a(key, "SM2") == 1;
    EVP_PKEY_CTX* inner{}; // owned by the context
    const auto start = signing ? EVP_DigestSignInit_ex : EVP_DigestVerifyInit_ex;
    if (start(context.get(), &inner, sm2 ? "SM3" : "SHA256", nullptr, nullptr, key, nullptr) != 1)
        return nullptr;
    if (sm2 && EVP_PKEY_CTX_set1_id(inner, sm2_id.data(), static_cast<int>(sm2_id.size())) != 1)
        return nullptr;
    return context;
}

} // namespace tianping::crypto::openssl
