#include "infra/crypto/fitting.hpp"
#include <cstring>
#include <mutex>

namespace tianping::crypto {

namespace {

constexpr std::size_t half = 4096;

std::array<std::uint8_t, 8> length_of(ByteView bytes)
{
    std::array<std::uint8_t, 8> out{};
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = static_cast<std::uint8_t>(std::uint64_t{bytes.size()} >> (56 - 8 * i));
    return out;
}

} // namespace

Fitting& Fitting::lately()
{
    static Fitting all;
    return all;
}

Digest Fitting::name_of(ByteView key, ByteView message, ByteView signature)
{
    return sm3({length_of(key), key, length_of(message), message, signature});
}

bool Fitting::holds(const Digest& name) const
{
    const std::shared_lock hold{lock_};
    return newer_.contains(name) || older_.contains(name);
}

void Fitting::keep(const Digest& name)
{
    const std::unique_lock hold{lock_};
    if (newer_.size() >= half) {
        older_ = std::move(newer_);
        newer_.clear();
    }
    newer_.insert(name);
}

std::size_t Fitting::Begin::operator()(const Digest& name) const
{
    std::size_t out = 0;
    std::memcpy(&out, name.data(), sizeof out);
    return out;
}

} // namespace tianping::crypto
