#include "infra/crypto/hkdf.hpp"
#include "infra/crypto/digest.hpp"
#include <algorithm>
#include <stdexcept>

namespace tianping::crypto {

Digest hkdf_extract(ByteView salt, ByteView key_material)
{
    return hmac_sm3(salt, key_material);
}

Bytes hkdf_expand(ByteView pseudorandom_key, ByteView info, std::size_t length)
{
    if (length > 255 * sizeof(Digest))
        throw std::logic_error("HKDF: too much output wanted");
    HmacSm3 mac{pseudorandom_key};
    Bytes out;
    out.reserve(length);
    Digest last{};
    for (std::uint8_t counter = 1; out.size() < length; ++counter) {
        if (counter > 1)
            mac.update(last);
        last = mac.update(info).update(ByteView{&counter, 1}).finish();
        out.insert(out.end(), last.begin(), last.begin() + std::min(sizeof(Digest), length - out.size()));
    }
    return out;
}

} // namespace tianping::crypto
