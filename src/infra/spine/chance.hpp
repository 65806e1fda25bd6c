#pragma once
// Chance enters the house through one door, as time does: rooms are handed it with the call.
#include "base/id.hpp"
#include <cstdint>
#include <memory>
#include <span>

namespace tianping {

class Chance {
public:
    virtual ~Chance() = default;
    virtual void fill(std::span<std::uint8_t> out) = 0; // thread-safe
};

// The operating system's generator, through OpenSSL.
class SystemChance final : public Chance {
public:
    void fill(std::span<std::uint8_t> out) override;
};

// For tests and rehearsals: the same seed gives the same bytes (SM3 in counter mode). Never in an
// installation whose clock is real: in the program only `tianping rehearse` makes one, and it opens none.
class SeededChance final : public Chance {
public:
    explicit SeededChance(std::uint64_t seed);
    void fill(std::span<std::uint8_t> out) override;

private:
    struct State;
    std::shared_ptr<State> state_;
};

template <class AnyId>
AnyId mint(Instant born, Chance& chance)
{
    IdChance bytes{};
    chance.fill(bytes);
    return AnyId::mint(born, bytes);
}

} // namespace tianping
