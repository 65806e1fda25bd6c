// The supervisor holds lot 2 alone: its deadline passes without a closing, and the owner postpones it.
#include "app/account/act.hpp"
#include "app/rehearsal/play.hpp"
#include "app/rehearsal/scene.hpp"
#include "infra/http/every_page.hpp"
#include <algorithm>

namespace tianping::rehearsal {

void Play::hold_second_lot()
{
    go_to("2026-03-31 16:00");
    trade::HoldIn in;
    in.rounds = {trade_.rounds.at(1).id};
    in.cause = trade::HoldCause::supervisor_order;
    in.article = "条例62";
    in.document = "平建招监〔2026〕7号";
    const auto out = must(account::act<trade::HoldOut>(*supervisor_, "POST", trade_path("/holds"), in,
                                                       supervisor_->key("hold")),
                          "hold");
    hold_ = out.hold;
    tell_.act("暂停", "A hold");
    tell_.step(now(), "行政监督部门因投诉责令暂停二标段；一标段、三标段照常进行，已公布的时间一概不动",
               "The supervisor orders lot 2 held for a complaint; the other lots go on, no instant is moved",
               {"条例第62条：必要时，行政监督部门可以责令暂停招标投标活动",
                "Implementing Regulations, article 62: where necessary, the supervisor may order a hold of "
                "tendering and bidding"});
    tell_consequences(out);
    const auto lifting = trade_path("/holds/" + hold_.id.text() + "/lifting");
    tell_.refused(must_be_refused(account::act<trade::HoldOut>(*owner_, "POST", lifting,
                                                               trade::LiftIn{"招标人认为可以继续"},
                                                               owner_->key("lift-by-owner")),
                                  lifting, "trade.hold_lifted_by_supervisor"));
    announce_suspension();
    submit_while_held();
}

// Of two limits that a supervisor's order treats differently.
void Play::tell_consequences(const trade::HoldOut& held)
{
    const std::pair<std::string, procedure::OnHold> expected[] = {
        {"works.clarification", procedure::OnHold::stops},
        {"works.contract_within_validity", procedure::OnHold::runs}};
    for (const auto& [rule, effect] : expected) {
        const auto told = std::ranges::find(held.consequences, rule, &trade::Consequence::rule);
        expect(told != held.consequences.end() && told->on_hold == effect,
               "the hold tells what becomes of " + rule);
        tell_.detail(told->zh + (effect == procedure::OnHold::runs ? "：照常计算" : "：暂停期间不计算"),
                     told->en + ": " + wire::name_of(effect));
    }
}

// One of lot 2 whose bid is in, and who would improve it.
Play::Bid& Play::bid_on_held_lot()
{
    return *std::ranges::find_if(bids_, [](const Bid& bid) {
        return bid.plan.lot == 1 && bid.plan.fate == Fate::stands && bid.plan.key == Key::held &&
               !bid.plan.joint;
    });
}

void Play::submit_while_held()
{
    go_to("2026-03-31 17:00");
    const auto& bid = bid_on_held_lot();
    const auto refusal =
        must_be_refused(bidder::submit(*firm(bid.plan.bidder).account, kit(intake_of(1)), bid.parts),
                        name_of(bid) + " submits to the lot that is held", "trade.held");
    tell_.step(
        now(), "暂停期间 " + name_of(bid) + " 再次向二标段递交投标文件：不予接收，原投标文件不受影响",
        "During the hold " + name_of(bid) +
            " submits to lot 2 again; its bid stands as it was, and the new one is refused",
        {"条例第62条：必要时，行政监督部门可以责令暂停招标投标活动；条文没有写明暂停哪些行为，暂停期间不"
         "接收递交是本平台的规则",
         "Implementing Regulations, article 62: where necessary, the supervisor may order a hold of "
         "tendering and bidding; the article does not say which acts it holds: that nothing is "
         "submitted meanwhile is this platform's rule"});
    tell_.refused(refusal);
}

// As any bid before the deadline that the postponement set: sealed for the terms in force by then.
void Play::replace_after_hold()
{
    go_to("2026-04-03 09:20");
    auto& bid = bid_on_held_lot();
    const auto line = place(bid, intake_of(1), bid.plan.price_share - 75);
    tell_.step(now(), name_of(bid) + " 在恢复后、新的截止时间前按新版招标文件替换投标文件：有效",
               name_of(bid) +
                   " replaces its bid for the newer terms, after the hold and before the new deadline: "
                   "it counts",
               {"招标投标法第29条：截止时间前可以补充、修改或者撤回已提交的投标文件",
                "Tendering and Bidding Law, article 29: before the deadline a submitted bid may be "
                "supplemented, changed or withdrawn"});
    tell_.detail(line);
}

// What it tells is the hold's own: the agency adds nothing.
void Play::announce_suspension()
{
    notice::DraftIn draft;
    draft.kind = notice::Kind::suspension;
    draft.publish_at = local_instant("2026-03-31 16:30");
    const auto published = publish(draft);
    expect(published.text.holds == std::vector{hold_.id.text()} &&
               published.text.rounds == std::vector{trade_.rounds.at(1).id.text()},
           "the suspension tells of the hold on lot 2 alone");
    tell_.detail(
        "招标代理机构按暂停的内容起草暂停公告，招标人签署，16:30 发布（10号令第20条；服务标准 6.5.5）",
        "the agency drafts the suspension notice from the hold, the owner signs it, and it is out at "
        "16:30 (Decree 10, article 20; service standard 6.5.5)");
    tell_channels(published);
}

// The one that the platform drafted when the hold overtook the deadline, as the agency reads it.
notice::NoticeOut Play::drafted_postponement()
{
    const auto lines =
        must(http::every_page<notice::NoticeLine>(
                 agency_->client(), "/api/v1/notices?kind=postponement&trade=" + trade_.id.text()),
             "notices");
    expect(lines.size() == 1, "one postponement is drafted");
    auto out = must(agency_->client().get<notice::NoticeOut>("/api/v1/notices/" + lines.front().id.text()),
                    "notice");
    expect(out.inside && out.inside->drafted_for_hold &&
               out.text.rounds == std::vector{trade_.rounds.at(1).id.text()},
           "the platform drafted it for lot 2");
    return out;
}

void Play::lift_hold()
{
    go_to("2026-04-02 15:00");
    expect(!drafted_postponement().text.deadline, "no instant is lawful while the hold stands");
    const trade::LiftIn why{"投诉查无实据，已书面答复投诉人"};
    must(account::act<trade::HoldOut>(*supervisor_, "POST",
                                      trade_path("/holds/" + hold_.id.text() + "/lifting"), why,
                                      supervisor_->key("lift")),
         "hold is lifted");
    tell_.act("二标段：恢复与推迟", "Lot 2 goes on");
    tell_.step(now(), "行政监督部门解除二标段的暂停；责令暂停的，只有监督部门可以解除",
               "The supervisor lifts the hold; what he ordered only he may lift",
               {"条例第62条：必要时，行政监督部门可以责令暂停招标投标活动；条文没有写明由谁解除，谁责令、谁解"
                "除是本平台的规则",
                "Implementing Regulations, article 62: where necessary, the supervisor may order a hold of "
                "tendering and bidding; the article does not say who lifts it: that whoever ordered it lifts "
                "it is this platform's rule"});
    tell_.detail(
        "原定投标截止 2026-04-01 09:30 "
        "在暂停期间到来：没有截止，投标文件保持密封，平台已为招标人拟好延期公告",
        "its deadline came during the hold: nothing was closed, and the platform drafted the owner's "
        "postponement");
    go_to("2026-04-02 15:05");
    const auto drafted = drafted_postponement();
    expect(!drafted.text.deadline && drafted.inside->earliest_deadline &&
               *drafted.inside->earliest_deadline < now() &&
               drafted.text.reason.value_or("").find("解除") != std::string::npos,
           "no limit binds any more");
    tell_.detail("解除后，拟稿改为：法定期限均已届满（最晚届满的一项 " +
                     to_local_text(*drafted.inside->earliest_deadline) + "），新的时间由招标人确定",
                 "once it is lifted the draft says that no limit binds any more (the last ended on " +
                     to_local_text(*drafted.inside->earliest_deadline) + "): the owner sets the new time");
}

// The owner sets the instant, with terms that say it.
void Play::postpone_second_lot()
{
    auto next = terms_;
    next.number = terms_.number + 1;
    next.previous = to_hex(terms::digest(terms_));
    next.deadline = local_instant("2026-04-09 09:30");
    std::erase_if(next.lots, [&](const auto& lot) { return lot.round != trade_.rounds.at(1).id.text(); });
    const auto drafted = drafted_postponement();
    notice::DraftIn draft;
    draft.kind = notice::Kind::postponement;
    draft.rounds = std::vector{trade_.rounds.at(1).id};
    draft.terms = sign_terms(next);
    draft.reason = drafted.text.reason;
    draft.publish_at = local_instant("2026-04-02 17:00");
    const auto published = publish_drafted(edit(drafted, draft), draft.publish_at);
    all_visit(intake_of(1));
    tell_.step(now(), "招标人签署延期公告：二标段投标截止和开标改为 2026-04-09 09:30，已递交的投标继续有效",
               "The owner signs the postponement: lot 2 closes on 2026-04-09 09:30; bids already made stand",
               {"10号令第20条：对……招标公告和公示信息进行澄清、修改……采取公告形式向社会公布的，参照本办法执行"
                "；条文没有写明延期，改变投标截止时间即修改招标公告",
                "Decree 10, article 20: clarifications and changes of … tender notices and public displays … "
                "that are made public by a notice follow these Measures by reference; the article does not "
                "speak of postponement: to change the deadline is to change the tender notice"});
    tell_channels(published);
}

} // namespace tianping::rehearsal
