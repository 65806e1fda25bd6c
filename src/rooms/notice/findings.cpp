// What stands against publishing a notice, all of it at once: contents, contradictions, stage, holds and
// limits.
#include "base/time_text.hpp"
#include "rooms/notice/correcting.hpp"
#include "rooms/notice/store.hpp"
#include "rooms/notice/suspending.hpp"
#include <algorithm>

namespace tianping::notice {
namespace {

using trade::Finding;

bool has_limits(const Text& text)
{
    return announces(text.kind) || text.kind == Kind::clarification || text.kind == Kind::postponement ||
           (text.kind == Kind::correction && clarifies(text, {}));
}

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

void check_stage(const ReadTx& tx, const procedure::Rulebook& rules, const trade::RoundFacts& round,
                 const Text& text, std::vector<Finding>& out)
{
    const auto facts = trade::facts_of(tx, round);
    const auto* act = act_of(rules, round.stage, text.kind, facts);
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

// The deadline in force passed although nothing was closed, for a hold that stops it: the intake is sealed,
// and a postponement goes on with it (design.md 1). Where the closing found a hold whose lifting, stamped
// before the deadline, was decided only after it, what the closing found counts.
bool held_over(const ReadTx& tx, const trade::RoundFacts& round)
{
    return round.stage == trade::Stage::announced &&
           (!trade::overtaking(tx, round).empty() ||
            (round.deadline && store::overtaken(tx, round.id, *round.deadline)));
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

// Terms with this round's lot alone, so that its limits are its own.
terms::Terms only_lot(terms::Terms terms, const trade::RoundId& round)
{
    std::erase_if(terms.lots, [&](const terms::LotTerms& lot) { return lot.round != round.text(); });
    return terms;
}

// What was found in only_lot(), where people find it: at the lot's place in the whole terms.
std::vector<Finding> at_own_place(std::vector<Finding> found, const terms::Terms& whole,
                                  const trade::RoundId& round)
{
    constexpr std::string_view alone = "lots[0]";
    const auto lot = std::ranges::find(whole.lots, round.text(), &terms::LotTerms::round);
    const auto own = "lots[" + std::to_string(lot - whole.lots.begin()) + "]";
    for (auto& f : found)
        if (f.subject.starts_with(alone))
            f.subject.replace(0, alone.size(), own);
    return found;
}

procedure::Facts instants_of(const ReadTx& tx, const Text& text, const trade::RoundFacts& round,
                             const terms::Terms& terms, Instant publishes)
{
    const auto deadline =
        text.deadline.value_or(text.terms ? terms.deadline : round.deadline.value_or(terms.deadline));
    procedure::Facts more;
    more.instants = {{"bid_deadline", deadline, procedure::Channel::none},
                     {"opening", deadline, procedure::Channel::none}};
    if (text.kind == Kind::tender_notice)
        more.instants.push_back({"notice_published", publishes, procedure::Channel::none});
    if (text.kind == Kind::invitation)
        more.instants.push_back({"invitation_sent", publishes, procedure::Channel::none});
    if (clarifies(text, changes_of(tx, text, round)))
        more.instants.push_back({"clarification_sent", publishes, procedure::Channel::none});
    return more;
}

std::optional<trade::SignedTerms> terms_for(const ReadTx& tx, const Text& text,
                                            const trade::RoundFacts& round)
{
    auto found = trade::terms_by_digest(tx, text.terms.value_or(round.terms_digest));
    return found ? std::optional{*std::move(found)} : std::nullopt;
}

// Trustees witness no closing at another hour than that of the terms that the owner signed.
std::optional<Finding> deadline_against(const Text& text, const trade::RoundFacts& round,
                                        const terms::Terms& terms)
{
    if (!text.deadline || *text.deadline == terms.deadline)
        return std::nullopt;
    if (text.terms)
        return against_round(round, "notice.deadline_not_of_terms", "公告的投标截止时间与交易文件不一致。",
                             "notice and terms name different deadlines");
    auto f = against_round(round, "notice.deadline_wants_terms",
                           "改变投标截止时间的公告应当引用写明新截止时间的交易文件；请招标人先签署该版本。",
                           "a notice that moves the deadline names a version of the terms that says it; the "
                           "owner signs that version first");
    f.article = "招法23";
    return f;
}

void check_terms(const Text& text, const trade::RoundFacts& round, const trade::SignedTerms& terms,
                 Instant publishes, std::vector<Finding>& out)
{
    if (terms.terms.trade != text.trade || !trade::lot_terms(terms.terms, round.id))
        out.push_back(against_round(round, "notice.terms_of_another", "所引交易文件不含本标段。",
                                    "the terms do not speak of this lot"));
    if (auto differs = deadline_against(text, round, terms.terms))
        out.push_back(*std::move(differs));
    if (!announces(text.kind) || terms.terms.documents_from >= publishes)
        return;
    auto f = against_round(round, "notice.documents_before_notice", "招标文件开始发出的时间早于公告发布。",
                           "the documents would be given out before the notice is published");
    f.article = "条例16";
    f.earliest = publishes;
    out.push_back(std::move(f));
}

void add_once(std::vector<Finding>& out, std::vector<Finding> more)
{
    for (auto& f : more) {
        const auto same = [&](const Finding& o) {
            return o.code == f.code && o.rule == f.rule && o.zh == f.zh;
        };
        if (std::ranges::none_of(out, same))
            out.push_back(std::move(f));
    }
}

void say_why(Earliest& earliest, const procedure::Limit& limit, const procedure::Rulebook& rules)
{
    earliest.zh = procedure::describe(limit, rules, procedure::Language::zh);
    earliest.en = procedure::describe(limit, rules, procedure::Language::en);
}

// The limit that a standing hold keeps open: its end is known once the hold is lifted.
Earliest held_open(const procedure::Lawful& lawful, const procedure::Rulebook& rules)
{
    Earliest out;
    out.held = true;
    for (const auto& bound : lawful.bounds)
        if (bound.window.held)
            say_why(out, bound.limit, rules);
    return out;
}

} // namespace

std::vector<terms::Difference> changes_of(const ReadTx& tx, const Text& text, const trade::RoundFacts& round)
{
    if (!text.terms || round.terms_digest.empty() || *text.terms == round.terms_digest)
        return {};
    const auto before = trade::terms_by_digest(tx, round.terms_digest);
    const auto after = trade::terms_by_digest(tx, *text.terms);
    if (!before || !after)
        return {};
    return changed_contents(only_lot(before->terms, round.id), only_lot(after->terms, round.id));
}

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

Result<std::vector<Finding>> Notices::findings(const ReadTx& tx, const Text& text, Instant publishes) const
{
    const auto rounds = rounds_of(tx, text);
    auto out = missing_contents(guidance_, text);
    add_once(out, contradictions(text, latest_deadline(rounds), publishes));
    add_once(out, against_correction(tx, guidance_, text));
    add_once(out, against_suspension(tx, text));
    for (const auto& round : rounds) {
        TP_TRY(rules, trade::rules_of(tx, round, library_));
        check_stage(tx, rules, round, text, out);
        const auto known = trade::facts_of(tx, round);
        add_once(out, reminders(rules, round.stage, text, known, publishes));
        if (text.kind == Kind::failed_round)
            add_once(out, failed_again(trade::after_second_failure(tx, guidance_, round)));
        if (auto wanted = medium_wanted(text, settings_.medium, known))
            add_once(out, {*std::move(wanted)});
        if (auto late = lateness_of(tx, text, round, publishes))
            out.push_back(*std::move(late));
        if (text.kind == Kind::invitation && !trade::by_invitation(tx, round.id)) {
            auto f = against_round(round, "notice.invitees_wanted", "尚未确定被邀请的单位。",
                                   "nobody is invited yet");
            f.article = "招法17";
            out.push_back(std::move(f));
        }
        const auto terms = has_limits(text) ? terms_for(tx, text, round) : std::nullopt;
        if (!terms)
            continue;
        check_terms(text, round, *terms, publishes, out);
        add_once(out, unsaid_instants(guidance_, text, terms->terms));
        if (auto doubtful = doubtful_class(text, changes_of(tx, text, round)))
            add_once(out, {*std::move(doubtful)});
        TP_TRY(limits, trade::findings_on_terms(tx, library_, only_lot(terms->terms, round.id),
                                                instants_of(tx, text, round, terms->terms, publishes)));
        add_once(out, at_own_place(std::move(limits), terms->terms, round.id));
    }
    return out;
}

Result<Earliest> Notices::earliest_deadline(const ReadTx& tx, const Text& text, Instant publishes) const
{
    Earliest out;
    if (!has_limits(text))
        return out;
    for (const auto& round : rounds_of(tx, text)) {
        const auto terms = terms_for(tx, text, round);
        const auto* lot = terms ? trade::lot_terms(terms->terms, round.id) : nullptr;
        if (!lot)
            continue;
        TP_TRY(rules, trade::rules_of(tx, round, library_));
        const auto facts = trade::facts_with_terms(trade::facts_of(tx, round), terms->terms, *lot,
                                                   instants_of(tx, text, round, terms->terms, publishes));
        TP_TRY(lawful, procedure::lawful(rules, library_.calendar, "bid_deadline", facts));
        if (lawful.held)
            return held_open(lawful, rules);
        if (!lawful.earliest || (out.at && *lawful.earliest <= *out.at))
            continue;
        out.at = lawful.earliest;
        for (const auto& bound : lawful.bounds)
            if (bound.window.earliest == lawful.earliest)
                say_why(out, bound.limit, rules);
    }
    return out;
}

} // namespace tianping::notice
