// Every certificate leads to an authority, at the time when it was used.
#include "app/verify/checks.hpp"
#include "rooms/hall/service.hpp"
#include <algorithm>
#include <set>

namespace tianping::verify {
namespace {

// The house shows the certificate that it has now, which may be newer than what it signed.
Instant not_before(const std::string& certificate, Instant used)
{
    const auto der = from_base64(certificate);
    const auto read = crypto::Certificate::from_der(der ? *der : Bytes{});
    return read ? std::max(used, read->not_before()) : used;
}

} // namespace

// Submissions, receipts and what bidders did at the unsealing.
void Checks::uses_of_bidders(Uses& out) const
{
    for (const auto& submission : evidence_.closing.submissions) {
        out[submission.certificate].insert(submission.arrived);
        if (submission.joint)
            for (const auto& signature : submission.joint->signatures)
                out[signature.certificate].insert(submission.arrived);
    }
    for (const auto& receipt : evidence_.receipts)
        out[receipt.certificate].insert(not_before(receipt.certificate, evidence_.kit.deadline));
    for (const auto& claim : evidence_.unsealing.claims)
        out[claim.certificate].insert(claim.claimed_at);
    for (const auto* messages : {&evidence_.unsealing.proofs, &evidence_.unsealing.secrets})
        for (const auto& given : *messages)
            out[given.certificate].insert(given.arrived);
}

// Who signed the records that lie in the folder; that they have their digests is checked elsewhere.
void Checks::uses_of_records(const FetchFile& fetch, Uses& out) const
{
    for (const auto& event : evidence_.events) {
        if (!is_own(event) || event.kind != hall::RecordPublished::kind)
            continue;
        const auto published = wire::parse<hall::RecordPublished>(event.body);
        const auto version = published ? published->record_version : 0;
        const auto text = fetch(record_file(evidence_.kit.intake, version, ".json"));
        const auto record = wire::parse<hall::RecordOut>(text ? text_view(*text) : std::string_view{});
        if (!record)
            continue;
        for (const auto& given : record->record.signatures)
            if (given.state == hall::SignatureState::signed_ && given.at)
                out[given.certificate].insert(*given.at);
    }
}

Uses Checks::uses(const FetchFile& fetch) const
{
    Uses out;
    out[evidence_.closing.certificate].insert(
        not_before(evidence_.closing.certificate, evidence_.kit.deadline));
    for (const auto& key : evidence_.kit.keys)
        out[key.certificate].insert(evidence_.kit.deadline);
    for (const auto& witness : evidence_.closing.witnesses)
        out[witness.certificate].insert(evidence_.kit.deadline);
    for (const auto& cause : evidence_.unsealing.causes)
        out[cause.certificate].insert(cause.recorded_at);
    for (const auto& extension : evidence_.unsealing.extensions)
        out[extension.certificate].insert(extension.decided_at);
    for (const auto& naming : evidence_.namings.value_or(std::vector<opening::SignedNaming>{}))
        if (naming.act)
            out[naming.act->certificate].insert(naming.act->text.time);
    uses_of_bidders(out);
    uses_of_records(fetch, out);
    auto named = evidence_.certificates;
    named.push_back(evidence_.kit.terms_certificate);
    for (const auto& certificate : named) {
        const auto der = from_base64(certificate);
        const auto digest = der ? crypto::Certificate::digest_text(*der) : std::string{};
        for (const auto& event : evidence_.events)
            if (names_certificate(event, digest))
                out[certificate].insert(from_millis(event.arrived_at));
    }
    return out;
}

Status Checks::leads_to_anchor(const std::string& certificate, const std::set<Instant>& uses) const
{
    TP_TRY(der, from_base64(certificate));
    TP_TRY(leaf, crypto::Certificate::from_der(der));
    for (const auto at : {*uses.begin(), *uses.rbegin()}) {
        const auto chain = anchors_.verify(leaf, crypto::Usage::sign, between_, at);
        if (!chain) {
            auto e = chain.error();
            e.detail = leaf.subject_text();
            return e;
        }
    }
    return {};
}

void Checks::certificates(const FetchFile& fetch)
{
    for (const auto& [certificate, used] : uses(fetch)) {
        const auto der = from_base64(certificate);
        found(leads_to_anchor(certificate, used), "verify.certificate",
              der ? crypto::Certificate::digest_text(*der) : evidence_.kit.intake);
    }
}

} // namespace tianping::verify
