#include "app/portal/desk.hpp"
#include "app/portal/opening_rows.hpp"
#include <algorithm>

namespace tianping::app {
namespace {

portal::SignatureState state_of(hall::SignatureState state)
{
    return wire::choice<portal::SignatureState>(wire::name_of(state))
        .value_or(portal::SignatureState::waiting);
}

std::string role_of(hall::SignerRole role, bool zh)
{
    switch (role) {
    case hall::SignerRole::owner:
        return zh ? "招标人" : "owner";
    case hall::SignerRole::agent:
        return zh ? "招标代理机构" : "agent";
    case hall::SignerRole::witness:
        return zh ? "交易中心（见证）" : "trading centre (witness)";
    case hall::SignerRole::bidder:
        return zh ? "投标人" : "bidder";
    }
    return {};
}

std::vector<portal::Fact> facts_of(const hall::Record& record, const hall::RecordOut& kept, bool zh)
{
    std::vector<portal::Fact> out{
        {zh ? "项目编号" : "Project number", record.tender_project_code},
        {zh ? "标段" : "Lot", record.lot_name},
        {zh ? "标段编号" : "Lot number", record.section_code},
        {zh ? "招标人" : "Owner", record.owner},
        {zh ? "开标时间" : "Opened at", to_local_text(record.deadline)},
        {zh ? "公布时间" : "Read out at", to_local_text(record.read_out_at)},
        {zh ? "解密方式" : "Unsealed by", hall::manner_text(record, spoken(zh))},
        {zh ? "记录版本" : "Version",
         std::to_string(kept.version) +
             (kept.final ? (zh ? "（开标结束后的最终版本）" : " (final, after the end)") : "")}};
    if (!record.agent.empty())
        out.insert(out.begin() + 4, {zh ? "招标代理机构" : "Agent", record.agent});
    if (!record.place.empty())
        out.push_back({zh ? "开标地点" : "Place", record.place});
    if (record.limit_price)
        out.push_back(
            {zh ? "最高投标限价" : "Limit price", record.limit_price->text() + (zh ? " 元" : " yuan")});
    return out;
}

std::vector<portal::BidRow> bids_of(const hall::Record& record, bool zh)
{
    std::vector<portal::BidRow> out;
    for (const auto& bid : record.bids) {
        portal::BidRow row;
        row.number = bid.number;
        row.bidder = bid.bidder;
        for (const auto& member : bid.members)
            row.members.push_back(hall::shown_name(member));
        for (const auto& field : record.columns)
            row.values.push_back({hall::value_text(field, bid), field.unit != terms::FieldUnit::text});
        if (record.deposit_wanted)
            row.deposit = deposit_word(bid.deposit_paid, zh);
        row.submitted = bid.submitted_at;
        row.outcome = bid.state == opening::BidState::opened ? portal::BidOutcome::opened
                                                             : portal::BidOutcome::not_opened;
        if (bid.cause || bid.state != opening::BidState::opened)
            row.remark = hall::outcome_text(bid, spoken(zh));
        out.push_back(std::move(row));
    }
    return out;
}

portal::DocumentRow pdf_of(const hall::RecordOut& kept)
{
    portal::DocumentRow out;
    out.name = "PDF";
    out.version = std::to_string(kept.version);
    out.href = "/api/v1/intakes/" + kept.record.intake + "/record";
    out.size = {kept.pdf_size};
    out.digest = kept.pdf;
    out.at = hall::as_of(kept.record);
    return out;
}

portal::StageStep step(const char* zh_name, const char* en_name, bool zh)
{
    return {zh ? zh_name : en_name, portal::StageMark::coming, std::nullopt, {}};
}

} // namespace

std::vector<portal::StageStep> ceremony_steps(const hall::SessionView& session, Instant deadline, bool zh)
{
    using hall::SessionState;
    std::vector<portal::StageStep> out{step("签到", "Sign-in", zh),
                                       step("截止封存、解密", "Closing and unsealing", zh),
                                       step("公布、异议", "Reading out, objections", zh),
                                       step("记录签名", "Signing the record", zh), step("结束", "End", zh)};
    out[0].at = session.sign_in_from;
    out[1].at = deadline;
    out[2].at = session.read_out_at;
    out[3].at = session.signing_until;
    out[4].at = session.ended_at;
    if (session.state == SessionState::not_opened) {
        out[0].mark = portal::StageMark::done;
        out[1].mark = portal::StageMark::ended;
        out.resize(2);
        return out;
    }
    const auto here =
        session.state == SessionState::ended
            ? out.size()
            : static_cast<std::size_t>(session.state) - static_cast<std::size_t>(SessionState::signing_in);
    if (session.state == SessionState::waiting)
        return out;
    for (std::size_t i = 0; i < out.size() && i <= here; ++i)
        out[i].mark = i < here ? portal::StageMark::done : portal::StageMark::current;
    return out;
}

std::vector<portal::ObjectionRow> objection_rows(const std::vector<hall::RecordObjection>& objections)
{
    std::vector<portal::ObjectionRow> out;
    for (const auto& one : objections)
        out.push_back({one.raised_at, one.who, one.text, one.answer});
    return out;
}

Result<http::Document> PortalDesk::record(const ReadTx& tx, const http::Request& request) const
{
    TP_TRY(intake, trade::IntakeId::parse(request.path.at("intake")));
    const auto kept = parts_.hall.latest(tx, intake);
    if (!kept)
        return Error{Fault::not_found, "hall.no_record"};
    const auto& record = kept->record;
    const auto visit = visit_of(request, "/openings/" + intake.text() + "/record");
    const bool zh = visit.language == portal::Language::zh;
    portal::OpeningRecordPage view;
    view.id = intake.text();
    view.number = record.number;
    view.title = record.title;
    view.trade_id = record.trade;
    view.facts = facts_of(record, *kept, zh);
    for (const auto& field : record.columns)
        view.columns.push_back({field.title, field.unit != terms::FieldUnit::text});
    view.bids = bids_of(record, zh);
    view.remarks = hall::remarks_of(record, spoken(zh));
    view.objections = objection_rows(record.objections);
    for (const auto& one : record.signatures)
        view.signatures.push_back(
            {role_of(one.role, zh), one.organisation, state_of(one.state), one.at, one.reason});
    view.pdf = pdf_of(*kept);
    view.digest = kept->digest;
    view.json = "/api/v1/intakes/" + intake.text() + "/record.json";
    view.verify =
        "curl " + parts_.site.base + "/api/v1/intakes/" + intake.text() + "/record | openssl dgst -sm3";
    return document_of(pages_.opening_record(view, visit), visit);
}

} // namespace tianping::app
