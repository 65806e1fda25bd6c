#pragma once
// The search view over published notices: filtered, counted and paged by the database, so a list is whole
// however long it grows. A view: `tianping rebuild search` makes it again from the log.
#include "infra/spine/follower.hpp"
#include <optional>

namespace tianping::search {

// What a reader filters by; empty members ask nothing.
struct Wanted {
    std::string kind{};   // a notice's kind: "tender_notice"
    std::string region{}; // GB/T 2260, six digits, of the trade
    std::string text{};   // part of the title or of a unified code; ASCII letters of either case
    std::optional<Instant> from{};
    std::optional<Instant> until{}; // not included
};

Follower follower();

std::int64_t count(const ReadTx& tx, const Wanted& wanted);
// Ids of notices, newest first.
std::vector<std::string> notices(const ReadTx& tx, const Wanted& wanted, std::int64_t skip,
                                 std::int64_t most);
// Digests of the terms that name a file of this digest (hex) and that a published notice put in force.
std::vector<std::string> terms_with_file(const ReadTx& tx, const std::string& digest, std::int64_t most);

} // namespace tianping::search
