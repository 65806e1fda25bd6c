// Lot 2 is unsealed by its bidders: each proves that he holds his secret, and gives it when the window is
// over. One key is lost without its bidder's fault and the trustees help; one bid does not open by its
// bidder's own cause.
#include "app/bidder/proving.hpp"
#include "app/rehearsal/play.hpp"
#include "app/rehearsal/scene.hpp"
#include <algorithm>

namespace tianping::rehearsal {

// For everyone alike, while the window is open, signed and with its reason.
void Play::lengthen_window(const std::string& intake)
{
    go_to("2026-04-09 09:50");
    opening::WindowText text;
    text.platform = parts_.installation.about().name;
    text.intake = intake;
    text.closing_digest = opening(intake).closing_digest;
    text.until = local_instant("2026-04-09 10:10");
    text.reason = "平州电信营业区网络中断八分钟，为全体投标人延长解密时限";
    must_post<opening::WindowOut>(
        *agency_, "/api/v1/intakes/" + intake + "/window",
        opening::WindowIn{text.until, text.reason, agency_->sign(opening::signed_bytes(text))},
        "window/" + intake, "the window is lengthened");
    tell_.step(
        now(), "主持人签署并说明理由，将解密时限由 10:00 延长至 10:10，对全体投标人一样，只能延长，不能缩短",
        "The host signs, with the reason, that the window ends at 10:10 instead of 10:00, for all "
        "bidders alike; it never becomes shorter",
        {"20号令第30条：按招标文件规定方式按时在线解密；招标投标法第5条：公开、公平、公正和诚实信用的原则",
         "Decree 20, article 30: unsealed online and on time, in the way that the tender documents lay down; "
         "Tendering and Bidding Law, article 5: the principles of openness, fairness, impartiality and good "
         "faith"});
    tell_.detail("理由：" + text.reason, "reason: the network failed for eight minutes");
}

void Play::prove_and_give(const std::string& intake)
{
    const auto each = [&](auto act, const char* step) {
        for (auto& bid : bids_) {
            if (bid.plan.lot != 1 || bid.plan.key != Key::held)
                continue;
            auto& bidder = firm(bid.plan.bidder);
            const auto folder = sealed_folder(bid, intake);
            const auto kept = must(bidder::read_secrets(folder), bidder.player.name);
            must(act(*bidder.account, intake, folder, kept), bidder.player.name + step);
        }
    };
    each(bidder::prove, " proves");
    tell_.step(now(), "投标人在解密时限内各自证明持有密钥；证明不泄露密钥，时限届满前什么也打不开",
               "Bidders prove within the window that they hold their secrets; nothing opens before its end",
               {"20号令第30条：提示招标人和投标人按招标文件规定方式按时在线解密",
                "Decree 20, article 30: tenderer and bidders are prompted to unseal online and on time, in "
                "the way that the tender documents lay down"});
    cannot_prove(intake);
    lengthen_window(intake);
    go_to("2026-04-09 10:10");
    each(bidder::give, " gives");
    tell_.step(now(), "解密时限届满，已证明者交出各自密钥",
               "The window is over; those who proved give their secrets",
               {"20号令第30条：按招标文件规定方式按时在线解密",
                "Decree 20, article 30: unsealed online and on time, in the way that the tender documents "
                "lay down"});
}

void Play::record_causes(const std::string& intake)
{
    claim_without_fault(intake, opening(intake).closing_digest);
    const auto unopened =
        must(agency_->client().get<opening::UnopenedBids>("/api/v1/intakes/" + intake + "/unopened"),
             "unopened bids");
    for (const auto key : {Key::lost, Key::own_cause})
        record_cause(intake, unopened, key);
}

// Whose bid was sealed for the older terms and stood: the SUBMIT that its bidder signed is public now.
void Play::tell_terms_of_standing(const std::string& intake)
{
    http::Client anyone{parts_.base};
    const auto evidence =
        must(anyone.get<opening::Evidence>("/api/v1/intakes/" + intake + "/evidence"), "evidence");
    const auto& bid = bid_with(Fate::early_stands);
    const auto& closed = evidence.closing.submissions;
    const auto standing =
        std::ranges::find(closed, bid.submitted.submission, &bidding::ClosedSubmission::submission);
    const auto older = std::ranges::find(evidence.older_terms, 1, &terms::Terms::number);
    expect(standing != closed.end() && older != evidence.older_terms.end(),
           "the standing bid and the first terms are shown");
    const auto submit =
        must(seal::Submit::decode(must(from_base64(standing->message), "a SUBMIT")), "a SUBMIT");
    expect(submit.terms == terms::digest(*older), "the SUBMIT that stood names the first terms");
    const auto digest = to_hex(submit.terms).substr(0, 16) + "…";
    tell_.detail(name_of(bid) + " 签名的递交报文载明所依据的是第 1 版招标文件，SM3 " + digest,
                 "the SUBMIT that " + name_of(bid) + " signed names version 1 of the terms, SM3 " + digest);
}

void Play::open_second_lot()
{
    const auto intake = intake_of(1);
    tell_.act("二标段：投标人解密", "Lot 2: unsealed by its bidders");
    lose_key(intake);
    go_to("2026-04-09 09:00");
    sign_in(intake, 1, bids_);
    go_to("2026-04-09 09:30");
    all_visit(intake);
    all_visit(intake);
    tell_.step(now(), "二标段按推迟后的时间截止并开标，封存的投标集合已见证",
               "Lot 2 closes and opens at its postponed time; its set is witnessed",
               {"招标投标法第34条：开标应当在……提交投标文件截止时间的同一时间公开进行",
                "Tendering and Bidding Law, article 34: the opening must … be held in public at the same "
                "time as the deadline for bids"});
    prove_and_give(intake);
    record_causes(intake);
    go_to("2026-04-09 10:16");
    all_visit(intake);
    const auto view = wait_for(intake, opening::ClosingState::read_out);
    tell_.step(
        now(),
        "受托机构只解封因投标人之外的原因未解密的一份，它不再视为撤回；"
        "随后投标人名称和报价同时公布，其他投标的开标不受影响",
        "The trustees open only the bid that failed without its bidder's fault, which so does not count as "
        "withdrawn; names and prices are published together",
        {"20号令第31条第一款：部分投标文件未解密的，其他投标文件的开标可以继续进行；第二款：补救方案",
         "Decree 20, article 31, paragraph 1: where some bids are not unsealed, the opening of the others "
         "may go on; paragraph 2: the remedy"});
    check_read_out(view, 1, bids_);
    tell_read_out(view);
    tell_terms_of_standing(intake);
    keep_deposit(intake);
    hold_session(intake, 1, bids_);
}

} // namespace tianping::rehearsal
