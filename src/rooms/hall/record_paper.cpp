// The record as paper shows it: in Chinese, the language of the record.
#include "base/joined_text.hpp"
#include "rooms/hall/record.hpp"

namespace tianping::hall {
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
    if (bid.members.empty())
        return bid.bidder;
    return bid.bidder + "（联合体牵头人）、" + joined_text(bid.members, "、", shown_name);
}

std::vector<document::RecordSignature> seats_of(const Record& record)
{
    std::vector<document::RecordSignature> out;
    for (const auto& one : record.signatures)
        out.push_back({role_text(one.role), one.organisation, state_text(one)});
    return out;
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
    out.manner = manner_text(record, Language::zh);
    out.limit_price = record.limit_price;
    for (const auto& field : record.columns)
        out.fields.push_back({title_of(field), field.unit != terms::FieldUnit::text});
    for (const auto& bid : record.bids) {
        document::HeardBid heard{bidder_text(bid),
                                 bid.submitted_at,
                                 {},
                                 deposit_text(record, bid),
                                 outcome_text(bid, Language::zh)};
        for (const auto& field : record.columns)
            heard.values.push_back(value_text(field, bid));
        out.bids.push_back(std::move(heard));
    }
    out.remarks = remarks_of(record, Language::zh);
    for (const auto& one : record.objections)
        out.objections.push_back({one.raised_at, one.who, one.text, one.answer});
    out.signatures = seats_of(record);
    out.digest = digest;
    out.address = record.address;
    out.printed_at = as_of(record);
    return out;
}

} // namespace tianping::hall
