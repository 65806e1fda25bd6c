#include "infra/http/signed_act.hpp"
#include "rooms/deposit/service.hpp"
#include "rooms/deposit/store.hpp"

namespace tianping::deposit {
namespace {

using http::Method;

// The asker's own organisation's deposit and no other, so that the path tells nothing of anyone, nor an agent
// of whether he for whom he acts has paid.
Result<http::Object> own_deposit(const ReadTx& tx, const http::Request& request)
{
    const Error unknown{Fault::not_found, "deposit.unknown"};
    const auto bidder = identity::acting_organisation(request.call);
    if (!bidder)
        return bidder.error();
    const auto intake = trade::IntakeId::parse(request.path.at("intake"));
    const auto round = intake ? trade::round_of_intake(tx, *intake) : Result<trade::RoundFacts>{unknown};
    const auto row = round ? store::deposit_of(tx, round->id, *bidder) : std::nullopt;
    if (!row)
        return unknown;
    http::Object object;
    object.kind = "deposit";
    object.id = row->id.text();
    object.holders = {row->bidder.text()};
    return object;
}

// The bank that gives back is the holder; of a paper on the desk the centre has it.
Result<http::Object> refund_object(const ReadTx& tx, const http::Request& request)
{
    const Error unknown{Fault::not_found, "refund.unknown", {}, {{"id", request.path.at("refund")}}};
    const auto id = RefundId::parse(request.path.at("refund"));
    const auto row = id ? store::refund(tx, *id) : std::nullopt;
    if (!row)
        return unknown;
    http::Object object;
    object.kind = "refund";
    object.id = row->id.text();
    if (row->bank) {
        object.holders = {row->bank->text()};
        return object;
    }
    const auto deposit = store::deposit(tx, row->deposit.value()).value();
    TP_TRY(facts, trade::trade_facts(tx, deposit.trade));
    object.centre = facts.centre;
    return object;
}

} // namespace

std::vector<http::Route> routes(const Deposits& room)
{
    const std::string intake = "/api/v1/intakes/{intake}";
    return {
        http::read(Method::get, "/api/v1/banks", Capability::public_read, http::no_object, room,
                   &Deposits::banks, "The recognised banks, of which the bidder chooses one",
                   {"after", "limit"}),
        http::write(Method::post, intake + "/deposit/account", Capability::deposit_register,
                    bidding::intake_object, room, &Deposits::open_account,
                    "One's own sub-account for the deposit of an intake"),
        http::read(Method::get, intake + "/deposit", Capability::bid_read_own, own_deposit, room,
                   &Deposits::own, "One's own deposit, with the reason of whatever does not count"),
        http::journaled(http::write(Method::post, intake + "/deposit/guarantees",
                                    Capability::deposit_register, bidding::intake_object, room,
                                    &Deposits::read_guarantee, &Deposits::take_guarantee,
                                    "Hand in an electronic guarantee")),
        http::journaled(http::write(Method::post, intake + "/deposit/instruments", Capability::deposit_desk,
                                    bidding::intake_object, room, &Deposits::register_instrument,
                                    "Register a bank instrument that was handed in at the desk")),
        http::read(Method::get, intake + "/deposits", Capability::deposit_read, bidding::intake_object, room,
                   &Deposits::list, "Deposits and refunds of a round that is read out or over",
                   {"after", "limit"}),
        http::signed_act(http::write(Method::post, intake + "/deposits/choice", Capability::deposit_choose,
                                     bidding::intake_object, room, &Deposits::choose,
                                     "The owner keeps or gives back what was paid for a revoked bid")),
        http::write(Method::post, "/api/v1/bank/bookings", Capability::bank_report, http::no_object, room,
                    &Deposits::read_booking, &Deposits::book, "A bank reports a booking to a sub-account"),
        http::read(Method::get, "/api/v1/bank/refunds", Capability::bank_report, http::no_object, room,
                   &Deposits::orders, "Refund orders to this bank", {"state", "after", "limit"}),
        http::write(Method::post, "/api/v1/bank/refunds/{refund}/reports", Capability::bank_report,
                    refund_object, room, &Deposits::read_refund, &Deposits::report_refund,
                    "A bank confirms a refund order, or reports it paid"),
        http::read(Method::get, "/api/v1/refunds/overdue", Capability::deposit_read, http::no_object, room,
                   &Deposits::overdue,
                   "Refunds of the centre's rounds past their lawful instant, and what waits for a choice",
                   {"after", "limit"}),
        http::signed_act(http::write(Method::post, "/api/v1/refunds/{refund}/handing-back",
                                     Capability::deposit_desk, refund_object, room, &Deposits::hand_back,
                                     "The desk gives an instrument back")),
    };
}

jobs::Handlers handlers(const Deposits& room)
{
    return {
        {"deposit.return_deposits", [&room](WriteTx& tx, const Call& call,
                                            const Job& job) { return room.return_deposits(tx, call, job); }},
        {"deposit.refund_overdue",
         [&room](WriteTx& tx, const Call& call, const Job& job) { return room.note_overdue(tx, call, job); }},
        {"deposit.count_refund",
         [&room](WriteTx& tx, const Call& call, const Job& job) { return room.count_anew(tx, call, job); }}};
}

} // namespace tianping::deposit
