// Deposits by transfer to a one-time sub-account or by electronic guarantee, and what goes back.
#include "app/bank/bank.hpp"
#include "app/rehearsal/play.hpp"
#include "app/rehearsal/scene.hpp"
#include "infra/crypto/digest.hpp"

namespace tianping::rehearsal {
namespace {

constexpr std::int64_t asked_yuan = 200'000;

// The account number of a bidder's basic account, of no bank that exists.
std::string basic_account(std::size_t bidder)
{
    return "990100000000" + std::to_string(1000 + bidder);
}

} // namespace

void Play::pay(const Bid& bid, const std::string& intake)
{
    auto& bidder = firm(bid.plan.bidder);
    const auto platform = parts_.installation.about().name;
    if (bid.plan.guarantee) {
        const bidding::GuaranteeText text{Fen::yuan(asked_yuan),
                                          cast_.owner.code,
                                          to_hex(crypto::sm3(view(bidder.player.code + intake))),
                                          now(),
                                          "BH-2026-" + intake.substr(intake.size() - 6) + "-" +
                                              std::to_string(bid.plan.bidder + 1),
                                          platform,
                                          bidder.player.code,
                                          kit(intake).round,
                                          local_instant("2026-08-31 23:59")};
        must(bank::hand_in(*bidder.account, intake, bank::guarantee(*bank_, text)),
             "an electronic guarantee");
        return;
    }
    const auto own =
        must(bank::open_account(*bidder.account, intake, basic_account(bid.plan.bidder)), "a sub-account");
    const bidding::BookingText text{own.account.value(),
                                    own.asked,
                                    now(),
                                    basic_account(bid.plan.bidder),
                                    bidder.player.name,
                                    platform,
                                    "RZ-" + intake.substr(intake.size() - 6) + "-" +
                                        std::to_string(bid.plan.bidder + 1)};
    must(bank::report(*bank_, text), "a booking");
}

// Everything that is owed: the bank confirms each order and pays it at `until`. How many it paid.
std::size_t Play::refund_all(const std::string& until)
{
    const auto platform = parts_.installation.about().name;
    const auto due = must(bank::orders(*bank_), "refund orders");
    const auto report = [&](const bidding::RefundOrder& order, bidding::RefundStep step) {
        bidding::RefundText text;
        text.amount = order.amount;
        text.at = now();
        text.platform = platform;
        text.refund = order.id.text();
        text.step = step;
        if (step == bidding::RefundStep::paid) {
            text.serial = "TK-" + order.number;
            if (order.interest_owed)
                text.interest = order.amount.share_of(2);
        }
        must(bank::report(*bank_, text), "a refund");
    };
    for (const auto& order : due)
        report(order, bidding::RefundStep::taken);
    go_to(until);
    for (const auto& order : due)
        report(order, bidding::RefundStep::paid);
    return due.size();
}

// What the owner learns once a round is read out: the machine matched payments and bidders.
void Play::tell_deposits()
{
    std::size_t transfers = 0, guarantees = 0;
    const auto lines = must(owner_->client().get<http::Page<bidding::DepositLine>>(
                                "/api/v1/intakes/" + intake_of(0) + "/deposits?limit=100"),
                            "deposits");
    for (const auto& line : lines.items)
        for (const auto& entry : line.entries)
            ++(entry.form == terms::DepositForm::transfer ? transfers : guarantees);
    tell_.detail("一标段保证金：转账 " + std::to_string(transfers) + " 笔，电子保函 " +
                     std::to_string(guarantees) + " 份，系统自动核对，公布之前无人可见",
                 std::to_string(transfers) + " transfers and " + std::to_string(guarantees) +
                     " guarantees for lot 1, matched by machine");
}

} // namespace tianping::rehearsal
