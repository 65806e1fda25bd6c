#include "app/verify/act_checks.hpp"
#include "app/trustee/trust.hpp"
#include "rooms/identity/acts.hpp"

namespace tianping::verify {

std::string where_of(const opening::LoggedEvent& event)
{
    return event.stream + "/" + std::to_string(event.version);
}

bool is_act_of(const identity::ActText& text, const opening::LoggedEvent& event)
{
    const auto actor = wire::parse<LoggedActor>(event.actor);
    const auto apart = std::chrono::abs(from_millis(event.arrived_at) - text.time);
    return actor && actor->person == text.person && actor->organisation == text.organisation &&
           actor->on_behalf_of == text.on_behalf_of && apart <= identity::act_is_fresh;
}

Result<crypto::Certificate> signer_of(const identity::ActText& text, const std::string& certificate,
                                      const std::string& signature)
{
    TP_TRY(out, trustee::certificate_from(certificate));
    TP_TRY(key, out.public_key());
    const auto value = from_base64(signature);
    if (!out.may(crypto::Usage::sign) || !value || !key.verify(identity::act_message(text), *value))
        return differs("verify.act_signature", text.act);
    return out;
}

} // namespace tianping::verify
