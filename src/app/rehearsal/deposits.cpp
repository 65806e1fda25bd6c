// Deposits by transfer to a one-time sub-account, by electronic guarantee or by a bank's paper on the desk,
// and what goes back.
#include "app/account/act.hpp"
#include "app/bank/bank.hpp"
#include "app/rehearsal/play.hpp"
#include "app/rehearsal/scene.hpp"
#include "infra/crypto/digest.hpp"
#include "infra/http/every_page.hpp"
#include <algorithm>

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
    if (bid.plan.payment == Payment::at_the_desk) // it lies there already
        return;
    auto& bidder = firm(bid.plan.bidder);
    const auto platform = parts_.installation.about().name;
    if (bid.plan.payment == Payment::guarantee) {
        const deposit::GuaranteeText text{Fen::yuan(asked_yuan),
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
    const deposit::BookingText text{own.account.value(),
                                    own.asked,
                                    now(),
                                    basic_account(bid.plan.bidder),
                                    bidder.player.name,
                                    platform,
                                    "RZ-" + intake.substr(intake.size() - 6) + "-" +
                                        std::to_string(bid.plan.bidder + 1)};
    must(bank::report(*bank_, text), "a booking");
}

// The desk takes a bank draft and registers it for its bidder, who alone sees that it counts.
void Play::pay_at_the_desk()
{
    go_to("2026-03-20 10:00");
    const auto& bid =
        *std::ranges::find_if(bids_, [](const Bid& b) { return b.plan.payment == Payment::at_the_desk; });
    auto& bidder = firm(bid.plan.bidder);
    const auto intake = intake_of(bid.plan.lot);
    deposit::InstrumentIn draft;
    draft.bidder_code = bidder.player.code;
    draft.kind = deposit::InstrumentKind::bank_draft;
    draft.number = "HP-2026-" + std::to_string(bid.plan.bidder + 1);
    draft.issuer = cast_.bank.name;
    draft.amount = Fen::yuan(asked_yuan);
    draft.scan = to_hex(crypto::sm3(view(draft.number + draft.bidder_code)));
    must_post<deposit::InstrumentOut>(*desk_, "/api/v1/intakes/" + intake + "/deposit/instruments", draft,
                                      "draft/" + intake, "a bank draft at the desk");
    const auto own = must(bank::own_deposit(*bidder.account, intake), "the bidder's own deposit");
    if (own.state != deposit::DepositState::enough)
        throw Stopped{"a bank draft at the desk", Error{Fault::internal, "rehearsal.deposit_not_counted"}};
    tell_.act("投标保证金", "Deposits");
    tell_.step(now(),
               bidder.player.name + " 到中心窗口提交银行汇票作为投标保证金，窗口登记票号、金额和扫描件摘要",
               bidder.player.name + " brings a bank draft to the centre; the desk registers number, sum and "
                                    "the digest of its scan",
               {"30号令第37条：投标保证金除现金外，可以是银行出具的银行保函、保兑支票、银行汇票或现金支票",
                "Decree 30, article 37: besides cash, the bid deposit may be a bank guarantee, certified "
                "cheque, bank draft or cash cheque issued by a bank"});
    const auto scan = " SM3 " + draft.scan.substr(0, 16) + "…";
    tell_.detail(draft.number + "　" + draft.amount.text() + " 元，扫描件" + scan,
                 draft.number + ": " + draft.amount.text() + " yuan, scan" + scan);
}

// Money for a sub-account that nobody has: back at once, and nobody at the centre learns who sent it.
void Play::return_stray_booking()
{
    go_to("2026-03-20 11:00");
    const auto& late = bid_with(Fate::late);
    const deposit::BookingText text{deposit::new_account_number(parts_.chance),
                                    Fen::yuan(asked_yuan),
                                    now(),
                                    basic_account(late.plan.bidder),
                                    name_of(late),
                                    parts_.installation.about().name,
                                    "RZ-STRAY-1"};
    must(bank::report(*bank_, text), "a booking that matches nothing");
    const auto orders = must(bank::orders(*bank_), "refund orders");
    const auto deposits = desk_->client().get<http::Page<deposit::DepositLine>>(
        "/api/v1/intakes/" + intake_of(late.plan.lot) + "/deposits");
    const auto reminders = must(
        http::every_page<deposit::OverdueRefund>(desk_->client(), "/api/v1/refunds/overdue"), "reminders");
    if (orders.size() != 1 || orders.front().number != text.serial || deposits || !reminders.empty())
        throw Stopped{"a booking that matches nothing", Error{Fault::internal, "rehearsal.was_accepted"}};
    tell_.step(
        now(),
        "一笔汇款填写的子账号不属于任何投标人：系统即时指令开户银行原路退回；窗口无须处理，也看不到这笔款项",
        "A transfer names a sub-account that nobody has: the bank is ordered at once to send it back; the "
        "desk has nothing to do and sees nothing of it",
        {"20号令第21条：投标截止时间前不得泄露潜在投标人名称、数量；招标投标法第22条",
         "Decree 20, article 21: before the deadline names and number of prospective bidders must not be "
         "leaked; Tendering and Bidding Law, article 22"});
    tell_.refused(deposits.error());
    const auto paid = refund_all("2026-03-20 14:00");
    tell_.detail("开户银行已原路退回 " + std::to_string(paid) + " 笔，" + text.amount.text() + " 元",
                 "the bank has sent back " + std::to_string(paid) + " transfer");
}

// What was paid for a bid that is deemed revoked is its owner's to keep or to give back.
void Play::keep_deposit(const std::string& intake)
{
    const auto& bid = bid_with(Key::own_cause);
    const auto chosen =
        must(account::act<deposit::ChoiceView>(
                 *owner_, "POST", "/api/v1/intakes/" + intake + "/deposits/choice",
                 deposit::ChoiceIn{bidding::SubmissionId::parse(bid.submitted.submission).value(), true,
                                   "投标人原因未解密，视为撤销投标文件"},
                 owner_->key("choice/" + bid.submitted.submission)),
             "a choice about a deposit");
    const auto own =
        must(bank::own_deposit(*firm(bid.plan.bidder).account, intake), "the bidder's own deposit");
    expect(own.choice && own.choice->choice == deposit::Choice::kept && own.refunds.empty(),
           "the deposit of " + name_of(bid) + " is kept");
    tell_.step(now(),
               "招标人决定不退还 " + name_of(bid) +
                   " 的投标保证金并说明理由；退还还是不退还由招标人选择，平台只列明待办、记录决定",
               "The owner keeps the deposit of " + name_of(bid) +
                   " and says why; the choice is his, the platform shows that it waits and records it",
               {"招标投标法实施条例第35条第二款：投标截止后投标人撤销投标文件的，招标人可以不退还投标保证金",
                "Implementing Regulations, article 35, paragraph 2: where a bidder revokes its bid after the "
                "deadline, the tenderer may keep the bid deposit"});
    tell_.detail(chosen.reason + "　" + chosen.article,
                 "reason: not unsealed by the bidder's own cause, so deemed revoked (" + chosen.article +
                     ")");
}

// Everything that is owed: the bank confirms each order and pays it at `until`. How many it paid.
std::size_t Play::refund_all(const std::string& until)
{
    const auto platform = parts_.installation.about().name;
    const auto due = must(bank::orders(*bank_), "refund orders");
    const auto report = [&](const deposit::RefundOrder& order, deposit::RefundStep step) {
        deposit::RefundText text;
        text.amount = order.amount;
        text.at = now();
        text.platform = platform;
        text.refund = order.id.text();
        text.step = step;
        if (step == deposit::RefundStep::paid) {
            text.serial = "TK-" + order.number;
            if (order.interest_owed)
                text.interest = order.amount.share_of(2);
        }
        must(bank::report(*bank_, text), "a refund");
    };
    for (const auto& order : due)
        report(order, deposit::RefundStep::taken);
    go_to(until);
    for (const auto& order : due)
        report(order, deposit::RefundStep::paid);
    return due.size();
}

// What the owner learns once a round is read out: the machine matched payments and bidders.
void Play::tell_deposits()
{
    std::map<terms::DepositForm, std::size_t> forms;
    const auto lines = must(http::every_page<deposit::DepositLine>(
                                owner_->client(), "/api/v1/intakes/" + intake_of(0) + "/deposits"),
                            "deposits");
    for (const auto& line : lines)
        for (const auto& entry : line.entries)
            ++forms[entry.form];
    const auto transfers = std::to_string(forms[terms::DepositForm::transfer]);
    const auto guarantees = std::to_string(forms[terms::DepositForm::electronic_guarantee]);
    const auto papers = std::to_string(forms[terms::DepositForm::bank_instrument]);
    tell_.detail("一标段保证金：转账 " + transfers + " 笔，电子保函 " + guarantees + " 份，银行票据 " +
                     papers + " 份，系统自动核对，公布之前无人可见",
                 transfers + " transfers, " + guarantees + " guarantees and " + papers +
                     " paper at the desk for lot 1, matched by machine");
}

} // namespace tianping::rehearsal
