#pragma once
// Consequential acts: beside the session a route so marked takes a signature of this one act by the person
// who does it (docs/formats/login.md, 6). The mark is the header that carries it, so the printed interface
// names it too; what it has to say is identity's (rooms/identity/acts.hpp).
#include "infra/http/route.hpp"
#include <algorithm>
#include <string_view>

namespace tianping::http {

inline constexpr std::string_view act_signature = "Act-Signature";
// By a second person over the same text: some acts of administrators are done by two (Call::second).
inline constexpr std::string_view act_countersignature = "Act-Countersignature";

// For commands without a signature of their own in the body. Of a journaled one the journal keeps the header,
// so that it is decided with its act's signature after a crash, too.
inline Route signed_act(Route route)
{
    route.headers.emplace_back(act_signature);
    return route;
}

// Such an act that a second person may have to sign too.
inline Route countersigned_act(Route route)
{
    route = signed_act(std::move(route));
    route.headers.emplace_back(act_countersignature);
    return route;
}

inline bool is_signed_act(const Route& route)
{
    return std::ranges::find(route.headers, act_signature) != route.headers.end();
}

} // namespace tianping::http
