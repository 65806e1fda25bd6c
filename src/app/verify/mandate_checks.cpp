// That whoever acted in the owner's name had a mandate of the owner for it: signed by him, for this trade, at
// that time, and not revoked before.
#include "app/verify/checks.hpp"
#include "rooms/identity/events.hpp"
#include <algorithm>
#include <set>

namespace tianping::verify {

// org_… of whoever signed the terms.
std::string Checks::owner_in_log() const
{
    const auto* terms = event_of([](const auto& e) { return e.kind == trade::TermsSigned::kind; });
    const auto actor = wire::parse<LoggedActor>(terms ? terms->actor : "");
    return actor ? actor->organisation : std::string{};
}

// prj_… of the trade as it stood registered then; nobody signs to which project a trade belongs.
std::string Checks::project_in_log(Instant at) const
{
    std::string out;
    for (const auto& event : evidence_.events) {
        if (event.stream != evidence_.kit.trade)
            continue;
        (void)says<trade::Submitted>(event, [&](const auto& body) {
            out = body.project.text();
            return true;
        });
        (void)says<trade::Supplemented>(event, [&](const auto& body) {
            if (body.project && from_millis(event.arrived_at) <= at)
                out = body.project->text();
            return true;
        });
    }
    return out;
}

// As its principal signed it.
Result<opening::SignedMandate> Checks::granted(const std::string& mandate) const
{
    const auto* logged = event_of(
        [&](const auto& e) { return e.stream == mandate && e.kind == identity::MandateGranted::kind; });
    if (!logged)
        return differs("verify.mandate_missing", mandate);
    TP_TRY(body, wire::parse<identity::MandateGranted>(logged->body));
    TP_TRY(certificate, certificate_given(evidence_, body.certificate));
    return opening::SignedMandate{body.principal.text(),
                                  body.agent.text(),
                                  body.agent_code,
                                  body.scope,
                                  body.starts_at,
                                  body.ends_at,
                                  from_millis(logged->arrived_at),
                                  certificate,
                                  body.signature};
}

// Where the act is signed, by a certificate of the agent with this code; else the log alone says who did it.
Status Checks::under_mandate(const opening::LoggedEvent& event, const LoggedActor& by,
                             const std::optional<std::string>& signer_code) const
{
    const auto where = event.stream + "/" + std::to_string(event.version);
    const auto shown = std::ranges::find(evidence_.mandates, by.mandate, &opening::ActedMandate::mandate);
    if (shown == evidence_.mandates.end())
        return differs("verify.mandate_missing", by.mandate);
    TP_TRY(mandate, granted(by.mandate));
    const auto at = from_millis(event.arrived_at);
    const auto principal =
        opening::principal_behind(mandate, {shown->origin, evidence_.kit.trade, project_in_log(at),
                                            signer_code.value_or(mandate.agent_code), at});
    if (!principal)
        return differs(principal.error().code.c_str(), where);
    TP_TRY(owner, organisation_of(evidence_.kit.terms_certificate));
    if (principal->subject().organisation_code != owner || mandate.principal != by.on_behalf_of ||
        mandate.agent != by.organisation)
        return differs("verify.mandate_of_another", where);
    const bool stood = mandate.granted_at < at + nodes_clocks &&
                       (!shown->revoked_at || at < *shown->revoked_at + nodes_clocks);
    return stood ? Status{} : Status{differs("verify.mandate_not_in_force", where)};
}

// Each that the log names, by everything that was done under it; none beside.
void Checks::mandates()
{
    const auto owner = owner_in_log();
    std::map<std::string, Status> named;
    for (const auto& event : evidence_.events) {
        const auto by = wire::parse<LoggedActor>(event.actor);
        if (!by || by->mandate.empty() || by->on_behalf_of != owner)
            continue;
        auto& status = named[by->mandate];
        if (status)
            status = under_mandate(event, *by, std::nullopt);
    }
    for (const auto& [mandate, status] : named) {
        if (!found(status, "verify.mandate", mandate))
            continue;
        const auto shown = std::ranges::find(evidence_.mandates, mandate, &opening::ActedMandate::mandate);
        out_.back().detail = granted(mandate).value().agent_code + "  " + shown->origin;
    }
    std::set<std::string> listed;
    for (const auto& one : evidence_.mandates)
        if (!listed.insert(one.mandate).second || !named.contains(one.mandate))
            found(differs("verify.mandate_not_named", one.mandate), "verify.mandate", one.mandate);
    for (const auto& event : evidence_.events)
        if (event.kind == identity::MandateGranted::kind && !named.contains(event.stream))
            found(differs("verify.mandate_not_named", event.stream), "verify.mandate", event.stream);
}

} // namespace tianping::verify
