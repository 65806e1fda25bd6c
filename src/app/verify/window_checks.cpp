// How long the window was: from the quorum, as extended by the host, without what holds took; and that holds
// were obeyed.
#include "app/verify/checks.hpp"
#include "rooms/opening/events.hpp"
#include "rooms/trade/events.hpp"
#include <algorithm>

namespace tianping::verify {
namespace {

// What a hold stops, apart from answers behind the reading out, which change nothing.
bool is_step_of_opening(const opening::LoggedEvent& event)
{
    return event.kind == opening::TrusteeAnswered::kind || event.kind == opening::BidderProved::kind ||
           event.kind == opening::BidderGave::kind || event.kind == opening::ReadOutPublished::kind;
}

} // namespace

// At the deadline, or when the log says that the set had its quorum, whichever is later.
Instant Checks::window_begins() const
{
    const auto deadline = set_->close.deadline;
    const auto* witnessed = event_of([&](const auto& e) {
        return is_own(e) && says<opening::SetWitnessed>(e, [&](const auto& body) {
                   return body.closing_digest == to_hex(set_->digest);
               });
    });
    const bool runs = witnessed && !returned();
    return runs ? std::max(deadline, from_millis(witnessed->arrived_at)) : deadline;
}

// Holds that the log shows for this round and that forbid what `stops` asks for; one that was not lifted
// stands for good.
std::vector<Checks::StoodHold> Checks::holds(bool (*stops)(const std::vector<trade::Act>&)) const
{
    std::vector<StoodHold> out;
    for (const auto& event : evidence_.events) {
        const bool of_this = says<trade::HoldSet>(event, [&](const auto& body) {
            return stops(body.forbids) && std::ranges::any_of(body.rounds, [&](const auto& round) {
                       return round.text() == evidence_.kit.round;
                   });
        });
        if (!of_this)
            continue;
        const auto* lifted = event_of(
            [&](const auto& e) { return e.stream == event.stream && e.kind == trade::HoldLifted::kind; });
        out.push_back({{from_millis(event.arrived_at),
                        lifted != nullptr ? from_millis(lifted->arrived_at) : Instant::max()},
                       recorded_by(event)});
    }
    return out;
}

// Those that stop an opening, up to the reading out.
std::vector<opening::Pause> Checks::pauses() const
{
    const auto* published = read_out_event();
    if (!published)
        return {};
    std::vector<opening::Pause> out;
    for (const auto& hold : holds(trade::stops_opening))
        out.push_back(hold.span);
    return opening::apart(std::move(out), from_millis(published->arrived_at));
}

// Nothing of an opening arrived and was taken while a hold stopped it. What arrived before it by one clock
// may have come after it by another, and what waited in a journal is decided when it has been lifted.
Status Checks::opening_held() const
{
    const auto* published = read_out_event();
    const auto stopping = holds(trade::stops_opening);
    for (const auto& event : evidence_.events) {
        const bool later = is_own(event) && published && event.version > published->version;
        if (!is_step_of_opening(event) || later || (!is_own(event) && !event.stream.starts_with("prf_")))
            continue;
        for (const auto& hold : stopping)
            if (from_millis(event.arrived_at) > hold.span.from + nodes_clocks &&
                recorded_by(event) < hold.span.until - nodes_clocks)
                return differs("verify.hold_not_obeyed", event.kind);
    }
    return {};
}

// No hold that stops the closing was on record at the deadline: then nothing closes and the owner postpones.
Status Checks::closing_held() const
{
    const auto deadline = set_->close.deadline;
    for (const auto& hold : holds(trade::stops_closing))
        if (std::max(hold.span.from, hold.recorded) < deadline && hold.span.until >= deadline)
            return differs("verify.closed_though_held", to_rfc3339(hold.span.from));
    return {};
}

Status Checks::holds_obeyed() const
{
    TP_CHECK(closing_held());
    return opening_held();
}

Instant Checks::one_window_after(Instant from) const
{
    return opening::end_with_pauses(from, from + std::chrono::minutes{lot_.unsealing.window_minutes},
                                    pauses());
}

// Signed by the host and logged before the window's end, which it made later.
Status Checks::extension(const opening::WindowExtension& given, Instant ends) const
{
    const opening::WindowText text{"tianping/window/1",  evidence_.kit.platform,
                                   evidence_.kit.intake, to_hex(set_->digest),
                                   given.until,          given.reason};
    TP_TRY(der, from_base64(given.certificate));
    TP_TRY(certificate, crypto::Certificate::from_der(der));
    TP_TRY(key, certificate.public_key());
    TP_TRY(signature, from_base64(given.signature));
    const auto* recorded = event_of([&](const auto& e) {
        return is_own(e) && from_millis(e.arrived_at) == given.decided_at &&
               says<opening::WindowExtended>(e, [&](const auto& body) {
                   return body.until == given.until && body.reason == given.reason;
               });
    });
    if (!key.verify(opening::signed_bytes(text), signature) || !recorded)
        return differs("verify.window_differs", "extension");
    TP_CHECK(by_the_host(certificate.subject().organisation_code, recorded));
    const bool fits = given.until > ends && given.decided_at < ends;
    return fits ? Status{} : Status{differs("verify.window_differs", "shorter or too late")};
}

Status Checks::window() const
{
    const auto stopped = returned() ? std::vector<opening::Pause>{} : pauses();
    auto from = window_begins();
    auto until = from + std::chrono::minutes{lot_.unsealing.window_minutes};
    for (const auto& given : evidence_.unsealing.extensions) {
        const auto before = opening::apart(stopped, given.decided_at);
        TP_CHECK(extension(given, opening::end_with_pauses(from, until, before)));
        from = given.decided_at;
        until = given.until;
    }
    const auto ends = opening::end_with_pauses(from, until, stopped);
    return ends == evidence_.unsealing.window_ends ? Status{}
                                                   : Status{differs("verify.window_differs", "end")};
}

} // namespace tianping::verify
