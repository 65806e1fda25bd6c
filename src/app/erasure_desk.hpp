#pragma once
// POST /api/v1/erasures: a private body is taken out of the log's keeping, and the log says by whom, why and
// by which article (design.md 2). For the system administrator in his own name (Capability::system_operate);
// the audit administrator reads who did it. What it was is told to nobody here. With the body of
// identity.person_joined the name goes out of the tables too.
#include "infra/http/route.hpp"

namespace tianping::app {

// `kind` must be that of the event, so that a slip in its version takes nothing else away. Reason and article
// stand in the log for ever and for everybody: they hold nothing of what is erased.
struct ErasureIn {
    std::string stream{};
    std::int64_t version{};
    std::string kind{};
    std::string reason{};
    std::string article{};
    Status form() const; // base/body.hpp
};
BOOST_DESCRIBE_STRUCT(ErasureIn, (), (stream, version, kind, reason, article))

// The event that says so, in the same stream.
struct ErasureOut {
    std::string stream{};
    std::int64_t recorded{}; // its version
    std::string digest{};    // its digest, hex
};
BOOST_DESCRIBE_STRUCT(ErasureOut, (), (stream, recorded, digest))

class ErasureDesk {
public:
    std::vector<http::Route> routes() const;

private:
    // `house.private_unknown` where no such event has a private body; else as events::erase_private refuses.
    Result<ErasureOut> erase(WriteTx& tx, const http::Request& request, const ErasureIn& in) const;
};

} // namespace tianping::app
