#pragma once
// Consequential acts (http::signed_act): sent with a signature of their own by the account's key.
#include "app/account/account.hpp"

namespace tianping::account {

// `body`: as it is sent, empty where the act has none; `target`: without a query. Signs what the session says
// that the account is, at the machine's clock, in a rehearsal at the installation's. What the platform
// refuses comes back as its answer; `client.unreachable` and the like as an error. A second try with the same
// key is signed anew.
Result<http::ClientAnswer> send_act(Account& who, const std::string& method, const std::string& target,
                                    const std::string& body, const std::string& key);

// The same with a body as it is described, and the answer as Out; a refusal comes back as its Error.
template <class Out, class In>
Result<Out> act(Account& who, const std::string& method, const std::string& target, const In& in,
                const std::string& key)
{
    TP_TRY(answer, send_act(who, method, target, boost::json::serialize(wire::write(in)), key));
    if (!answer.ok())
        return answer.problem();
    return wire::parse<Out>(answer.body);
}

} // namespace tianping::account
