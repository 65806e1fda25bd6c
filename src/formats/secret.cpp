#include "formats/secret.hpp"
#include "infra/crypto/digest.hpp"
#include "infra/crypto/hkdf.hpp"
#include "infra/crypto/random.hpp"
#include <algorithm>

namespace tianping::seal {
namespace {

constexpr std::size_t wide = 48; // bytes from which a number is reduced, so that its bias is below 2^-128

std::string numbered(std::string label, std::uint8_t number)
{
    label += static_cast<char>(number);
    return label;
}

} // namespace

Secret::Secret(const Scalar& value, const Digest& context)
    : value_{value}, context_{context}, root_{crypto::hmac_sm3(context, value)}
{
}

Secret::~Secret()
{
    crypto::erase(value_);
    crypto::erase(root_);
}

Result<Secret> Secret::from(const Scalar& value, const Digest& context)
{
    if (crypto::is_zero(value) || value >= crypto::sharing_prime)
        return Error{Fault::invalid, "seal.secret_out_of_range"};
    return Secret{value, context};
}

Secret Secret::fresh(const Chance& chance, const Digest& content, const Digest& context)
{
    const std::string_view label = "tianping/seal/1/secret";
    Bytes info{label.begin(), label.end()};
    info.insert(info.end(), content.begin(), content.end());
    Bytes number = crypto::hkdf_expand(crypto::hkdf_extract(context, chance), info, wide);
    const Secret out{crypto::reduced_nonzero(number, crypto::sharing_prime), context};
    crypto::erase(number);
    return out;
}

Bytes Secret::derived(std::string_view label, std::size_t length) const
{
    const std::string info = "tianping/seal/1/" + std::string{label};
    return crypto::hkdf_expand(root_, view(info), length);
}

Scalar Secret::share(std::uint8_t threshold, std::uint8_t index) const
{
    std::vector<Scalar> coefficients{value_};
    for (std::uint8_t j = 1; j < threshold; ++j)
        coefficients.push_back(crypto::reduced(derived(numbered("coef", j), wide), crypto::sharing_prime));
    const Scalar value = crypto::polynomial_at(coefficients, index);
    for (Scalar& c : coefficients)
        crypto::erase(c);
    return value;
}

BodyKeys Secret::body_keys() const
{
    BodyKeys keys;
    std::ranges::copy(derived("enc", keys.cipher.size()), keys.cipher.begin());
    std::ranges::copy(derived("mac", keys.code.size()), keys.code.begin());
    return keys;
}

Digest Secret::proof(const Digest& close) const
{
    return crypto::hmac_sm3(derived("proof", 32), close);
}

Bytes Secret::box(std::uint8_t threshold, std::uint8_t index, const Point& receiver) const
{
    Scalar value = share(threshold, index);
    Bytes message{value.begin(), value.end()};
    message.insert(message.end(), context_.begin(), context_.end());
    Scalar k = crypto::reduced_nonzero(derived(numbered("eph", index), wide), crypto::sm2_order);
    Bytes out = crypto::sm2_encrypt(receiver, message, k);
    crypto::erase(value);
    crypto::erase(message);
    crypto::erase(k);
    return out;
}

Bytes rebuild_header(const Prefix& prefix, const Secret& secret)
{
    Bytes out = prefix.encode();
    if (context_of(out) != secret.context())
        throw std::logic_error("the secret belongs to another prefix");
    const auto append = [&](std::uint8_t index, const Point& receiver) {
        const Bytes box = secret.box(prefix.threshold, index, receiver);
        out.insert(out.end(), box.begin(), box.end());
    };
    if (prefix.own)
        append(0, *prefix.own);
    for (std::size_t i = 0; i < prefix.trustees.size(); ++i)
        append(static_cast<std::uint8_t>(i + 1), prefix.trustees[i].key);
    return out;
}

} // namespace tianping::seal
