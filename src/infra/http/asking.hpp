#pragma once
// Commands of the house's tools, each call under a key of its own.
#include "infra/crypto/random.hpp"
#include "infra/http/client.hpp"
#include <chrono>
#include <thread>

namespace tianping::http {

// `act` with something fresh behind it. A refusal is answered alike under its key for ever: what was refused
// once, such as during a hold, is asked anew by the next call, also where the same message is signed alike.
inline std::string fresh_key(const std::string& act)
{
    return act + "/" + to_hex(crypto::random_bytes(8));
}

// Posts, and while the outcome is unknown again under the same key, at most five times more within three
// seconds.
template <class Out, class In>
Result<Out> post_until_known(Client& client, const std::string& target, const In& in, const std::string& key)
{
    auto out = client.post<Out>(target, in, key);
    for (int tries = 0;
         !out && (out.error().code == "client.broken" || out.error().code == "command.outcome_unknown") &&
         tries < 5;
         ++tries) {
        std::this_thread::sleep_for(std::chrono::milliseconds{100} * (1 << tries));
        out = client.post<Out>(target, in, key);
    }
    return out;
}

} // namespace tianping::http
