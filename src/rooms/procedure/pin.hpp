#pragma once
// A round pins its rulebook at its first publication: the whole text is kept, so that later files change
// nothing for it, unless the later version's own transition rule says so.
#include "base/bytes.hpp"
#include "rooms/procedure/procedure.hpp"
#include <functional>

namespace tianping::procedure {

using DigestOf = std::function<Digest(ByteView)>; // SM3 in the house

struct Pin {
    std::string procedure{};
    std::int64_t version = 0;
    std::string digest{}; // hex, over rulebook_text()
};
BOOST_DESCRIBE_STRUCT(Pin, (), (procedure, version, digest))

// Canonical JSON (RFC 8785) of everything that binds the round. Calendars are not in it: a new year's notice
// of the State Council holds for rounds that run already.
std::string rulebook_text(const Rulebook& rules);

Pin pin_of(const Rulebook& rules, const DigestOf& digest_of);

// The rulebook that was pinned, from its kept text. Refuses a text that is not the pinned one with
// `procedure.pin_broken`.
Result<Rulebook> pinned_rulebook(const Pin& pin, std::string_view text, const DigestOf& digest_of);

// Whether a round that pinned an earlier version and stands in `stage` goes over to `later`.
bool goes_over(const Pin& pin, std::string_view stage, const Procedure& later);

} // namespace tianping::procedure
