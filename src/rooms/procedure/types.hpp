#pragma once
// The law as data: what a limit, an amount and a procedure are. Every struct is written and read by name,
// from TOML (law/) as from JSON (the pinned rulebook). Formats: docs/formats/procedures.md.
#include "base/calendar.hpp"
#include "base/money.hpp"
#include <boost/describe.hpp>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tianping::procedure {

enum class Unit { minute, hour, calendar_day, working_day, month, year };
BOOST_DESCRIBE_ENUM(Unit, minute, hour, calendar_day, working_day, month, year)

// How far `ends_at` must lie from `starts_at`. `exactly` compares dates; `same_instant` needs no figure.
enum class Relation { at_least, at_most, exactly, same_instant };
BOOST_DESCRIBE_ENUM(Relation, at_least, at_most, exactly, same_instant)

// Ways to count; where the law's count is disputed a limit names several, all are shown, the stricter binds.
enum class Count {
    dates,     // the date of one less the date of the other (民法典201: the first day is not counted)
    hours,     // elapsed time, a day being 24 hours
    whole_days // the days between must be over: the end is 24:00 of the last one (民法典203)
};
BOOST_DESCRIBE_ENUM(Count, dates, hours, whole_days)

enum class FirstDay { excluded, included };
BOOST_DESCRIBE_ENUM(FirstDay, excluded, included)
enum class Boundary { inclusive, exclusive }; // 民法典1259
BOOST_DESCRIBE_ENUM(Boundary, inclusive, exclusive)
enum class RestDay { stays, moves }; // 民法典203: a last day that is a rest day moves to the next working day
BOOST_DESCRIBE_ENUM(RestDay, stays, moves)
enum class DayEnd { midnight, business_close }; // 民法典203
BOOST_DESCRIBE_ENUM(DayEnd, midnight, business_close)
// The instant that gives way when the limit is broken: a deadline moves (end), an objection is late (start).
enum class Side { start, end };
BOOST_DESCRIBE_ENUM(Side, start, end)
// Of which channel a publication counts when it is published on several.
enum class Channel { none, platform, designated_medium, first_designated, last };
BOOST_DESCRIBE_ENUM(Channel, none, platform, designated_medium, first_designated, last)
enum class OnHold {
    runs,    // a hold changes nothing
    stops,   // the clock stands while the hold does: hours to the millisecond, days when held from 0 to 24
    excluded // every day that the hold touches is left out of the count
};
BOOST_DESCRIBE_ENUM(OnHold, runs, stops, excluded)
enum class Standing { read_in_law, secondary, memory, unverified };
BOOST_DESCRIBE_ENUM(Standing, read_in_law, secondary, memory, unverified)
// What a breach does: the act is refused, or it is told, recorded and reported. Unverified rules only warn.
enum class Effect { refuse, warn };
BOOST_DESCRIBE_ENUM(Effect, refuse, warn)

// For which trades a rule holds: attribute -> accepted values. An attribute that is not known counts as met.
using Applies = std::map<std::string, std::vector<std::string>>;

// A moment that limits start from or end at, such as bid_deadline.
struct NamedInstant {
    std::string id{}, zh{}, en{};
    std::optional<bool> publication{}; // something is published: a limit that starts here names its channel
};
BOOST_DESCRIBE_STRUCT(NamedInstant, (), (id, zh, en, publication))

