#pragma once
// `tianping follower resume NAME`: a follower that stopped at an event goes on with that event.
#include "infra/spine/call.hpp"
#include "infra/spine/store.hpp"

namespace tianping {

struct FollowerResumed {
    static constexpr std::string_view kind = "house.follower_resumed";
    static constexpr int version = 1;
    std::string follower{};
    std::string reason{};
    std::string by{}; // who acts on the machine, where nobody is signed in
};
BOOST_DESCRIBE_STRUCT(FollowerResumed, (), (follower, reason, by))

// The act of whoever found out why a follower stopped and mended that. From the writer's next turn on it
// reads again, from the event at which it stopped: nothing is passed over and nothing done twice, so that
// outboxes may go on too. Where the cause remains it stops again, with its reason. The log says who resumed
// it and why
// (`house.follower_resumed`). Comes back with the reason for which it had stopped. Refuses with
// `house.reason_missing` without reason or name, and `house.follower_not_stopped`, naming those that have.
Result<std::string> resume(WriteTx& tx, const Call& call, const FollowerResumed& what);

} // namespace tianping
