#include "formats/mandate.hpp"
#include "base/canonical.hpp"
#include "base/labelled.hpp"

namespace tianping::identity {

Bytes mandate_message(const MandateText& text)
{
    return labelled("tianping/mandate/1", canonical(wire::write(text)));
}

} // namespace tianping::identity

namespace tianping::opening {
namespace {

bool covers_act(const SignedMandate& mandate, const AgentsAct& act)
{
    const bool here = mandate.scope.empty() || mandate.scope == act.trade || mandate.scope == act.project;
    return here && mandate.starts_at <= act.at && act.at < mandate.ends_at;
}

} // namespace

Result<crypto::Certificate> principal_behind(const SignedMandate& mandate, const AgentsAct& act)
{
    const auto text =
        identity::mandate_message({mandate.agent, mandate.agent_code, mandate.ends_at, act.origin,
                                   mandate.principal, mandate.scope, mandate.starts_at});
    TP_TRY(der, from_base64(mandate.certificate));
    TP_TRY(principal, crypto::Certificate::from_der(der));
    TP_TRY(key, principal.public_key());
    TP_TRY(signature, from_base64(mandate.signature));
    if (!key.verify(text, signature))
        return Error{Fault::forbidden, "mandate.not_signed"};
    if (!covers_act(mandate, act))
        return Error{Fault::forbidden, "mandate.does_not_cover"};
    if (act.agent_code != mandate.agent_code)
        return Error{Fault::forbidden, "mandate.of_another_agent"};
    return principal;
}

} // namespace tianping::opening
