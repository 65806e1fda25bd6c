#pragma once
// What the rulebook says against something, as people read it. Included through api.hpp.
#include "rooms/procedure/api.hpp"

namespace tianping::trade {

struct Finding {
    std::string code{};    // procedure.limit_broken, trade.condition_open, …
    std::string rule{};    // works.preparation
    std::string subject{}; // what has to give way: bid_deadline
    std::string zh{}, en{};
    std::string article{};
    procedure::Standing standing{};
    procedure::Effect effect{};
    std::optional<Instant> given{};
    std::optional<Instant> earliest{}; // where the subject may lie
    std::optional<Instant> latest{};
    procedure::Channel channel{}; // whose publication the limit starts from, where publication starts it
    std::map<std::string, std::string> words{}; // that the catalogue's text of its code names; not sent
};
BOOST_DESCRIBE_STRUCT(Finding, (),
                      (code, rule, subject, zh, en, article, standing, effect, given, earliest, latest,
                       channel))

// Every breach with its explanation in both languages.
std::vector<Finding> findings_of(const procedure::Verdict& verdict, const procedure::Rulebook& rules,
                                 const Calendar& calendar, const procedure::Circumstances& seen);

} // namespace tianping::trade
