#include "app/verify/receipt_standing.hpp"
#include "app/trustee/evidence.hpp"
#include "app/verify/checks.hpp"
#include "infra/crypto/digest.hpp"
#include "rooms/opening/events.hpp"
#include <algorithm>

namespace tianping::verify {
namespace {

Result<opening::Evidence> evidence_at(const std::filesystem::path& folder, const seal::Place& place)
{
    TP_TRY(contents, read_contents(folder));
    if (contents.trade != place.trade || contents.platform != place.platform)
        return Error{Fault::invalid, "receipt.export_of_another", {}, {{"trade", contents.trade}}};
    if (!has(contents.intakes, place.intake))
        return Error{Fault::not_found, "receipt.intake_not_exported", {}, {{"intake", place.intake}}};
    TP_TRY(evidence, read_evidence(folder, place.intake));
    if (trustee::place_of(evidence.kit) != place)
        return Error{Fault::invalid, "receipt.export_of_another", {}, {{"trade", evidence.kit.trade}}};
    return evidence;
}

// By the platform that signed the receipt, though its certificate may be a newer one.
Result<seal::Close> closed_by(const opening::Evidence& evidence, const bidding::SignedReceipt& receipt)
{
    const auto& shown = evidence.closing;
    TP_TRY(own_der, from_base64(receipt.certificate));
    TP_TRY(own, crypto::Certificate::from_der(own_der));
    TP_TRY(der, from_base64(shown.certificate));
    TP_TRY(certificate, crypto::Certificate::from_der(der));
    TP_TRY(key, certificate.public_key());
    TP_TRY(message, from_base64(shown.message));
    TP_TRY(signature, from_base64(shown.signature));
    const auto digest = to_hex(crypto::sm3(message));
    const bool logged = std::ranges::any_of(evidence.events, [&](const auto& event) {
        return event.stream == evidence.kit.intake && says<opening::SetClosed>(event, [&](const auto& body) {
                   return body.closing_digest == digest;
               });
    });
    if (!logged || certificate.subject_text() != own.subject_text() || !key.verify(message, signature))
        return Error{Fault::conflict, "receipt.set_not_logged", {}, {{"digest", digest}}};
    return seal::Close::decode(message);
}

bool went_back(const opening::Evidence& evidence)
{
    return std::ranges::any_of(evidence.events, [&](const auto& event) {
        return event.stream == evidence.kit.intake && event.kind == opening::ReturnedUnopened::kind;
    });
}

bool digests_to(const std::string& message, const Digest& digest)
{
    const auto bytes = from_base64(message);
    return bytes && crypto::sm3(*bytes) == digest;
}

Error refusal(const char* code, const seal::Receipt& said)
{
    return {Fault::conflict, code, {}, {{"submission", said.submission}, {"digest", to_hex(said.message)}}};
}

// In the place of its submission, with the very receipt that its bidder has.
Result<Standing> standing_among(const opening::Evidence& evidence, bool closed,
                                const bidding::SignedReceipt& receipt, const seal::Receipt& said)
{
    for (const auto& of : evidence.closing.submissions) {
        const bool in_force = digests_to(of.message, said.message);
        const bool replaced = std::ranges::any_of(
            of.chain, [&](const auto& earlier) { return digests_to(earlier.message, said.message); });
        if (!in_force && !replaced)
            continue;
        const bool has_it = std::ranges::find(evidence.receipts, receipt.message,
                                              &bidding::SignedReceipt::message) != evidence.receipts.end();
        const bool same = has_it && in_force == closed && of.submission == said.submission &&
                          (replaced || of.arrived == said.arrived);
        if (!same)
            return refusal("receipt.differs_in_export", said);
        return in_force ? Standing::in_force : Standing::replaced;
    }
    return refusal(closed ? "receipt.differs_in_export" : "receipt.left_out", said);
}

} // namespace

Result<Standing> standing_of(const std::filesystem::path& folder, const bidding::SignedReceipt& receipt,
                             const std::optional<seal::Receipt>& withdrawal)
{
    TP_TRY(bytes, from_base64(receipt.message));
    TP_TRY(said, seal::Receipt::decode(bytes));
    TP_TRY(evidence, evidence_at(folder, said.place));
    TP_TRY(close, closed_by(evidence, receipt));
    const bool closed = std::ranges::find(close.submits, said.message) != close.submits.end();
    const bool returned = went_back(evidence);
    if (said.act == seal::ReceiptAct::withdraw || withdrawal) {
        const auto& all = evidence.closing.submissions;
        const bool shown =
            std::ranges::find(all, said.submission, &bidding::ClosedSubmission::submission) != all.end();
        if (closed || shown)
            return refusal("receipt.closed_though_withdrawn", said);
        return returned && !withdrawal ? Result<Standing>{refusal("receipt.not_told", said)}
                                       : Result<Standing>{Standing::withdrawn};
    }
    if (!returned)
        return standing_among(evidence, closed, receipt, said);
    return closed ? Result<Standing>{Standing::returned}
                  : Result<Standing>{refusal("receipt.not_told", said)};
}

} // namespace tianping::verify
