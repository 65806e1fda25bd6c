// Lot 3 has two bids: nothing is opened, and a second round follows.
#include "app/rehearsal/play.hpp"
#include "app/rehearsal/scene.hpp"
#include <algorithm>

namespace tianping::rehearsal {

void Play::return_third_lot()
{
    const auto intake = intake_of(2);
    const auto view = opening(intake);
    if (view.state != opening::ClosingState::returned)
        throw Stopped{"lot 3", Error{Fault::conflict, "rehearsal.was_accepted"}};
    tell_.act("三标段：投标人不足三个", "Lot 3: too few bidders");
    tell_.step(now(), "三标段投标人少于三个：不得开标，投标文件不解密，原样退回，报价无人得知",
               "Lot 3 has fewer than three bidders: nothing is opened, the bids go back sealed",
               {"招标投标法第28条；条例第44条：投标人少于3个的，不得开标；招标人应当重新招标",
                "Tendering and Bidding Law, article 28; Implementing Regulations, article 44: with fewer "
                "than 3 bidders there must be no opening; the tenderer must begin a fresh round"});
    all_visit(intake);
    tell_.detail("封存的集合照样由受托和见证机构见证，公开证据中有份数、没有名称",
                 "closers witness this set too; the public evidence has the number of bids and no name");
    notice::DraftIn draft;
    draft.kind = notice::Kind::failed_round;
    draft.rounds = std::vector{trade_.rounds.at(2).id};
    draft.reason = "三标段投标人少于三个";
    draft.second_round = true;
    draft.publish_at = local_instant("2026-04-01 15:00");
    const auto published = publish(draft);
    read_trade();
    tell_.step(now(), "招标人分析原因后签署流标公告，同一行为开始第二轮",
               "The owner signs the notice of the failed round, which begins the second round in one act",
               {"30号令第38条：招标人在分析招标失败的原因并采取相应措施后，应当依法重新招标",
                "Decree 30, article 38: once the tenderer has analysed why the tender failed and taken "
                "measures accordingly, he must begin a fresh round as the law has it"});
    tell_channels(published);
    refund_third_lot();
}

// With them goes back what was paid for the bid of lot 1 that came too late.
void Play::refund_third_lot()
{
    const auto paid = refund_all("2026-04-02 10:00");
    check_refunds(paid, 2);
    tell_.step(
        now(), "开户银行退还应退的投标保证金，释放电子保函",
        "The bank gives deposits back and releases guarantees",
        {"法律没有规定招标失败后退还的期限，平台随即办理",
         "No law sets a limit for returning deposits after a failed tender; the platform does it at once"});
    const auto own = std::to_string(paid - 1);
    const auto& late = name_of(bid_with(Fate::late));
    tell_.detail("三标段 " + own + " 笔；一标段逾期被拒收的 " + late + " 1 笔",
                 own + " refunds of lot 3, and 1 to " + late + ", whose bid for lot 1 was refused as late");
}

void Play::announce_second_round()
{
    go_to("2026-04-07 10:00");
    read_trade();
    const auto round = std::ranges::find(trade_.rounds, 2, &trade::RoundFacts::number);
    auto next = terms_of(parts_.installation.about().name, trade_,
                         {local_instant("2026-04-08 09:00"), local_instant("2026-04-14 17:00"),
                          local_instant("2026-04-29 09:30")});
    next.number = terms_.number + 1;
    next.previous = to_hex(terms::digest(terms_));
    next.lots = {lot_terms_of(*round, closers())};
    next.files = terms_.files;
    sign_terms(next);
    auto draft = tender_notice(cast_, local_instant("2026-04-08 09:00"));
    draft.rounds = std::vector{round->id};
    draft.title = cast_.project + "施工招标公告（三标段第二轮）";
    const auto published = publish(draft);
    read_trade();
    prove_keys(next.lots.front().intake);
    tell_.act("三标段：第二轮", "Lot 3: the second round");
    tell_.step(now(), "三标段第二轮招标公告发布，新的轮次、新的密钥，投标截止 2026-04-29 09:30",
               "The second round of lot 3 is announced with a round and keys of its own",
               {"招标投标法第28条：投标人少于三个的，招标人应当依照本法重新招标；第24条：最短不得少于二十日",
                "Tendering and Bidding Law, article 28: with fewer than three bidders the tenderer must "
                "begin a fresh round under this law; article 24: not shorter than twenty days"});
    tell_channels(published);
}

void Play::bid_second_round()
{
    go_to("2026-04-27 09:20");
    const auto round = std::ranges::find(trade_.rounds, 2, &trade::RoundFacts::number);
    tell_.step(now(), "四家投标人递交第二轮投标文件", "Four bidders submit in the second round",
               {"20号令第26条：投标人应当……编制并加密投标文件；第27条：投标截止时间前完成投标文件的传输递交",
                "Decree 20, article 26: bidders must … prepare and seal their bids; article 27: transmission "
                "and submission of the bid are completed before the deadline"});
    for (auto& bid : second_round_) {
        const auto line = place(bid, round->intake.text(), bid.plan.price_share);
        tell_.detail(to_local_text(now()).substr(5, 11) + tell_.pick("　", ": ") + line);
        go_to(now() + std::chrono::minutes{83});
    }
}

void Play::open_second_round()
{
    const auto round = std::ranges::find(trade_.rounds, 2, &trade::RoundFacts::number);
    const auto intake = round->intake.text();
    go_to("2026-04-29 09:00");
    sign_in(intake, 2, second_round_);
    go_to("2026-04-29 09:30");
    all_visit(intake);
    all_visit(intake);
    const auto view = wait_for(intake, opening::ClosingState::read_out);
    tell_.step(now(), "三标段第二轮有四家投标人，依法开标，投标人名称和报价同时公布",
               "With four bidders the second round opens lawfully; names and prices are published together",
               {"招标投标法第34条：开标应当在……提交投标文件截止时间的同一时间公开进行；20号令第30条：应当向所"
                "有投标人公布投标人名称、投标价格",
                "Tendering and Bidding Law, article 34: the opening must … be held in public at the same "
                "time as the deadline for bids; Decree 20, article 30: names of bidders and bid prices must "
                "be published to all bidders"});
    expect(view.bids.size() == 4, "four bids are opened");
    check_read_out(view, 2, second_round_);
    tell_read_out(view);
    hold_session(intake, 2, second_round_);
}

} // namespace tianping::rehearsal
