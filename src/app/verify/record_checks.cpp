// The opening record (20-32): data and paper as the log names them, what it says against the evidence, and
// who signed it.
#include "app/verify/checks.hpp"
#include "infra/crypto/digest.hpp"
#include "infra/spine/event_log.hpp"
#include "rooms/hall/service.hpp"
#include "rooms/opening/events.hpp"
#include <algorithm>

namespace tianping::verify {
namespace {

using hall::RecordSignature;
using hall::SignatureState;

std::int64_t count_of(const hall::Record& record, SignatureState state)
{
    return std::ranges::count(record.signatures, state, &RecordSignature::state);
}

} // namespace

// Where, when and of which set.
Status Checks::record_head(const hall::Record& record) const
{
    const auto* read_out = event_of([&](const auto& e) {
        return e.kind == opening::ReadOutPublished::kind && e.stream == evidence_.kit.intake;
    });
    const bool fits = record.trade == evidence_.kit.trade && record.intake == evidence_.kit.intake &&
                      record.deadline == set_->close.deadline &&
                      record.closing_digest == to_hex(set_->digest) && read_out &&
                      record.read_out_at == from_millis(read_out->arrived_at) &&
                      record.limit_price == lot_.limit_price && record.manner == lot_.unsealing.manner;
    return fits ? Status{} : Status{differs("verify.record_differs", "head")};
}

// Every bid as it was read out, and why one did not open in the host's words.
Status Checks::record_bids(const hall::Record& record) const
{
    if (record.bids.size() != evidence_.read_out.size())
        return differs("verify.record_differs", "bids");
    for (std::size_t i = 0; i < record.bids.size(); ++i) {
        const auto& bid = record.bids[i];
        const auto& line = evidence_.read_out[i];
        const auto* from = submission(line.submission);
        const bool same = bid.bidder == line.bidder_name && bid.bidder_code == line.bidder_code &&
                          std::ranges::equal(bid.members, line.members, {}, &hall::RecordMember::code) &&
                          bid.fields == line.fields && bid.deposit_paid == line.deposit_paid &&
                          bid.state == line.state && bid.cause == line.cause && bid.outcome == line.outcome &&
                          from && bid.submitted_at == from->arrived;
        const auto& causes = evidence_.unsealing.causes;
        const bool worded =
            bid.cause_text.empty() || std::ranges::any_of(causes, [&](const auto& cause) {
                return cause.submission == line.submission && cause.text == bid.cause_text &&
                       std::ranges::equal(cause.evidence, bid.evidence, {}, &opening::EvidenceFile::digest);
            });
        if (!same || !worded)
            return differs("verify.record_differs", bid.bidder);
    }
    return {};
}

// Objections on the spot with their answers.
Status Checks::record_talk(const hall::Record& record) const
{
    for (const auto& one : record.objections) {
        const auto* raised = event_of([&](const auto& e) {
            return e.stream == evidence_.kit.intake && from_millis(e.arrived_at) == one.raised_at &&
                   says<hall::ObjectionRaised>(e, [&](const auto& body) {
                       return body.objection == one.id && body.who == one.who && body.text == one.text;
                   });
        });
        const auto* answered = event_of([&](const auto& e) {
            return from_millis(e.arrived_at) == one.answered_at &&
                   says<hall::ObjectionAnswered>(e, [&](const auto& body) {
                       return body.objection == one.id && body.answer == one.answer;
                   });
        });
        if (!raised || one.answered_at.has_value() != (answered != nullptr))
            return differs("verify.record_differs", one.id);
    }
    return {};
}

// Longer windows, and what trustees did.
Status Checks::record_unsealing(const hall::Record& record) const
{
    for (const auto& one : record.extensions)
        if (std::ranges::none_of(evidence_.unsealing.extensions, [&](const auto& extension) {
                return extension.until == one.until && extension.reason == one.reason;
            }))
            return differs("verify.record_differs", one.reason);
    for (const auto& one : record.trustees) {
        const bool spoke = std::ranges::find(evidence_.answers, one.number,
                                             &opening::TrusteeAnswer::number) != evidence_.answers.end();
        const bool wrong = std::ranges::any_of(evidence_.opened, [&](const auto& part) {
            return std::ranges::find(part.wrong, one.number) != part.wrong.end();
        });
        if ((one.state != hall::TrusteeState::absent && !spoke) ||
            (one.state == hall::TrusteeState::wrong && !wrong))
            return differs("verify.record_differs", one.name);
    }
    return {};
}

// Each hold with its cause and its lifting, as the log tells them; who set it stands there by his id alone.
Status Checks::record_holds(const hall::Record& record) const
{
    for (const auto& one : record.holds) {
        const auto* set = event_of([&](const auto& e) {
            return from_millis(e.arrived_at) == one.from && says<trade::HoldSet>(e, [&](const auto& body) {
                       return body.cause == one.cause && body.article == one.article &&
                              body.document == one.document;
                   });
        });
        const auto* lifted = event_of([&](const auto& e) {
            return set && e.stream == set->stream && from_millis(e.arrived_at) == one.lifted_at &&
                   says<trade::HoldLifted>(e,
                                           [&](const auto& body) { return body.reason == one.lift_reason; });
        });
        if (!set || (one.lifted_at && !lifted))
            return differs("verify.record_differs", one.article);
    }
    return {};
}

// The final record leaves out nothing that the log says of the session.
Status Checks::record_complete(const hall::Record& record) const
{
    const auto own = [&](std::string_view kind) {
        return std::ranges::count_if(evidence_.events, [&](const auto& e) {
            return e.kind == kind && e.stream == evidence_.kit.intake;
        });
    };
    const auto* ended = event_of([&](const auto& e) {
        return e.stream == evidence_.kit.intake && from_millis(e.arrived_at) == record.ended_at &&
               says<hall::SessionEnded>(e, [&](const auto& body) {
                   return body.signatures == count_of(record, SignatureState::signed_) &&
                          body.refusals == count_of(record, SignatureState::refused) &&
                          body.absences == count_of(record, SignatureState::absent);
               });
    });
    const auto earlier = [&](const StoodHold& hold) { return hold.span.from < record.read_out_at; };
    const bool all =
        ended && own(hall::ObjectionRaised::kind) == std::ssize(record.objections) &&
        own(hall::RecordSigned::kind) == count_of(record, SignatureState::signed_) &&
        own(hall::SignatureRefused::kind) == count_of(record, SignatureState::refused) &&
        own(opening::WindowExtended::kind) == std::ssize(record.extensions) &&
        std::ranges::count_if(holds(hall::concerns_opening), earlier) == std::ssize(record.holds);
    return all ? Status{} : Status{differs("verify.record_incomplete", evidence_.kit.intake)};
}

// Owner and bidders by their codes; the agency is who laid the record out, the witness is the centre.
Status Checks::has_place(const RecordSignature& given, const opening::LoggedEvent& recorded) const
{
    TP_TRY(owner, organisation_of(evidence_.kit.terms_certificate));
    TP_TRY(actor, wire::parse<LoggedActor>(recorded.actor));
    TP_TRY(about, wire::parse<tianping::events::About>(recorded.about));
    const auto* opened = event_of([&](const auto& e) {
        return e.kind == hall::SigningOpened::kind && e.stream == evidence_.kit.intake;
    });
    TP_TRY(host, wire::parse<LoggedActor>(opened ? opened->actor : recorded.actor));
    const auto& all = evidence_.closing.submissions;
    bool fits = false;
    switch (given.role) {
    case hall::SignerRole::owner:
        fits = given.code == owner;
        break;
    case hall::SignerRole::agent:
        fits = opened && actor.organisation == host.organisation;
        break;
    case hall::SignerRole::witness:
        fits = actor.organisation == about.centre;
        break;
    case hall::SignerRole::bidder:
        fits = std::ranges::find(all, given.code, &bidding::ClosedSubmission::bidder_code) != all.end();
        break;
    }
    return fits ? Status{} : Status{differs("verify.no_place_at_record", given.organisation)};
}

Status Checks::record_signature(const RecordSignature& given, const std::string& signed_digest) const
{
    const auto* recorded = event_of([&](const auto& e) {
        const auto same = [&](const auto& body) {
            return body.role == given.role && body.organisation == given.organisation;
        };
        return e.stream == evidence_.kit.intake && from_millis(e.arrived_at) == given.at &&
               (given.state == SignatureState::signed_
                    ? says<hall::RecordSigned>(
                          e,
                          [&](const auto& body) { return same(body) && body.record_digest == signed_digest; })
                    : says<hall::SignatureRefused>(
                          e, [&](const auto& body) { return same(body) && body.reason == given.reason; }));
    });
    if (!recorded)
        return differs("verify.record_signature_not_logged", given.organisation);
    TP_CHECK(has_place(given, *recorded));
    if (given.state != SignatureState::signed_)
        return {};
    TP_TRY(der, from_base64(given.certificate));
    TP_TRY(certificate, crypto::Certificate::from_der(der));
    TP_TRY(key, certificate.public_key());
    TP_TRY(signature, from_base64(given.signature));
    TP_TRY(digest, digest_from_hex(signed_digest));
    const bool good = certificate.subject().organisation_code == given.code &&
                      key.verify(hall::record_message(digest), signature);
    return good ? Status{} : Status{differs("verify.signature", given.organisation)};
}

// They signed the version that the host laid out and that was published.
Status Checks::record_signatures(const hall::Record& record) const
{
    const auto* laid_out = event_of([&](const auto& e) {
        return e.stream == evidence_.kit.intake && says<hall::SigningOpened>(e, [&](const auto& body) {
                   return body.record_digest == record.signed_digest;
               });
    });
    const auto* published = event_of([&](const auto& e) {
        return e.stream == evidence_.kit.intake && says<hall::RecordPublished>(e, [&](const auto& body) {
                   return body.digest == record.signed_digest;
               });
    });
    if (!laid_out || !published)
        return differs("verify.another_record_signed", record.signed_digest);
    for (const auto& given : record.signatures)
        if (given.state != SignatureState::absent)
            TP_CHECK(record_signature(given, record.signed_digest));
    return record_complete(record);
}

// The data and the paper of one version have the digests of its event.
Result<hall::Record> Checks::record(const hall::RecordPublished& published, const FetchFile& fetch) const
{
    TP_TRY(text, fetch(record_file(evidence_.kit.intake, published.record_version, ".json")));
    TP_TRY(out, wire::parse<hall::RecordOut>(text_view(text)));
    const bool same = to_hex(hall::digest_of(out.record)) == published.digest &&
                      out.digest == published.digest && out.pdf == published.pdf &&
                      out.version == published.record_version && out.final == published.final &&
                      out.final == out.record.ended_at.has_value();
    if (!same)
        return differs("verify.record_digest", published.digest);
    TP_TRY(pdf, fetch(record_file(evidence_.kit.intake, published.record_version, ".pdf")));
    if (to_hex(crypto::sm3(pdf)) != published.pdf || std::ssize(pdf) != out.pdf_size)
        return differs("verify.record_pdf", published.pdf);
    return out.record;
}

void Checks::records(const FetchFile& fetch)
{
    for (const auto& event : evidence_.events) {
        if (event.kind != hall::RecordPublished::kind || event.stream != evidence_.kit.intake)
            continue;
        const auto one = [&]() -> Status {
            TP_TRY(published, wire::parse<hall::RecordPublished>(event.body));
            TP_TRY(said, record(published, fetch));
            TP_CHECK(record_head(said));
            TP_CHECK(record_bids(said));
            TP_CHECK(record_talk(said));
            TP_CHECK(record_unsealing(said));
            TP_CHECK(record_holds(said));
            return published.final ? record_signatures(said) : Status{};
        };
        found(one(), "verify.record", event.stream + "/" + std::to_string(event.version));
    }
}

} // namespace tianping::verify
