// Drafts: filled from the template and what is known, replaced whole, each with what stands against it.
#include "base/blank.hpp"
#include "base/json_text.hpp"
#include "infra/http/read_version.hpp"
#include "rooms/notice/correcting.hpp"
#include "rooms/notice/store.hpp"
#include "rooms/notice/suspending.hpp"
#include <set>

namespace tianping::notice {
namespace {

// Whether a notice that names something (what it corrects, a hold) serves this round when nothing is said.
bool concerns(const ReadTx& tx, const Text& text, const DraftIn& in, const trade::RoundFacts& round)
{
    if (text.kind == Kind::correction)
        return is_of_corrected(tx, text, round.id);
    return text.kind != Kind::suspension || is_held(tx, in, round);
}

void name_rounds(const ReadTx& tx, const procedure::Library& library, const DraftIn& in, Text& text)
{
    const auto trade = trade::TradeId::parse(text.trade).value();
    std::set<trade::RoundId> named; // each once, in the order of the draft
    for (const auto& id : in.rounds.value_or(std::vector<trade::RoundId>{}))
        if (named.insert(id).second)
            text.rounds.push_back(id.text());
    for (const auto& round : in.rounds ? std::vector<trade::RoundFacts>{} : trade::rounds_of(tx, trade)) {
        const auto rules = trade::rules_of(tx, round, library);
        if (rules && act_of(*rules, round.stage, in.kind, trade::facts_of(tx, round)) &&
            concerns(tx, text, in, round))
            text.rounds.push_back(round.id.text());
    }
    for (const auto& round : rounds_of(tx, text))
        text.unified_codes.push_back(round.unified_code);
}

Result<std::optional<std::vector<Answered>>> answers_of(const ReadTx& tx, const trade::TradeId& trade,
                                                        const DraftIn& in, const Answering& answering)
{
    using Found = std::optional<std::vector<Answered>>;
    if (!in.answers || in.answers->empty())
        return Found{};
    if (!answering.word)
        return invalid_field("notice.answers_unexpected", "answers");
    TP_TRY(answers, answering.word(tx, trade, *in.answers));
    return Found{std::move(answers)};
}

void check_rounds(const ReadTx& tx, const trade::TradeId& trade, const DraftIn& in, Collected& bad)
{
    const auto rounds = trade::rounds_of(tx, trade);
    for (std::size_t i = 0; in.rounds && i < in.rounds->size(); ++i)
        if (std::ranges::find(rounds, (*in.rounds)[i], &trade::RoundFacts::id) == rounds.end())
            bad.add({"rounds[" + std::to_string(i) + "]", "round.unknown", "a round of this trade"});
}

// An announcement names the newest terms when it names none; their deadline is the notice's.
void name_terms(const ReadTx& tx, const trade::TradeId& trade, const DraftIn& in, Text& text, Collected& bad)
{
    text.terms = in.terms;
    text.deadline = in.deadline;
    if (const auto latest = trade::latest_terms(tx, trade); latest && announces(in.kind) && !text.terms)
        text.terms = latest->digest;
    if (!text.terms)
        return;
    const auto terms = bad.read(trade::terms_by_digest(tx, *text.terms), "terms");
    if (terms && !text.deadline)
        text.deadline = terms->terms.deadline;
}

events::Private for_parties(const Text& text, const std::string& digest)
{
    return {"parties:" + text.trade, wire::write(DraftText{text, digest})};
}

} // namespace

wire::Faults check_answer(const AnswerIn& in, const std::string& path)
{
    wire::Faults bad;
    if (in.questions.empty())
        bad.push_back({path + ".questions", "bidding.question_wanted", ""});
    if (blank(in.answer))
        bad.push_back({path + ".answer", "bidding.answer_wanted", ""});
    return bad;
}

Status DraftIn::form() const
{
    Collected bad;
    for (std::size_t i = 0; answers && i < answers->size(); ++i)
        bad.add(check_answer((*answers)[i], "answers[" + std::to_string(i) + "]"));
    for (std::size_t i = 0; changes && i < changes->size(); ++i)
        bad.check(check_section(!blank((*changes)[i].section), "changes[" + std::to_string(i) + "]"));
    return bad.done();
}

Status WithdrawIn::form() const
{
    return blank(reason) ? Status{invalid_field("notice.reason_wanted", "reason", "why it is withdrawn")}
                         : Status{};
}

Result<Text> Notices::text_of(const ReadTx& tx, const Call& call, const trade::TradeFacts& trade,
                              const NoticeId& id, const DraftIn& in, Collected bad) const
{
    Text text;
    text.platform = settings_.platform;
    text.notice = id.text();
    text.trade = trade.id.text();
    text.kind = in.kind;
    check_rounds(tx, trade.id, in, bad);
    name_terms(tx, trade.id, in, text, bad);
    text.answers = bad.read(answers_of(tx, trade.id, in, answering_)).value_or(std::nullopt);
    bad.check(name_corrected(tx, in, text));
    name_rounds(tx, library_, in, text);
    bad.check(name_holds(tx, in, text));
    TP_CHECK(bad.done());
    text.title = in.title.value_or(trade.title + std::string{title_of(in.kind)});
    text.reason = in.reason;
    text.publish_at = in.publish_at;
    // Not classified counts as affecting (招法23 makes no difference at all).
    if (in.kind == Kind::clarification || in.kind == Kind::correction)
        text.affects_bids = in.affects_bids.value_or(true);
    if (in.kind == Kind::clarification) {
        TP_TRY(earliest, earliest_deadline(tx, text, std::max(call.arrived, text.publish_at)));
        const auto now = latest_deadline(rounds_of(tx, text));
        if (!text.deadline && earliest.at && now && *now < *earliest.at)
            text.deadline = proposed_deadline(*earliest.at);
    }
    text.sections = sections_for(guidance_, in.kind, own_sections(guidance_, in),
                                 values_for(tx, trade, text, in.second_round.value_or(false)));
    return text;
}

Result<NoticeRow> Notices::make_draft(WriteTx& tx, const Call& call, const trade::TradeFacts& trade,
                                      const DraftIn& in) const
{
    const auto id = call.mint<NoticeId>();
    TP_TRY(text, text_of(tx, call, trade, id, in, {}));
    NoticeRow row;
    row.id = id;
    row.trade = trade.id;
    row.kind = in.kind;
    row.title = text.title;
    row.body = to_text(text);
    row.digest = to_hex(digest(text));
    row.follow = in.second_round.value_or(false);
    row.publish_at = text.publish_at;
    row.drafted_at = call.arrived;
    TP_CHECK(tx.insert(row));
    events::append(tx, call, row.id.text(), about(tx, text), Drafted{row.id, row.kind},
                   for_parties(text, row.digest));
    return row;
}

Status Notices::replace_draft(WriteTx& tx, const Call& call, NoticeRow& row, const DraftIn& in) const
{
    TP_TRY(trade, trade::trade_facts(tx, row.trade));
    Collected bad;
    if (in.kind != row.kind)
        bad.add({"kind", "notice.kind_is_fixed", wire::name_of(row.kind)});
    TP_TRY(text, text_of(tx, call, trade, row.id, in, std::move(bad)));
    row.title = text.title;
    row.body = to_text(text);
    row.digest = to_hex(digest(text));
    row.follow = in.second_round.value_or(false);
    row.publish_at = text.publish_at;
    row.refused.clear();
    TP_CHECK(tx.update(row));
    events::append(tx, call, row.id.text(), about(tx, text), Edited{row.id}, for_parties(text, row.digest));
    return {};
}

Result<NoticeOut> Notices::draft(WriteTx& tx, const http::Request& request, const DraftIn& in) const
{
    const auto trade_id = trade::TradeId::parse(request.path.at("trade"));
    if (!trade_id)
        return Error{Fault::not_found, "trade.unknown"};
    TP_TRY(trade, trade::trade_facts(tx, *trade_id));
    TP_TRY(row, make_draft(tx, request.call, trade, in));
    return shown(tx, request.call.actor, row);
}

Result<NoticeOut> Notices::edit(WriteTx& tx, const http::Request& request, const DraftIn& in) const
{
    TP_TRY(row, notice_of_path(tx, request));
    TP_CHECK(next_state(row.state, NoticeAct::edit));
    TP_CHECK(http::check_read_version(request, row.version));
    TP_CHECK(replace_draft(tx, request.call, row, in));
    return shown(tx, request.call.actor, row);
}

Result<NoticeOut> Notices::withdraw(WriteTx& tx, const http::Request& request, const WithdrawIn& in) const
{
    TP_TRY(row, notice_of_path(tx, request));
    TP_TRY(state, next_state(row.state, NoticeAct::withdraw));
    TP_CHECK(in.form());
    jobs::cancel(tx, job_of(row));
    row.state = state;
    TP_CHECK(keep(tx, request, row));
    events::append(tx, request.call, row.id.text(), about(tx, from_text<Text>(row.body)),
                   Withdrawn{in.reason});
    return shown(tx, request.call.actor, row);
}

} // namespace tianping::notice
