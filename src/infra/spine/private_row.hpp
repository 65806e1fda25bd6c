#pragma once
// The row of a private body. Only infra/spine includes this.
#include "infra/spine/store.hpp"

namespace tianping::events {

struct PrivateRow {
    std::int64_t seq{}; // of its event
    std::string audience{};
    std::string salt{}; // 32 bytes, hex
    std::string body{}; // canonical JSON
    static constexpr std::string_view table = "event_private";
};
BOOST_DESCRIBE_STRUCT(PrivateRow, (), (seq, audience, salt, body))

} // namespace tianping::events
