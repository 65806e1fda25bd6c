#pragma once
// Consequential acts (http::signed_act): sent with a signature of their own by the account's key.
#include "app/account/account.hpp"

namespace tianping::account {

// `body`: as it is sent, empty where the act has none; `target`: without a query. Signs what the session says
// that the account is, at the machine's clock, in a rehearsal at the installation's. `read`: the version that
// the account read of what it replaces, 0 where it replaces nothing. What the platform refuses comes back as
// its answer; `client.unreachable` and the like as an error. A second try with the same key is signed anew.
// `second`: who signs the same act beside him, where it takes two; nobody where it is null.
Result<http::ClientAnswer> send_act(Account& who, const std::string& method, const std::string& target,
                                    const std::string& body, const std::string& key, std::int64_t read = 0,
                                    const Holder* second = nullptr);

// The same with a body as it is described, and the answer as Out; a refusal comes back as its Error.
template <class Out, class In>
Result<Out> act(Account& who, const std::string& method, const std::string& target, const In& in,
                const std::string& key, std::int64_t read = 0)
{
    TP_TRY(answer, send_act(who, method, target, boost::json::serialize(wire::write(in)), key, read));
    if (!answer.ok())
        return answer.problem();
    return wire::parse<Out>(answer.body);
}

// The person of the account takes these roles in its organisation, which he manages.
Result<identity::PersonOut> take_roles(Account& who, const std::vector<identity::Role>& roles,
                                       const std::string& key);

} // namespace tianping::account
