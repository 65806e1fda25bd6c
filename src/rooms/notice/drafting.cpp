// Drafts: filled from the template and what is known, replaced whole, each with what stands against it.
#include "base/blank.hpp"
#include "infra/http/read_version.hpp"
#include "rooms/notice/json_text.hpp"
#include "rooms/notice/service.hpp"
#include "rooms/notice/store.hpp"
#include <algorithm>

namespace tianping::notice {
namespace {

constexpr std::string_view title_of(Kind kind)
{
    switch (kind) {
    case Kind::tender_notice:
        return "招标公告";
    case Kind::invitation:
        return "投标邀请书";
    case Kind::clarification:
        return "澄清（修改）公告";
    case Kind::correction:
        return "更正公告";
    case Kind::postponement:
        return "延期公告";
    case Kind::failed_round:
        return "招标失败（流标）公告";
    case Kind::termination:
        return "终止招标公告";
    }
    return "公告";
}

std::string joined(const std::vector<std::string>& texts, std::string_view between)
{
    std::string out;
    for (const auto& text : texts)
        out += (out.empty() ? std::string{} : std::string{between}) + text;
    return out;
}

std::string contact_text(const trade::Contact& c)
{
    return c.address + "，联系人" + c.name + "，电话" + c.phone;
}

void add_terms(Values& values, const terms::Terms& terms, const std::vector<trade::RoundFacts>& rounds)
{
    values["eligibility"] = joined(terms.eligibility, "；") + "。";
    values["documents_from"] = to_local_text(terms.documents_from);
    values["documents_until"] = to_local_text(terms.documents_until);
    values["evaluation_method"] = terms.evaluation_method;
    values["objections_to"] = terms.objections_to;
    std::vector<std::string> joint;
    for (const auto& round : rounds)
        if (const auto* lot = trade::lot_terms(terms, round.id))
            joint.push_back(lot->name + (lot->joint_bodies ? "接受联合体投标" : "不接受联合体投标"));
    values["joint_bodies"] = joined(joint, "；") + "。";
}

std::string answers_text(const std::vector<Answered>& answers)
{
    std::vector<std::string> out;
    for (const auto& one : answers)
        out.push_back("问：" + one.question + "\n答：" + one.answer);
    return joined(out, "\n");
}

std::string effect_text(const Text& text, std::optional<Instant> before)
{
    if (text.affects_bids == std::optional{false})
        return "招标人认为不影响投标文件编制，投标截止时间不变。理由：" + text.reason.value_or("") + "。";
    const std::string head = "可能影响投标文件编制（条例21）。";
    if (!text.deadline || text.deadline == before)
        return head + "距投标截止时间仍满足法定期限，投标截止时间不变。";
    return head + "投标截止和开标时间" + (before ? "由" + to_local_text(*before) : std::string{}) + "顺延至" +
           to_local_text(*text.deadline) + "。";
}

std::vector<trade::RoundId> default_rounds(const ReadTx& tx, const procedure::Library& library,
                                           const trade::TradeFacts& trade, Kind kind)
{
    std::vector<trade::RoundId> out;
    for (const auto& round : trade::rounds_of(tx, trade.id)) {
        const auto rules = trade::rules_of(tx, round, library);
        if (rules && act_of(*rules, round.stage, kind, trade::facts_of(tx, round)))
            out.push_back(round.id);
    }
    return out;
}

std::optional<Instant> current_deadline(const std::vector<trade::RoundFacts>& rounds)
{
    std::optional<Instant> out;
    for (const auto& round : rounds)
        if (round.deadline && (!out || *out < *round.deadline))
            out = round.deadline;
    return out;
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

// Whatever a draft names and is not there.
void check_names(const ReadTx& tx, const trade::TradeId& trade, const DraftIn& in, const Answering& answering,
                 Collected& bad)
{
    const auto rounds = trade::rounds_of(tx, trade);
    for (std::size_t i = 0; in.rounds && i < in.rounds->size(); ++i)
        if (std::ranges::find(rounds, (*in.rounds)[i], &trade::RoundFacts::id) == rounds.end())
            bad.add({"rounds[" + std::to_string(i) + "]", "round.unknown", "a round of this trade"});
    if (in.terms && !in.deadline)
        bad.check(trade::terms_by_digest(tx, *in.terms), "terms");
    bad.check(answers_of(tx, trade, in, answering));
}

events::Private for_parties(const Text& text, const std::string& digest)
{
    return {"parties:" + text.trade, wire::write(DraftText{text, digest})};
}

} // namespace

Values Notices::values_for(const ReadTx& tx, const trade::TradeFacts& trade, const Text& text,
                           bool second_round) const
{
    const auto in = trade::registration(tx, trade.id).value();
    const auto rounds = rounds_of(tx, text);
    const auto owner = identity::organisation(tx, trade.owner);
    const auto agent =
        trade.agent ? identity::organisation(tx, *trade.agent) : Result<identity::Organisation>{Error{}};
    std::vector<std::string> lots;
    for (const auto& round : rounds)
        lots.push_back(round.lot_name);
    Values values{{"title", in.title},
                  {"scope", in.scope},
                  {"lots", joined(lots, "、")},
                  {"funds_source", in.funds_source},
                  {"place", in.place},
                  {"supervisor", in.supervisor},
                  {"owner", owner ? owner->name : ""},
                  {"owner_contact", contact_text(in.owner_contact)},
                  {"agent", agent && in.agent_contact ? "招标代理机构：" + agent->name + "，" +
                                                            contact_text(*in.agent_contact) + "。"
                                                      : std::string{}},
                  {"platform_address", settings_.origin + "/trades/" + trade.id.text() +
                                           "，凭数字证书登录，招标文件无需登录即可下载。"},
                  {"next", second_round ? "同时开始第二轮招标，另行公告。" : "后续安排另行公告。"}};
    const auto terms =
        trade::terms_by_digest(tx, text.terms.value_or(rounds.empty() ? "" : rounds[0].terms_digest));
    if (terms)
        add_terms(values, terms->terms, rounds);
    const auto before = current_deadline(rounds);
    if (const auto deadline = text.deadline ? text.deadline : before)
        values["deadline"] = to_local_text(*deadline);
    if (before)
        values["deadline_before"] = to_local_text(*before);
    if (text.reason)
        values["reason"] = *text.reason;
    if (text.answers)
        values["answers"] = answers_text(*text.answers);
    if (text.kind == Kind::clarification)
        values["effect"] = effect_text(text, before);
    return values;
}

Result<Text> Notices::text_of(const ReadTx& tx, const Call& call, const trade::TradeFacts& trade,
                              const NoticeId& id, const DraftIn& in) const
{
    Text text;
    text.platform = settings_.platform;
    text.notice = id.text();
    text.trade = trade.id.text();
    text.kind = in.kind;
    for (const auto& round : in.rounds ? *in.rounds : default_rounds(tx, library_, trade, in.kind))
        text.rounds.push_back(round.text());
    for (const auto& round : rounds_of(tx, text))
        text.unified_codes.push_back(round.unified_code);
    text.title = in.title.value_or(trade.title + std::string{title_of(in.kind)});
    text.terms = in.terms;
    text.deadline = in.deadline;
    text.reason = in.reason;
    text.corrects = in.corrects;
    text.publish_at = in.publish_at;
    TP_TRY(answers, answers_of(tx, trade.id, in, answering_));
    text.answers = std::move(answers);
    if (const auto latest = trade::latest_terms(tx, trade.id); latest && announces(in.kind) && !text.terms)
        text.terms = latest->digest;
    if (text.terms && !text.deadline) {
        TP_TRY(terms, trade::terms_by_digest(tx, *text.terms));
        text.deadline = terms.terms.deadline;
    }
    if (in.kind == Kind::clarification) {
        // Not classified counts as affecting (招法23 makes no difference at all).
        text.affects_bids = in.affects_bids.value_or(true);
        TP_TRY(earliest, earliest_deadline(tx, text, std::max(call.arrived, text.publish_at)));
        const auto now = current_deadline(rounds_of(tx, text));
        if (!text.deadline && earliest.at && now && *now < *earliest.at)
            text.deadline = earliest.at;
    }
    text.sections = sections_for(guidance_, in.kind, in.sections.value_or(std::vector<Section>{}),
                                 values_for(tx, trade, text, in.second_round.value_or(false)));
    return text;
}

Result<NoticeRow> Notices::make_draft(WriteTx& tx, const Call& call, const trade::TradeFacts& trade,
                                      const DraftIn& in) const
{
    const auto id = call.mint<NoticeId>();
    TP_TRY(text, text_of(tx, call, trade, id, in));
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
    TP_TRY(text, text_of(tx, call, trade, row.id, in));
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
    Collected bad;
    check_names(tx, trade.id, in, answering_, bad);
    TP_CHECK(bad.done());
    TP_TRY(row, make_draft(tx, request.call, trade, in));
    return shown(tx, request.call.actor, row);
}

Result<NoticeOut> Notices::edit(WriteTx& tx, const http::Request& request, const DraftIn& in) const
{
    TP_TRY(row, notice_of_path(tx, request));
    TP_CHECK(next_state(row.state, NoticeAct::edit));
    TP_CHECK(http::check_read_version(request, row.version));
    Collected bad;
    if (in.kind != row.kind)
        bad.add({"kind", "notice.kind_is_fixed", wire::name_of(row.kind)});
    check_names(tx, row.trade, in, answering_, bad);
    TP_CHECK(bad.done());
    TP_CHECK(replace_draft(tx, request.call, row, in));
    return shown(tx, request.call.actor, row);
}

Result<NoticeOut> Notices::withdraw(WriteTx& tx, const http::Request& request, const WithdrawIn& in) const
{
    TP_TRY(row, notice_of_path(tx, request));
    TP_TRY(state, next_state(row.state, NoticeAct::withdraw));
    if (blank(in.reason))
        return invalid_field("notice.reason_wanted", "reason", "why it is withdrawn");
    row.state = state;
    TP_CHECK(keep(tx, request, row));
    jobs::cancel(tx, std::string{publish_job} + "/" + row.id.text());
    events::append(tx, request.call, row.id.text(), about(tx, from_text<Text>(row.body)),
                   Withdrawn{in.reason});
    return shown(tx, request.call.actor, row);
}

} // namespace tianping::notice
