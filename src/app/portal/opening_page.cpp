#include "app/portal/desk.hpp"
#include "app/portal/opening_rows.hpp"
#include "rooms/notice/overtaken.hpp"
#include <algorithm>

namespace tianping::app {
namespace {

std::string waiting_for(hall::SessionState state, bool witnessed, bool zh)
{
    using hall::SessionState;
    switch (state) {
    case SessionState::waiting:
        return zh ? "投标截止时间即为开标时间" : "The deadline is the opening";
    case SessionState::signing_in:
        return zh ? "投标人可以签到；各方只能看到自己的签到" : "Bidders may sign in; each sees only himself";
    case SessionState::opening:
        if (witnessed)
            return zh ? "正在解密" : "The bids are being unsealed";
        return zh ? "正在等待受托机构见证封存集合" : "Waiting for the closers to witness the set";
    case SessionState::reading:
        return zh ? "投标人可以当场提出异议，主持人当场答复"
                  : "Bidders may object on the spot; the host answers on the spot";
    case SessionState::signing:
        return zh ? "正在签署开标记录；不签名不影响开标结果"
                  : "The record is being signed; a missing signature has no consequence";
    default:
        return {};
    }
}

// The window of proving and opening while it runs: its end as extended for all. While a hold stands its end
// is not known.
std::optional<portal::Due> running_window(const opening::OpeningView& view, portal::OpeningState state,
                                          Instant now)
{
    const bool phase = view.phase == opening::Phase::trustees || view.phase == opening::Phase::prove;
    if (!phase || state != portal::OpeningState::unsealing || view.window_ends <= now)
        return std::nullopt;
    return portal::Due{view.window_ends};
}

void follow(const trade::IntakeId& intake, portal::OpeningPage& view)
{
    view.stream = "/api/v1/intakes/" + intake.text() + "/session/stream";
    for (const auto kind : hall::Hall::live_kinds())
        view.stream_kinds.emplace_back(kind);
}

std::string shown(const terms::PriceField& field, const opening::ReadOut& bid)
{
    const auto value = bid.fields.find(field.id);
    if (value == bid.fields.end())
        return "—";
    return field.unit == terms::FieldUnit::fen ? Fen{std::stoll(value->second)}.text() : value->second;
}

} // namespace

std::vector<portal::BidRow> PortalDesk::bid_rows(const ReadTx& tx, const http::Request& request,
                                                 const terms::LotTerms& lot, bool zh) const
{
    std::vector<portal::BidRow> out;
    const auto view = parts_.opening.view(tx, request);
    if (!view || !view->published_at)
        return out;
    const auto intake = trade::IntakeId::parse(view->intake).value();
    const auto submissions = bidding::closed_submissions(tx, intake).value();
    for (const auto& bid : view->bids) {
        portal::BidRow row;
        row.number = static_cast<std::int64_t>(out.size()) + 1;
        row.bidder = bid.bidder_name;
        for (const auto& member : hall::named(tx, bid.members, view->deadline))
            row.members.push_back(hall::shown_name(member));
        for (const auto& field : lot.price_letter)
            if (field.read_out)
                row.values.push_back({shown(field, bid), field.unit != terms::FieldUnit::text});
        const auto own =
            std::ranges::find(submissions, bid.submission, &bidding::ClosedSubmission::submission);
        if (own != submissions.end())
            row.submitted = own->arrived;
        if (lot.deposit)
            row.deposit = deposit_word(bid.deposit_paid, zh);
        row.outcome = bid.state == opening::BidState::opened ? portal::BidOutcome::opened
                                                             : portal::BidOutcome::not_opened;
        if (bid.cause) {
            hall::RecordBid said;
            said.state = bid.state;
            said.cause = bid.cause;
            said.outcome = bid.outcome;
            row.remark = hall::outcome_text(said, spoken(zh));
        }
        out.push_back(std::move(row));
    }
    return out;
}

void PortalDesk::fill_session(const ReadTx& tx, const trade::RoundFacts& round, const portal::Visit& visit,
                              portal::OpeningPage& view) const
{
    const auto session = parts_.hall.view_of(tx, round.intake, visit.now);
    if (!session)
        return;
    const bool zh = visit.language == portal::Language::zh;
    view.place = hall::confirmed_place(tx, round.trade);
    view.state = state_of(session->state, round.held != 0 || notice::is_overtaken(tx, round));
    view.waiting_for = waiting_for(session->state, round.stage == trade::Stage::opening, zh);
    view.steps = ceremony_steps(*session, *round.deadline, zh);
    view.keys = key_lines(tx, round, zh);
    view.objections = objection_rows(session->objections);
    for (const auto& record : session->records)
        if (!record.pdf.empty())
            view.record_id = session->intake;
}

Result<http::Document> PortalDesk::opening(const ReadTx& tx, const http::Request& request) const
{
    TP_TRY(intake, trade::IntakeId::parse(request.path.at("intake")));
    TP_TRY(round, trade::round_of_intake(tx, intake));
    if (!round.deadline)
        return Error{Fault::not_found, "intake.unknown"};
    TP_TRY(facts, trade::trade_facts(tx, round.trade));
    const auto visit = visit_of(request, "/openings/" + intake.text());
    const bool zh = visit.language == portal::Language::zh;
    portal::OpeningPage view;
    view.id = intake.text();
    view.title = facts.title;
    view.trade_id = facts.id.text();
    view.lot = round.lot_name;
    view.lot_code = round.section_code;
    view.host = organisation_name(tx, trade::agent_at(tx, facts.id, *round.deadline).value_or(facts.owner));
    view.at = *round.deadline;
    fill_session(tx, round, visit, view);
    TP_TRY(terms, trade::terms_by_digest(tx, round.terms_digest));
    if (const auto* lot = trade::lot_terms(terms.terms, round.id)) {
        view.limit_price = lot->limit_price;
        if (lot->unsealing.manner == terms::Manner::bidder)
            view.manner = zh ? "投标人" : "bidders";
        else
            view.manner = zh ? "受托机构" : "trustees";
        view.bids = bid_rows(tx, request, *lot, zh);
        for (const auto& field : lot->price_letter)
            if (field.read_out && !view.bids.empty())
                view.columns.push_back({field.title, field.unit != terms::FieldUnit::text});
    }
    if (const auto unsealing = parts_.opening.view(tx, request))
        view.window = running_window(*unsealing, view.state, visit.now);
    view.happenings = happenings_of(tx, round, zh);
    if (view.state != portal::OpeningState::finished && view.state != portal::OpeningState::not_opened)
        follow(intake, view);
    const auto part = request.query.find("part");
    const bool live = part != request.query.end() && part->second == "live";
    return document_of(live ? pages_.opening_live(view, visit) : pages_.opening(view, visit), visit);
}

} // namespace tianping::app
