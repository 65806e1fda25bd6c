// What stands against publishing a notice, all of it at once: contents, contradictions, stage, holds and
// limits.
#include "base/json_text.hpp"
#include "base/time_text.hpp"
#include "rooms/notice/api.hpp"
#include "rooms/notice/correcting.hpp"
#include "rooms/notice/suspending.hpp"
#include <algorithm>

namespace tianping::notice {
namespace {

using trade::Finding;

std::optional<Finding> hold_against(const ReadTx& tx, const trade::RoundFacts& round, Kind kind,
                                    bool despite_hold)
{
    const auto act = act_to_be_free(kind, round.stage, despite_hold);
    const auto free = act ? trade::check_not_held(tx, round.id, *act) : Status{};
    if (free)
        return std::nullopt;
    auto f = against_round(round, "trade.held", "轮次正在暂停，解除后方可发布这种公告。",
                           "the round is held; this kind of notice waits until the hold is lifted");
    f.article = free.error().article;
    return f;
}

// Too few bids move a round to failed when its set is closed; that none opened is what the opening told.
Finding failure_without_ground(const trade::RoundFacts& round)
{
    auto f =
        against_round(round, "notice.no_ground_of_failure",
                      "日志中没有招标失败的依据（投标人少于规定的数量而退回，或者投标文件均未能开启），不能"
                      "发布流标公告；需要停止的，只能依法终止。",
                      "the log has no ground of failure: neither bids returned because they were too few, "
                      "nor an opening in which none opened; a round without one is ended by termination "
                      "alone");
    f.article = "招法28、20号令31";
    return f;
}

struct RuledRound {
    trade::RoundFacts round{};
    procedure::Rulebook rules{};
    procedure::Facts facts{};
};

Result<std::vector<RuledRound>> ruled(const ReadTx& tx, const procedure::Library& library,
                                      const std::vector<trade::RoundFacts>& rounds)
{
    std::vector<RuledRound> out;
    for (const auto& round : rounds) {
        TP_TRY(rules, trade::rules_of(tx, round, library));
        out.push_back({round, std::move(rules), trade::facts_of(tx, round)});
    }
    return out;
}

void check_stage(const ReadTx& tx, const RuledRound& of, const Text& text, std::vector<Finding>& out)
{
    const auto& round = of.round;
    const auto* act = act_of(of.rules, round.stage, text.kind, of.facts);
    const bool tells_of_failure = text.kind == Kind::failed_round && round.stage == trade::Stage::failed;
    if (!act && text.kind == Kind::failed_round && !tells_of_failure)
        return out.push_back(failure_without_ground(round));
    if (!act && !tells_of_failure) {
        const auto stage = wire::name_of(round.stage);
        return out.push_back(against_round(round, "notice.stage_out_of_order",
                                           "轮次处于 " + stage + " 阶段，不能发布这种公告。",
                                           "the stage " + stage + " knows no such notice"));
    }
    if (!act)
        return;
    // One that may affect bids waits like the clarification that it amounts to.
    const bool clarified = text.kind == Kind::correction && clarifies(text, {});
    if (auto held = hold_against(tx, round, text.kind, act->despite_hold && !clarified))
        out.push_back(*std::move(held));
}

// At the deadline the terms in force are what is closed and witnessed: afterwards none take their place.
std::optional<Finding> lateness_of(const ReadTx& tx, const Text& text, const trade::RoundFacts& round,
                                   Instant publishes)
{
    if (!(text.terms || text.deadline) || !round.deadline || publishes < *round.deadline ||
        held_over(tx, round))
        return std::nullopt;
    const auto until = to_local_text(*round.deadline);
    auto f =
        against_round(round, "notice.after_deadline",
                      "改变投标截止时间或者交易文件的公告，应当在现行投标截止时间 " + until + " 之前发布。",
                      "what moves the deadline or changes the terms is published before the deadline in "
                      "force, " +
                          until);
    f.article = "招法23、招法28";
    f.given = publishes;
    f.latest = *round.deadline - std::chrono::milliseconds{1};
    return f;
}

// What announces a round names who runs it and how to reach him, as it stood when it was drafted.
std::optional<Finding> other_agent(const ReadTx& tx, const NoticeRow& row)
{
    const auto since = [&](const trade::Agency& one) {
        return one.from > row.drafted_at || (one.until && *one.until > row.drafted_at);
    };
    if (!announces(row.kind) || std::ranges::none_of(trade::agents_of(tx, row.trade), since))
        return std::nullopt;
    return finding(
        "notice.agent_changed", "",
        "起草之后代理机构有变动，公告中的代理机构及联系方式已不是现在的；请撤回后重新起草。",
        "another agent was named, or none, since this was drafted; withdraw it and draft it anew, so that "
        "it names who runs the trade now",
        "10号令5");
}

Finding nobody_invited(const trade::RoundFacts& round)
{
    auto f =
        against_round(round, "notice.invitees_wanted", "尚未确定被邀请的单位。", "nobody is invited yet");
    f.article = "招法17";
    return f;
}

bool is_followed(const ReadTx& tx, const trade::RoundFacts& round)
{
    return std::ranges::any_of(trade::rounds_of(tx, round.trade), [&](const trade::RoundFacts& other) {
        return other.lot == round.lot && other.number > round.number;
    });
}

Finding followed_already(const trade::RoundFacts& round)
{
    return against_round(
        round, "trade.cannot_follow", "该标段已经开始下一轮，本公告不能再开始一轮；请去掉“同时开始下一轮”。",
        "another round has followed already; this notice begins none: take second_round out");
}

void add_once(std::vector<Finding>& out, std::vector<Finding> more)
{
    for (auto& f : more) {
        const auto same = [&](const Finding& o) {
            return o.code == f.code && o.rule == f.rule && o.subject == f.subject && o.zh == f.zh;
        };
        if (std::ranges::none_of(out, same))
            out.push_back(std::move(f));
    }
}

} // namespace

std::vector<trade::RoundFacts> rounds_of(const ReadTx& tx, const Text& text)
{
    std::vector<trade::RoundFacts> out;
    for (const auto& id : text.rounds) {
        const auto parsed = trade::RoundId::parse(id);
        auto round = parsed ? trade::round_facts(tx, *parsed) : Result<trade::RoundFacts>{parsed.error()};
        if (round && round->trade.text() == text.trade)
            out.push_back(*std::move(round));
    }
    return out;
}

Result<std::vector<Finding>> Notices::findings(const ReadTx& tx, const NoticeRow& row,
                                               Publication publication) const
{
    const auto publishes = publication.at;
    const auto text = from_text<Text>(row.body);
    const auto rounds = rounds_of(tx, text);
    auto out = missing_contents(guidance_, wire::name_of(text.kind), text.sections);
    TP_TRY(trade, trade::trade_facts(tx, row.trade));
    add_once(out, unsaid_values(guidance_, text.kind, text.sections, registered_parties(tx, trade)));
    add_once(out, contradictions(text, latest_deadline(rounds), publishes));
    add_once(out, against_correction(tx, guidance_, text));
    add_once(out, against_suspension(tx, text));
    if (auto named = other_agent(tx, row))
        add_once(out, {*std::move(named)});
    // Where no round fits, why not one of them does.
    TP_TRY(looked_at, ruled(tx, library_, rounds.empty() ? trade::rounds_of(tx, row.trade) : rounds));
    for (const auto& one : looked_at)
        check_stage(tx, one, text, out);
    if (rounds.empty())
        return out;
    for (const auto& [round, rules, facts] : looked_at) {
        add_once(out, reminders(rules, round.stage, text, facts, publishes));
        if (text.kind == Kind::failed_round)
            add_once(out, failed_again(trade::after_second_failure(tx, guidance_, round)));
        if (text.kind == Kind::failed_round && row.follow && is_followed(tx, round))
            out.push_back(followed_already(round));
        if (auto wanted = medium_wanted(text, settings_.medium, facts))
            add_once(out, {*std::move(wanted)});
        if (auto late = lateness_of(tx, text, round, publishes))
            out.push_back(*std::move(late));
        if (text.kind == Kind::invitation && !trade::by_invitation(tx, round.id))
            out.push_back(nobody_invited(round));
        TP_TRY(of_terms, terms_findings(tx, text, round, publication));
        add_once(out, std::move(of_terms));
    }
    return out;
}

} // namespace tianping::notice
