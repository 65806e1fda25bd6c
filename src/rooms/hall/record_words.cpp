// The record in words, for its pages in both languages and for paper.
#include "base/joined_text.hpp"
#include "rooms/hall/record.hpp"
#include "rooms/notice/api.hpp"

namespace tianping::hall {
namespace {

std::string pick(Language language, std::string zh, std::string en)
{
    return language == Language::zh ? std::move(zh) : std::move(en);
}

std::string cause_of(const RecordBid& bid, Language language)
{
    if (!bid.cause_text.empty())
        return pick(language, "主持人记录的原因：", "the cause that the host recorded: ") + bid.cause_text;
    if (bid.cause == "opening.cause_not_recorded")
        return pick(language, "招标人未在规定时间内记录原因", "the owner recorded no cause in time");
    if (bid.cause == "opening.price_letter_malformed")
        return pick(language, "开标一览表缺项或格式有误",
                    "the price letter lacks a field or breaks its format");
    if (bid.cause == "opening.price_letter_missing")
        return pick(language, "“price”部分没有可读的开标一览表文件，未唱读任何报价",
                    "its part price has no price letter, so nothing of it was read out");
    return pick(language, "原因代码 ", "cause ") + bid.cause.value_or("");
}

std::string bid_remark(const RecordBid& bid, Language language)
{
    if (bid.cause)
        return bid.bidder + pick(language, "：", ": ") + outcome_text(bid, language) +
               pick(language, "。", "; ") + cause_of(bid, language) + pick(language, "。", ".");
    if (bid.cause_text.empty())
        return {};
    return bid.bidder + pick(language, "：", ": ") + cause_of(bid, language) +
           pick(language, "。其后按招标文件的补救方案解密（20号令第三十一条第二款）。",
                ". It was then unsealed by the remedy of the tender documents (Decree 20, article 31).");
}

std::string trustee_remark(const RecordTrustee& one, Language language)
{
    const auto number = std::to_string(one.number);
    const auto who = pick(language, "第 " + number + " 号受托机构 " + one.name + " ",
                          "Trustee " + number + ", " + one.name + ", ");
    if (one.state == TrusteeState::wrong)
        return who + pick(language, "给出的份额不正确，已指明并排除。",
                          "gave a wrong share; it was named and left out.");
    if (one.state == TrusteeState::absent)
        return who + pick(language, "没有给出份额。", "gave no share.");
    return {};
}

std::string hold_remark(const RecordHold& one, Language language)
{
    const auto from = to_local_text(one.from);
    const auto set =
        pick(language, "自 " + from + " 起暂停，由 " + one.set_by + " 作出：",
             "Held from " + from + ", set by " + one.set_by + ": ") +
        notice::ground_text(one.cause, one.article, one.document,
                            language == Language::zh ? procedure::Language::zh : procedure::Language::en);
    if (!one.lifted_at)
        return set + pick(language, "。尚未解除。", ". Not lifted yet.");
    const auto lifted = to_local_text(*one.lifted_at);
    return set + pick(language, "。于 " + lifted + " 解除，理由：" + one.lift_reason + "。",
                      ". Lifted at " + lifted + ". Reason: " + one.lift_reason);
}

std::string extension_remark(const RecordExtension& one, Language language)
{
    const auto until = to_local_text(one.until);
    return pick(language, "解密时限为全体投标人延长至 " + until + "，理由：" + one.reason + "。",
                "The time for unsealing was lengthened for all bidders to " + until +
                    ". Reason: " + one.reason);
}

std::string missing_remark(const Record& record, Language language)
{
    std::vector<std::string> bidders;
    for (const auto& bid : record.bids)
        if (!bid.signed_in_at)
            bidders.push_back(bid.bidder);
    const auto missing = joined_text(bidders, pick(language, "、", ", "));
    if (missing.empty())
        return {};
    return pick(language, "未签到的投标人：" + missing + "。不影响其投标。",
                "Bidders who did not sign in: " + missing + ". Their bids are not affected.");
}

} // namespace

std::string shown_name(const RecordMember& member)
{
    return member.name.empty() ? member.code : member.name;
}

std::string manner_text(const Record& record, Language language)
{
    if (record.manner == terms::Manner::bidder)
        return pick(language, "投标人在线解密", "the bidders, online");
    const auto holders = std::to_string(record.trustees.size());
    const auto threshold = std::to_string(record.threshold);
    return pick(language, holders + " 家受托机构中任意 " + threshold + " 家共同解密",
                "any " + threshold + " of " + holders + " trustees together");
}

std::string outcome_text(const RecordBid& bid, Language language)
{
    if (bid.state == opening::BidState::opened && bid.cause == "opening.price_letter_missing")
        return pick(language, "已解密，没有开标一览表", "unsealed; it has no price letter");
    if (bid.state == opening::BidState::opened)
        return bid.cause ? pick(language, "已解密，开标一览表有误", "unsealed; its price letter is faulty")
                         : pick(language, "已解密", "unsealed");
    if (bid.outcome == "withdrawn")
        return pick(language, "未解密，视为撤回其投标文件（20号令第三十一条）",
                    "not unsealed, the bid is deemed withdrawn (Decree 20, article 31)");
    if (bid.outcome == "revoked")
        return pick(language, "未解密，视为撤销其投标文件（20号令第三十一条）",
                    "not unsealed, the bid is deemed revoked (Decree 20, article 31)");
    return pick(language, "未解密", "not unsealed");
}

std::vector<std::string> remarks_of(const Record& record, Language language)
{
    std::vector<std::string> out;
    const auto say = [&](std::string remark) {
        if (!remark.empty())
            out.push_back(std::move(remark));
    };
    for (const auto& bid : record.bids)
        say(bid_remark(bid, language));
    for (const auto& one : record.trustees)
        say(trustee_remark(one, language));
    for (const auto& one : record.holds)
        say(hold_remark(one, language));
    for (const auto& one : record.extensions)
        say(extension_remark(one, language));
    say(missing_remark(record, language));
    if (!record.signatures.empty())
        say(pick(language, "签名所针对的记录版本，数据摘要为 " + record.signed_digest + "。",
                 "The version that was signed has the data digest " + record.signed_digest + "."));
    say(pick(language, "封存的投标集合摘要（SM3）：" + record.closing_digest + "。",
             "Digest (SM3) of the closed set of bids: " + record.closing_digest + "."));
    return out;
}

std::string value_text(const terms::PriceField& field, const RecordBid& bid)
{
    const auto value = bid.fields.find(field.id);
    if (value == bid.fields.end())
        return {};
    return field.unit == terms::FieldUnit::fen ? Fen{std::stoll(value->second)}.text() : value->second;
}

} // namespace tianping::hall
