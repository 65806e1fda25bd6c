#pragma once
// A procedure: its parties, stages, acts and what it uses; and the rulebook, which is a procedure together
// with all that binds it. A round pins one rulebook.
#include "rooms/procedure/types.hpp"

namespace tianping::procedure {

struct Party {
    std::string id{}, zh{}, en{};
};
BOOST_DESCRIBE_STRUCT(Party, (), (id, zh, en))

// One thing that may be done in a stage. `next` empty: the stage stays.
struct Act {
    std::string id{}, zh{}, en{};
    std::vector<std::string> by{};    // parties; empty never: a due act names `platform`
    std::string next{};               // stage id
    std::vector<std::string> needs{}; // instants that must be known before the act
    std::vector<std::string> sets{};  // instants that the act fixes
    std::string notice{};             // kind of notice that this act publishes, signed by its party
    bool despite_hold = false;        // may be done while a hold forbids the stage
    Applies when{};                   // the act exists only for such trades
    std::string article{};
};
BOOST_DESCRIBE_STRUCT(Act, (), (id, zh, en, by, next, needs, sets, notice, despite_hold, when, article))

// Whether the facts of a stage come from this platform, from another system, or from either.
enum class FactsFrom { here, reported, either };
BOOST_DESCRIBE_ENUM(FactsFrom, here, reported, either)

struct Stage {
    std::string id{}, zh{}, en{};
    FactsFrom facts = FactsFrom::here;
    std::vector<std::string> notices{}; // kinds that the stage needs before it is left forward
    std::vector<std::string> terms{};   // parts of the terms that must stand when the stage begins
    bool ends = false;                  // the round is over
    std::vector<Act> act{};
};
BOOST_DESCRIBE_STRUCT(Stage, (), (id, zh, en, facts, notices, terms, ends, act))

// What the house can do and a procedure makes use of.
struct Capability {
    std::string id{};   // unique in the procedure
    std::string uses{}; // bidding, opening, draw, evaluation, auction, award
    std::vector<std::string> stages{};
    std::map<std::string, std::vector<std::string>> parameters{}; // a single value is a list of one
};
BOOST_DESCRIBE_STRUCT(Capability, (), (id, uses, stages, parameters))

struct ArchiveItem {
    std::string id{}, zh{}, en{};
    std::string volume{};
    bool required = true;
};
BOOST_DESCRIBE_STRUCT(ArchiveItem, (), (id, zh, en, volume, required))

struct Archive {
    std::int64_t keep_years = 0;
    std::string keep_from{}; // instant
    std::string article{};
    Standing standing{};
    std::vector<ArchiveItem> item{};
};
BOOST_DESCRIBE_STRUCT(Archive, (), (keep_years, keep_from, article, standing, item))

// Which rounds that pinned an earlier version go over to this one. Without it: none, only new rounds use it.
struct Transition {
    std::vector<std::int64_t> from_versions{};
    std::vector<std::string> in_stages{}; // the round must stand in one of these
    std::string article{};
};
BOOST_DESCRIBE_STRUCT(Transition, (), (from_versions, in_stages, article))

struct Procedure {
    std::string id{};
    std::int64_t version = 0;
    std::string zh{}, en{};
    std::string trade_type{}; // GC, ZC, TD ...
    Applies applies{};        // which trades may take it: method, trade_class; empty: all of its type
    std::string article{}, jurisdiction{};
    CivilDay valid_from{};
    std::optional<CivilDay> valid_until{};
    Standing standing{};
    std::string note{};
    std::string starts_in{};           // stage
    std::vector<std::string> calls{};  // procedures that follow from this one, such as call-offs
    std::vector<std::string> limits{}; // ids of limits, amounts, numbers, thresholds and duties that bind;
                                       // "works.*" takes all that begin so
    std::vector<Party> party{};
    std::vector<Stage> stage{};
    std::vector<Capability> capability{};
    Archive archive{};
    std::optional<Transition> transition{};
};
BOOST_DESCRIBE_STRUCT(Procedure, (),
                      (id, version, zh, en, trade_type, applies, article, jurisdiction, valid_from,
                       valid_until, standing, note, starts_in, calls, limits, party, stage, capability,
                       archive, transition))

// Self-contained: enough to decide everything about a round, whatever is loaded later.
struct Rulebook {
    Procedure procedure{};
    std::vector<NamedInstant> instants{};
    std::vector<Limit> limits{}; // every version; the one in force on the day of its known instant applies
    std::vector<Amount> amounts{};
    std::vector<Number> numbers{};
    std::vector<Threshold> thresholds{};
    std::vector<Duty> duties{};
};
BOOST_DESCRIBE_STRUCT(Rulebook, (), (procedure, instants, limits, amounts, numbers, thresholds, duties))

} // namespace tianping::procedure
