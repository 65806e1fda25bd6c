#pragma once
// What happened, in order, for ever. append() asks for a WriteTx, so an event and the change that it
// describes are committed together or not at all. See docs/formats/event.md for the digest.
#include "infra/spine/call.hpp"
#include "infra/spine/store.hpp"
#include <concepts>

namespace tianping::events {

// What an event concerns; the dossier of a trade is everything whose `about` reaches it.
struct About {
    std::string centre{};
    std::vector<std::string> trades{};
    std::vector<std::string> lots{};
    std::vector<std::string> rounds{};
};
BOOST_DESCRIBE_STRUCT(About, (), (centre, trades, lots, rounds))

struct Recorded {
    std::int64_t seq{};
    std::int64_t version{}; // of the stream, from 1
    std::string digest{};   // hex
};

// How a body reads what earlier versions of it wrote: a `Body` of version 2 or more has
// `static Body upgraded(std::int64_t from, const boost::json::value& old)`, where `old` is the body as
// version `from` wrote it, from 1 to Body::version - 1. The log itself is never rewritten.
template <class Body>
concept Upgrades = requires(std::int64_t from, const boost::json::value& old)
{
    {
        Body::upgraded(from, old)
        } -> std::same_as<Body>;
};

// What was written of a Body: the commitment to a private body, which append() puts beside the rest, goes
// where Body has no member for it. The one place that knows, for whoever reads the log or an export of it.
template <class Body>
void leave_out_commitment(boost::json::value& body)
{
    if constexpr (!requires(Body made) { made.commitment; })
        if (body.is_object())
            body.get_object().erase("commitment");
}

// One event as it is read back.
struct Event {
    std::int64_t seq{};
    std::string stream{};
    std::int64_t version{};
    std::string about{}; // canonical JSON of About
    std::string kind{};
    std::int64_t body_version{};
    std::string actor{}; // canonical JSON of Actor
    Instant arrived_at{};
    Instant recorded_at{};
    std::string body{}; // canonical JSON of the described struct
    std::string digest{};

    static constexpr std::string_view table = "event";

    // The body as the struct it was written from, of an older version as its Body::upgraded makes it. Throws
    // when kind and struct do not belong together, and on a version that this program does not know: a reader
    // that guesses is a bug. The commitment to a private body is left out where Body has no member for it.
    template <class Body>
    Body as() const;
};
BOOST_DESCRIBE_STRUCT(Event, (),
                      (seq, stream, version, about, kind, body_version, actor, arrived_at, recorded_at, body,
                       digest))

[[noreturn]] void unreadable(const Event& event, std::string_view kind, int version);

template <class Body>
Body Event::as() const
{
    const bool older = body_version >= 1 && body_version < Body::version;
    if (kind != Body::kind || (body_version != Body::version && !(older && Upgrades<Body>)))
        unreadable(*this, Body::kind, Body::version);
    auto value = wire::parse_json(body).value();
    leave_out_commitment<Body>(value);
    if constexpr (Upgrades<Body>)
        if (older)
            return Body::upgraded(body_version, value);
    return wire::from_value<Body>(value).value();
}

// A body that only some may read until a time: it stays out of the log, the log holds its commitment.
struct Private {
    std::string audience{}; // who may open it: "organisation:org_…", "parties:trd_…"
    boost::json::value body{};
};

// Appends one event to `stream` (the id of the one thing whose state changed). `Body` is a described struct
// with `static constexpr std::string_view kind = "room.past_tense"` and `static constexpr int version`.
// The event's public actor holds person, organisation and mandate; certificate and address stay in the
// command table (20-49).
Recorded append_json(WriteTx& tx, const Call& call, const std::string& stream, const About& about,
                     std::string_view kind, int body_version, const boost::json::value& body,
                     const std::optional<Private>& secret = std::nullopt);

template <class Body>
Recorded append(WriteTx& tx, const Call& call, const std::string& stream, const About& about,
                const Body& body, const std::optional<Private>& secret = std::nullopt)
{
    return append_json(tx, call, stream, about, Body::kind, Body::version, wire::write(body), secret);
}

// The events of one stream in order.
std::vector<Event> of_stream(const ReadTx& tx, const std::string& stream);
// Every event that concerns a trade, in order.
std::vector<Event> of_trade(const ReadTx& tx, const std::string& trade);
// SM3("tianping/event/1\0" ‖ previous digest of the stream or 32 zeros ‖ canonical JSON without seq and
// digest).
std::string digest_of(const Event& event, const std::string& previous_digest_hex);

} // namespace tianping::events
