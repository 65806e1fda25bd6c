// Whether a bid's deposit was there at the deadline, for the reading out.
#include "rooms/deposit/service.hpp"
#include "rooms/deposit/store.hpp"

namespace tianping::deposit {
namespace {

// What stood for a bid at the deadline: all that was booked since its party last withdrew one, whatever was
// ordered back since.
Fen stood_at_deadline(const ReadTx& tx, const trade::RoundFacts& round, const identity::Organisation& party,
                      const Asked& asked)
{
    const auto row = store::deposit_of(tx, round.id, party.id);
    if (!row)
        return {};
    const auto withdrawn = bidding::last_withdrawal(tx, round.intake, party);
    auto received = received_of(tx, row->id);
    std::erase_if(received, [&](const Received& one) { return withdrawn && one.at <= *withdrawn; });
    for (auto& one : received)
        one.returned = {};
    return counted(received, asked);
}

} // namespace

std::optional<Asked> asked_of(const ReadTx& tx, const trade::RoundFacts& round)
{
    if (round.terms_digest.empty() || !round.deadline)
        return std::nullopt;
    const auto in_force = trade::terms_by_digest(tx, round.terms_digest).value();
    const auto* lot = trade::lot_terms(in_force.terms, round.id);
    return lot == nullptr ? std::nullopt : asked_by(*lot, *round.deadline);
}

bool in_time(const ReadTx& tx, const trade::RoundFacts& round, const std::vector<std::string>& codes)
{
    const auto asked = asked_of(tx, round);
    if (!asked)
        return false;
    Fen sum;
    for (const auto& code : codes)
        if (const auto party = identity::organisation_by_code(tx, code))
            sum = sum + stood_at_deadline(tx, round, *party, *asked);
    return sum >= asked->amount;
}

} // namespace tianping::deposit
