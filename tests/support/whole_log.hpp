#pragma once
// The event log as a test expects it whole.
#include "infra/spine/event_log.hpp"
#include <gtest/gtest.h>

namespace tianping::test {

// All events; dense, and each stream's chain of digests holds.
inline std::vector<events::Event> whole_log(const ReadTx& tx)
{
    auto log = tx.list<events::Event>("ORDER BY seq");
    std::int64_t seq = 0;
    std::map<std::string, std::pair<std::int64_t, std::string>> heads;
    for (const auto& event : log) {
        EXPECT_EQ(event.seq, ++seq);
        auto& [version, digest] = heads.try_emplace(event.stream, 0, std::string(64, '0')).first->second;
        EXPECT_EQ(event.version, ++version) << event.stream;
        EXPECT_EQ(event.digest, events::digest_of(event, digest)) << event.stream;
        digest = event.digest;
    }
    EXPECT_EQ(tx.number("SELECT seq FROM log_head"), seq);
    return log;
}

} // namespace tianping::test
