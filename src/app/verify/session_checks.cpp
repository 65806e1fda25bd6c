// Whether the opening is over, and its record with it: what the log tells of the session, and what lies in
// the folder beside it.
#include "app/verify/checks.hpp"
#include "rooms/opening/events.hpp"
#include <algorithm>
#include <set>

namespace tianping::verify {

// The session's end is logged and its final record published, or neither.
Status Checks::session() const
{
    const auto* ended =
        event_of([&](const auto& e) { return is_own(e) && e.kind == hall::SessionEnded::kind; });
    const auto* final = event_of([&](const auto& e) {
        return is_own(e) && says<hall::RecordPublished>(e, [](const auto& body) { return body.final; });
    });
    if (ended && !final)
        return differs("verify.final_record_missing", evidence_.kit.intake);
    if (final && !ended)
        return differs("verify.record_before_end", evidence_.kit.intake);
    return {};
}

// No version of the record lies in the folder that the log knows nothing of.
Status Checks::records_logged(const FetchFile& fetch) const
{
    std::set<std::int64_t> published;
    for (const auto& event : evidence_.events)
        if (is_own(event))
            (void)says<hall::RecordPublished>(
                event, [&](const auto& body) { return published.insert(body.record_version).second; });
    const auto last = published.empty() ? 0 : *published.rbegin();
    for (std::int64_t version = 1; version <= last + 1; ++version)
        for (const auto* ending : {".json", ".pdf"}) {
            const auto file = record_file(evidence_.kit.intake, version, ending);
            if (!published.contains(version) && fetch(file))
                return differs("verify.record_not_logged", file);
        }
    return {};
}

// A session that goes on is told and not held against anybody: the export ends where it was fetched.
void Checks::session_end(const FetchFile& fetch)
{
    const auto& intake = evidence_.kit.intake;
    found(records_logged(fetch), "verify.records_logged", intake);
    const bool over =
        event_of([&](const auto& e) {
            return is_own(e) && (e.kind == hall::SessionEnded::kind ||
                                 says<hall::RecordPublished>(e, [](const auto& body) { return body.final; }));
        }) != nullptr;
    if (over)
        found(session(), "verify.session", intake);
    else
        out_.push_back({true, session_open, intake, ""});
}

} // namespace tianping::verify
