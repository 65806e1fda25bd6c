#pragma once
// Which rules bound a round when something was done: those of its first publication, and from a later
// version's own transition on those of that version.
#include "app/verify/verify.hpp"
#include <map>
#include <string_view>

namespace tianping::verify {

// Texts of the rules that an export has, by the names of their files without ending.
using RulesTexts = std::map<std::string, std::string>;

// One event `trade.rules_pinned`, as the log tells it.
struct RulesPin {
    std::string round{};
    std::int64_t version{}; // of the event in the round's stream
    std::int64_t recorded_at{};
    std::string digest{}; // of the rules, hex
    std::string name{};   // of their file without ending: the round, and behind its first pin the digest too
};

// Each round's in the order of its stream; of all rounds, or of one.
std::vector<RulesPin> pins_of(const opening::Evidence& evidence);
std::vector<RulesPin> pins_of(const opening::Evidence& evidence, const std::string& round);

// Those of one round that bound it when an event of another stream was recorded: one, or several where a
// change lies so near that clocks of nodes tell no order. None before the first.
std::vector<RulesPin> pins_at(const std::vector<RulesPin>& pins, std::int64_t recorded_at);

// The rules out of the text of their file: `verify.rules_differ` where these were not pinned.
Result<procedure::Rulebook> pinned_rules(const RulesPin& pin, std::string_view text);

} // namespace tianping::verify
