// The opening record (20-32): data and paper as the log names them, and what it says against terms, evidence
// and log. What grows from version to version: record_growth_checks.cpp; who signed it:
// record_signature_checks.cpp.
#include "app/verify/as_written.hpp"
#include "app/verify/checks.hpp"
#include "infra/crypto/digest.hpp"
#include "rooms/hall/service.hpp"
#include "rooms/opening/events.hpp"
#include <algorithm>
#include <iterator>
#include <utility>

namespace tianping::verify {
namespace {

std::vector<terms::PriceField> columns_of(const terms::LotTerms& lot)
{
    std::vector<terms::PriceField> out;
    std::ranges::copy_if(lot.price_letter, std::back_inserter(out), &terms::PriceField::read_out);
    return out;
}

} // namespace

// Where, when and of which set; what the terms say of the lot.
Status Checks::record_head(const hall::Record& record) const
{
    const auto* read_out = read_out_event();
    const auto& kit = evidence_.kit;
    const bool fits = record.format == hall::Record{}.format && record.trade == kit.trade &&
                      record.intake == kit.intake && record.deadline == set_->close.deadline &&
                      record.closing_digest == to_hex(set_->digest) && read_out &&
                      record.read_out_at == from_millis(read_out->arrived_at) &&
                      record.address.ends_with("/openings/" + kit.intake + "/record");
    const bool by_terms = record.title == kit.terms.title && record.lot_name == lot_.name &&
                          record.limit_price == lot_.limit_price && record.manner == lot_.unsealing.manner &&
                          record.threshold == lot_.unsealing.threshold &&
                          record.deposit_wanted == lot_.deposit.has_value() &&
                          wire::write(record.columns) == wire::write(columns_of(lot_));
    return fits && by_terms ? Status{} : Status{differs("verify.record_differs", "head")};
}

// Codes, round and place as the log has them; the owner by the name in his certificate, the agent if one ran
// the trade at the deadline.
Status Checks::record_parties(const hall::Record& record) const
{
    const auto& kit = evidence_.kit;
    const auto* registered = event_of([&](const auto& e) {
        return e.stream == kit.trade && says<trade::Registered>(e, [&](const auto& body) {
                   return body.tender_project_code == record.tender_project_code &&
                          body.confirmation.place == record.place &&
                          std::ranges::any_of(body.lots, [&](const auto& codes) {
                              return codes.lot.text() == kit.lot &&
                                     codes.section_code == record.section_code &&
                                     codes.unified_code == record.unified_code;
                          });
               });
    });
    const auto* made = event_of([&](const auto& e) {
        return e.stream == kit.round &&
               says<trade::RoundMade>(e, [&](const auto& body) { return body.number == record.round; });
    });
    const auto number = "KB-" + record.section_code + "-" + std::to_string(record.round);
    if (!registered || !made || record.number != number)
        return differs("verify.record_differs", "codes");
    if (record.agent.empty() == agent_in_log(set_->close.deadline).has_value())
        return differs("verify.record_differs", "agent");
    return named_as_certified(kit.terms_certificate, record.owner);
}

// org_… of the owner's agent who ran the trade then: registered with it, or named since.
std::optional<std::string> Checks::agent_in_log(Instant at) const
{
    std::optional<std::string> out;
    for (const auto& event : evidence_.events) {
        if (event.stream != evidence_.kit.trade || from_millis(event.arrived_at) > at)
            continue;
        const auto named = [&](const auto& body) {
            out = body.agent;
            return true;
        };
        (void)says<trade::Submitted>(event, named);
        (void)says<trade::AgentNamed>(event, named);
    }
    return out;
}

// The other members of a joint body, by the names in the certificates that signed its agreement.
Status Checks::record_members(const hall::RecordBid& bid, const bidding::ClosedSubmission& from) const
{
    if (!std::ranges::equal(bid.members, from.members, {}, &hall::RecordMember::code))
        return differs("verify.record_differs", bid.bidder);
    if (!from.joint)
        return {};
    for (const auto& signature : from.joint->signatures) {
        TP_TRY(code, organisation_of(signature.certificate));
        const auto member = std::ranges::find(bid.members, code, &hall::RecordMember::code);
        if (member != bid.members.end())
            TP_CHECK(named_as_certified(signature.certificate, member->name));
    }
    return {};
}

// Every bid as it was read out.
Status Checks::record_bids(const hall::Record& record) const
{
    if (record.bids.size() != evidence_.read_out.size())
        return differs("verify.record_differs", "bids");
    for (std::size_t i = 0; i < record.bids.size(); ++i) {
        const auto& bid = record.bids[i];
        const auto& line = evidence_.read_out[i];
        const auto* from = submission(line.submission);
        const bool fits = std::cmp_equal(bid.number, i + 1) && bid.bidder == line.bidder_name &&
                          bid.bidder_code == line.bidder_code && bid.fields == line.fields &&
                          bid.deposit_paid == line.deposit_paid && bid.state == line.state &&
                          bid.cause == line.cause && bid.outcome == line.outcome && from &&
                          bid.submitted_at == from->arrived;
        if (!fits)
            return differs("verify.record_differs", bid.bidder);
        TP_CHECK(record_members(bid, *from));
    }
    return {};
}

// Longer windows.
Status Checks::record_extensions(const hall::Record& record) const
{
    std::vector<hall::RecordExtension> given;
    for (const auto& one : evidence_.unsealing.extensions)
        given.push_back({one.until, one.reason, one.decided_at});
    return wire::write(record.extensions) == wire::write(given)
               ? Status{}
               : Status{differs("verify.record_differs", "extensions")};
}

// The data and the paper of one version have the digests of its event.
Result<hall::Record> Checks::record(const hall::RecordPublished& published, const FetchFile& fetch) const
{
    TP_TRY(text, fetch(record_file(evidence_.kit.intake, published.record_version, ".json")));
    TP_TRY(out, as_written<hall::RecordOut>(text_view(text)));
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

Status Checks::record_says(const opening::LoggedEvent& event, const FetchFile& fetch) const
{
    TP_TRY(published, wire::parse<hall::RecordPublished>(event.body));
    TP_TRY(said, record(published, fetch));
    TP_CHECK(record_head(said));
    TP_CHECK(record_parties(said));
    TP_CHECK(record_bids(said));
    TP_CHECK(record_extensions(said));
    TP_CHECK(record_then(said, published, event));
    const auto* ready = laid_out(published.digest);
    TP_CHECK(record_holds(said, ready ? ready : drawn_up_behind(published)));
    if (published.final)
        return record_signatures(said, fetch);
    return said.signatures.empty() && said.signed_digest.empty()
               ? Status{}
               : Status{differs("verify.record_differs", "signatures")};
}

void Checks::records(const FetchFile& fetch)
{
    for (const auto& event : evidence_.events)
        if (is_own(event) && event.kind == hall::RecordPublished::kind)
            found(record_says(event, fetch), "verify.record",
                  event.stream + "/" + std::to_string(event.version));
}

} // namespace tianping::verify
