#include "rooms/notice/overtaken.hpp"
#include "base/joined_text.hpp"
#include "base/json_text.hpp"
#include "rooms/notice/api.hpp"
#include "rooms/notice/store.hpp"
#include <algorithm>

namespace tianping::notice {
namespace {

// Of the job "notice.overtaken".
struct OvertakenJob {
    std::string round{};
    Instant deadline{};
    bool lifted = false; // a hold was: nothing is drafted anew
};
BOOST_DESCRIBE_STRUCT(OvertakenJob, (), (round, deadline, lifted))

void schedule(WriteTx& tx, const std::string& id, Instant at, const OvertakenJob& job)
{
    jobs::schedule(tx, "overtaken/" + id, overtaken_job, at, wire::write(job));
}

std::string reason_of(const ReadTx& tx, const trade::RoundFacts& round)
{
    std::vector<std::string> causes;
    std::string lifted;
    for (const auto& hold : trade::overtaking(tx, round)) {
        causes.push_back(ground_text(hold.cause, hold.article, hold.document, procedure::Language::zh));
        if (hold.lifted_at)
            lifted += cause_text(hold.cause, procedure::Language::zh) + "已于" +
                      to_local_text(*hold.lifted_at) + "解除。";
    }
    return "原定投标截止和开标时间在暂停期间到来，没有截止，没有开标，已递交的投标文件保持密封。暂停的原因"
           "：" +
           joined_text(causes, "；") + "。" + lifted;
}

} // namespace

void note_overtaken(WriteTx& tx, const trade::RoundId& round, Instant deadline, Instant at)
{
    schedule(tx, store::overtaken_id(round, deadline), at, {round.text(), deadline, false});
}

void note_lifted(WriteTx& tx, const trade::HoldId& hold, const std::vector<std::string>& rounds, Instant at)
{
    for (const auto& text : rounds) {
        const auto round = trade::round_facts(tx, trade::RoundId::parse(text).value()).value();
        if (round.stage == trade::Stage::announced && round.deadline && *round.deadline <= at)
            schedule(tx, hold.text() + "/" + text, at, {text, *round.deadline, true});
    }
}

bool is_overtaken(const ReadTx& tx, const trade::RoundFacts& round)
{
    return round.stage == trade::Stage::announced && round.deadline &&
           store::overtaken(tx, round.id, *round.deadline);
}

bool held_over(const ReadTx& tx, const trade::RoundFacts& round)
{
    return is_overtaken(tx, round) ||
           (round.stage == trade::Stage::announced && !trade::overtaking(tx, round).empty());
}

bool is_untouched(const ReadTx& tx, const NoticeRow& row)
{
    if (row.state != State::draft || !row.refused.empty())
        return false;
    const auto rounds = store::overtaken_in(tx, row.id);
    return !rounds.empty() && rounds.front().digest == row.digest;
}

std::string cause_text(trade::HoldCause cause, procedure::Language language)
{
    const bool zh = language == procedure::Language::zh;
    switch (cause) {
    case trade::HoldCause::objection_answer:
        return zh ? "答复异议期间暂停" : "While an objection is answered";
    case trade::HoldCause::supervisor_order:
        return zh ? "行政监督部门责令暂停" : "By order of the supervisor";
    case trade::HoldCause::examination:
        return zh ? "调查核实期间暂停" : "While facts are examined";
    case trade::HoldCause::system_failure:
        return zh ? "系统故障" : "A failure of the system";
    case trade::HoldCause::force_majeure:
        return zh ? "不可抗力" : "Force majeure";
    }
    return {};
}

std::string ground_text(trade::HoldCause cause, const std::string& article, const std::string& document,
                        procedure::Language language)
{
    const bool zh = language == procedure::Language::zh;
    const auto order = document.empty() ? "" : (zh ? "，" : ", ") + document;
    return cause_text(cause, language) + (zh ? "（" : " (") + article + order + (zh ? "）" : ")");
}

// The law's earliest instant where it still lies ahead; a limit that is over binds nothing any more, and what
// cannot be counted, for whatever reason, is left to the owner: a refused job is not tried again, and he
// would never get his draft.
Result<DraftIn> Notices::overtaken_draft(const ReadTx& tx, const Call& call,
                                         const std::vector<trade::RoundFacts>& rounds,
                                         const std::string& reason) const
{
    DraftIn in;
    in.kind = Kind::postponement;
    in.reason = reason;
    in.publish_at = call.arrived;
    in.rounds.emplace();
    Text text;
    text.kind = in.kind;
    text.trade = rounds.front().trade.text();
    bool held = false;
    for (const auto& round : rounds) {
        in.rounds->push_back(round.id);
        text.rounds.push_back(round.id.text());
        held = held || round.held != 0;
    }
    const auto earliest = earliest_deadline(tx, text, call.arrived);
    if (held || (earliest && earliest->held))
        in.sections = std::vector<Section>{
            {"instants", "", "新的投标截止和开标时间待暂停解除后依法确定，并在本公告中载明。"}};
    else if (earliest && earliest->at && *earliest->at > call.arrived)
        in.deadline = earliest->at;
    else
        in.sections =
            std::vector<Section>{{"instants", "",
                                  std::string{"暂停已经解除。"} + (earliest ? "法定期限均已届满，" : "") +
                                      "新的投标截止和开标时间由招标人依法确定，应当在本公告发布之后。"}};
    return in;
}

Status Notices::draft_overtaken(WriteTx& tx, const Call& call, const trade::RoundFacts& round) const
{
    TP_TRY(facts, trade::trade_facts(tx, round.trade));
    const auto reason = reason_of(tx, round);
    OvertakenRow kept{
        store::overtaken_id(round.id, *round.deadline), round.trade, round.id, *round.deadline, {}, ""};
    // A lot that the same holds overtook at the same hour stands in the same notice.
    for (const auto& other : store::overtaken_of(tx, round.trade, *round.deadline)) {
        auto row = store::notice(tx, other.notice).value();
        if (!is_untouched(tx, row) || from_text<Text>(row.body).reason != reason)
            continue;
        kept.notice = row.id;
        kept.digest = row.digest;
        TP_CHECK(tx.insert(kept));
        return redraft_overtaken(tx, call, round, kept);
    }
    TP_TRY(in, overtaken_draft(tx, call, {round}, reason));
    TP_TRY(row, make_draft(tx, call, facts, in));
    kept.notice = row.id;
    kept.digest = row.digest;
    TP_CHECK(tx.insert(kept));
    return {};
}

Status Notices::redraft_overtaken(WriteTx& tx, const Call& call, const trade::RoundFacts& round,
                                  const OvertakenRow& kept) const
{
    auto row = store::notice(tx, kept.notice).value();
    if (!is_untouched(tx, row))
        return {};
    std::vector<trade::RoundFacts> rounds;
    for (const auto& one : store::overtaken_in(tx, row.id)) {
        TP_TRY(facts, trade::round_facts(tx, one.round));
        if (facts.stage == trade::Stage::announced && facts.deadline == one.deadline)
            rounds.push_back(std::move(facts));
    }
    TP_TRY(in, overtaken_draft(tx, call, rounds, reason_of(tx, round)));
    TP_CHECK(replace_draft(tx, call, row, in));
    store::note_drafted(tx, row.id, row.digest);
    return {};
}

Result<jobs::Outcome> Notices::postpone_overtaken(WriteTx& tx, const Call& call, const Job& job) const
{
    const auto in = wire::parse<OvertakenJob>(job.body).value();
    TP_TRY(round, trade::round_facts(tx, trade::RoundId::parse(in.round).value()));
    if (round.stage != trade::Stage::announced || round.deadline != in.deadline)
        return jobs::Outcome{jobs::Done{}}; // postponed, terminated or failed by now
    const auto kept = store::overtaken(tx, round.id, in.deadline);
    if (kept && in.lifted)
        TP_CHECK(redraft_overtaken(tx, call, round, *kept));
    if (!kept && !in.lifted)
        TP_CHECK(draft_overtaken(tx, call, round));
    return jobs::Outcome{jobs::Done{}};
}

} // namespace tianping::notice
