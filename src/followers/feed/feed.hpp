#pragma once
// The public feed (GET /api/v1/changes): an append-only outbox filled by publishing events only, numbered by
// itself, so that its numbers count nothing that is hidden. A change is named `epoch.number`; the epoch is
// made by chance with the first one, so that no name of another feed is taken for one of this. Readers page
// behind a name or follow the stream and resume from Last-Event-ID. Format: docs/formats/http.md 8.
#include "infra/http/page.hpp"
#include "infra/http/route.hpp"
#include "infra/spine/follower.hpp"

namespace tianping::feed {

struct Change {
    std::string id{}; // epoch.number: "9f3c01ab.17"
    Instant at{};
    std::string kind{};    // "notice.published"
    std::string subject{}; // the stream whose state changed
    std::string trade{};
    boost::json::value body{};
    std::string event_digest{}; // hex, as in the log
};
BOOST_DESCRIBE_STRUCT(Change, (), (id, at, kind, subject, trade, body, event_digest))

// The kinds that are public the moment they are recorded.
const std::vector<std::string>& published_kinds();

// How many changes of this kind the feed has told everyone.
std::int64_t count(const ReadTx& tx, const std::string& kind);

// An outbox: what was numbered once is never numbered again. `chance` makes the epoch and outlives it.
Follower follower(Chance& chance);

class Feed {
public:
    // ?after=EPOCH.NUMBER, ?limit=, ?trade=. Refuses with `feed.another_epoch` a place that this feed has not
    // reached under this epoch: the reader begins anew, without ?after.
    Result<http::Page<Change>> list(const ReadTx& tx, const http::Request& request) const;
    // A Last-Event-ID of another epoch, beyond the end or of no feed at all begins before the first change.
    Result<http::Source> stream(const ReadTx& tx, const http::Request& request) const;
};

std::vector<http::Route> routes(const Feed& feed);

} // namespace tianping::feed