struct Limit {
    std::string id{}, zh{}, en{};
    std::int64_t figure = 0;
    Unit unit{};
    Relation relation{};
    std::string starts_at{}, ends_at{};
    Side binds = Side::end;
    std::vector<Count> counts{};
    FirstDay first_day = FirstDay::excluded;
    Boundary boundary = Boundary::inclusive;
    RestDay rest_day = RestDay::stays;
    DayEnd day_ends = DayEnd::midnight;
    Channel channel = Channel::none;
    OnHold on_hold = OnHold::runs;
    std::map<std::string, OnHold> on_hold_for{}; // by cause of the hold, before on_hold
    std::string on_hold_article{};               // empty: no article says it, the house decided
    Effect effect = Effect::refuse;
    Applies applies{};
    std::string article{};
    std::string jurisdiction{}; // CN, or the leading digits of an administrative division
    CivilDay valid_from{};
    std::optional<CivilDay> valid_until{};
    Standing standing{};
    std::string note{};
};
BOOST_DESCRIBE_STRUCT(Limit, (),
                      (id, zh, en, figure, unit, relation, starts_at, ends_at, binds, counts, first_day,
                       boundary, rest_day, day_ends, channel, on_hold, on_hold_for, on_hold_article, effect,
                       applies, article, jurisdiction, valid_from, valid_until, standing, note))

// A sum bounded by a share of another sum, a cap in yuan, or both. at_most: the lower one binds; at_least:
// the higher one.
struct Amount {
    std::string id{}, zh{}, en{};
    std::string of{};   // bid_bond
    std::string base{}; // estimate; empty when only a cap is set
    Relation relation = Relation::at_most;
    std::optional<std::int64_t> ten_thousandths{};
    std::optional<std::int64_t> cap_yuan{};
    Effect effect = Effect::refuse;
    Applies applies{};
    std::string article{}, jurisdiction{};
    CivilDay valid_from{};
    std::optional<CivilDay> valid_until{};
    Standing standing{};
    std::string note{};
};
BOOST_DESCRIBE_STRUCT(Amount, (),
                      (id, zh, en, of, base, relation, ten_thousandths, cap_yuan, effect, applies, article,
                       jurisdiction, valid_from, valid_until, standing, note))

// A number of people or things: bidders, committee members, candidates.
struct Number {
    std::string id{}, zh{}, en{};
    std::string of{};
    std::optional<std::int64_t> least{};
    std::optional<std::int64_t> most{};
    bool odd = false;
    std::string share_of{}; // with share_num/share_den: at least that part of this other number
    std::int64_t share_num = 0, share_den = 0;
    Effect effect = Effect::refuse;
    Applies applies{};
    std::string article{}, jurisdiction{};
    CivilDay valid_from{};
    std::optional<CivilDay> valid_until{};
    Standing standing{};
    std::string note{};
};
BOOST_DESCRIBE_STRUCT(Number, (),
                      (id, zh, en, of, least, most, odd, share_of, share_num, share_den, effect, applies,
                       article, jurisdiction, valid_from, valid_until, standing, note))

// From this sum on a rule takes hold, for example that a works contract must be tendered; with a base only
// where the sum is this share of it as well.
struct Threshold {
    std::string id{}, zh{}, en{};
    std::string of{};
    std::int64_t least_yuan = 0;
    std::optional<std::string> base{};             // investment
    std::optional<std::int64_t> ten_thousandths{}; // of the base
    Applies applies{};
    std::string article{}, jurisdiction{};
    CivilDay valid_from{};
    std::optional<CivilDay> valid_until{};
    Standing standing{};
    std::string note{};
};
BOOST_DESCRIBE_STRUCT(Threshold, (),
                      (id, zh, en, of, least_yuan, base, ten_thousandths, applies, article, jurisdiction,
                       valid_from, valid_until, standing, note))

// A duty of the law that has no figure to count: shown, cited, never computed.
struct Duty {
    std::string id{}, zh{}, en{};
    Applies applies{};
    std::string article{}, jurisdiction{};
    CivilDay valid_from{};
    std::optional<CivilDay> valid_until{};
    Standing standing{};
    std::string note{};
    std::optional<std::string> act{}; // who does this act in a notice is reminded of the duty
};
BOOST_DESCRIBE_STRUCT(Duty, (),
                      (id, zh, en, applies, article, jurisdiction, valid_from, valid_until, standing, note,
                       act))

} // namespace tianping::procedure
