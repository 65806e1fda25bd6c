// What goes back, and how it is reported (条例31, 35).
#include "rooms/deposit/events.hpp"
#include "rooms/deposit/service.hpp"
#include "rooms/deposit/store.hpp"
#include <algorithm>

namespace tianping::deposit {
namespace {

using Withdrawn = bidding::SubmissionWithdrawn;

constexpr const char* return_job = "deposit.return_deposits";

RefundOrder shown_to_bank(const ReadTx& tx, const RefundRow& row)
{
    const auto entry = store::entry(tx, row.entry).value();
    return {row.id,           entry.form,          entry.number,      row.amount,
            entry.payer_name, entry.payer_account, row.interest_owed, row.state,
            row.due_at,       row.version};
}

Result<RefundRow> refund_of_path(const ReadTx& tx, const http::Request& request)
{
    const auto id = RefundId::parse(request.path.at("refund"));
    auto row = id ? store::refund(tx, *id) : std::nullopt;
    if (!row)
        return Error{Fault::not_found, "refund.unknown", {}, {{"id", request.path.at("refund")}}};
    return *row;
}

// The deposits that count together: those of all parties of a joint body whose bid stands, else the one.
std::vector<DepositRow> counted_together(const ReadTx& tx, const DepositRow& row,
                                         const std::optional<bidding::SubmissionId>& bid)
{
    if (!bid)
        return {row};
    return deposits_of_bid(tx, row.round, *bid);
}

// Nobody withdraws after the closing: a bid that stands and was deemed withdrawn is the last.
std::optional<Instant> withdrawn_at(const ReadTx& tx, const trade::IntakeId& intake,
                                    const identity::Organisation& party)
{
    const auto bid = bidding::bid_of(tx, intake, party.code);
    if (const auto deemed = bid ? store::deemed_withdrawn(tx, *bid) : std::nullopt)
        return deemed->at;
    return bidding::last_withdrawal(tx, intake, party);
}

// What a report says by itself.
Collected bad_in(const RefundText& text, const std::string& refund, const std::string& platform,
                 Instant arrived)
{
    Collected bad;
    if (text.refund != refund)
        bad.add({"report.refund", "deposit.refund_of_another", refund});
    if (text.platform != platform)
        bad.add({"report.platform", "deposit.another_platform", platform});
    if (text.at > arrived)
        bad.add({"report.at", "deposit.in_the_future", to_rfc3339(arrived)});
    if (text.step == RefundStep::paid && text.serial.empty())
        bad.add({"report.serial", "deposit.text_length", "the serial of the payment"});
    return bad;
}

void check_against(const RefundRow& row, const RefundText& text, Collected& bad)
{
    if (text.amount != row.amount)
        bad.add({"report.amount", "deposit.refund_amount_differs", std::to_string(row.amount.count())});
    if (text.step == RefundStep::paid && row.interest_owed && !text.interest) {
        auto e = invalid_field("deposit.interest_missing", "report.interest", "the bank's interest in fen");
        e.article = row.article;
        bad.check(Status{std::move(e)});
    }
}

} // namespace

Status Deposits::settle(WriteTx& tx, const Call& call, const DepositRow& row) const
{
    TP_TRY(at, where(tx, row.round));
    TP_TRY(bidder, identity::organisation(tx, row.bidder));
    const auto bid = bidding::bid_of(tx, row.intake, bidder.code);
    const auto revoked = bid ? store::revoked(tx, *bid) : std::nullopt;
    const Standing standing{at.round.stage, bid.has_value(),
                            revoked ? std::optional{revoked->choice} : std::nullopt};
    std::vector<Received> received;
    for (const auto& deposit : counted_together(tx, row, bid)) {
        TP_TRY(party, identity::organisation(tx, deposit.bidder));
        const auto gone = withdrawn_at(tx, row.intake, party);
        for (auto one : received_of(tx, deposit.id)) {
            one.withdrawn_at = gone;
            received.push_back(one);
        }
    }
    std::ranges::stable_sort(received, {}, &Received::at);
    for (const auto& back : to_return(received, at.asked, standing))
        TP_CHECK(order(tx, call, store::entry(tx, back.entry).value(), back));
    return {};
}

Result<jobs::Outcome> Deposits::return_deposits(WriteTx& tx, const Call& call, const Job& job) const
{
    const auto in = wire::parse<ReturnJob>(job.body).value();
    if (!in.withdrawn) {
        for (const auto& row : store::deposits_of(tx, in.round))
            TP_CHECK(settle(tx, call, row));
        return jobs::Outcome{jobs::Done{}};
    }
    for (const auto& row : deposits_of_bid(tx, in.round, *in.withdrawn))
        TP_CHECK(settle(tx, call, row));
    return jobs::Outcome{jobs::Done{}};
}

Result<http::Page<RefundOrder>> Deposits::orders(const ReadTx& tx, const http::Request& request) const
{
    http::QueryReader query{request};
    const auto after = query.after();
    const auto limit = query.limit();
    const auto state = query.choice<RefundState>("state");
    TP_CHECK(query.done());
    TP_TRY(bank, identity::acting_organisation(request.call));
    std::vector<RefundOrder> items;
    for (const auto& row : store::refunds_of_bank(tx, bank, state, after, limit + 1))
        items.push_back(shown_to_bank(tx, row));
    return http::page_of(std::move(items), limit, [](const RefundOrder& order) { return order.id.text(); });
}

Result<Deposits::ReadyRefund> Deposits::read_refund(const http::Request& request, const RefundIn& in) const
{
    ReadyRefund out{bad_in(in.report, request.path.at("refund"), platform_.name, request.call.arrived), {}};
    out.signer = out.bad.read(identity::prove_signature(signed_bytes(in.report), in.signature));
    return out;
}

Result<RefundOrder> Deposits::report_refund(WriteTx& tx, const http::Request& request, const RefundIn& in,
                                            const ReadyRefund& ready) const
{
    const auto& call = request.call;
    TP_TRY(row, refund_of_path(tx, request));
    TP_TRY(bank, identity::acting_organisation(call));
    if (ready.signer)
        TP_CHECK(identity::check_signer(tx, *ready.signer, bank, call.arrived));
    if (ready.bad.empty() && row.state == RefundState::done && in.report.step == RefundStep::paid &&
        row.serial == in.report.serial)
        return shown_to_bank(tx, row);
    TP_TRY(state, next_state(row.state, in.report.step));
    auto bad = ready.bad;
    check_against(row, in.report, bad);
    TP_CHECK(bad.done());
    row.state = state;
    const auto about = about_of(tx, row.deposit);
    if (state == RefundState::ordered) {
        TP_CHECK(tx.update(row));
        events::append(tx, call, row.id.text(), about, RefundOrdered{in.report.at});
        return shown_to_bank(tx, row);
    }
    if (store::serial_is_used(tx, bank, in.report.serial))
        return Error{Fault::conflict, "deposit.serial_repeated"};
    row.serial = in.report.serial;
    row.done_at = in.report.at;
    row.interest = in.report.interest;
    TP_CHECK(tx.update(row));
    events::append(tx, call, row.id.text(), about, RefundDone{in.report.at, in.report.interest});
    return shown_to_bank(tx, row);
}

Result<RefundOrder> Deposits::hand_back(WriteTx& tx, const http::Request& request,
                                        const HandedBackIn& in) const
{
    TP_TRY(row, refund_of_path(tx, request));
    TP_CHECK(in.form());
    TP_TRY(state, next_state(row.state, RefundStep::paid));
    row.state = state;
    row.serial = in.receipt;
    row.done_at = request.call.arrived;
    TP_CHECK(tx.update(row));
    store::mark_given_back(tx, row.entry);
    events::append(tx, request.call, row.id.text(), about_of(tx, row.deposit),
                   RefundDone{request.call.arrived, std::nullopt});
    return shown_to_bank(tx, row);
}

void deem_withdrawn(WriteTx& tx, const Call& call, const trade::RoundId& round, const std::string& submission)
{
    const auto bid = bidding::SubmissionId::parse(submission).value();
    tx.insert(DeemedRow{bid, call.arrived}).value();
    jobs::schedule(tx, "deposits/deemed/" + submission, return_job, call.arrived,
                   wire::write(ReturnJob{round, bid}));
}

Follower refund_causes()
{
    Follower out{"deposit_refunds", FollowerKind::outbox, {}, {}, {}};
    out.by_kind[std::string{Withdrawn::kind}] = [](WriteTx& tx, const events::Event& event) {
        const auto body = event.as<Withdrawn>();
        const auto intake = trade::IntakeId::parse(body.intake).value();
        const auto round = trade::round_of_intake(tx, intake).value();
        jobs::schedule(tx, "deposits/" + body.message_digest, return_job, event.arrived_at,
                       wire::write(ReturnJob{round.id, bidding::SubmissionId::parse(event.stream).value()}));
    };
    out.by_kind[std::string{trade::RoundMoved::kind}] = [](WriteTx& tx, const events::Event& event) {
        const auto to = event.as<trade::RoundMoved>().to;
        if (to != trade::Stage::closed && to != trade::Stage::failed && to != trade::Stage::terminated)
            return;
        const auto round = trade::RoundId::parse(event.stream).value();
        jobs::schedule(tx, "deposits/" + wire::name_of(to) + "/" + round.text(), return_job, event.arrived_at,
                       wire::write(ReturnJob{round, std::nullopt}));
    };
    return out;
}

} // namespace tianping::deposit
