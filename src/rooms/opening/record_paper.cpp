// The record in words, as paper and pages show it.
#include "rooms/opening/record.hpp"

namespace tianping::opening {
namespace {

std::string role_text(SignerRole role)
{
    switch (role) {
    case SignerRole::owner:
        return "招标人";
    case SignerRole::agent:
        return "招标代理机构";
    case SignerRole::witness:
        return "交易中心（见证）";
    case SignerRole::bidder:
        return "投标人";
    }
    return {};
}

std::string state_text(const RecordSignature& one)
{
    switch (one.state) {
    case SignatureState::signed_:
        return "已签名 " + to_local_text(*one.at);
    case SignatureState::refused:
        return "拒绝签名：" + one.reason;
    case SignatureState::absent:
        return "未签名，不影响开标";
    case SignatureState::waiting:
        return "待签名";
    }
    return {};
}

std::string deposit_text(const Record& record, const RecordBid& bid)
{
    if (!record.deposit_wanted)
        return "不要求";
    return bid.deposit_paid ? "已缴纳" : "未缴纳";
}

std::string bidder_text(const RecordBid& bid)
{
    std::string out = bid.bidder;
    for (std::size_t i = 0; i < bid.members.size(); ++i)
        out += (i == 0 ? "（联合体牵头人）、" : "、") + bid.members[i];
    return out;
}

std::vector<document::RecordSignature> seats_of(const Record& record)
{
    std::vector<document::RecordSignature> out;
    for (const auto& one : record.signatures)
        out.push_back({role_text(one.role), one.organisation, state_text(one)});
    return out;
}

std::string cause_of(const RecordBid& bid)
{
    if (!bid.cause_text.empty())
        return "主持人记录的原因：" + bid.cause_text;
    if (bid.cause == "opening.cause_not_recorded")
        return "招标人未在规定时间内记录原因";
    if (bid.cause == "opening.price_letter_malformed")
        return "开标一览表缺项或格式有误";
    return "原因代码 " + bid.cause.value_or("");
}

std::string title_of(const terms::PriceField& field)
{
    switch (field.unit) {
    case terms::FieldUnit::fen:
        return field.title + "（元）";
    case terms::FieldUnit::day:
        return field.title + "（日历天）";
    case terms::FieldUnit::text:
        break;
    }
    return field.title;
}

} // namespace

std::string manner_text(const Record& record)
{
    if (record.manner == terms::Manner::bidder)
        return "投标人在线解密";
    std::size_t holders = record.trustees.size();
    return std::to_string(holders) + " 家受托机构中任意 " + std::to_string(record.threshold) + " 家共同解密";
}

std::string outcome_text(const RecordBid& bid)
{
    if (bid.state == BidState::opened)
        return bid.cause ? "已解密，开标一览表有误" : "已解密";
    if (bid.outcome == "withdrawn")
        return "未解密，视为撤回其投标文件（20号令第三十一条）";
    if (bid.outcome == "revoked")
        return "未解密，视为撤销其投标文件（20号令第三十一条）";
    return "未解密";
}

std::vector<std::string> remarks_of(const Record& record)
{
    std::vector<std::string> out;
    std::string missing;
    for (const auto& bid : record.bids) {
        if (bid.cause)
            out.push_back(bid.bidder + "：" + outcome_text(bid) + "。" + cause_of(bid) + "。");
        else if (!bid.cause_text.empty())
            out.push_back(bid.bidder + "：" + cause_of(bid) +
                          "。其后按招标文件的补救方案解密（20号令第三十一条第二款）。");
        if (!bid.signed_in_at)
            missing += (missing.empty() ? "" : "、") + bid.bidder;
    }
    for (const auto& one : record.trustees) {
        const auto who = "第 " + std::to_string(one.number) + " 号受托机构 " + one.name;
        if (one.state == TrusteeState::wrong)
            out.push_back(who + " 给出的份额不正确，已指明并排除。");
        if (one.state == TrusteeState::absent)
            out.push_back(who + " 没有给出份额。");
    }
    for (const auto& one : record.extensions)
        out.push_back("解密时限为全体投标人延长至 " + to_local_text(one.until) + "，理由：" + one.reason +
                      "。");
    if (!missing.empty())
        out.push_back("未签到的投标人：" + missing + "。不影响其投标。");
    if (!record.signatures.empty())
        out.push_back("签名所针对的记录版本，数据摘要为 " + record.signed_digest + "。");
    out.push_back("封存的投标集合摘要（SM3）：" + record.closing_digest + "。");
    return out;
}

std::string value_text(const terms::PriceField& field, const RecordBid& bid)
{
    const auto value = bid.fields.find(field.id);
    if (value == bid.fields.end())
        return {};
    return field.unit == terms::FieldUnit::fen ? Fen{std::stoll(value->second)}.text() : value->second;
}

document::OpeningRecord paper_of(const Record& record, const std::string& digest)
{
    document::OpeningRecord out;
    out.platform = record.platform;
    out.number = record.number;
    out.trade = record.title;
    out.trade_code = record.tender_project_code;
    out.lot = record.lot_name;
    out.lot_code = record.section_code;
    out.owner = record.owner;
    out.agent = record.agent;
    out.place = record.place.empty() ? "在线公开" : record.place + "，并在线公开";
    out.opened_at = record.deadline;
    out.host = record.agent.empty() ? record.owner + "（招标人）" : record.agent + "（招标代理机构）";
    out.manner = manner_text(record);
    out.limit_price = record.limit_price;
    for (const auto& field : record.columns)
        out.fields.push_back({title_of(field), field.unit != terms::FieldUnit::text});
    for (const auto& bid : record.bids) {
        document::HeardBid heard{
            bidder_text(bid), bid.submitted_at, {}, deposit_text(record, bid), outcome_text(bid)};
        for (const auto& field : record.columns)
            heard.values.push_back(value_text(field, bid));
        out.bids.push_back(std::move(heard));
    }
    out.remarks = remarks_of(record);
    for (const auto& one : record.objections)
        out.objections.push_back({one.raised_at, one.who, one.text, one.answer});
    out.signatures = seats_of(record);
    out.digest = digest;
    out.address = record.address;
    out.printed_at = as_of(record);
    return out;
}

} // namespace tianping::opening
