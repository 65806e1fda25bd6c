#include "app/verify/naming_checks.hpp"
#include "app/verify/act_checks.hpp"
#include "infra/crypto/digest.hpp"
#include "rooms/identity/events.hpp"
#include "rooms/trade/api.hpp"
#include <algorithm>

namespace tianping::verify {
namespace {

using opening::Evidence;
using opening::LoggedEvent;
using opening::SignedNaming;

// Whatever mandate of this organisation is here names it by the same code.
bool is_code_of(const Evidence& evidence, const std::string& organisation, const std::string& code)
{
    return std::ranges::none_of(evidence.events, [&](const LoggedEvent& event) {
        return says<identity::MandateGranted>(event, [&](const auto& body) {
            return body.agent.text() == organisation && body.agent_code != code;
        });
    });
}

bool says_the_same(const Evidence& evidence, const trade::AgentIn& said, const LoggedEvent& event)
{
    return says<trade::AgentNamed>(event, [&](const auto& named) {
        return said.reason == named.reason && said.agent.has_value() == named.agent.has_value() &&
               (!said.agent || is_code_of(evidence, *named.agent, said.agent->code));
    });
}

bool is_signed_once(const std::vector<SignedNaming>& namings, const identity::ActText& text)
{
    return std::ranges::count_if(namings, [&](const SignedNaming& other) {
               return other.act && other.act->text.key == text.key && other.act->text.person == text.person;
           }) == 1;
}

// Whose signature it is, and of which agency.
Result<std::string> signed_naming(const Evidence& evidence, const LoggedEvent& event,
                                  const SignedNaming& given)
{
    const auto& act = *given.act;
    TP_TRY(signer, signer_of(act.text, act.certificate, act.signature));
    TP_TRY(owner, organisation_of(evidence.kit.terms_certificate));
    const auto said = wire::parse<trade::AgentIn>(given.said);
    const bool fits = said && signer.subject().organisation_code == owner &&
                      act.text.act == "PUT /api/v1/trades/" + evidence.kit.trade + "/agent" &&
                      act.text.body == to_hex(crypto::sm3(view(given.said))) && is_act_of(act.text, event) &&
                      is_signed_once(*evidence.namings, act.text) && says_the_same(evidence, *said, event);
    if (!fits)
        return differs("verify.act_of_another", where_of(event));
    return signer.subject_text() + (said->agent ? "  " + said->agent->code : "");
}

Finding naming_found(const Evidence& evidence, const LoggedEvent& event)
{
    const auto where = where_of(event);
    if (!evidence.namings)
        return {true, naming_not_given, where, ""};
    const auto given = std::ranges::find(*evidence.namings, event.digest, &SignedNaming::event);
    if (given == evidence.namings->end())
        return finding_of(differs("verify.naming_unsigned", where), "verify.naming", where);
    if (!given->act)
        return {true, naming_not_given, where, ""};
    const auto signer = signed_naming(evidence, event, *given);
    auto out = finding_of(signer ? Status{} : Status{signer.error()}, "verify.naming", where);
    out.detail = signer ? *signer : out.detail;
    return out;
}

} // namespace

void check_namings(const Evidence& evidence, std::vector<Finding>& out)
{
    std::vector<std::string> named;
    for (const auto& event : evidence.events)
        if (event.stream == evidence.kit.trade && event.kind == trade::AgentNamed::kind) {
            named.push_back(event.digest);
            out.push_back(naming_found(evidence, event));
        }
    for (const auto& given : evidence.namings.value_or(std::vector<SignedNaming>{}))
        if (const auto of = std::ranges::find(named, given.event); of != named.end())
            named.erase(of); // a second one stands for nothing
        else
            out.push_back(
                finding_of(differs("verify.act_of_another", given.event), "verify.naming", given.event));
}

} // namespace tianping::verify
