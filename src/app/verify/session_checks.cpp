// Whether the opening is over, and its record with it, by what the log tells of the session.
#include "app/verify/checks.hpp"

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

// A session that goes on is told and not held against anybody: the export ends where it was fetched.
void Checks::session_end()
{
    const auto& intake = evidence_.kit.intake;
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
