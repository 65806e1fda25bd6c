#include "infra/crypto/curve.hpp"
#include "infra/crypto/digest.hpp"
#include "infra/crypto/openssl_handles.hpp"
#include "infra/crypto/random.hpp"
#include <algorithm>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/obj_mac.h>
#include <openssl/param_build.h>

namespace tianping::crypto {
namespace {

constexpr std::size_t c1_size = sizeof(Point), c3_size = sizeof(Digest);

const EC_GROUP* curve()
{
    static const EC_GROUP* const group = EC_GROUP_new_by_curve_name(NID_sm2);
    must(group != nullptr, "the SM2 curve is missing");
    return group;
}

BigNumber secret_number(ByteView bytes)
{
    BigNumber n{BN_secure_new()};
    must(n && BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), n.get()), "no number");
    return n;
}

CurvePoint new_point()
{
    CurvePoint p{EC_POINT_new(curve())};
    must(p != nullptr, "no point");
    return p;
}

Point bytes_of(const CurvePoint& p)
{
    Point out{};
    must(EC_POINT_point2oct(curve(), p.get(), POINT_CONVERSION_UNCOMPRESSED, out.data(), out.size(),
                            nullptr) == out.size(),
         "a point at infinity");
    return out;
}

CurvePoint point_of(ByteView bytes)
{
    auto p = new_point();
    const bool good = bytes.size() == sizeof(Point) && bytes[0] == POINT_CONVERSION_UNCOMPRESSED &&
                      EC_POINT_oct2point(curve(), p.get(), bytes.data(), bytes.size(), nullptr) == 1 &&
                      EC_POINT_is_on_curve(curve(), p.get(), nullptr) == 1;
    if (!good) {
        ERR_clear_error();
        return nullptr;
    }
    return p;
}

void check_scalar(const Scalar& k)
{
    if (is_zero(k) || k >= sm2_order)
        throw std::logic_error("a scalar between 1 and the order is wanted");
}

// X9.63 with SM3 over x ‖ y, laid over the message.
void mask(ByteView x_and_y, std::span<std::uint8_t> message)
{
    for (std::uint32_t counter = 1, at = 0; at < message.size(); ++counter) {
        const std::array<std::uint8_t, 4> number{std::uint8_t(counter >> 24U), std::uint8_t(counter >> 16U),
                                                 std::uint8_t(counter >> 8U), std::uint8_t(counter)};
        const Digest block = sm3({x_and_y, number});
        for (std::size_t i = 0; i < block.size() && at < message.size(); ++i, ++at)
            message[at] ^= block[i];
    }
}

void put_tlv(Bytes& out, std::uint8_t tag, ByteView content)
{
    out.push_back(tag);
    if (content.size() >= 0x80) {
        const bool two = content.size() > 0xFF;
        out.push_back(two ? 0x82 : 0x81);
        if (two)
            out.push_back(std::uint8_t(content.size() >> 8U));
    }
    out.push_back(std::uint8_t(content.size()));
    out.insert(out.end(), content.begin(), content.end());
}

void put_integer(Bytes& out, ByteView unsigned_number)
{
    while (unsigned_number.size() > 1 && unsigned_number[0] == 0)
        unsigned_number = unsigned_number.subspan(1);
    Bytes content;
    if (unsigned_number[0] >= 0x80)
        content.push_back(0);
    content.insert(content.end(), unsigned_number.begin(), unsigned_number.end());
    put_tlv(out, 0x02, content);
}

// SEQUENCE { INTEGER x, INTEGER y, OCTET STRING C3, OCTET STRING C2 }, GB/T 35276.
Bytes der_from_raw(ByteView raw)
{
    Bytes inside;
    put_integer(inside, raw.subspan(1, 32));
    put_integer(inside, raw.subspan(33, 32));
    put_tlv(inside, 0x04, raw.subspan(c1_size, c3_size));
    put_tlv(inside, 0x04, raw.subspan(c1_size + c3_size));
    Bytes out;
    put_tlv(out, 0x30, inside);
    return out;
}

Error not_opened()
{
    return {Fault::invalid, "crypto.not_opened"};
}

