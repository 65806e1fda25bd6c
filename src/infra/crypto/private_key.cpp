#include "infra/crypto/key.hpp"
#include "infra/crypto/key_calls.hpp"
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/pem.h>

namespace tianping::crypto {

namespace {

using namespace openssl;
using OwnedGroup = Owned<EC_GROUP, EC_GROUP_free>;

constexpr std::size_t made_rsa_bits = 3072;

struct Passphrase {
    const std::optional<std::string>* given{};
    bool asked{};
};

int give_passphrase(char* buffer, int size, int, void* data)
{
    auto& passphrase = *static_cast<Passphrase*>(data);
    passphrase.asked = true;
    const auto& given = *passphrase.given;
    if (!given || given->size() > static_cast<std::size_t>(size))
        return -1;
    given->copy(buffer, given->size());
    return static_cast<int>(given->size());
}

} // namespace

PrivateKey::PrivateKey(std::shared_ptr<evp_pkey_st> key, Algorithm algorithm)
    : key_{std::move(key)}, algorithm_{algorithm}
{
}

PrivateKey PrivateKey::generate(Algorithm algorithm)
{
    EVP_PKEY* key{};
    switch (algorithm) {
    case Algorithm::sm2:
        key = EVP_PKEY_Q_keygen(nullptr, nullptr, "SM2");
        break;
    case Algorithm::p256:
        key = EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256");
        break;
    case Algorithm::rsa:
        key = EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", made_rsa_bits);
        break;
    }
    return {shared(must(key, "make a key")), algorithm};
}

Result<PrivateKey> PrivateKey::from_scalar(Algorithm algorithm, std::span<const std::uint8_t, 32> scalar)
{
    if (algorithm == Algorithm::rsa)
        return key_refused("key.unsupported_algorithm");
    const OwnedGroup group{
        must(EC_GROUP_new_by_curve_name(algorithm == Algorithm::sm2 ? NID_sm2 : NID_X9_62_prime256v1),
             "load a curve")};
    const BigNumber d{must(BN_bin2bn(scalar.data(), 32, nullptr), "read a scalar")};
    const BigNumber limit{must(BN_dup(EC_GROUP_get0_order(group.get())), "copy an order")};
    must_succeed(BN_sub_word(limit.get(), 1), "count down an order");
    if (BN_is_zero(d.get()) || BN_cmp(d.get(), limit.get()) >= 0)
        return key_refused("key.malformed");
    const CurvePoint at{must(EC_POINT_new(group.get()), "make a point")};
    must_succeed(EC_POINT_mul(group.get(), at.get(), d.get(), nullptr, nullptr, nullptr), "multiply a point");
    std::array<std::uint8_t, 65> point{};
    if (EC_POINT_point2oct(group.get(), at.get(), POINT_CONVERSION_UNCOMPRESSED, point.data(), point.size(),
                           nullptr) != point.size())
        broken("write a point");
    auto key = assembled(algorithm, point, d.get());
    must(key.get(), "assemble a key");
    return PrivateKey{std::move(key), algorithm};
}

Result<PrivateKey> PrivateKey::from_pem(std::string_view pem, std::optional<std::string> passphrase)
{
    constexpr std::size_t longest = 64u << 10;
    if (pem.size() > longest)
        return key_refused("key.malformed");
    Passphrase asked{&passphrase};
    const auto bio = reader(pem);
    auto key = shared(PEM_read_bio_PrivateKey(bio.get(), nullptr, give_passphrase, &asked));
    if (!key) {
        if (!asked.asked)
            return key_refused("key.malformed");
        return key_refused(passphrase ? "key.wrong_passphrase" : "key.passphrase_needed");
    }
    const auto algorithm = algorithm_of(key.get());
    if (!algorithm)
        return key_refused("key.unsupported_algorithm");
    return PrivateKey{std::move(key), *algorithm};
}

std::string PrivateKey::pem() const
{
    const auto bio = writer();
    must_succeed(PEM_write_bio_PKCS8PrivateKey(bio.get(), key_.get(), nullptr, nullptr, 0, nullptr, nullptr),
                 "write a private key");
    return text_of(bio.get());
}

std::string PrivateKey::encrypted_pem(std::string_view passphrase) const
{
    if (passphrase.empty())
        throw std::logic_error("an empty passphrase protects nothing");
    const auto bio = writer();
    must_succeed(PEM_write_bio_PKCS8PrivateKey(bio.get(), key_.get(), EVP_aes_256_cbc(), passphrase.data(),
                                               static_cast<int>(passphrase.size()), nullptr, nullptr),
                 "write an encrypted private key");
    return text_of(bio.get());
}

Bytes PrivateKey::sign(ByteView message) const
{
    const auto context = signature_context(key_.get(), true);
    must(context.get(), "start to sign");
    std::size_t length{};
    must_succeed(EVP_DigestSign(context.get(), nullptr, &length, message.data(), message.size()),
                 "size a signature");
    Bytes signature(length);
    must_succeed(EVP_DigestSign(context.get(), signature.data(), &length, message.data(), message.size()),
                 "sign");
    signature.resize(length);
    return signature;
}

PublicKey PrivateKey::public_key() const
{
    return PublicKey::from_der(der_of<const EVP_PKEY>(key_.get(), i2d_PUBKEY)).value();
}

std::array<std::uint8_t, 32> PrivateKey::sm2_scalar() const
{
    if (algorithm_ != Algorithm::sm2)
        throw std::logic_error("only an SM2 key has an SM2 scalar");
    std::array<std::uint8_t, 32> out{};
    key_number(key_.get(), OSSL_PKEY_PARAM_PRIV_KEY, std::span{out});
    return out;
}

} // namespace tianping::crypto
