#pragma once
// The public feed (GET /api/v1/changes): an append-only table filled by publishing events only, numbered by
// itself, so that its numbers count nothing that is hidden. Readers page with a cursor or follow the stream
// and resume from Last-Event-ID.
#include "infra/http/page.hpp"
#include "infra/http/route.hpp"
#include "infra/spine/follower.hpp"

namespace tianping::feed {

struct Change {
    std::int64_t number{};
    Instant at{};
    std::string kind{};    // "notice.published"
    std::string subject{}; // the stream whose state changed
    std::string trade{};
    boost::json::value body{};
    std::string event_digest{}; // hex, as in the log
};
BOOST_DESCRIBE_STRUCT(Change, (), (number, at, kind, subject, trade, body, event_digest))

// The kinds that are public the moment they are recorded.
const std::vector<std::string>& published_kinds();

Follower follower();

class Feed {
public:
    // ?after=NUMBER, ?limit=, ?trade=
    Result<http::Page<Change>> list(const ReadTx& tx, const http::Request& request) const;
    Result<http::Source> stream(const ReadTx& tx, const http::Request& request) const;
};

std::vector<http::Route> routes(const Feed& feed);

} // namespace tianping::feed
