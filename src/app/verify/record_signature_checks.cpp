// Who signed the opening record (20-32): each who has a place at it, over the version that the host laid out,
// and that the final one says what they signed.
#include "app/verify/checks.hpp"
#include "infra/spine/event_log.hpp"
#include "rooms/hall/service.hpp"
#include <algorithm>
#include <set>

namespace tianping::verify {
namespace {

using hall::RecordSignature;
using hall::SignatureState;

std::int64_t count_of(const hall::Record& record, SignatureState state)
{
    return std::ranges::count(record.signatures, state, &RecordSignature::state);
}

// Without what the log lets a later version add, and without the names that the installation gives itself.
hall::Record unchanging(hall::Record record)
{
    record.platform.clear();
    record.address.clear();
    for (auto& bid : record.bids) {
        bid.cause_text.clear();
        bid.evidence.clear();
    }
    for (auto& hold : record.holds) {
        hold.lifted_at.reset();
        hold.lift_reason.clear();
    }
    record.trustees.clear();
    record.objections.clear();
    record.signatures.clear();
    record.signed_digest.clear();
    record.ended_at.reset();
    return record;
}

} // namespace

// The final record leaves out nothing that the log says of the session.
Status Checks::record_complete(const hall::Record& record) const
{
    const auto own = [&](std::string_view kind) {
        return std::ranges::count_if(evidence_.events,
                                     [&](const auto& e) { return e.kind == kind && is_own(e); });
    };
    const auto* ended = event_of([&](const auto& e) {
        return is_own(e) && from_millis(e.arrived_at) == record.ended_at &&
               says<hall::SessionEnded>(e, [&](const auto& body) {
                   return body.signatures == count_of(record, SignatureState::signed_) &&
                          body.refusals == count_of(record, SignatureState::refused) &&
                          body.absences == count_of(record, SignatureState::absent);
               });
    });
    const auto earlier = [&](const StoodHold& hold) { return hold.span.from < record.read_out_at; };
    const bool all =
        ended && own(hall::RecordSigned::kind) == count_of(record, SignatureState::signed_) &&
        own(hall::SignatureRefused::kind) == count_of(record, SignatureState::refused) &&
        std::ranges::count_if(holds(hall::concerns_opening), earlier) == std::ssize(record.holds);
    return all ? Status{} : Status{differs("verify.record_incomplete", evidence_.kit.intake)};
}

// The host, the centre and every bidder of the set stand there, each once; the owner beside his agency only
// where he acted. Where another agent, or none, ran the trade when the session ended, the host's place is of
// either: one who had signed by then keeps it, and records of before say so of one who had not.
Status Checks::record_places(const hall::Record& record) const
{
    using hall::SignerRole;
    const auto in_role = [&](SignerRole role) {
        return std::ranges::count(record.signatures, role, &RecordSignature::role);
    };
    std::multiset<std::pair<std::string, std::string>> bidders, wanted;
    for (const auto& of : evidence_.closing.submissions)
        wanted.emplace(of.bidder_code, of.bidder_name);
    const auto hosted = agent_in_log(set_->close.deadline);
    const auto at_end = agent_in_log(record.ended_at.value());
    const bool replaced = hosted != at_end;
    const bool agency = in_role(SignerRole::agent) > 0;
    for (const auto& given : record.signatures) {
        if (given.role == SignerRole::bidder)
            bidders.emplace(given.code, given.organisation);
        const bool named =
            (given.role != SignerRole::owner || given.organisation == record.owner) &&
            (given.role != SignerRole::agent || replaced || given.organisation == record.agent);
        const bool beside = agency && given.role == SignerRole::owner;
        if (!named || (beside && given.state == SignatureState::absent))
            return differs("verify.no_place_at_record", given.organisation);
    }
    const bool hosts = agency ? in_role(SignerRole::agent) == 1 && (hosted || at_end)
                              : in_role(SignerRole::owner) == 1 && (!hosted || !at_end);
    const bool all =
        bidders == wanted && in_role(SignerRole::witness) == 1 && hosts && in_role(SignerRole::owner) <= 1;
    return all ? Status{} : Status{differs("verify.record_incomplete", "signatures")};
}

// Owner and bidders by their codes; the agency, which ran the trade then, by the mandate under which it
// acted, the witness is the centre.
Status Checks::has_place(const RecordSignature& given, const opening::LoggedEvent& recorded) const
{
    TP_TRY(owner, organisation_of(evidence_.kit.terms_certificate));
    TP_TRY(actor, wire::parse<LoggedActor>(recorded.actor));
    TP_TRY(about, wire::parse<tianping::events::About>(recorded.about));
    const auto& all = evidence_.closing.submissions;
    bool fits = false;
    switch (given.role) {
    case hall::SignerRole::owner:
        fits = given.code == owner;
        break;
    case hall::SignerRole::agent: {
        const auto mandate = granted(actor.mandate);
        fits = mandate && actor.on_behalf_of == owner_in_log() && given.code == mandate->agent_code &&
               actor.organisation == agent_in_log(from_millis(recorded.arrived_at));
        break;
    }
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
        return is_own(e) && from_millis(e.arrived_at) == given.at &&
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
    if (!good)
        return differs("verify.signature", given.organisation);
    return named_as_certified(given.certificate, given.organisation);
}

// What was published of the version that lay ready for signature.
Result<hall::RecordPublished> Checks::published_as(const std::string& digest) const
{
    for (const auto& event : evidence_.events) {
        if (!is_own(event) || event.kind != hall::RecordPublished::kind)
            continue;
        TP_TRY(body, wire::parse<hall::RecordPublished>(event.body));
        if (body.digest == digest)
            return body;
    }
    return differs("verify.another_record_signed", digest);
}

// What was added behind it, the log tells (record_then); all else is what they signed.
Status Checks::as_signed(const hall::Record& record, const hall::Record& ready) const
{
    auto now = unchanging(record);
    const auto then = unchanging(ready);
    for (std::size_t i = 0; i < std::min(now.bids.size(), then.bids.size()); ++i)
        if (!then.bids[i].signed_in_at) // he came later
            now.bids[i].signed_in_at.reset();
    return wire::write(now) == wire::write(then)
               ? Status{}
               : Status{differs("verify.signed_otherwise", record.signed_digest)};
}

// They signed the version that the host laid out and that was published.
Status Checks::record_signatures(const hall::Record& record, const FetchFile& fetch) const
{
    if (!laid_out(record.signed_digest))
        return differs("verify.another_record_signed", record.signed_digest);
    TP_TRY(published, published_as(record.signed_digest));
    for (const auto& given : record.signatures)
        if (given.state != SignatureState::absent)
            TP_CHECK(record_signature(given, record.signed_digest));
    TP_CHECK(record_complete(record));
    TP_CHECK(record_places(record));
    TP_TRY(ready, this->record(published, fetch));
    return as_signed(record, ready);
}

} // namespace tianping::verify