struct KeyFree {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
using Key = std::unique_ptr<EVP_PKEY, KeyFree>;
using ParamBuilder = std::unique_ptr<OSSL_PARAM_BLD, Releases<OSSL_PARAM_BLD_free>>;
using Params = std::unique_ptr<OSSL_PARAM, Releases<OSSL_PARAM_free>>;

Key key_of(const Scalar& d)
{
    const Point point = sm2_public_point(d);
    const auto secret = secret_number(d);
    const ParamBuilder builder{OSSL_PARAM_BLD_new()};
    must(builder &&
             OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "SM2", 0) == 1 &&
             OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                              point.size()) == 1 &&
             OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_PRIV_KEY, secret.get()) == 1,
         "no key parameters");
    const Params params{OSSL_PARAM_BLD_to_param(builder.get())};
    const KeyState state{EVP_PKEY_CTX_new_from_name(nullptr, "SM2", nullptr)};
    EVP_PKEY* key = nullptr;
    must(params && state && EVP_PKEY_fromdata_init(state.get()) == 1 &&
             EVP_PKEY_fromdata(state.get(), &key, EVP_PKEY_KEYPAIR, params.get()) == 1,
         "no SM2 key");
    return Key{key};
}

} // namespace

const Scalar sm2_order = {0xFF, 0xFF, 0xFF, 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
                          0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x72, 0x03, 0xDF, 0x6B, 0x21, 0xC6,
                          0x05, 0x2B, 0x53, 0xBB, 0xF4, 0x09, 0x39, 0xD5, 0x41, 0x23};

bool is_sm2_point(ByteView bytes)
{
    return point_of(bytes) != nullptr;
}

Point sm2_public_point(const Scalar& d)
{
    check_scalar(d);
    const auto p = new_point();
    must(EC_POINT_mul(curve(), p.get(), secret_number(d).get(), nullptr, nullptr, nullptr) == 1,
         "no public point");
    return bytes_of(p);
}

Bytes sm2_encrypt(const Point& to, ByteView message, const Scalar& k)
{
    check_scalar(k);
    const auto receiver = point_of(to);
    if (!receiver || message.empty())
        throw std::logic_error("SM2: a checked point and a message are wanted");
    const auto shared = new_point();
    must(EC_POINT_mul(curve(), shared.get(), nullptr, receiver.get(), secret_number(k).get(), nullptr) == 1,
         "no shared point");
    Point secret = bytes_of(shared);
    const ByteView x_and_y = ByteView{secret}.subspan(1);
    const Point c1 = sm2_public_point(k);
    const Digest c3 = sm3({x_and_y.first(32), message, x_and_y.last(32)});
    Bytes out;
    out.reserve(c1_size + c3_size + message.size());
    out.insert(out.end(), c1.begin(), c1.end());
    out.insert(out.end(), c3.begin(), c3.end());
    out.insert(out.end(), message.begin(), message.end());
    mask(x_and_y, std::span{out}.subspan(c1_size + c3_size));
    erase(secret);
    return out;
}

Result<Bytes> sm2_decrypt(ByteView raw, evp_pkey_st* key)
{
    if (raw.size() <= c1_size + c3_size || raw.size() > 0xFF00 || !is_sm2_point(raw.first(c1_size)))
        return not_opened();
    const Bytes der = der_from_raw(raw);
    const KeyState state{EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr)};
    Bytes out(der.size()); // OpenSSL estimates the plaintext's room from the DER's length
    std::size_t length = out.size();
    const bool opened = state && EVP_PKEY_decrypt_init(state.get()) == 1 &&
                        EVP_PKEY_decrypt(state.get(), out.data(), &length, der.data(), der.size()) == 1;
    if (!opened || length != raw.size() - c1_size - c3_size) {
        erase(out);
        ERR_clear_error();
        return not_opened();
    }
    out.resize(length);
    return out;
}

Result<Bytes> sm2_decrypt(ByteView raw, const Scalar& d)
{
    return sm2_decrypt(raw, key_of(d).get());
}

} // namespace tianping::crypto
