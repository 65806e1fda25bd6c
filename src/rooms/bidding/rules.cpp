#include "rooms/bidding/rules.hpp"
#include "formats/body.hpp"
#include "formats/submission_rules.hpp"
#include <algorithm>

namespace tianping::bidding {
namespace {

std::uint64_t largest_envelope(std::int64_t content)
{
    // The manifest adds little; a class above the content's own leaves room for it.
    const auto chunks =
        seal::size_class(static_cast<std::uint64_t>(content) + 64 * 1024).value_or(seal::most_chunks);
    return seal::largest_header + chunks * seal::sealed_chunk_size;
}

// What the header says that comes with it.
std::uint64_t whole_envelope(const seal::Header& header)
{
    return header.bytes().size() + header.prefix().chunks * seal::sealed_chunk_size;
}

std::string reason(const seal::Prefix& prefix, const std::string& part, const Expected& expected)
{
    if (prefix.place != expected.place || prefix.part != part)
        return "place";
    if (prefix.terms != expected.terms)
        return "terms";
    if (prefix.bidder != expected.bidder)
        return "bidder";
    if (prefix.threshold != expected.threshold || prefix.trustees != expected.trustees)
        return "trustees";
    return {};
}

} // namespace

seal::Place place_of(const Platform& platform, const trade::RoundFacts& round)
{
    return {platform.name, round.trade.text(), round.lot.text(), round.id.text(), round.intake.text()};
}

Instant came_at(const Timing& timing)
{
    return timing.last_part ? std::max(timing.arrived, *timing.last_part) : timing.arrived;
}

bool between_deadlines(const Timing& timing)
{
    return timing.held_over && timing.stage == trade::Stage::announced && timing.deadline &&
           came_at(timing) >= *timing.deadline;
}

Status in_time(const Timing& timing)
{
    if (!timing.deadline || timing.stage == trade::Stage::draft || timing.stage == trade::Stage::registered)
        return Error{Fault::too_early, "bidding.not_open"};
    const auto last = came_at(timing);
    const bool early_enough = last < *timing.deadline;
    if (early_enough && timing.stage == trade::Stage::announced)
        return {};
    if (timing.stage == trade::Stage::terminated)
        return Error{Fault::conflict, "bidding.terminated"};
    if (between_deadlines(timing))
        return Error{Fault::conflict,
                     "bidding.deadline_overtaken",
                     {},
                     {{"deadline", to_rfc3339(*timing.deadline)}},
                     "招法28"};
    Error late{early_enough ? Fault::conflict : Fault::too_late,
               early_enough ? "bidding.set_closed" : "bidding.deadline_passed"};
    late.article = "条例36";
    late.params["deadline"] = to_rfc3339(*timing.deadline);
    late.params["arrived"] = to_rfc3339(last);
    return late;
}

Status still_open(const Timing& timing)
{
    return between_deadlines(timing) ? Status{} : in_time(timing);
}

Status continues(const SubmissionRow& row, const std::optional<seal::Submit>& current,
                 const seal::Place& place, const seal::Submit& submit)
{
    if (submit.place != place || submit.submission != row.id.text())
        return Error{Fault::invalid, "bidding.wrong_place"};
    if (row.state == SubmissionState::withdrawn)
        return Error{Fault::conflict, "bidding.withdrawn"};
    const auto follows = seal::may_follow(current, submit);
    if (follows && (current || submit.previous == Digest{}))
        return {};
    // Place and submission are those of the one before, so it is the certificate that differs.
    if (!follows && follows.error().code == "submit.another_submission")
        return Error{Fault::conflict, "bidding.another_certificate"};
    Error stale{Fault::conflict, "bidding.stale_previous"};
    stale.params["replacement"] = std::to_string(row.replacement + 1);
    stale.params["previous"] = to_hex(current ? digest_from_hex(row.message_digest).value() : Digest{});
    return stale;
}

Status parts_fit(const seal::Submit& submit, const std::map<std::string, SealedPart>& parts,
                 const Expected& expected, const terms::LotTerms& lot)
{
    Error bad{Fault::invalid, "bidding.parts_refused"};
    const auto fault = [&](const std::string& part, const char* code, std::string allowed = {}) {
        bad.fields.push_back({"parts." + part, code, std::move(allowed)});
    };
    for (const auto& wanted : lot.parts)
        if (std::ranges::find(submit.parts, wanted.id, &seal::SubmittedPart::part) == submit.parts.end())
            fault(wanted.id, "bidding.part_missing");
    for (const auto& listed : submit.parts) {
        const auto wanted = std::ranges::find(lot.parts, listed.part, &terms::Part::id);
        const auto sealed = parts.find(listed.part);
        if (wanted == lot.parts.end() || sealed == parts.end()) {
            fault(listed.part, wanted == lot.parts.end() ? "bidding.part_unknown" : "bidding.part_missing");
            continue;
        }
        const auto& part = sealed->second;
        if (part.header.digest() != listed.header || part.envelope != listed.envelope ||
            part.bytes != listed.bytes)
            fault(listed.part, "bidding.part_differs");
        else if (const auto why = reason(part.header.prefix(), listed.part, expected); !why.empty())
            fault(listed.part, "bidding.part_foreign", why);
        else if (part.bytes > largest_envelope(wanted->most_bytes))
            fault(listed.part, "bidding.part_too_large", std::to_string(wanted->most_bytes));
        else if (const auto whole = whole_envelope(part.header); part.bytes != whole)
            fault(listed.part, "bidding.part_not_whole", std::to_string(whole));
    }
    if (bad.fields.empty())
        return {};
    return bad;
}

} // namespace tianping::bidding
