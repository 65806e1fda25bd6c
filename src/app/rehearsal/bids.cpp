// Sealing on the bidders' machines, submission, receipts, replacements, a withdrawal, and a late bid.
#include "app/bidder/joint.hpp"
#include "app/bidder/sealed_for.hpp"
#include "app/rehearsal/papers.hpp"
#include "app/rehearsal/play.hpp"
#include "app/rehearsal/scene.hpp"
#include "rooms/bidding/service.hpp"
#include <algorithm>
#include <array>

namespace tianping::rehearsal {
namespace {

constexpr std::size_t full_sheet = 1'300'000, small_sheet = 40'000;

} // namespace

bidding::SealingKit Play::kit(const std::string& intake)
{
    http::Client anyone{parts_.base};
    return must(anyone.get<bidding::SealingKit>("/api/v1/intakes/" + intake + "/kit"), "sealing kit");
}

Play::Bid& Play::bid_with(Fate fate)
{
    return *std::ranges::find_if(bids_, [&](const Bid& b) { return b.plan.fate == fate; });
}

// What each bidder knows from elsewhere than the platform: the owner of the notice, and his own authorities.
void Play::check_owner_of(const bidding::SealingKit& kit)
{
    bidder::Known known{kit.intake, cast_.owner.code, &anchors_, now()};
    const auto whom = must(bidder::sealed_for(kit, known), "the kit is the owner's");
    expect(whom.owner_named && whom.vouched, "the owner is checked");
    known.owner = cast_.agency.code;
    must_be_refused(bidder::sealed_for(kit, known), "the kit of another owner than the notice names",
                    "bidder.other_owner");
}

void Play::seal(Bid& bid, const bidding::SealingKit& kit, std::int64_t price_share)
{
    check_owner_of(kit);
    auto& bidder = firm(bid.plan.bidder);
    const auto& lot = cast_.lots.at(bid.plan.lot);
    bid.price = lot.estimate.share_of(price_share);
    const auto home = bidder.home / kit.intake;
    const PaperOrder papers{bidder.player.name,
                            cast_.project,
                            lot.name,
                            bid.price,
                            now(),
                            parts_.small ? small_sheet : full_sheet,
                            parts_.seed + bid.plan.bidder};
    const bidder::SealOrder order{
        kit,
        {{"price", {write_bill(papers, home)}},
         {"technical", {write_method(papers, home), write_drawings(papers, home)}}},
        {{"price", std::to_string(bid.price.count())}, {"duration", "365"}, {"quality", "合格"}},
        "CREATION-" + std::to_string(parts_.seed) + "-" + std::to_string(bid.plan.bidder + 1),
        "MACHINE-" + std::to_string(bid.plan.bidder + 1),
        std::nullopt};
    bid.parts = must(bidder::seal_bid(order, bidder.account->holder(), parts_.chance, home / "sealed"),
                     bidder.player.name + " seals");
}

// Lead and partner each sign the agreement of their joint body with their own key (条例37).
bidding::JointBody Play::agree(const Firm& lead, const bidding::SealingKit& kit)
{
    if (!partner_)
        partner_ = newcomer(cast_.partner);
    auto joint = must(bidder::draft_joint(kit, lead.account->holder(), {cast_.partner.code}),
                      lead.player.name + " drafts the joint body's agreement");
    must(bidder::sign_joint(joint, partner_->holder()), cast_.partner.name + " signs it");
    return joint;
}

void Play::submit(Bid& bid, const bidding::SealingKit& kit)
{
    auto& bidder = firm(bid.plan.bidder);
    const auto joint = bid.plan.joint ? std::optional{agree(bidder, kit)} : std::nullopt;
    bid.submitted =
        must(bidder::submit(*bidder.account, kit, bid.parts, joint), bidder.player.name + " submits");
    const auto receipt = must(bidder::fetch_receipt(*bidder.account, bid.submitted),
                              bidder.player.name + " fetches a receipt");
    must(bidder::verify_receipt(receipt, digest_from_hex(bid.submitted.message_digest).value(),
                                parts_.installation.platform().certificate.digest_text()),
         "the receipt verifies");
}

// Deposit, sealing, submission and receipt; what is told of it.
std::string Play::place(Bid& bid, const std::string& intake, std::int64_t price_share)
{
    const auto now_kit = kit(intake);
    if (bid.submitted.submission.empty())
        pay(bid, intake);
    seal(bid, now_kit, price_share);
    submit(bid, now_kit);
    std::uint64_t bytes = 0;
    for (const auto& part : bid.parts)
        bytes += part.bytes;
    const auto joint =
        bid.plan.joint
            ? tell_.pick("（联合体牵头人，与成员 " + cast_.partner.name + " 各自签署了共同投标协议）",
                         " (lead of a joint body; its member " + cast_.partner.name +
                             " and it have each signed the joint body's agreement)")
            : "";
    const auto size = std::to_string(bytes / 1024) + " KiB";
    const auto receipt = " SM3 " + bid.submitted.message_digest.substr(0, 16) + "…";
    return cast_.lots.at(bid.plan.lot).name + tell_.pick("　", ", ") + name_of(bid) + joint +
           tell_.pick("　" + size + "，回执" + receipt, ": " + size + ", receipt" + receipt);
}

void Play::bid_all()
{
    constexpr std::array days{"2026-03-26", "2026-03-27", "2026-03-30"};
    go_to("2026-03-26 09:00");
    tell_.act("投标", "Bids");
    tell_.step(now(), "三个工作日内，其余投标人陆续在本机加密后递交；截止前谁投、有几家，平台对任何人保密",
               "The other bidders seal and submit; until the deadline nobody learns who or how many they are",
               {"20号令第26条：投标人应当……编制并加密投标文件；第27条：即时向投标人发出确认回执通知；招标投标"
                "法第22条：不得透露潜在投标人的名称、数量",
                "Decree 20, article 26: bidders must … prepare and seal their bids; article 27: a confirming "
                "receipt is sent to the bidder at once; Tendering and Bidding Law, article 22: names and "
                "number of prospective bidders must not be disclosed"});
    std::size_t number = 0;
    for (auto& bid : bids_) {
        if (!bid.submitted.submission.empty() || bid.plan.fate == Fate::late)
            continue;
        const auto day = local_instant(std::string{days.at(number / 8)} + " 09:00");
        go_to(day + std::chrono::minutes{57 * (number % 8) + (bid.plan.bidder * 7) % 50});
        const auto line = place(bid, intake_of(bid.plan.lot), bid.plan.price_share);
        tell_.detail(to_local_text(now()).substr(5, 11) + tell_.pick("　", ": ") + line);
        ++number;
    }
}

void Play::replace_some()
{
    go_to("2026-03-31 09:10");
    for (auto& bid : bids_) {
        if (bid.plan.fate != Fate::replaced)
            continue;
        const auto line = place(bid, intake_of(bid.plan.lot), bid.plan.price_share - 90);
        tell_.step(now(), name_of(bid) + " 在截止前修改报价，以新的完整版本替换",
                   name_of(bid) + " changes its price before the deadline by a whole new version",
                   {"招标投标法第29条：截止时间前可以补充、修改已提交的投标文件，补充、修改的内容为投标文件的"
                    "组成部分",
                    "Tendering and Bidding Law, article 29: before the deadline a submitted bid may be "
                    "supplemented and changed; what is supplemented and changed is part of the bid"});
        tell_.detail(line);
        go_to(now() + std::chrono::minutes{41});
    }
}

void Play::withdraw_one()
{
    go_to("2026-03-31 11:00");
    auto& bid = bid_with(Fate::withdrawn);
    auto& bidder = firm(bid.plan.bidder);
    const bidder::Version in_force{bid.submitted.submission, 0,
                                   digest_from_hex(bid.submitted.message_digest).value()};
    must(bidder::withdraw(*bidder.account, kit(intake_of(bid.plan.lot)), in_force), "withdrawal");
    tell_.step(
        now(), name_of(bid) + " 在截止前书面通知撤回投标文件",
        name_of(bid) + " withdraws its bid before the deadline",
        {"招标投标法第29条：截止时间前可以……撤回已提交的投标文件；条例第35条：应当在投标截止时间前书面通知招"
         "标人",
         "Tendering and Bidding Law, article 29: before the deadline a submitted bid may … be withdrawn; "
         "Implementing Regulations, article 35: the tenderer must be told in writing before the deadline"});
    go_to("2026-03-31 14:00");
    const auto paid = refund_all("2026-03-31 15:00");
    if (paid != 1)
        throw Stopped{"the withdrawn bidder's refund", Error{Fault::internal, "rehearsal.no_refund"}};
    tell_.step(now(), "开户银行退还撤回者的投标保证金，自收到撤回通知之日起五日内",
               "The bank gives the withdrawn bidder's deposit back within five days of the notice",
               {"条例第35条：应当自收到投标人书面撤回通知之日起5日内退还",
                "Implementing Regulations, article 35: must be returned within 5 days of receiving the "
                "bidder's written notice of withdrawal"});
    tell_.detail(std::to_string(paid) + " 笔", std::to_string(paid) + " refund");
}

void Play::last_moment()
{
    go_to("2026-04-01 08:40");
    auto& late = bid_with(Fate::late);
    const auto intake = intake_of(late.plan.lot);
    pay(late, intake);
    seal(late, kit(intake), late.plan.price_share);
    auto& late_account = *firm(late.plan.bidder).account;
    must_post<bidding::SubmissionView>(late_account, "/api/v1/intakes/" + intake + "/submissions",
                                       boost::json::value(nullptr), "begin/" + intake, "a submission begins");
    for (const auto& part : late.parts)
        must(bidder::upload(late_account, part.envelope), "upload");
    auto& bid = bid_with(Fate::last_moment);
    const auto now_kit = kit(intake_of(bid.plan.lot));
    seal(bid, now_kit, bid.plan.price_share - 60);
    go_to("2026-04-01 09:05");
    sign_in(intake, 0, bids_);
    follow_live(intake_of(0));
    go_to(now_kit.deadline - std::chrono::milliseconds{1});
    submit(bid, now_kit);
    tell_.step(
        now(), name_of(bid) + " 的替换在截止前一毫秒收到最后一个字节：有效",
        name_of(bid) + "'s replacement arrives with its last byte one millisecond early: it counts",
        {"20号令第27条：投标截止时间前完成投标文件的传输递交",
         "Decree 20, article 27: transmission and submission of the bid are completed before the deadline"});
}

// Sealed and uploaded in time, submitted at the deadline: no bid.
void Play::too_late()
{
    auto& bid = bid_with(Fate::late);
    const auto intake = intake_of(bid.plan.lot);
    const auto now_kit = kit(intake);
    go_to("2026-04-01 09:30");
    const auto refusal = bidder::submit(*firm(bid.plan.bidder).account, now_kit, bid.parts);
    if (refusal || refusal.error().code != "bidding.deadline_passed")
        throw Stopped{"a submit at the deadline",
                      refusal ? Error{Fault::internal, "rehearsal.was_accepted"} : refusal.error()};
    tell_.step(now(), name_of(bid) + " 的文件早已传完，确认递交却在截止时刻到达：拒收",
               name_of(bid) + " uploaded in time but submitted at the deadline: refused",
               {"条例第36条：逾期送达……的投标文件，招标人应当拒收；20号令第27条",
                "Implementing Regulations, article 36: bids that arrive late … must be refused by the "
                "tenderer; Decree 20, article 27"});
    tell_.refused(refusal.error());
}

} // namespace tianping::rehearsal
