// What was paid for a bid that was deemed revoked: its owner may keep it (条例35, 20-31).
#include "rooms/deposit/events.hpp"
#include "rooms/deposit/service.hpp"
#include "rooms/deposit/store.hpp"
#include <algorithm>

namespace tianping::deposit {
namespace {

Error of_choice(const char* code)
{
    return {Fault::conflict, code, {}, {}, "条例35"};
}

Fen held_for(const ReadTx& tx, const DepositRow& row, const Asked& asked)
{
    return counted(received_of(tx, row.id), asked);
}

} // namespace

std::vector<DepositRow> deposits_of_bid(const ReadTx& tx, const trade::RoundId& round,
                                        const bidding::SubmissionId& bid)
{
    std::vector<DepositRow> out;
    for (const auto& party : bidding::parties_of(tx, bid))
        if (auto deposit = store::deposit_of(tx, round, party))
            out.push_back(std::move(*deposit));
    return out;
}

void deem_revoked(WriteTx& tx, const Call& call, const trade::RoundId& id, const std::string& submission)
{
    const auto round = trade::round_facts(tx, id).value();
    if (!asked_of(tx, round))
        return;
    const RevokedRow row{call.mint<RevokedId>(), bidding::SubmissionId::parse(submission).value(), id,
                         round.intake, call.arrived};
    tx.insert(row).value();
    events::append(tx, call, row.id.text(), trade::about(trade::trade_facts(tx, round.trade).value(), round),
                   ChoiceOwed{submission});
}

std::vector<WaitingDeposit> waiting_for_choice(const ReadTx& tx)
{
    std::vector<WaitingDeposit> out;
    for (const auto& revoked : store::waiting_for_choice(tx)) {
        const auto asked = asked_of(tx, trade::round_facts(tx, revoked.round).value());
        for (const auto& deposit : deposits_of_bid(tx, revoked.round, revoked.submission))
            if (const auto held = held_for(tx, deposit, asked.value()); held > Fen{})
                out.push_back({deposit, held, revoked.at});
    }
    std::ranges::sort(out, {}, [](const WaitingDeposit& one) { return one.deposit.id.text(); });
    return out;
}

std::string Deposits::article_of(const ReadTx& tx, const trade::RoundFacts& round, std::string_view duty_name,
                                 Instant at) const
{
    const auto rules = trade::rules_of(tx, round, law_).value();
    const auto facts = trade::facts_of(tx, round);
    std::string out;
    for (const auto& duty : rules.duties)
        if (duty.id.find(duty_name) != std::string::npos &&
            procedure::in_force(duty, facts, CivilDay::of(at)))
            out = duty.article;
    return out;
}

ChoiceView Deposits::shown(const ReadTx& tx, const trade::RoundFacts& round, const RevokedRow& row) const
{
    return {row.submission, row.choice,   row.reason, article_of(tx, round, right_to_keep, row.at),
            row.at,         row.chosen_at};
}

std::optional<ChoiceView> Deposits::choice_of(const ReadTx& tx, const Where& at, const DepositRow& row) const
{
    const auto bidder = identity::organisation(tx, row.bidder).value();
    const auto bid = bidding::bid_of(tx, row.intake, bidder.code);
    const auto revoked = bid ? store::revoked(tx, *bid) : std::nullopt;
    const bool to_choose =
        revoked && (revoked->choice != Choice::waiting || held_for(tx, row, at.asked.value()) > Fen{});
    return to_choose ? std::optional{shown(tx, at.round, *revoked)} : std::nullopt;
}

Result<ChoiceView> Deposits::choose(WriteTx& tx, const http::Request& request, const ChoiceIn& in) const
{
    const auto& call = request.call;
    TP_TRY(intake, trade::IntakeId::parse(request.path.at("intake")));
    TP_TRY(round, trade::round_of_intake(tx, intake));
    TP_CHECK(in.form());
    auto row = store::revoked(tx, in.submission);
    if (!row || row->intake != intake)
        return of_choice("deposit.not_revoked");
    if (row->choice != Choice::waiting)
        return of_choice("deposit.chosen_already");
    TP_TRY(at, where(tx, round.id));
    const auto deposits = deposits_of_bid(tx, round.id, row->submission);
    if (std::ranges::none_of(deposits,
                             [&](const auto& one) { return held_for(tx, one, at.asked.value()) > Fen{}; }))
        return of_choice("deposit.nothing_to_choose");
    if (in.keep && article_of(tx, round, right_to_keep, row->at).empty())
        return Error{Fault::forbidden, "deposit.no_right_to_keep"};
    row->choice = in.keep ? Choice::kept : Choice::given_back;
    row->reason = in.reason;
    row->chosen_at = call.arrived;
    TP_CHECK(tx.update(*row));
    events::append(tx, call, row->id.text(), trade::about(at.trade, round),
                   ChoiceMade{row->submission.text(), in.keep},
                   events::Private{"parties:" + round.trade.text(), wire::write(ChoiceReason{in.reason})});
    for (const auto& deposit : deposits)
        TP_CHECK(settle(tx, call, deposit));
    return shown(tx, round, *row);
}

} // namespace tianping::deposit
