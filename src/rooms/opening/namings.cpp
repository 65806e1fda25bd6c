#include "rooms/opening/namings.hpp"
#include "base/canonical.hpp"
#include "infra/crypto/digest.hpp"
#include "infra/spine/private_body.hpp"

namespace tianping::opening {
namespace {

// What was sent, by what became of it.
Result<trade::AgentIn> said_by(const ReadTx& tx, const events::Event& event)
{
    const auto named = event.as<trade::AgentNamed>();
    trade::AgentIn out{std::nullopt, named.reason};
    if (!named.agent)
        return out;
    TP_TRY(kept, events::open_private(tx, event, [](const std::string&) { return true; }));
    TP_TRY(entered, wire::from_value<trade::RegistrationParticulars>(kept));
    TP_TRY(id, identity::OrganisationId::parse(*named.agent));
    TP_TRY(agency, identity::organisation(tx, id));
    out.agent = trade::AgencyIn{agency.code, entered.registration.agent_contact.value_or(trade::Contact{})};
    return out;
}

// Who names none leaves the member out, or sends null.
std::vector<std::string> as_sent(const trade::AgentIn& said)
{
    auto body = wire::write(said);
    std::vector<std::string> out{canonical(body)};
    if (!said.agent) {
        body.as_object()["agent"] = nullptr;
        out.push_back(canonical(body));
    }
    return out;
}

SignedNaming naming(const ReadTx& tx, const trade::TradeId& trade, const events::Event& event)
{
    SignedNaming out{event.digest, "", std::nullopt};
    const auto said = said_by(tx, event);
    const auto act = identity::act_behind(tx, trade.text(), event.digest);
    if (!said || !act)
        return out;
    for (const auto& body : as_sent(*said))
        if (to_hex(crypto::sm3(view(body))) == act->text.body) {
            out.said = body;
            out.act = act;
        }
    return out;
}

} // namespace

std::vector<SignedNaming> signed_namings(const ReadTx& tx, const trade::TradeId& id)
{
    std::vector<SignedNaming> out;
    for (const auto& event : events::of_stream(tx, id.text()))
        if (event.kind == trade::AgentNamed::kind)
            out.push_back(naming(tx, id, event));
    return out;
}

} // namespace tianping::opening
