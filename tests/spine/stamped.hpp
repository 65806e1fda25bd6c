#pragma once
#include "infra/http/stamper.hpp"

namespace tianping::test {

// A submission as the door hands it to the journal.
inline http::StampedRequest stamped(Instant at, const std::string& key, const std::string& body)
{
    http::StampedRequest r;
    r.arrived = at;
    r.method = "POST";
    r.target = "/api/v1/intakes/x/submissions";
    r.key = key;
    r.body = body;
    return r;
}

} // namespace tianping::test
