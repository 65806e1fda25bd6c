#include "rooms/notice/rules.hpp"
#include "base/blank.hpp"
#include <algorithm>

namespace tianping::notice {
namespace {

using trade::Finding;

bool may_set_deadline(Kind kind)
{
    return announces(kind) || kind == Kind::clarification || kind == Kind::postponement;
}

// Whether this place of the terms says what a bid has to contain, or what it is judged by.
bool asks_of_bids(const std::string& path)
{
    static constexpr std::string_view of_all[] = {"eligibility", "evaluation", "files", "award_limits"};
    static constexpr std::string_view of_lot[] = {"parts",         "price_letter",  "bill",
                                                  "limit_price",   "limit_formula", "deposit",
                                                  "validity_days", "joint_bodies"};
    const auto begins = [](std::string_view text, const auto& names) {
        return std::ranges::any_of(names, [&](std::string_view name) { return text.starts_with(name); });
    };
    const auto lot = path.starts_with("lots[") ? path.find("].") : std::string::npos;
    return lot == std::string::npos ? begins(path, of_all)
                                    : begins(std::string_view{path}.substr(lot + 2), of_lot);
}

bool needs_reason(const Text& text)
{
    return text.kind == Kind::postponement || text.kind == Kind::failed_round ||
           text.kind == Kind::termination || text.affects_bids == std::optional{false};
}

void check_members(const Text& text, std::vector<Finding>& out)
{
    if (text.rounds.empty())
        out.push_back(finding("notice.no_round", "rounds", "公告没有写明它所涉及的轮次。",
                              "The notice names no round.", ""));
    if (needs_reason(text) && blank(text.reason.value_or("")))
        out.push_back(finding("notice.reason_wanted", "reason", "应当写明原因。",
                              "The reason has to be stated.", text.affects_bids ? "条例21" : "10号令20"));
    if (text.kind == Kind::clarification && !text.affects_bids)
        out.push_back(finding("notice.class_wanted", "affects_bids",
                              "招标人应当说明澄清是否可能影响投标文件编制。",
                              "The owner has to say whether the clarification may affect bids.", "条例21"));
    if (announces(text.kind) && !text.terms)
        out.push_back(finding("notice.terms_wanted", "terms", "发布前招标人应当先签署交易文件。",
                              "The owner has to sign the terms before they are announced.", "招法19"));
    if (text.kind == Kind::postponement && !text.deadline)
        out.push_back(finding("notice.deadline_wanted", "deadline", "应当写明新的投标截止时间。",
                              "The new deadline has to be stated.", "10号令20"));
    if (text.kind == Kind::correction && !text.corrects)
        out.push_back(finding("notice.corrected_wanted", "corrects", "应当写明更正的是哪一份公告。",
                              "The correction has to name the notice that it corrects.",
                              "10号令16、10号令20"));
    if (text.answers && text.kind != Kind::clarification)
        out.push_back(finding("notice.answers_unexpected", "answers", "只有澄清公告可以答复提问。",
                              "Only a clarification answers questions.", ""));
    if (text.deadline && !may_set_deadline(text.kind))
        out.push_back(finding("notice.deadline_unexpected", "deadline", "这种公告不能改变投标截止时间。",
                              "A notice of this kind cannot change the deadline.", ""));
}

} // namespace

Finding finding(std::string code, std::string subject, std::string zh, std::string en, std::string article)
{
    Finding f;
    f.code = std::move(code);
    f.subject = std::move(subject);
    f.zh = std::move(zh);
    f.en = std::move(en);
    f.article = std::move(article);
    return f;
}

Finding against_round(const trade::RoundFacts& round, std::string code, const std::string& zh,
                      const std::string& en)
{
    return finding(std::move(code), "rounds." + round.id.text(), "“" + round.lot_name + "”：" + zh,
                   round.lot_name + ": " + en, "");
}

std::optional<Instant> latest_deadline(const std::vector<trade::RoundFacts>& rounds)
{
    std::optional<Instant> out;
    for (const auto& round : rounds)
        if (round.deadline && (!out || *out < *round.deadline))
            out = round.deadline;
    return out;
}

Instant proposed_deadline(Instant earliest)
{
    using std::chrono::hours;
    return std::chrono::ceil<hours>(earliest + hours{1});
}

bool announces(Kind kind)
{
    return kind == Kind::tender_notice || kind == Kind::invitation;
}

Result<State> next_state(State at, NoticeAct act)
{
    if (const auto* move = notice_flow.find(at, act))
        return move->to;
    Error e{Fault::conflict, "notice.step_out_of_order"};
    e.params = {{"state", at == State::signed_ ? "signed" : wire::name_of(at)}, {"act", wire::name_of(act)}};
    return e;
}

std::vector<Finding> contradictions(const Text& text, std::optional<Instant> deadline_now, Instant publishes)
{
    std::vector<Finding> out;
    check_members(text, out);
    if (text.deadline && *text.deadline <= publishes) {
        auto f = finding("notice.deadline_passed", "deadline", "投标截止时间应当在公告发布之后。",
                         "The deadline has to lie after the publication.", "招法24");
        f.given = text.deadline;
        out.push_back(std::move(f));
    }
    if (!announces(text.kind) && text.deadline && deadline_now && *text.deadline < *deadline_now) {
        auto f = finding("notice.deadline_brought_forward", "deadline", "投标截止时间只能顺延，不能提前。",
                         "A published deadline may be moved later, never earlier.", "招法23、条例21");
        f.given = text.deadline;
        f.earliest = deadline_now;
        out.push_back(std::move(f));
    }
    if (text.kind == Kind::postponement && text.deadline && text.deadline == deadline_now) {
        auto f =
            finding("notice.postpones_nothing", "deadline",
                    "延期公告写明的就是现行的投标截止时间，没有延期；应当写明更晚的时间。",
                    "The postponement names the deadline in force, which postpones nothing; name a later "
                    "one.",
                    "10号令20");
        f.given = text.deadline;
        f.earliest = *deadline_now + std::chrono::milliseconds{1};
        out.push_back(std::move(f));
    }
    return out;
}

std::vector<terms::Difference> changed_contents(const terms::Terms& before, const terms::Terms& after)
{
    auto out = terms::compare(before, after);
    std::erase_if(out, [](const terms::Difference& d) {
        return d.path == "documents_from" || d.path == "documents_until" || d.path == "deadline";
    });
    return out;
}

bool clarifies(const Text& text, const std::vector<terms::Difference>& changes)
{
    if (text.kind == Kind::clarification || text.kind == Kind::correction)
        return text.affects_bids.value_or(true);
    return !announces(text.kind) && !changes.empty();
}

std::optional<Finding> doubtful_class(const Text& text, const std::vector<terms::Difference>& changes)
{
    if (text.kind != Kind::clarification || clarifies(text, changes))
        return std::nullopt;
    std::string titles;
    for (const auto& change : changes)
        if (asks_of_bids(change.path) && titles.find(change.title) == std::string::npos)
            titles += (titles.empty() ? "" : "、") + change.title;
    if (titles.empty())
        return std::nullopt;
    auto f = finding("notice.class_doubtful", "affects_bids",
                     "澄清归类为不影响投标文件编制，但新版交易文件改变了：" + titles + "。请招标人确认。",
                     "The clarification is classed as harmless to bids, and the new terms change: " + titles +
                         ". The owner has to be sure.",
                     "条例21");
    f.effect = procedure::Effect::warn;
    return f;
}
namespace {

// The round's act that a notice of this kind is; none for one that only tells.
std::optional<trade::Act> act_behind(Kind kind)
{
    if (announces(kind))
        return trade::Act::announce;
    if (kind == Kind::failed_round)
        return trade::Act::fail;
    return kind == Kind::termination ? std::optional{trade::Act::terminate} : std::nullopt;
}

std::optional<trade::Act> leads_on_from(trade::Stage stage)
{
    switch (stage) {
    case trade::Stage::registered:
        return trade::Act::announce;
    case trade::Stage::announced:
        return trade::Act::close;
    case trade::Stage::closed:
        return trade::Act::begin_opening;
    case trade::Stage::opening:
        return trade::Act::finish_opening;
    default:
        return std::nullopt;
    }
}

// A round is called failed for what the log says and for nothing else: the act names it among its needs.
bool has_ground(const procedure::Act& act, const procedure::Facts& facts)
{
    return !act.needs.empty() && std::ranges::all_of(act.needs, [&](const std::string& instant) {
        return procedure::known(facts, instant, procedure::Channel::none).has_value();
    });
}

} // namespace

const procedure::Act* act_of(const procedure::Rulebook& rules, trade::Stage stage, Kind kind,
                             const procedure::Facts& facts)
{
    for (const auto* act : procedure::acts_in(rules.procedure, wire::name_of(stage), facts))
        if (act->notice == wire::name_of(kind) && (kind != Kind::failed_round || has_ground(*act, facts)))
            return act;
    return nullptr;
}

std::optional<trade::Act> act_to_be_free(Kind kind, trade::Stage stage, bool despite_hold)
{
    if (const auto own = act_behind(kind))
        return own;
    return despite_hold ? std::nullopt : leads_on_from(stage);
}

Status refusal(const std::vector<Finding>& findings, std::string_view language)
{
    Error e{Fault::invalid, "notice.not_publishable"};
    std::size_t count = 0;
    for (const auto& f : findings) {
        if (f.effect != procedure::Effect::refuse)
            continue;
        ++count;
        e.fields.push_back({f.subject, f.code, language == "en" ? f.en : f.zh, f.words});
        if (!f.article.empty() && e.article.find(f.article) == std::string::npos)
            e.article += (e.article.empty() ? "" : "；") + f.article;
        if (f.subject == "bid_deadline" && f.earliest && (!e.earliest || *e.earliest < *f.earliest))
            e.earliest = f.earliest;
    }
    if (count == 0)
        return {};
    e.params["count"] = std::to_string(count);
    return e;
}

} // namespace tianping::notice
