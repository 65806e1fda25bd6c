// The host's part: why a bid did not open, a longer window; and the evidence of all of it.
#include "base/canonical.hpp"
#include "rooms/deposit/api.hpp"
#include "rooms/opening/events.hpp"
#include "rooms/opening/forms.hpp"
#include "rooms/opening/rules.hpp"
#include "rooms/opening/store.hpp"
#include "rooms/opening/unsealing.hpp"
#include <algorithm>

namespace tianping::opening {
namespace {

BidderMessage shown(const BidderMessageRow& row)
{
    return {row.submission, row.header, row.certificate, row.message, row.signature, row.arrived};
}

// What the platform found of one bid, its parts in their order.
BidFinding finding_of(const Where& at, const std::string& platform, const std::string& submission,
                      const std::vector<UnopenedPartRow>& found)
{
    BidFinding out;
    out.platform = platform;
    out.intake = at.closing.intake.text();
    out.submission = submission;
    out.closing_digest = at.closing.message_digest;
    for (const auto& row : found)
        if (row.submission == submission)
            out.parts.push_back(wire::parse<FoundPart>(row.finding).value());
    return out;
}

// What the host signs.
CauseText text_of(const Where& at, const std::string& platform, const CauseIn& in)
{
    return {"tianping/cause/1",
            platform,
            at.closing.intake.text(),
            in.submission,
            at.closing.message_digest,
            in.code,
            in.text,
            in.finding,
            in.evidence};
}

// Its bidder's own secret has come since.
bool opened_since(const ReadTx& tx, const UnopenedPartRow& row)
{
    return !wire::parse<FoundPart>(row.finding).value().secret &&
           store::bidder_message(tx, BidderAct::secret, row.header);
}

template <class Row>
const Row* of_submission(const std::vector<Row>& rows, const std::string& submission)
{
    const auto found = std::ranges::find(rows, submission, &Row::submission);
    return found == rows.end() ? nullptr : &*found;
}

} // namespace

RecordedCause recorded(const CauseRow& row)
{
    return {row.submission,
            row.code,
            outcome_of(row.code),
            "20-31",
            row.text,
            wire::parse<BidFinding>(row.finding).value(),
            wire::parse<std::vector<EvidenceFile>>(row.evidence).value(),
            row.certificate,
            row.signature,
            row.recorded_at};
}

RecordedClaim recorded(const ClaimRow& row)
{
    return {row.submission,  row.code,
            row.text,        wire::parse<std::vector<EvidenceFile>>(row.evidence).value(),
            row.certificate, row.signature,
            row.claimed_at};
}

void settle_deposit(WriteTx& tx, const Call& call, const trade::RoundId& round,
                    const std::vector<ReadOut>& bids, const CauseRow& cause)
{
    const auto* line = of_submission(bids, cause.submission);
    if (line == nullptr || line->state != BidState::void_)
        return;
    if (outcome_of(cause.code) == Outcome::withdrawn)
        deposit::deem_withdrawn(tx, call, round, cause.submission);
    else
        deposit::deem_revoked(tx, call, round, cause.submission);
}

Phase phase_of(const ReadTx& tx, const Where& at)
{
    switch (at.closing.state) {
    case ClosingState::closed:
        return Phase::closed;
    case ClosingState::returned:
        return Phase::returned;
    case ClosingState::read_out:
        return Phase::read_out;
    case ClosingState::witnessed:
        break;
    }
    if (at.lot.unsealing.manner == terms::Manner::trustees)
        return Phase::trustees;
    const auto begun = begun_of(tx, at);
    if (!begun)
        return Phase::prove;
    return begun->remedy_from ? Phase::remedy : Phase::give;
}

std::vector<WindowExtension> extensions_of(const ReadTx& tx, const trade::IntakeId& intake)
{
    std::vector<WindowExtension> out;
    for (const auto& row : store::extensions(tx, intake))
        out.push_back({row.ends, row.reason, row.certificate, row.signature, row.decided_at});
    return out;
}

Unsealed unsealed_of(const ReadTx& tx, const Where& at)
{
    const auto& closing = at.closing;
    Unsealed out;
    out.window_ends = closing.window_ends;
    if (const auto begun = begun_of(tx, at)) {
        out.giving_from = begun->giving_from;
        out.giving_until = begun->giving_until;
        if (begun->remedy_from)
            out.remedy = Remedy{*begun->remedy_from, *begun->remedy_until,
                                wire::parse<std::vector<std::string>>(begun->remedy).value()};
    }
    for (const auto& row : store::bidder_messages(tx, closing.intake))
        (row.act == BidderAct::proof ? out.proofs : out.secrets).push_back(shown(row));
    for (const auto& row : store::causes(tx, closing.intake))
        out.causes.push_back(recorded(row));
    for (const auto& row : store::claims(tx, closing.intake))
        out.claims.push_back(recorded(row));
    out.extensions = extensions_of(tx, closing.intake);
    return out;
}

Result<identity::ProvedSignature> Unsealing::host_signature(const ReadTx& tx, const Call& call,
                                                            ByteView message,
                                                            const identity::SignatureIn& signature) const
{
    TP_TRY(signer, identity::prove_signature(message, signature));
    TP_TRY(organisation, identity::acting_organisation(call));
    TP_CHECK(identity::check_signer(tx, signer, organisation, call.arrived));
    return signer;
}

Result<UnopenedBids> Unsealing::unopened(const ReadTx& tx, const http::Request& request) const
{
    TP_TRY(at, where_of(tx, request));
    const auto& intake = at.closing.intake;
    UnopenedBids out{intake.text(), at.closing.message_digest, {}};
    TP_TRY(submissions, bidding::closed_submissions(tx, intake));
    const auto found = store::unopened_parts(tx, intake);
    const auto causes = store::causes(tx, intake);
    const auto claims = store::claims(tx, intake);
    for (const auto& row : found) {
        if (opened_since(tx, row) || (!out.bids.empty() && out.bids.back().submission == row.submission))
            continue;
        UnopenedBid bid{row.submission, of_submission(submissions, row.submission)->bidder_name};
        bid.finding = finding_of(at, platform_.name, row.submission, found);
        bid.finding_digest = digest_of(bid.finding);
        bid.proposed = proposed_causes(bid.finding.parts.front(), trustees_of(at.lot));
        if (const auto* claim = of_submission(claims, row.submission))
            bid.claim = recorded(*claim);
        if (const auto* cause = of_submission(causes, row.submission))
            bid.cause = recorded(*cause);
        out.bids.push_back(std::move(bid));
    }
    return out;
}

// The host's side may hand in its own files and the bidder's.
Status Unsealing::check_cause(const ReadTx& tx, const Where& at, const CauseIn& in) const
{
    std::vector<std::string> from{at.trade.owner.text()};
    if (at.trade.agent)
        from.push_back(at.trade.agent->text());
    const auto claims = store::claims(tx, at.closing.intake);
    const auto* claim = of_submission(claims, in.submission);
    return check_words(in.text, in.evidence,
                       {from, claim ? recorded(*claim).evidence : std::vector<EvidenceFile>{}});
}

Result<Unsealing::ReadyWords> Unsealing::read_cause(const http::Request& request, const CauseIn& in) const
{
    return reads_.read([&](const ReadTx& tx) {
        const auto at = where_of(tx, request);
        return ReadyWords{at ? check_cause(tx, *at, in) : Status{at.error()}};
    });
}

Result<RecordedCause> Unsealing::record_cause(WriteTx& tx, const http::Request& request, const CauseIn& in,
                                              const ReadyWords& ready) const
{
    const auto& call = request.call;
    TP_TRY(at, where_of(tx, request));
    Collected bad;
    bad.check(ready.checked);
    bad.check(identity::check_signature_form(in.signature));
    TP_CHECK(bad.done());
    const auto& intake = at.closing.intake;
    const auto finding = finding_of(at, platform_.name, in.submission, store::unopened_parts(tx, intake));
    if (finding.parts.empty())
        return Error{Fault::conflict, "opening.not_unopened"};
    if (digest_of(finding) != in.finding)
        return Error{Fault::conflict, "opening.finding_changed"};
    TP_CHECK(host_signature(tx, call, signed_bytes(text_of(at, platform_.name, in)), in.signature));
    const CauseRow row{intake.text() + "/" + in.submission,
                       intake,
                       in.submission,
                       in.code,
                       in.text,
                       canonical(wire::write(finding)),
                       canonical(wire::write(in.evidence)),
                       in.signature.certificate,
                       in.signature.value,
                       call.arrived};
    if (!tx.insert(row))
        return Error{Fault::conflict, "opening.cause_recorded_already"};
    const auto out = recorded(row);
    events::append(tx, call, intake.text(), trade::about(at.trade, at.round), CauseRecorded{out});
    if (const auto published = store::read_out(tx, intake))
        settle_deposit(tx, call, at.round.id, wire::parse<std::vector<ReadOut>>(published->body).value(),
                       row);
    if (at.lot.unsealing.manner == terms::Manner::bidder && at.closing.state == ClosingState::witnessed)
        wake_after(tx, call, intake);
    return out;
}

namespace {

Status check_window(const WindowIn& in, Instant ends)
{
    Collected bad;
    bad.check(check_window_reason(in.reason));
    if (in.until <= ends) {
        auto e = invalid_field("opening.window_shorter", "until", "after " + to_rfc3339(ends));
        e.earliest = ends;
        bad.check(Status{std::move(e)});
    }
    bad.check(identity::check_signature_form(in.signature));
    return bad.done();
}

} // namespace

Result<WindowOut> Unsealing::extend(WriteTx& tx, const http::Request& request, const WindowIn& in) const
{
    const auto& call = request.call;
    TP_TRY(at, where_of(tx, request));
    const auto& intake = at.closing.intake;
    if (at.closing.state == ClosingState::returned)
        return Error{Fault::conflict, "opening.returned_unopened"};
    if (at.closing.state == ClosingState::closed)
        return Error{Fault::too_early, "opening.not_witnessed"};
    TP_CHECK(check_going_on(tx, at));
    if (at.closing.state == ClosingState::read_out || store::unsealing(tx, intake) ||
        call.arrived >= at.closing.window_ends)
        return Error{Fault::conflict, "opening.window_over"};
    TP_CHECK(check_window(in, at.closing.window_ends));
    const auto text = signed_bytes(WindowText{"tianping/window/1", platform_.name, intake.text(),
                                              at.closing.message_digest, in.until, in.reason});
    TP_CHECK(host_signature(tx, call, text, in.signature));
    TP_CHECK(tx.insert(ExtensionRow{intake.text() + "/" + std::to_string(millis(in.until)), intake, in.until,
                                    in.reason, in.signature.certificate, in.signature.value, call.arrived}));
    tx.change("UPDATE closing SET window_ends = :e, version = version + 1 WHERE intake = :i", in.until,
              intake);
    events::append(tx, call, intake.text(), trade::about(at.trade, at.round),
                   WindowExtended{in.until, in.reason});
    return WindowOut{intake.text(), in.until};
}

} // namespace tianping::opening
