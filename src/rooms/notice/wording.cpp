// What the platform can write into a notice itself: from the trade, its terms, and what the notice names.
#include "base/joined_text.hpp"
#include "rooms/notice/correcting.hpp"
#include "rooms/notice/suspending.hpp"

namespace tianping::notice {
namespace {

struct Parties {
    trade::Registration registered{};
    std::optional<std::string> owner{}; // by name, where the organisation is known
    std::optional<std::string> agent{};
};

std::optional<std::string> registered_name(const ReadTx& tx, const identity::OrganisationId& id)
{
    const auto found = identity::organisation(tx, id);
    return found ? std::optional{found->name} : std::nullopt;
}

Parties parties(const ReadTx& tx, const trade::TradeFacts& trade)
{
    return {trade::registration(tx, trade.id).value(), registered_name(tx, trade.owner),
            trade.agent ? registered_name(tx, *trade.agent) : std::nullopt};
}

std::string contact_text(const trade::Contact& c)
{
    return c.address + "，联系人" + c.name + "，电话" + c.phone;
}

void add_terms(Values& values, const terms::Terms& terms, const std::vector<trade::RoundFacts>& rounds)
{
    values["eligibility"] = joined_text(terms.eligibility, "；") + "。";
    values["documents_from"] = to_local_text(terms.documents_from);
    values["documents_until"] = to_local_text(terms.documents_until);
    values["evaluation_method"] = terms.evaluation_method;
    values["objections_to"] = terms.objections_to;
    std::vector<std::string> joint;
    for (const auto& round : rounds)
        if (const auto* lot = trade::lot_terms(terms, round.id))
            joint.push_back(lot->name + (lot->joint_bodies ? "接受联合体投标" : "不接受联合体投标"));
    values["joint_bodies"] = joined_text(joint, "；") + "。";
}

std::string answers_text(const std::vector<Answered>& answers)
{
    return joined_text(answers, "\n",
                       [](const Answered& one) { return "问：" + one.question + "\n答：" + one.answer; });
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

// What this notice says by itself, and the deadline before it.
void add_owner_words(Values& values, const Text& text, std::optional<Instant> before)
{
    if (const auto deadline = text.deadline ? text.deadline : before)
        values["deadline"] = to_local_text(*deadline);
    if (before)
        values["deadline_before"] = to_local_text(*before);
    if (text.reason)
        values["reason"] = *text.reason;
    if (text.answers)
        values["answers"] = answers_text(*text.answers);
    if (text.affects_bids)
        values["effect"] = effect_text(text, before);
}

} // namespace

std::string_view title_of(Kind kind)
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
    case Kind::suspension:
        return "暂停公告";
    }
    return "公告";
}

Values registered_parties(const ReadTx& tx, const trade::TradeFacts& trade)
{
    const auto [in, owner, agent] = parties(tx, trade);
    Values out{{"owner_person", in.owner_contact.name}, {"owner_phone", in.owner_contact.phone}};
    if (owner)
        out["owner_name"] = *owner;
    if (!trade.agent || !in.agent_contact)
        return out;
    if (agent)
        out["agent_name"] = *agent;
    out["agent_person"] = in.agent_contact->name;
    out["agent_phone"] = in.agent_contact->phone;
    return out;
}

Values Notices::values_for(const ReadTx& tx, const trade::TradeFacts& trade, const Text& text,
                           bool second_round) const
{
    const auto [in, owner, agent] = parties(tx, trade);
    const auto rounds = rounds_of(tx, text);
    Values values{{"title", in.title},
                  {"scope", in.scope},
                  {"lots", joined_text(rounds, "、", &trade::RoundFacts::lot_name)},
                  {"funds_source", in.funds_source},
                  {"place", in.place},
                  {"supervisor", in.supervisor},
                  {"owner", owner.value_or("")},
                  {"owner_contact", contact_text(in.owner_contact)},
                  {"agent", agent && in.agent_contact
                                ? "招标代理机构：" + *agent + "，" + contact_text(*in.agent_contact) + "。"
                                : std::string{}},
                  {"platform_address", settings_.origin + "/trades/" + trade.id.text() +
                                           "，凭数字证书登录，招标文件无需登录即可下载。"},
                  {"next", second_round ? "同时开始第二轮招标，另行公告。" : "后续安排另行公告。"}};
    const auto terms =
        trade::terms_by_digest(tx, text.terms.value_or(rounds.empty() ? "" : rounds[0].terms_digest));
    if (terms)
        add_terms(values, terms->terms, rounds);
    add_owner_words(values, text, latest_deadline(rounds));
    if (text.kind == Kind::correction)
        values.merge(values_of_correction(tx, text));
    if (text.kind == Kind::suspension)
        values.merge(values_of_suspension(tx, text));
    return values;
}

} // namespace tianping::notice
