// Lot 1 is opened by trustees: one absent, one late, one whose answer is wrong and named.
#include "app/rehearsal/play.hpp"

namespace tianping::rehearsal {
namespace {

constexpr Law opened_at_the_deadline{"招标投标法第34条：开标应当在……提交投标文件截止时间的同一时间公开进行",
                                     "Tendering and Bidding Law, article 34: the opening must … be held in "
                                     "public at the same time as the deadline for bids"};
constexpr Law seals_are_checked{
    "招标投标法第36条：由投标人或者其推选的代表检查投标文件的密封情况，"
    "也可以由招标人委托的公证机构检查并公证",
    "Tendering and Bidding Law, article 36: bidders, or representatives whom they choose, check that the "
    "bids are sealed; a notary office that the tenderer has mandated may also check and certify it"};
constexpr Law names_and_prices_to_all{
    "20号令第30条：解密全部完成后，应当向所有投标人公布投标人名称、投标价格",
    "Decree 20, article 30: once everything is unsealed, names of bidders and bid prices must be published "
    "to all bidders"};

} // namespace

// Everybody who is there in time; the first wait for the quorum and come again.
void Play::gather_shares(const std::string& intake)
{
    auto& liar = closers_.at(plan_.wrong - 1);
    trustee::Trustee wrong{{liar.account->client(),
                            *liar.clock,
                            parts_.chance,
                            liar.account->holder().key,
                            liar.account->holder().certificate,
                            liar.state,
                            {},
                            parts_.config.origin,
                            &anchors_,
                            {cast_.owner.code}},
                           trustee::Accident::wrong_answer};
    for (int round = 0; round < 2; ++round)
        for (std::size_t i = 0; i < closers_.size(); ++i) {
            if (i + 1 == plan_.absent || i + 1 == plan_.late)
                continue;
            if (i + 1 == plan_.wrong)
                wrong.visit_until_idle(intake);
            else
                visit(closers_[i], intake);
        }
}

void Play::name_wrong(const std::string& intake)
{
    http::Client anyone{parts_.base};
    const auto evidence =
        must(anyone.get<opening::Evidence>("/api/v1/intakes/" + intake + "/evidence"), "evidence");
    expect(!evidence.opened.empty(), "the opened parts");
    for (const auto& part : evidence.opened)
        if (part.wrong != std::vector{static_cast<std::int64_t>(plan_.wrong)})
            throw Stopped{"the wrong answer is named", Error{Fault::internal, "rehearsal.was_accepted"}};
    tell_.step(now(),
               closers_.at(plan_.wrong - 1).name + " 给出的份额与投标文件头不符，被逐份指名；不影响开标",
               "The trustee whose shares are wrong is named for every header; the opening goes on",
               {"20号令第49条：如实记录招标投标过程、数据信息来源",
                "Decree 20, article 49: the course of the tender and the sources of its data are recorded "
                "truthfully"});
}

void Play::open_first_lot()
{
    const auto intake = intake_of(0);
    tell_.act("一标段：受托机构解封", "Lot 1: opened by trustees");
    tell_.step(now(), "投标截止即为开标时间：平台在截止屏障之后封存唯一的投标集合",
               "The deadline is the opening: behind the barrier the platform closes the one set of bids",
               opened_at_the_deadline);
    gather_shares(intake);
    const auto witnessed = opening(intake);
    tell_.step(now(), "受托和见证机构各按自己的时钟核对后见证封存集合，达到所需见证家数后受托机构给出份额",
               "Closers check by their own clocks and witness the set; with the quorum trustees answer",
               seals_are_checked);
    tell_.detail("见证 " + std::to_string(witnessed.witnesses) + "/" + std::to_string(closers_.size()) +
                     " 家，须 " + std::to_string(witnessed.quorum) + " 家",
                 std::to_string(witnessed.witnesses) + " witnesses, quorum " +
                     std::to_string(witnessed.quorum));
    tell_.detail(closers_.at(plan_.absent - 1).name + " 未到；" + closers_.at(plan_.late - 1).name +
                     " 尚未到；份额不足三份正确的，什么也打不开",
                 "one trustee is absent, one is not there yet: nothing opens with fewer than three right "
                 "shares");
    check_still_sealed(intake);
    hear_witnessed();
    check_not_closed(intake_of(1));
    go_to("2026-04-01 09:48");
    check_still_sealed(intake);
    visit(closers_.at(plan_.late - 1), intake);
    const auto view = wait_for(intake, opening::ClosingState::read_out);
    tell_.step(now(),
               closers_.at(plan_.late - 1).name +
                   " 迟到作答，正确份额满三份，全部解封后投标人名称和报价同时公布",
               "The late trustee answers; with three right shares all are opened, and names and prices are "
               "published together",
               names_and_prices_to_all);
    check_read_out(view, 0, bids_);
    tell_read_out(view);
    tell_deposits();
    hear_read_out(intake, view);
    name_wrong(intake);
    object_and_answer(intake, bid_with(Fate::last_moment));
    hold_session(intake, 0, bids_);
    hear_record(intake, view);
}

} // namespace tianping::rehearsal
