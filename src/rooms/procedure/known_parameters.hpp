#pragma once
// The capabilities and their parameters that a procedure may name. Private to the loader.
#include "base/digit.hpp"
#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace tianping::procedure {

enum class Kind { whole, truth, word, words };

struct KnownParameter {
    std::string_view capability;
    std::string_view name;
    Kind kind;
};

// What the house can do, and how a procedure may turn it. A room that learns more adds its line here.
inline constexpr std::array known_parameters{
    KnownParameter{"bidding", "minimum_bidders", Kind::whole},
    KnownParameter{"bidding", "envelopes", Kind::whole},
    KnownParameter{"bidding", "joint_bodies", Kind::truth},
    KnownParameter{"bidding", "bond", Kind::truth},
    KnownParameter{"bidding", "replaceable", Kind::truth},
    KnownParameter{"bidding", "open_to", Kind::word},
    KnownParameter{"bidding", "intake", Kind::word},
    KnownParameter{"opening", "minimum_bidders", Kind::whole},
    KnownParameter{"opening", "unsealing", Kind::words},
    KnownParameter{"opening", "too_few", Kind::word},
    KnownParameter{"opening", "public_record", Kind::truth},
    KnownParameter{"draw", "draws", Kind::word},
    KnownParameter{"draw", "from", Kind::word},
    KnownParameter{"draw", "secret_until", Kind::word},
    KnownParameter{"evaluation", "methods", Kind::words},
    KnownParameter{"evaluation", "candidates_most", Kind::whole},
    KnownParameter{"evaluation", "minimum_valid", Kind::whole},
    KnownParameter{"evaluation", "elimination_percent", Kind::whole},
    KnownParameter{"evaluation", "eliminate_at_least", Kind::whole},
    KnownParameter{"auction", "direction", Kind::word},
    KnownParameter{"auction", "minimum_bidders", Kind::whole},
    KnownParameter{"auction", "equal_offers", Kind::word},
    KnownParameter{"auction", "reserve", Kind::word},
    KnownParameter{"auction", "live_round", Kind::truth},
    KnownParameter{"auction", "extension_minutes", Kind::whole},
    KnownParameter{"award", "manner", Kind::words},
    KnownParameter{"award", "winners", Kind::word},
    KnownParameter{"award", "publicity", Kind::truth},
};

inline bool knows(std::string_view capability)
{
    return std::ranges::count(known_parameters, capability, &KnownParameter::capability) > 0;
}

inline std::string capability_names()
{
    return "bidding, opening, draw, evaluation, auction, award";
}

inline bool is_whole(std::string_view text)
{
    return !text.empty() && text.size() < 12 && std::ranges::all_of(text, is_digit);
}

inline bool fits_parameter(Kind kind, const std::vector<std::string>& values)
{
    switch (kind) {
    case Kind::whole:
        return values.size() == 1 && is_whole(values.front());
    case Kind::truth:
        return values.size() == 1 && (values.front() == "yes" || values.front() == "no");
    case Kind::word:
        return values.size() == 1;
    default:
        return !values.empty();
    }
}

} // namespace tianping::procedure
