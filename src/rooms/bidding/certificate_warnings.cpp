// A bid may have to be opened or signed with another key than it was sealed with: its bidder is told at once.
#include "rooms/bidding/service.hpp"
#include "rooms/bidding/store.hpp"
#include <algorithm>

namespace tianping::bidding {
namespace {

bool waits_for_its_opening(trade::Stage stage)
{
    return stage == trade::Stage::announced || stage == trade::Stage::closed ||
           stage == trade::Stage::opening;
}

// What ends anyway comes first, then bid by bid.
std::string warning_key(const CertificateWarning& one)
{
    return (one.submission ? one.submission->text() : "") + "/" + to_rfc3339(one.at) + "/" + one.digest;
}

// A bid lies sealed on the bidder's own machine before it is submitted.
std::vector<identity::CertificateChange> renewed_since_its_terms(const ReadTx& tx,
                                                                 const seal::Submit& version, Instant arrived)
{
    const auto terms = trade::terms_by_digest(tx, to_hex(version.terms));
    if (!terms || !terms->in_force_from)
        return {};
    return identity::renewals_of(tx, to_hex(version.bidder), *terms->in_force_from, arrived);
}

} // namespace

std::optional<std::vector<identity::CertificateChange>>
changes_before_opening(const ReadTx& tx, const SubmissionRow& row, const trade::RoundFacts& round,
                       const seal::Submit& version, Instant arrived)
{
    const auto in_force = trade::terms_by_digest(tx, round.terms_digest);
    const auto* lot = in_force ? trade::lot_terms(in_force->terms, round.id) : nullptr;
    if (lot == nullptr || !round.deadline)
        return std::nullopt;
    auto changes = renewed_since_its_terms(tx, version, arrived);
    std::ranges::move(identity::certificates_changing(tx, row.bidder, arrived,
                                                      terms::keys_needed_until(*lot, *round.deadline)),
                      std::back_inserter(changes));
    if (changes.empty())
        return std::nullopt;
    return changes;
}

Result<http::Page<CertificateWarning>> Bidding::certificate_warnings(const ReadTx& tx,
                                                                     const http::Request& request) const
{
    TP_TRY(self, identity::acting_organisation(request.call));
    std::vector<CertificateWarning> out;
    for (const auto& end : identity::certificates_ending(tx, self, request.call.arrived))
        out.push_back({end.digest, end.usage, end.at, false, end.days, std::nullopt, std::nullopt});
    for (const auto& row : store::submitted_by(tx, self)) {
        TP_TRY(round, trade::round_facts(tx, row.round));
        const auto in_force = store::version(tx, row.id, row.replacement);
        if (!in_force || !waits_for_its_opening(round.stage))
            continue;
        const auto submit = seal::Submit::decode(from_base64(in_force->message).value()).value();
        const auto changes = changes_before_opening(tx, row, round, submit, in_force->arrived_at);
        for (const auto& change : changes.value_or(std::vector<identity::CertificateChange>{}))
            out.push_back(
                {change.digest, change.usage, change.at, change.renewed, std::nullopt, row.id, row.intake});
    }
    return http::page_of_all(request, std::move(out), warning_key);
}

} // namespace tianping::bidding
