// Who signed what an event tells, out of the log.
#include "infra/spine/private_body.hpp"
#include "rooms/identity/api.hpp"
#include "rooms/identity/events.hpp"
#include <algorithm>

namespace tianping::identity {

std::optional<GivenAct> act_behind(const ReadTx& tx, const std::string& trade, const std::string& event)
{
    for (const auto& logged : events::of_trade(tx, trade)) {
        if (logged.kind != ActSigned::kind)
            continue;
        auto act = logged.as<ActSigned>();
        if (std::ranges::find(act.events, event) == act.events.end())
            continue;
        if (act.signature.empty()) {
            const auto kept = events::open_private(tx, logged, [](const std::string&) { return true; });
            if (!kept)
                return std::nullopt;
            const auto proof = wire::from_value<ActProof>(*kept).value();
            act.text.body = proof.body;
            act.signature = proof.signature;
        }
        const auto signer = certificate(tx, act.certificate);
        return signer ? std::optional{GivenAct{act.text, signer->der_base64, act.signature}} : std::nullopt;
    }
    return std::nullopt;
}

} // namespace tianping::identity
