// What an opening record says of trustees, causes, objections and holds: it grows from version to version,
// and each says what the log told when it was drawn up.
#include "app/verify/checks.hpp"
#include "rooms/opening/events.hpp"
#include <algorithm>
#include <set>
#include <utility>

namespace tianping::verify {

// Why a bid did not open, in the host's words: of causes that were recorded before this event of the
// intake's stream.
Status Checks::record_causes(const hall::Record& record, std::int64_t version) const
{
    for (std::size_t i = 0; i < record.bids.size(); ++i) {
        const auto& bid = record.bids[i];
        const auto& of = evidence_.read_out[i].submission;
        const auto* recorded = event_of([&](const auto& e) {
            return is_own(e) && e.version < version && says<opening::CauseRecorded>(e, [&](const auto& body) {
                       return body.cause.submission == of;
                   });
        });
        const auto cause =
            std::ranges::find(evidence_.unsealing.causes, of, &opening::RecordedCause::submission);
        const auto said =
            recorded && cause != evidence_.unsealing.causes.end() ? *cause : opening::RecordedCause{};
        if (bid.cause_text != said.text ||
            !std::ranges::equal(bid.evidence, said.evidence, {}, {}, &opening::EvidenceFile::digest))
            return differs("verify.record_differs", bid.bidder);
    }
    return {};
}

// What trustees had done before this event of the intake's stream.
std::vector<hall::RecordTrustee> Checks::trustees_before(std::int64_t version) const
{
    std::set<std::int64_t> spoke, wrong;
    for (const auto& event : evidence_.events) {
        if (!is_own(event) || event.version >= version)
            continue;
        (void)says<opening::TrusteeAnswered>(
            event, [&](const auto& body) { return body.answers > 0 && spoke.insert(body.number).second; });
        (void)says<opening::WrongAnswerNamed>(event, [&](const auto& body) {
            wrong.insert(body.numbers.begin(), body.numbers.end());
            return true;
        });
    }
    std::vector<hall::RecordTrustee> out;
    for (const auto& closer : lot_.unsealing.closers)
        if (closer.holds_share && (!by_bidders() || spoke.contains(closer.index)))
            out.push_back({closer.index, closer.name,
                           wrong.contains(closer.index)   ? hall::TrusteeState::wrong
                           : spoke.contains(closer.index) ? hall::TrusteeState::answered
                                                          : hall::TrusteeState::absent});
    return out;
}

// Objections on the spot with their answers, as they were before this event of the intake's stream.
std::vector<hall::RecordObjection> Checks::objections_before(std::int64_t version) const
{
    std::vector<hall::RecordObjection> out;
    for (const auto& event : evidence_.events)
        if (is_own(event) && event.version < version)
            (void)says<hall::ObjectionRaised>(event, [&](const auto& body) {
                out.push_back(
                    {body.objection, body.who, body.text, from_millis(event.arrived_at), "", std::nullopt});
                return true;
            });
    for (const auto& event : evidence_.events)
        if (is_own(event) && event.version < version)
            (void)says<hall::ObjectionAnswered>(event, [&](const auto& body) {
                const auto of = std::ranges::find(out, body.objection, &hall::RecordObjection::id);
                if (of == out.end())
                    return false;
                of->answer = body.answer;
                of->answered_at = from_millis(event.arrived_at);
                return true;
            });
    std::ranges::sort(out, {}, [](const auto& one) { return std::pair{one.raised_at, one.id}; });
    return out;
}

// What grows from version to version, as it stood before this event of the intake's stream.
Status Checks::record_before(const hall::Record& record, std::int64_t version) const
{
    if (wire::write(record.trustees) != wire::write(trustees_before(version)))
        return differs("verify.record_differs", "trustees");
    TP_CHECK(record_causes(record, version));
    const auto objections = objections_before(version);
    if (objections.size() != record.objections.size())
        return differs("verify.record_incomplete", "objections");
    for (std::size_t i = 0; i < objections.size(); ++i)
        if (wire::write(objections[i]) != wire::write(record.objections[i]))
            return differs("verify.record_differs", record.objections[i].id);
    return {};
}

const opening::LoggedEvent* Checks::laid_out(const std::string& digest) const
{
    return event_of([&](const auto& e) {
        return is_own(e) &&
               says<hall::SigningOpened>(e, [&](const auto& body) { return body.record_digest == digest; });
    });
}

// The event behind which this version was drawn up: the reading out, for the final one the session's end.
const opening::LoggedEvent* Checks::drawn_up_behind(const hall::RecordPublished& published) const
{
    if (!published.final)
        return read_out_event();
    return event_of([&](const auto& e) { return is_own(e) && e.kind == hall::SessionEnded::kind; });
}

// What lay ready for signature says what was so just then. When another version was drawn up is in no event:
// behind the one before it, and before it was published.
Status Checks::record_then(const hall::Record& record, const hall::RecordPublished& published,
                           const opening::LoggedEvent& event) const
{
    if (const auto* ready = laid_out(published.digest))
        return record_before(record, ready->version);
    const auto* behind = drawn_up_behind(published);
    Status out = differs("verify.record_differs", "version");
    for (const auto& one : evidence_.events) {
        if (!is_own(one) || (behind && one.version <= behind->version) || one.version > event.version)
            continue;
        out = record_before(record, one.version);
        if (out)
            break;
    }
    return out;
}

// Each hold with its cause and its lifting, as the log tells them; who set it stands there by his id alone.
Status Checks::record_holds(const hall::Record& record, const opening::LoggedEvent* drawn_up) const
{
    for (const auto& one : record.holds) {
        const auto* set = event_of([&](const auto& e) {
            return from_millis(e.arrived_at) == one.from && says<trade::HoldSet>(e, [&](const auto& body) {
                       return body.cause == one.cause && body.article == one.article &&
                              body.document == one.document;
                   });
        });
        const auto* lifted = event_of([&](const auto& e) {
            return set && e.stream == set->stream && e.kind == trade::HoldLifted::kind;
        });
        const bool shown = lifted && from_millis(lifted->arrived_at) == one.lifted_at &&
                           says<trade::HoldLifted>(
                               *lifted, [&](const auto& body) { return body.reason == one.lift_reason; });
        const bool before =
            lifted && drawn_up && recorded_by(*lifted) + nodes_clocks < recorded_by(*drawn_up);
        const bool stands = !one.lifted_at && one.lift_reason.empty() && !before;
        if (!set || !(shown || stands))
            return differs("verify.record_differs", one.article);
    }
    return {};
}

} // namespace tianping::verify
