#pragma once
// Money is a whole number of fen. There is no arithmetic with fractions anywhere in the house.
#include "base/result.hpp"
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace tianping {

class Fen {
public:
    // 90 trillion yuan: within ±(2^53−1), so every amount survives JSON.
    static constexpr std::int64_t most = 9'007'199'254'740'991;

    constexpr Fen() = default;
    constexpr explicit Fen(std::int64_t fen) : fen_{fen} {}
    static constexpr Fen yuan(std::int64_t yuan) { return Fen{yuan * 100}; }

    constexpr std::int64_t count() const { return fen_; }
    friend constexpr auto operator<=>(Fen, Fen) = default;
    friend constexpr Fen operator+(Fen a, Fen b) { return Fen{a.fen_ + b.fen_}; }
    friend constexpr Fen operator-(Fen a, Fen b) { return Fen{a.fen_ - b.fen_}; }

    // `share` in ten-thousandths (2 % is 200), rounded down to whole fen, exact for every amount.
    constexpr Fen share_of(std::int64_t ten_thousandths) const
    {
        return Fen{fen_ / 10'000 * ten_thousandths + fen_ % 10'000 * ten_thousandths / 10'000};
    }

    // "1,234,567.80", for people.
    std::string text() const;
    // "1234567.8" or "1234567.80" yuan; refuses signs, spaces, more than two decimals: `money.malformed`.
    static Result<Fen> parse_yuan(std::string_view text);

private:
    std::int64_t fen_ = 0;
};

} // namespace tianping
