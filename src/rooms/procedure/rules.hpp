#pragma once
// What a rulebook says about a round: which act is allowed, which limits are broken and why, and when the
// same act would be lawful. Pure: facts and calendar come in, verdicts go out.
#include "rooms/procedure/count.hpp"
#include "rooms/procedure/procedure.hpp"

namespace tianping::procedure {

// One known instant. A publication may be known once for each channel; Channel::none stands for every
// channel.
struct Fact {
    std::string instant{};
    Instant at{};
    Channel channel = Channel::none;
};
BOOST_DESCRIBE_STRUCT(Fact, (), (instant, at, channel))

struct Facts {
    std::vector<Fact> instants{};
    std::map<std::string, Fen> sums{};             // bid_bond, estimate ...
    std::map<std::string, std::int64_t> numbers{}; // bidders, committee ...
    std::map<std::string, std::string>
        attributes{}; // trade_class = construction, mandatory = yes, region = 3502
    Circumstances seen{};
};
BOOST_DESCRIBE_STRUCT(Facts, (), (instants, sums, numbers, attributes, seen))

// One rule that is not met, with everything that its explanation needs.
struct Breach {
    std::string code{}; // procedure.limit_broken and others, see README.md
    std::string rule{}; // id of the limit, amount or number; empty when the procedure itself is behind it
    std::string zh{}, en{};
    std::string article{};
    Standing standing = Standing::read_in_law;
    Effect effect = Effect::refuse;
    Applies applies{};     // of that rule
    std::string subject{}; // the instant, sum or number that has to give way
    std::string base{};    // the instant or sum that it is measured by; empty where there is none
    std::optional<Limit> limit{};
    std::optional<Instant> given{};        // of the subject
    std::optional<Instant> counted_from{}; // the limit's other instant
    std::optional<Window> lawful{};        // where the subject may lie
    std::map<std::string, std::string> params{};
};
BOOST_DESCRIBE_STRUCT(Breach, (),
                      (code, rule, zh, en, article, standing, effect, applies, subject, base, limit, given,
                       counted_from, lawful, params))

// The values that the catalogue's text of its code names.
std::map<std::string, std::string> words_of(const Breach& breach);

struct Verdict {
    std::vector<Breach> breaches{};

    // True when a breach refuses the act; the others only warn.
    bool refuses() const;
    // One refusal for all of them: code, article and params (rule, name_zh, name_en, standing) of the first,
    // every breach a field, the latest of the earliest lawful instants. Success when nothing refuses.
    Status status() const;
};
BOOST_DESCRIBE_STRUCT(Verdict, (), (breaches))

struct Question {
    std::string stage{};
    std::string act{};
    std::string party{}; // empty: not asked
    // Whether the trade room's holds forbid this act now.
    bool on_hold = false;
};

// All that stands against the act, at once: stage, party, hold, missing instants, every limit whose two
// instants are known, every sum and number.
Verdict check(const Rulebook& rules, const Calendar& calendar, const Question& question, const Facts& facts);

// The same without an act: only limits, sums and numbers.
Verdict check_limits(const Rulebook& rules, const Calendar& calendar, const Facts& facts);

// One limit's part in where an instant may lie.
struct Bound {
    Limit limit{};
    Instant counted_from{};
    Window window{};
};
BOOST_DESCRIBE_STRUCT(Bound, (), (limit, counted_from, window))

struct Lawful {
    std::optional<Instant> earliest{};
    std::optional<Instant> latest{};
    bool held = false; // a standing hold keeps it open
    std::vector<Bound> bounds{};
};
BOOST_DESCRIBE_STRUCT(Lawful, (), (earliest, latest, held, bounds))

// Where `instant` may lie under every limit that binds it, given the facts (its own fact is not looked at):
// the earliest lawful deadline after a publication, the due instant of a refund. Refuses with
// `procedure.unknown_instant` or `procedure.calendar_missing_year`.
Result<Lawful> lawful(const Rulebook& rules, const Calendar& calendar, const std::string& instant,
                      const Facts& facts);

// The window that one limit gives to its end. Refuses with `procedure.instant_missing` when its start is
// unknown.
Result<Window> due(const Limit& limit, const Facts& facts, const Calendar& calendar);

// The instant that `channel` picks among the facts; empty when it is not known. A fact without channel stands
// for all of them; where several remain the latest counts, or the first one with first_designated.
std::optional<Instant> known(const Facts& facts, const std::string& instant, Channel channel);

// What every trade of the procedure is: attributes of which it takes one value alone.
std::map<std::string, std::string> fixed_attributes(const Procedure& procedure);

// Whether the trade is one of those.
bool applies(const Applies& rule, const Facts& facts);
// Whether a rule of this place and these days holds where the trade is, on that day.
bool in_force(std::string_view jurisdiction, CivilDay from, const std::optional<CivilDay>& until,
              const Facts& facts, CivilDay on);
// Both at once, of a limit, an amount, a number, a threshold, a duty or a procedure: whoever reads a rule
// asks this. The day of a limit is that of the instant from which it is counted.
template <class Rule>
bool in_force(const Rule& rule, const Facts& facts, CivilDay on)
{
    return applies(rule.applies, facts) &&
           in_force(rule.jurisdiction, rule.valid_from, rule.valid_until, facts, on);
}

// The day of the newest known instant, which stands for rules without an instant of their own: sums, numbers,
// thresholds and duties. Empty when no instant is known.
std::optional<CivilDay> newest_day(const Facts& facts);
// in_force() on that day; without one only the trade and its place are asked.
template <class Rule>
bool holds_now(const Rule& rule, const Facts& facts)
{
    return in_force(rule, facts, newest_day(facts).value_or(rule.valid_from));
}

// The limit with this id that is in force on `on`, or null.
const Limit* find_limit(const Rulebook& rules, std::string_view id, const Facts& facts, CivilDay on);

const Stage* find_stage(const Procedure& procedure, std::string_view id);
const Act* find_act(const Stage& stage, std::string_view id);
// What may be done in this stage, by whom; acts that the trade's attributes exclude are left out.
std::vector<const Act*> acts_in(const Procedure& procedure, std::string_view stage, const Facts& facts);
// The stage after the act. Refuses with `procedure.unknown_stage` or `procedure.act_not_in_stage`.
Result<std::string> next_stage(const Procedure& procedure, std::string_view stage, std::string_view act);

const Capability* find_capability(const Procedure& procedure, std::string_view id);
// A parameter as a whole number or a text; empty when it is not set.
std::optional<std::int64_t> number_parameter(const Capability& capability, std::string_view name);
std::optional<std::string> text_parameter(const Capability& capability, std::string_view name);

// The most (at_most) or the least (at_least) that a sum may be, or empty when its base is not known.
std::optional<Fen> sum_bound(const Amount& amount, const Facts& facts);
// The least that a number may be; its share of another number counts only when that is known.
std::int64_t least_of(const Number& number, const Facts& facts);
// Whether the rule takes hold. Empty when a sum that decides it is not known.
std::optional<bool> reached(const Threshold& threshold, const Facts& facts);

} // namespace tianping::procedure
