#include "rooms/opening/mandate.hpp"
#include "infra/spine/event_log.hpp"
#include "rooms/opening/events.hpp"
#include <algorithm>

namespace tianping::opening {
namespace {

// Of `identity.mandate_granted`, as the log has it (docs/formats/event.md): events are read by their text.
struct Granted {
    std::string mandate{};
    std::string principal{};
    std::string agent{};
    std::string agent_code{};
    std::string scope{};
    Instant starts_at{};
    Instant ends_at{};
    std::string certificate{}; // hex digest
    std::string signature{};
};
BOOST_DESCRIBE_STRUCT(Granted, (),
                      (mandate, principal, agent, agent_code, scope, starts_at, ends_at, certificate,
                       signature))

std::string mandate_of(const events::Event& event)
{
    const auto actor = wire::parse_json(event.actor).value();
    const auto* mandate = actor.as_object().if_contains("mandate");
    return mandate != nullptr && mandate->is_string() ? std::string{mandate->as_string()} : std::string{};
}

std::string mandate_that_recorded(const ReadTx& tx, const CauseRow& cause)
{
    for (const auto& event : events::of_stream(tx, cause.intake.text()))
        if (event.kind == CauseRecorded::kind &&
            event.as<CauseRecorded>().cause.submission == cause.submission)
            return mandate_of(event);
    return {};
}

} // namespace

std::optional<SignedMandate> mandate_behind(const ReadTx& tx, const CauseRow& cause)
{
    const auto id = mandate_that_recorded(tx, cause);
    if (id.empty())
        return std::nullopt;
    const auto log = events::of_stream(tx, id);
    const auto granted = std::ranges::find(log, "identity.mandate_granted", &events::Event::kind);
    if (granted == log.end())
        return std::nullopt;
    const auto body = wire::parse<Granted>(granted->body).value();
    const auto signer = identity::certificate(tx, body.certificate);
    if (!signer)
        return std::nullopt;
    return SignedMandate{body.principal,      body.agent,         body.agent_code,
                         body.scope,          body.starts_at,     body.ends_at,
                         granted->arrived_at, signer->der_base64, body.signature};
}

} // namespace tianping::opening
