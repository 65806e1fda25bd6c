// The record: composed from the facts and kept as it was said (20-32).
#include "base/canonical.hpp"
#include "base/labelled.hpp"
#include "infra/crypto/digest.hpp"
#include "rooms/hall/events.hpp"
#include "rooms/hall/service.hpp"
#include "rooms/hall/store.hpp"
#include <algorithm>
#include <filesystem>

namespace tianping::hall {

// Of the job "hall.draw_up_record".
struct RecordJob {
    std::string intake{};
};
BOOST_DESCRIBE_STRUCT(RecordJob, (), (intake))

namespace {

std::string name_of(const ReadTx& tx, const identity::OrganisationId& id, Instant at)
{
    const auto known = identity::organisation_at(tx, id, at);
    return known ? known->name : id.text();
}

std::vector<RecordBid> bids_of(const ReadTx& tx, const trade::RoundFacts& round,
                               const opening::OpeningFacts& opened)
{
    const auto submissions = bidding::closed_submissions(tx, round.intake).value();
    const auto present = store::attendances(tx, round.intake);
    std::vector<RecordBid> out;
    for (const auto& bid : opened.bids) {
        RecordBid row;
        row.number = static_cast<std::int64_t>(out.size()) + 1;
        row.bidder = bid.bidder_name;
        row.bidder_code = bid.bidder_code;
        row.members = named(tx, bid.members, round.deadline.value());
        row.fields = bid.fields;
        row.deposit_paid = bid.deposit_paid;
        row.state = bid.state;
        row.cause = bid.cause;
        row.outcome = bid.outcome;
        if (const auto cause =
                std::ranges::find(opened.causes, bid.submission, &opening::RecordedCause::submission);
            cause != opened.causes.end()) {
            row.cause_text = cause->text;
            for (const auto& file : cause->evidence)
                row.evidence.push_back(file.digest);
        }
        const auto own =
            std::ranges::find(submissions, bid.submission, &bidding::ClosedSubmission::submission);
        if (own != submissions.end()) {
            row.submitted_at = own->arrived;
            for (const auto& one : present)
                if (one.organisation.text() == own->bidder)
                    row.signed_in_at = one.at;
        }
        out.push_back(std::move(row));
    }
    return out;
}

std::vector<RecordTrustee> trustees_of(const opening::OpeningFacts& opened, const terms::LotTerms& lot)
{
    std::vector<RecordTrustee> out;
    for (const auto& closer : lot.unsealing.closers) {
        const bool spoke = opened.answered.contains(closer.index);
        if (!closer.holds_share || (lot.unsealing.manner == terms::Manner::bidder && !spoke))
            continue;
        out.push_back({closer.index, closer.name,
                       opened.wrong.contains(closer.index) ? TrusteeState::wrong
                       : spoke                             ? TrusteeState::answered
                                                           : TrusteeState::absent});
    }
    return out;
}

std::vector<RecordHold> holds_before(const ReadTx& tx, const trade::RoundFacts& round, Instant read_out_at)
{
    std::vector<RecordHold> out;
    for (const auto& hold : trade::holds_of(tx, round.trade)) {
        const bool here = std::ranges::find(hold.rounds, round.id) != hold.rounds.end();
        if (!here || !concerns_opening(hold.forbids) || hold.set_at >= read_out_at)
            continue;
        const auto setter = identity::OrganisationId::parse(hold.set_by);
        out.push_back({hold.set_at, hold.lifted_at, hold.cause, hold.article, hold.document,
                       setter ? name_of(tx, *setter, hold.set_at) : "", hold.lift_reason});
    }
    return out;
}

RecordOut as_shown(const RecordRow& row)
{
    return {row.version, row.final, row.digest, row.pdf, row.pdf_size, wire::parse<Record>(row.body).value()};
}

} // namespace

bool concerns_opening(const std::vector<trade::Act>& forbids)
{
    return trade::stops_closing(forbids) || trade::stops_opening(forbids);
}

std::vector<RecordMember> named(const ReadTx& tx, const std::vector<std::string>& codes, Instant at)
{
    std::vector<RecordMember> out;
    for (const auto& code : codes) {
        const auto known = identity::organisation_by_code(tx, code);
        out.push_back({code, known ? name_of(tx, known->id, at) : ""});
    }
    return out;
}

std::string confirmed_place(const ReadTx& tx, const trade::TradeId& trade)
{
    std::string place;
    for (const auto& event : events::of_stream(tx, trade.text()))
        if (event.kind == trade::Registered::kind)
            place = event.as<trade::Registered>().confirmation.place;
    return place;
}

Bytes record_message(const Digest& record_digest)
{
    return labelled("tianping/opening-record/1", record_digest);
}

Bytes attendance_message(const std::string& intake)
{
    return labelled("tianping/attendance/1", intake);
}

Digest digest_of(const Record& record)
{
    return crypto::sm3(view(canonical(wire::write(record))));
}

Instant as_of(const Record& record)
{
    auto out = std::max(record.read_out_at, record.ended_at.value_or(record.read_out_at));
    for (const auto& one : record.holds)
        out = std::max(out, one.lifted_at.value_or(out));
    for (const auto& one : record.objections)
        out = std::max({out, one.raised_at, one.answered_at.value_or(one.raised_at)});
    return out;
}

Record Hall::head_of(const ReadTx& tx, const Seen& at) const
{
    Record out;
    out.platform = settings_.platform;
    out.number = "KB-" + at.round.section_code + "-" + std::to_string(at.round.number);
    out.trade = at.trade.id.text();
    out.tender_project_code = at.trade.tender_project_code;
    out.intake = at.round.intake.text();
    out.round = at.round.number;
    out.section_code = at.round.section_code;
    out.unified_code = at.round.unified_code;
    out.deadline = *at.round.deadline;
    out.owner = name_of(tx, at.trade.owner, out.deadline);
    out.agent = at.hosted_by ? name_of(tx, *at.hosted_by, out.deadline) : "";
    out.place = confirmed_place(tx, at.trade.id);
    out.address = settings_.origin + "/openings/" + out.intake + "/record";
    return out;
}

Result<Record> Hall::compose(const ReadTx& tx, const Seen& at) const
{
    const auto& intake = at.round.intake;
    const auto opened = opening::opening_facts(tx, intake);
    if (!opened || !at.closing)
        return Error{Fault::too_early, "hall.not_read_out"};
    TP_TRY(terms, trade::terms_by_digest(tx, at.closing->terms));
    const auto* lot = trade::lot_terms(terms.terms, at.round.id);
    if (lot == nullptr)
        return Error{Fault::internal, "house.fault"};
    auto out = head_of(tx, at);
    out.title = terms.terms.title;
    out.lot_name = lot->name;
    out.read_out_at = opened->read_out_at;
    out.closing_digest = at.closing->closing_digest;
    out.manner = lot->unsealing.manner;
    out.threshold = lot->unsealing.threshold;
    out.deposit_wanted = lot->deposit.has_value();
    out.limit_price = lot->limit_price;
    for (const auto& field : lot->price_letter)
        if (field.read_out)
            out.columns.push_back(field);
    out.bids = bids_of(tx, at.round, *opened);
    out.trustees = trustees_of(*opened, *lot);
    out.holds = holds_before(tx, at.round, opened->read_out_at);
    for (const auto& one : opened->extensions)
        out.extensions.push_back({one.until, one.reason, one.decided_at});
    for (const auto& row : store::objections(tx, intake))
        out.objections.push_back(
            {row.id.text(), row.who, row.text, row.raised_at, row.answer, row.answered_at});
    if (at.session && at.session->ended_at) {
        out.signatures = signatures_of(tx, at);
        out.signed_digest = at.session->record_digest;
        out.ended_at = at.session->ended_at;
    }
    return out;
}

Result<RecordRow> Hall::draw_up(WriteTx& tx, const Call& call, const Seen& at) const
{
    TP_TRY(record, compose(tx, at));
    const auto digest = to_hex(digest_of(record));
    const auto latest = store::latest_record(tx, at.round.intake);
    if (latest && latest->digest == digest)
        return *latest;
    const auto version = latest ? latest->version + 1 : 1;
    const auto id = at.round.intake.text() + "/" + std::to_string(version);
    const RecordRow row{
        id, at.round.intake, version, record.ended_at.has_value(), canonical(wire::write(record)), digest, "",
        0,  call.arrived};
    TP_CHECK(tx.insert(row));
    return row;
}

jobs::Handlers Hall::handlers() const
{
    const auto drawn = [this](WriteTx& tx, const Call& call, const Job& job) -> Result<jobs::Outcome> {
        const auto in = wire::parse<RecordJob>(job.body).value();
        TP_TRY(at, seen(tx, trade::IntakeId::parse(in.intake).value(), call.arrived));
        TP_CHECK(draw_up(tx, call, at));
        return jobs::Outcome{jobs::Done{}};
    };
    return {{"hall.draw_up_record", drawn}};
}

Follower Hall::recorder()
{
    Follower out{"hall_recorder", FollowerKind::outbox, {}, {}, {}};
    out.by_kind[std::string{opening::ReadOutPublished::kind}] = [](WriteTx& tx, const events::Event& event) {
        jobs::schedule(tx, "record/" + event.stream, "hall.draw_up_record", event.recorded_at,
                       wire::write(RecordJob{event.stream}));
    };
    return out;
}

Result<RecordRow> Hall::record_row(const ReadTx& tx, const http::Request& request) const
{
    TP_TRY(intake, trade::IntakeId::parse(request.path.at("intake")));
    http::QueryReader query{request};
    const auto version = query.integer("version", 1, 1'000, 0);
    TP_CHECK(query.done());
    const Error none{Fault::not_found, "hall.no_record"};
    if (version != 0) {
        auto row = store::record(tx, intake, version);
        return row && !row->pdf.empty() ? Result<RecordRow>{*row} : Result<RecordRow>{none};
    }
    auto all = store::records(tx, intake);
    while (!all.empty() && all.back().pdf.empty())
        all.pop_back();
    return all.empty() ? Result<RecordRow>{none} : Result<RecordRow>{all.back()};
}

Result<RecordOut> Hall::record(const ReadTx& tx, const http::Request& request) const
{
    TP_TRY(row, record_row(tx, request));
    return as_shown(row);
}

Result<http::Document> Hall::record_pdf(const ReadTx& tx, const http::Request& request) const
{
    TP_TRY(row, record_row(tx, request));
    TP_TRY(path, blobs_.path(row.pdf));
    http::Document out;
    out.media = "application/pdf";
    out.content = http::FileBody{path, 0, row.pdf_size};
    out.etag = row.pdf;
    out.cache = request.query.contains("version") ? "public, max-age=31536000, immutable"
                                                  : "public, max-age=0, must-revalidate";
    out.file_name = "opening-record-" + row.intake.text() + "-" + std::to_string(row.version) + ".pdf";
    return out;
}

std::vector<RecordOut> Hall::records_under(const ReadTx& tx, const std::string& digest)
{
    std::vector<RecordOut> out;
    for (const auto& row : store::printed_under(tx, digest))
        out.push_back(as_shown(row));
    return out;
}

std::optional<RecordOut> Hall::latest(const ReadTx& tx, const trade::IntakeId& intake) const
{
    http::Request request;
    request.path["intake"] = intake.text();
    if (auto out = record(tx, request))
        return *std::move(out);
    return std::nullopt;
}

} // namespace tianping::hall
