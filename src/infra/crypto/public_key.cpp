#include "infra/crypto/fitting.hpp"
#include "infra/crypto/key_calls.hpp"
#include "infra/crypto/pem.hpp"
#include <openssl/core_names.h>
#include <openssl/pem.h>

namespace tianping::crypto {

using namespace openssl;

namespace {

// The library needs as long to write a key's DER as for a third of a signature; a point is read at once.
Bytes identity(const PublicKey& key)
{
    if (key.algorithm() == Algorithm::rsa)
        return key.der();
    const auto point = key.point();
    Bytes out(point.begin(), point.end());
    out.push_back(static_cast<std::uint8_t>(key.algorithm()));
    return out;
}

} // namespace

PublicKey::PublicKey(std::shared_ptr<evp_pkey_st> key, Algorithm algorithm)
    : key_{std::move(key)}, algorithm_{algorithm}
{
}

Result<PublicKey> PublicKey::adopt(std::shared_ptr<evp_pkey_st> key)
{
    if (!key)
        return key_refused("key.malformed");
    const auto algorithm = algorithm_of(key.get());
    if (!algorithm)
        return key_refused("key.unsupported_algorithm");
    return PublicKey{std::move(key), *algorithm};
}

Result<PublicKey> PublicKey::from_point(Algorithm algorithm, std::span<const std::uint8_t, 65> point)
{
    if (algorithm == Algorithm::rsa)
        return key_refused("key.unsupported_algorithm");
    if (point[0] != 0x04)
        return key_refused("key.point_not_on_curve");
    auto key = assembled(algorithm, point, nullptr);
    if (!key)
        return key_refused("key.point_not_on_curve");
    return PublicKey{std::move(key), algorithm};
}

Result<PublicKey> PublicKey::from_pem(std::string_view pem)
{
    const auto der = single_pem_block(pem, "PUBLIC KEY");
    if (!der)
        return key_refused("key.malformed");
    return from_der(*der);
}

Result<PublicKey> PublicKey::from_der(ByteView der)
{
    const auto* at = der.data();
    auto key = shared(d2i_PUBKEY(nullptr, &at, static_cast<long>(der.size())));
    if (!key || at != der.data() + der.size())
        return key_refused("key.malformed");
    return adopt(std::move(key));
}

std::string PublicKey::pem() const
{
    const auto bio = writer();
    must_succeed(PEM_write_bio_PUBKEY(bio.get(), key_.get()), "write a public key");
    return text_of(bio.get());
}

Bytes PublicKey::der() const
{
    return der_of<const EVP_PKEY>(key_.get(), i2d_PUBKEY);
}

bool PublicKey::verify(ByteView message, ByteView signature) const
{
    const auto name = Fitting::name_of(identity(*this), message, signature);
    if (Fitting::lately().holds(name))
        return true;
    const auto context = signature_context(key_.get(), false);
    must(context.get(), "start to verify");
    const bool fits = EVP_DigestVerify(context.get(), signature.data(), signature.size(), message.data(),
                                       message.size()) == 1;
    ERR_clear_error();
    if (fits)
        Fitting::lately().keep(name);
    return fits;
}

std::array<std::uint8_t, 65> PublicKey::point() const
{
    if (algorithm_ == Algorithm::rsa)
        throw std::logic_error("an RSA key has no point");
    std::array<std::uint8_t, 65> out{0x04};
    key_number(key_.get(), OSSL_PKEY_PARAM_EC_PUB_X, std::span{out}.subspan<1, 32>());
    key_number(key_.get(), OSSL_PKEY_PARAM_EC_PUB_Y, std::span{out}.subspan<33, 32>());
    return out;
}

bool operator==(const PublicKey& a, const PublicKey& b)
{
    return a.algorithm_ == b.algorithm_ && EVP_PKEY_eq(a.key_.get(), b.key_.get()) == 1;
}

} // namespace tianping::crypto
