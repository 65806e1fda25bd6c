// What an opening's page tells of what happened, newest first: in words, and never whom it concerns.
#include "app/portal/opening_rows.hpp"
#include "base/time_text.hpp"
#include "infra/spine/event_log.hpp"
#include "rooms/hall/events.hpp"
#include "rooms/opening/events.hpp"
#include <algorithm>
#include <utility>

namespace tianping::app {
namespace {

// "2026-03-24 11:00"
std::string minute_of(Instant at)
{
    return to_local_text(at).substr(0, 16);
}

std::string session_happening(const std::string& kind, bool zh)
{
    if (kind == hall::ObjectionRaised::kind)
        return zh ? "投标人当场提出异议" : "A bidder objected on the spot";
    if (kind == hall::ObjectionAnswered::kind)
        return zh ? "主持人当场答复异议" : "The host answered on the spot";
    if (kind == hall::SigningOpened::kind)
        return zh ? "开标记录提交签名" : "The record lies ready for signature";
    if (kind == hall::RecordSigned::kind)
        return zh ? "一方在记录上签名" : "Someone signed the record";
    if (kind == hall::SignatureRefused::kind)
        return zh ? "一方拒绝签名，理由已记录" : "Someone refused to sign; the reason is recorded";
    if (kind == hall::SessionEnded::kind)
        return zh ? "主持人宣布开标结束" : "The host ended the session";
    if (kind == hall::RecordPublished::kind)
        return zh ? "开标记录已公布" : "The record is published";
    return {};
}

std::string extension_text(const opening::WindowExtended& longer, bool zh)
{
    const auto until = minute_of(longer.until);
    return zh ? "主持人将解密时限对全体投标人一并延长至 " + until + "；理由：" + longer.reason
              : "The host made the window longer for all bidders alike, until " + until +
                    "; reason: " + longer.reason;
}

// What happens within the window and after it. Ends are those that stood when it began.
std::string unsealing_happening(const events::Event& event, bool zh)
{
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
    if (event.kind == opening::CauseRecorded::kind)
        return zh ? "主持人记录投标文件未解密的原因" : "The host records why bids did not open";
    return session_happening(event.kind, zh);
}

std::string happening(const events::Event& event, bool zh)
{
    const auto& kind = event.kind;
    if (kind == opening::SetClosed::kind)
        return zh ? "投标截止，投标集合已封存" : "The deadline came; the set of bids is closed";
    if (kind == opening::SetWitnessed::kind)
        return zh ? "受托机构已见证封存集合" : "The trustees witnessed the closed set";
    if (kind == opening::TrusteeAnswered::kind)
        return zh ? "一家受托机构给出份额" : "A trustee gave its shares";
    if (kind == opening::WrongAnswerNamed::kind)
        return zh ? "发现错误份额，已指明受托机构" : "A wrong share was found and named";
    if (kind == opening::ReadOutPublished::kind)
        return zh ? "投标人名称和报价同时公布" : "Names and prices were published together";
    if (kind == opening::ReturnedUnopened::kind)
        return zh ? "投标人不足，投标文件原封退回" : "Too few bidders; the bids go back unopened";
    if (kind == opening::ClosingHeld::kind)
        return zh ? "项目暂停，本次不开标" : "The trade is held; nothing is opened";
    return unsealing_happening(event, zh);
}

} // namespace

std::vector<portal::Happening> happenings_of(const ReadTx& tx, const trade::IntakeId& intake, bool zh)
{
    std::vector<portal::Happening> out;
    bool causes = false;
    for (const auto& event : events::of_stream(tx, intake.text())) {
        const auto text = happening(event, zh);
        // There is a cause for each bid: several lines would count them before the reading out (20-30).
        const bool again = event.kind == opening::CauseRecorded::kind && std::exchange(causes, true);
        if (!text.empty() && !again)
            out.push_back({event.recorded_at, text});
    }
    std::ranges::reverse(out);
    return out;
}

} // namespace tianping::app
