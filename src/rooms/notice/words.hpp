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

// `received`: the medium gave its receipt, and what it shows has not been read back yet.
enum class ChannelState { pending, received, out, differs };
BOOST_DESCRIBE_ENUM(ChannelState, pending, received, out, differs)
// Whether nobody has read yet what stands there.
constexpr bool is_on_its_way(ChannelState state)
{
    return state == ChannelState::pending || state == ChannelState::received;
}

} // namespace tianping::notice
