#pragma once
// The words of the notice room. Included through api.hpp.
#include "base/id.hpp"
#include "base/wire.hpp"

namespace tianping::notice {

struct NoticeTag {
    static constexpr std::string_view prefix = "ntc";
};
using NoticeId = Id<NoticeTag>;

enum class State { draft, signed_, published, withdrawn };
BOOST_DESCRIBE_ENUM(State, draft, signed_, published, withdrawn)

enum class ChannelState { pending, out, differs };
BOOST_DESCRIBE_ENUM(ChannelState, pending, out, differs)

} // namespace tianping::notice
