#include "rooms/notice/suspending.hpp"
#include "base/joined_text.hpp"
#include "base/json_text.hpp"
#include "base/time_text.hpp"
#include "rooms/notice/overtaken.hpp"
#include "rooms/notice/store.hpp"
#include <algorithm>

namespace tianping::notice {
namespace {

using trade::Finding;

bool stands_on(const trade::Hold& hold, const trade::RoundId& round)
{
    return !hold.lifted_at && std::ranges::find(hold.rounds, round) != hold.rounds.end();
}

// The holds that the text names, in the order in which they were set.
std::vector<trade::Hold> named(const ReadTx& tx, const Text& text)
{
    const auto names = text.holds.value_or(std::vector<std::string>{});
    auto out = trade::holds_of(tx, trade::TradeId::parse(text.trade).value());
    std::erase_if(out, [&](const trade::Hold& hold) {
        return std::ranges::find(names, hold.id.text()) == names.end();
    });
    return out;
}

std::string hold_text(const trade::Hold& hold)
{
    return ground_text(hold.cause, hold.article, hold.document, procedure::Language::zh) + "，自 " +
           to_local_text(hold.set_at) + " 起";
}

// What becomes of the published deadline: a hold moves none, and one that it overtakes does not happen.
std::string deadline_text(const std::vector<trade::RoundFacts>& rounds, const std::vector<trade::Hold>& holds)
{
    const auto deadline = latest_deadline(rounds);
    const bool open = std::ranges::any_of(
        rounds, [](const trade::RoundFacts& round) { return round.stage == trade::Stage::announced; });
    if (!open || !deadline)
        return {};
    const auto head = "已公布的投标截止和开标时间 " + to_local_text(*deadline) + " 不因本公告改变";
    const bool stops = std::ranges::any_of(
        holds, [](const trade::Hold& hold) { return trade::stops_closing(hold.forbids); });
    return head + (stops ? "；该时间在暂停期间到来的，不截止、不开标，由招标人另行公告新的时间。" : "。");
}

} // namespace

Status name_holds(const ReadTx& tx, const DraftIn& in, Text& text)
{
    if (in.kind != Kind::suspension) {
        if (in.holds)
            return invalid_field("notice.holds_unexpected", "holds", "a suspension");
        return {};
    }
    const auto all = trade::holds_of(tx, trade::TradeId::parse(text.trade).value());
    Collected bad;
    text.holds.emplace();
    for (const auto& id : in.holds.value_or(std::vector<trade::HoldId>{})) {
        if (std::ranges::find(all, id, &trade::Hold::id) == all.end())
            bad.add({"holds[" + std::to_string(text.holds->size()) + "]", "notice.hold_unknown",
                     "holds of this trade"});
        text.holds->push_back(id.text());
    }
    TP_CHECK(bad.done());
    const auto rounds = rounds_of(tx, text);
    for (const auto& hold : all)
        if (!in.holds && std::ranges::any_of(rounds, [&](const auto& r) { return stands_on(hold, r.id); }))
            text.holds->push_back(hold.id.text());
    return {};
}

bool is_held(const ReadTx& tx, const DraftIn& in, const trade::RoundFacts& round)
{
    const auto holds = trade::holds_of(tx, round.trade);
    return std::ranges::any_of(holds, [&](const trade::Hold& hold) {
        return stands_on(hold, round.id) &&
               (!in.holds || std::ranges::find(*in.holds, hold.id) != in.holds->end());
    });
}

Values values_of_suspension(const ReadTx& tx, const Text& text)
{
    const auto holds = named(tx, text);
    std::vector<trade::Act> acts;
    for (const auto& hold : holds)
        for (const auto act : hold.forbids)
            if (std::ranges::find(acts, act) == acts.end())
                acts.push_back(act);
    if (holds.empty())
        return {};
    return {{"holds", joined_text(holds, "；", hold_text)},
            {"held_acts", acts_text(acts, procedure::Language::zh)},
            {"held_deadline", deadline_text(rounds_of(tx, text), holds)}};
}

std::vector<Finding> against_suspension(const ReadTx& tx, const Text& text)
{
    std::vector<Finding> out;
    if (text.kind != Kind::suspension)
        return out;
    const auto rounds = rounds_of(tx, text);
    const auto holds = named(tx, text);
    for (const auto& round : rounds)
        if (std::ranges::none_of(holds, [&](const auto& hold) { return stands_on(hold, round.id); }))
            out.push_back(against_round(round, "notice.no_hold", "没有正在进行的暂停，不能发布暂停公告。",
                                        "no hold stands, so that no suspension can be told"));
    for (const auto& hold : holds)
        if (std::ranges::none_of(rounds, [&](const auto& round) { return stands_on(hold, round.id); }))
            out.push_back(finding("notice.hold_not_standing", "holds." + hold.id.text(),
                                  hold_text(hold) + "：这一暂停已经解除，或者不涉及本公告的标段。",
                                  "This hold is lifted, or stands on none of the notice's lots.", ""));
    return out;
}

std::optional<NoticeId> suspension_of(const ReadTx& tx, const trade::Hold& hold)
{
    for (const auto& row : store::suspensions(tx, hold.trade)) {
        const auto names = from_text<Text>(row.body).holds.value_or(std::vector<std::string>{});
        if (!row.for_invited && std::ranges::find(names, hold.id.text()) != names.end())
            return row.id;
    }
    return std::nullopt;
}

std::string acts_text(const std::vector<trade::Act>& acts, procedure::Language language)
{
    using trade::Act;
    static const std::map<Act, std::pair<const char*, const char*>> names{
        {Act::register_, {"登记", "registration"}},
        {Act::announce, {"发布公告", "announcement"}},
        {Act::close, {"截止", "closing"}},
        {Act::begin_opening, {"开标", "opening"}},
        {Act::finish_opening, {"公布开标结果", "reading out"}},
        {Act::fail, {"宣布招标失败", "failing the round"}},
        {Act::terminate, {"终止", "termination"}},
        {Act::submit, {"递交投标文件", "submitting bids"}}};
    const bool zh = language == procedure::Language::zh;
    return joined_text(acts, zh ? "、" : ", ",
                       [zh](Act act) { return zh ? names.at(act).first : names.at(act).second; });
}

} // namespace tianping::notice
