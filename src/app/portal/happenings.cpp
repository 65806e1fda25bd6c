// What an opening's page tells of what happened, newest first: in words, and of no bidder.
#include "app/portal/opening_rows.hpp"
#include "base/joined_text.hpp"
#include "base/time_text.hpp"
#include "rooms/hall/events.hpp"
#include "rooms/notice/suspending.hpp"
#include "rooms/opening/events.hpp"
#include <algorithm>
#include <iterator>
#include <ranges>
#include <string_view>

namespace tianping::app {
namespace {

// "2026-03-24 11:00"
std::string minute_of(Instant at)
{
    return to_local_text(at).substr(0, 16);
}

struct Words {
    std::string_view kind;
    const char* zh;
    const char* en;
};

// What is told in the same words whatever its event says.
constexpr Words words[] = {
    {opening::SetClosed::kind, "投标截止，投标集合已封存", "The deadline came; the set of bids is closed"},
    {opening::SetWitnessed::kind, "受托机构已见证封存集合", "The trustees witnessed the closed set"},
    {opening::TrusteeAnswered::kind, "一家受托机构给出份额", "A trustee gave its shares"},
    {opening::ReadOutPublished::kind, "投标人名称和报价同时公布", "Names and prices were published together"},
    {opening::ReturnedUnopened::kind, "投标人不足，投标文件原封退回",
     "Too few bidders; the bids go back unopened"},
    {opening::ClosingHeld::kind, "项目暂停，本次不开标", "The trade is held; nothing is opened"},
    {opening::CauseRecorded::kind, "主持人记录投标文件未解密的原因",
     "The host records why bids did not open"},
    {hall::ObjectionRaised::kind, "投标人当场提出异议", "A bidder objected on the spot"},
    {hall::ObjectionAnswered::kind, "主持人当场答复异议", "The host answered on the spot"},
    {hall::SigningOpened::kind, "开标记录提交签名", "The record lies ready for signature"},
    {hall::RecordSigned::kind, "一方在记录上签名", "Someone signed the record"},
    {hall::SignatureRefused::kind, "一方拒绝签名，理由已记录",
     "Someone refused to sign; the reason is recorded"},
    {hall::SessionEnded::kind, "主持人宣布开标结束", "The host ended the session"},
    {hall::RecordPublished::kind, "开标记录已公布", "The record is published"},
};

std::string extension_text(const opening::WindowExtended& longer, bool zh)
{
    const auto until = minute_of(longer.until);
    return zh ? "主持人将解密时限对全体投标人一并延长至 " + until + "；理由：" + longer.reason
              : "The host made the window longer for all bidders alike, until " + until +
                    "; reason: " + longer.reason;
}

// Whole instants: a hold may be days older than the opening. What the trade's page shows, and no more.
std::string hold_text(const trade::Hold& hold, const events::Event& event, bool zh)
{
    const auto at = minute_of(event.arrived_at);
    const auto language = zh ? procedure::Language::zh : procedure::Language::en;
    const auto ground = notice::ground_text(hold.cause, hold.article, hold.document, language);
    if (event.kind == trade::HoldLifted::kind)
        return zh ? "暂停于 " + at + " 解除：" + ground : "The hold was lifted at " + at + ": " + ground;
    const auto acts = notice::acts_text(hold.forbids, language);
    return zh ? "自 " + at + " 起暂停：" + ground + "；其间不进行：" + acts
              : "On hold from " + at + ": " + ground + "; stopped meanwhile: " + acts;
}

// Public with the reading out, which comes with the first of them. Number 0 is the bidder himself.
std::string wrong_text(const opening::WrongAnswerNamed& wrong, const terms::LotTerms* lot, bool zh)
{
    const auto name = [&](std::int64_t number) {
        const auto closers = lot == nullptr ? std::vector<terms::Closer>{} : lot->unsealing.closers;
        const auto known = std::ranges::find(closers, number, &terms::Closer::index);
        if (known != closers.end())
            return known->name;
        return number == 0 ? std::string{zh ? "投标人" : "a bidder"} : std::to_string(number);
    };
    return (zh ? "发现错误份额：" : "Wrong shares were found, of: ") +
           joined_text(wrong.numbers, zh ? "、" : ", ", name);
}

// Ends of the window are those that stood when it began.
std::string happening(const hall::Told& told, const terms::LotTerms* lot, bool zh)
{
    const auto& event = told.event;
    if (told.hold)
        return hold_text(*told.hold, event, zh);
    if (event.kind == opening::WrongAnswerNamed::kind)
        return wrong_text(event.as<opening::WrongAnswerNamed>(), lot, zh);
    if (event.kind == opening::WindowExtended::kind)
        return extension_text(event.as<opening::WindowExtended>(), zh);
    if (event.kind == opening::GivingBegun::kind) {
        const auto until = minute_of(event.as<opening::GivingBegun>().until);
        return zh ? "投标人开始交出密钥，至 " + until + " 止" : "Bidders give their keys, until " + until;
    }
    if (event.kind == opening::RemedyBegun::kind) {
        const auto until = minute_of(event.as<opening::RemedyBegun>().until);
        return zh ? "受托机构开始补救解密，至 " + until + " 止"
                  : "The trustees open by way of remedy, until " + until;
    }
    const auto* said = std::ranges::find(words, event.kind, &Words::kind);
    if (said == std::end(words))
        return {};
    return zh ? said->zh : said->en;
}

// Lines of one day that say the same are one, at the instant of the last.
struct Repeated {
    portal::Happening line{};
    std::int64_t times = 1;
};

bool is_same(const portal::Happening& a, const portal::Happening& b)
{
    return a.text == b.text && CivilDay::of(a.at) == CivilDay::of(b.at);
}

} // namespace

std::vector<portal::Happening> happenings_of(const ReadTx& tx, const trade::RoundFacts& round, bool zh)
{
    const auto terms = trade::terms_by_digest(tx, round.terms_digest);
    const auto* lot = terms ? trade::lot_terms(terms->terms, round.id) : nullptr;
    std::vector<Repeated> lines;
    for (const auto& told : hall::Hall::told(tx, round)) {
        const portal::Happening line{told.event.recorded_at, happening(told, lot, zh)};
        if (line.text.empty())
            continue;
        if (!lines.empty() && is_same(lines.back().line, line))
            lines.back() = {line, lines.back().times + 1};
        else
            lines.push_back({line, 1});
    }
    std::vector<portal::Happening> out;
    for (auto& [line, times] : lines | std::views::reverse) {
        if (times > 1)
            line.text +=
                zh ? "（" + std::to_string(times) + " 次）" : " (" + std::to_string(times) + " times)";
        out.push_back(std::move(line));
    }
    return out;
}

} // namespace tianping::app
