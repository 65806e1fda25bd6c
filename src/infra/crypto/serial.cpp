#include "infra/crypto/serial.hpp"
#include "infra/crypto/random.hpp"

namespace tianping::crypto {

Bytes random_serial(const RandomSource& random)
{
    Bytes serial(16);
    if (random)
        random(serial);
    else
        fill_random(serial);
    serial[0] = static_cast<std::uint8_t>((serial[0] & 0x3F) | 0x40);
    return serial;
}

} // namespace tianping::crypto
