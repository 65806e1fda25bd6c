// What deposit asks: who may take part, who bids with whom, and who went.
#include "rooms/bidding/service.hpp"
#include "rooms/bidding/store.hpp"
#include "rooms/notice/api.hpp"
#include <algorithm>

namespace tianping::bidding {

Timing timing_of(const ReadTx& tx, const trade::RoundFacts& round, Instant arrived,
                 const std::optional<Instant>& last_part)
{
    Timing out{round.stage, round.deadline, arrived, last_part};
    out.held_over = out.deadline && came_at(out) >= *out.deadline && notice::held_over(tx, round);
    return out;
}

Status check_still_open(const ReadTx& tx, const trade::RoundFacts& round, Instant arrived)
{
    return still_open(timing_of(tx, round, arrived));
}

// An invited tender takes from the invited alone (招法17).
Status check_takes_from(const ReadTx& tx, const trade::RoundFacts& round,
                        const identity::OrganisationId& bidder, Instant arrived)
{
    TP_CHECK(check_still_open(tx, round, arrived));
    if (!trade::by_invitation(tx, round.id) || trade::is_invited(tx, round.id, bidder))
        return {};
    return Error{Fault::forbidden, "bidding.not_invited", {}, {}, "招法17"};
}

std::optional<SubmissionId> bid_of(const ReadTx& tx, const trade::IntakeId& intake, const std::string& code)
{
    const auto member = store::member(tx, intake, code);
    return member ? std::optional{member->submission} : std::nullopt;
}

bool bids_in_trade(const ReadTx& tx, const trade::TradeId& trade, const std::string& code)
{
    return std::ranges::any_of(trade::rounds_of(tx, trade), [&](const trade::RoundFacts& round) {
        return bid_of(tx, round.intake, code).has_value();
    });
}

std::vector<identity::OrganisationId> parties_of(const ReadTx& tx, const SubmissionId& submission)
{
    std::vector<identity::OrganisationId> out{store::submission(tx, submission).value().bidder};
    const auto versions = store::versions(tx, submission);
    if (versions.empty())
        return out;
    for (const auto& code : wire::parse<std::vector<std::string>>(versions.back().members).value())
        if (const auto member = identity::organisation_by_code(tx, code))
            out.push_back(member->id);
    return out;
}

std::optional<Instant> last_withdrawal(const ReadTx& tx, const trade::IntakeId& intake,
                                       const identity::Organisation& party)
{
    const auto found = store::last_withdrawal(tx, intake, party);
    return found ? std::optional{found->arrived_at} : std::nullopt;
}

} // namespace tianping::bidding
