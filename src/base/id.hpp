#pragma once
// An id knows what it names. A RoundId cannot be passed where a LotId is wanted, and text from outside
// becomes an id only through parse(). Shape: three letters, '_', 12 hex digits of milliseconds, 20 of chance:
// keys sort by birth, show a time and never a count.
#include "base/bytes.hpp"
#include "base/result.hpp"
#include <algorithm>
#include <compare>
#include <string>
#include <string_view>

namespace tianping {

using IdChance = std::array<std::uint8_t, 10>;

// "0190f3a1b2c3" + 20 hex digits.
std::string id_digits(Instant born, const IdChance& chance);

// True for `prefix_` followed by exactly 32 lower-case hex digits.
bool is_id_text(std::string_view prefix, std::string_view text);

template <class Tag>
class Id {
public:
    static constexpr std::string_view prefix = Tag::prefix; // "rnd"

    static Result<Id> parse(std::string_view text)
    {
        if (!is_id_text(prefix, text)) {
            Error e{Fault::invalid, "id.malformed"};
            e.params["expected"] = std::string{prefix} + "_ and 32 hex digits";
            e.params["given"] = std::string{text}; // by which the door finds it in the path
            return e;
        }
        return Id{std::string{text}};
    }
    static Id mint(Instant born, const IdChance& chance)
    {
        return Id{std::string{prefix} + "_" + id_digits(born, chance)};
    }

    const std::string& text() const noexcept { return text_; }
    friend auto operator<=>(const Id&, const Id&) = default;
    Id() = default; // only as an empty seat that wire::read fills

private:
    explicit Id(std::string text) : text_{std::move(text)} {}
    std::string text_;
};

} // namespace tianping

template <class Tag>
struct std::hash<tianping::Id<Tag>> {
    std::size_t operator()(const tianping::Id<Tag>& id) const noexcept
    {
        return std::hash<std::string>{}(id.text());
    }
};
