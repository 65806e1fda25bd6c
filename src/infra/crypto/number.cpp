#include "infra/crypto/number.hpp"
#include "infra/crypto/openssl_handles.hpp"
#include <algorithm>

namespace tianping::crypto {
namespace {

BigNumber number(ByteView bytes)
{
    BigNumber n{BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr)};
    must(n != nullptr, "no number");
    return n;
}

BigNumber small(unsigned long value)
{
    BigNumber n{BN_new()};
    must(n && BN_set_word(n.get(), value) == 1, "no number");
    return n;
}

BigNumberSpace space()
{
    BigNumberSpace s{BN_CTX_secure_new()};
    must(s != nullptr, "no space for numbers");
    return s;
}

Scalar bytes_of(const BigNumber& n)
{
    Scalar out{};
    must(BN_bn2binpad(n.get(), out.data(), static_cast<int>(out.size())) == static_cast<int>(out.size()),
         "a number is too large");
    return out;
}

} // namespace

Scalar reduced(ByteView value, const Scalar& modulus)
{
    const auto n = number(value), m = number(modulus);
    const auto out = small(0);
    must(BN_nnmod(out.get(), n.get(), m.get(), space().get()) == 1, "no remainder");
    return bytes_of(out);
}

Scalar reduced_nonzero(ByteView value, const Scalar& modulus)
{
    const auto n = number(value), m = number(modulus);
    const auto out = small(0);
    must(BN_sub_word(m.get(), 1) == 1 && BN_nnmod(out.get(), n.get(), m.get(), space().get()) == 1 &&
             BN_add_word(out.get(), 1) == 1,
         "no remainder");
    return bytes_of(out);
}

bool is_zero(const Scalar& value)
{
    return std::ranges::all_of(value, [](std::uint8_t b) { return b == 0; });
}

Scalar polynomial_at(std::span<const Scalar> coefficients, std::uint8_t at)
{
    const auto p = number(sharing_prime), x = small(at);
    const auto sum = small(0);
    const auto s = space();
    for (std::size_t j = coefficients.size(); j-- > 0;) {
        const auto a = number(coefficients[j]);
        must(BN_mod_mul(sum.get(), sum.get(), x.get(), p.get(), s.get()) == 1 &&
                 BN_mod_add(sum.get(), sum.get(), a.get(), p.get(), s.get()) == 1,
             "no polynomial");
    }
    return bytes_of(sum);
}

Scalar interpolated_secret(std::span<const Share> shares)
{
    const auto p = number(sharing_prime);
    const auto sum = small(0);
    const auto s = space();
    for (const Share& share : shares) {
        const auto term = number(share.value), below = small(1), own = small(share.index);
        for (const Share& other : shares) {
            if (&other == &share)
                continue;
            if (other.index == share.index || other.index == 0 || share.index == 0)
                throw std::logic_error("shares of distinct indices from 1 on are wanted");
            const auto x = small(other.index);
            const auto distance = small(0);
            must(BN_mod_sub(distance.get(), x.get(), own.get(), p.get(), s.get()) == 1 &&
                     BN_mod_mul(term.get(), term.get(), x.get(), p.get(), s.get()) == 1 &&
                     BN_mod_mul(below.get(), below.get(), distance.get(), p.get(), s.get()) == 1,
                 "no interpolation");
        }
        const auto inverse = small(0);
        must(BN_mod_inverse(inverse.get(), below.get(), p.get(), s.get()) != nullptr &&
                 BN_mod_mul(term.get(), term.get(), inverse.get(), p.get(), s.get()) == 1 &&
                 BN_mod_add(sum.get(), sum.get(), term.get(), p.get(), s.get()) == 1,
             "no interpolation");
    }
    return bytes_of(sum);
}

} // namespace tianping::crypto
