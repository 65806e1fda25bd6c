#pragma once
// Who took the terms: hidden until the reading out from all but owner and agent (20-21). Nobody has to say
// who he is (20-20); who has signed in is recorded.
#include "infra/spine/writer.hpp"
#include "rooms/trade/api.hpp"

namespace tianping::trade {

// GET /api/v1/trades/{trade}/takers: a line for each organisation and version.
struct TakerLine {
    identity::OrganisationId organisation{};
    std::string code{};
    std::string name{};
    std::string terms{};   // the version's digest
    std::int64_t number{}; // of the version
    Instant taken_at{};    // the first time
};
BOOST_DESCRIBE_STRUCT(TakerLine, (), (organisation, code, name, terms, number, taken_at))

// In a stream of its own (tkn_…), hidden like all that tells of possible bidders before the deadline.
struct TermsTaken {
    std::string terms{};
    static constexpr std::string_view kind = "trade.terms_taken";
    static constexpr int version = 1;
};
BOOST_DESCRIBE_STRUCT(TermsTaken, (), (terms))
// Its private body.
struct Taker {
    identity::OrganisationId organisation{};
};
BOOST_DESCRIBE_STRUCT(Taker, (), (organisation))

struct TakingRow {
    std::string id{}; // digest of the terms/org_…
    TradeId trade{};
    std::string terms{};
    identity::OrganisationId taker{};
    Instant taken_at{};
    static constexpr std::string_view table = "terms_taking";
};
BOOST_DESCRIBE_STRUCT(TakingRow, (), (id, trade, terms, taker, taken_at))

struct Taking {
    TradeId trade{};
    std::string terms{}; // the version's digest
    identity::OrganisationId taker{};
    Instant at{};
};

// Hands a taking to the writer's queue and returns at once: who reads holds a connection meanwhile. It is
// recorded once for each organisation and version. Where nothing can be written, or the house stops just
// then, it is lost and the next one of the same version is recorded: no download waits for that.
using NoteTaking = std::function<void(const Taking&)>;
// Both outlive it.
NoteTaking note_taking(Writer& writer, Chance& chance);

// Its name in the record of commands, where it is hidden as bids are.
inline constexpr const char* taking_command = "trade.note_taking";

} // namespace tianping::trade
