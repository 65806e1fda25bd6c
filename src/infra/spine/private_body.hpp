#pragma once
// Private bodies (design.md 2): what must stay out of the log rests beside it, is opened to its audience, and
// is taken away only by an event that says so. The log stays checkable: it holds the salted commitment. See
// docs/formats/event.md.
#include "infra/spine/event_log.hpp"
#include <functional>

namespace tianping {

// In the stream of the event whose private body went.
struct PrivateErased {
    static constexpr std::string_view kind = "house.private_erased";
    static constexpr int version = 1;
    std::string of_kind{};       // the kind of that event
    std::int64_t of_version{};   // its version in this stream
    std::string of_digest{};     // its digest, hex
    std::string of_commitment{}; // to what went, hex
    std::string reason{};
    std::string article{}; // of the law that asks for it
};
BOOST_DESCRIBE_STRUCT(PrivateErased, (), (of_kind, of_version, of_digest, of_commitment, reason, article))

namespace events {

// Whether the reader is of this audience ("organisation:org_…", "parties:trd_…"): the calling room's answer.
using IsOfAudience = std::function<bool(const std::string& audience)>;

// The private body of `event`. Refuses with `house.private_erased`, and the article, when it was taken away
// on record; with `house.private_unknown` when there is none, or the reader is not of its audience: to him it
// is not there; with `house.private_differs` when salt and body do not give the commitment of the log.
Result<boost::json::value> open_private(const ReadTx& tx, const Event& event, const IsOfAudience& may);

// Why a private body goes, in words that stay.
struct Erasure {
    std::string reason{};
    std::string article{}; // of the law that asks for it: an erasure without one is no erasure
};
// `house.erasure_unfounded`, naming each of the two that is blank.
Status check_founded(const Erasure& why);
// Appends `house.private_erased` to the stream of `event` and takes its private body away, together or not at
// all; the database refuses it any other way. Asks no policy: the caller has. The stream's version moves on
// and no row with it, so nobody may ask that a row's version be its stream's. What rooms keep in tables of
// their own is the caller's to take away. Refuses as check_founded(), with `house.private_erased` the second
// time and with `house.private_unknown` when there is none.
Result<Recorded> erase_private(WriteTx& tx, const Call& call, const Event& event, const Erasure& why);

} // namespace events
} // namespace tianping
