#pragma once
// Two people editing one thing: whoever replaces it says by If-Match which version he read.
#include "infra/http/route.hpp"

namespace tianping::http {

// `store.version_wanted`, with the version that stands, where the caller names none;
// `store.changed_meanwhile` where he read another.
inline Status check_read_version(const Request& request, std::int64_t standing)
{
    if (!request.if_match)
        return Error{Fault::conflict, "store.version_wanted", {}, {{"version", std::to_string(standing)}}};
    if (*request.if_match != standing)
        return Error{Fault::conflict, "store.changed_meanwhile"};
    return {};
}

} // namespace tianping::http
