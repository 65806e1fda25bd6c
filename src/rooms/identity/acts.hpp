#pragma once
// Step-up (design.md 8): a session says who is there, the signature of an act that he means this one. The
// door's side of the mark http::signed_act.
#include "infra/http/route.hpp"
#include "infra/spine/database.hpp"

namespace tianping::identity {

// A signature serves for commands that arrive less than this before or after its time, or exactly so.
inline constexpr std::chrono::minutes act_is_fresh{5};

// The table, whose marked commands now ask for their act's signature (docs/formats/login.md, 6) before the
// room decides and after the policy, so that whoever may not do it is told that alone, and the denial is
// recorded: `identity.step_up_required` when it is missing, `identity.step_up_stale` when its time is not the
// arrival's, `identity.step_up_wrong` when it is by nobody's or another person's certificate, or over another
// text (another act, body, command, person, installation); `certificate.revoked` and the other refusals of a
// certificate that does not serve at the arrival. Where the route is http::countersigned_act() and a second
// person signed too, that is proved likewise (`identity.countersignature_wrong`) and the room is told who
// (Call::second); whether one is wanted is the room's to say. What the act recorded and its signature are
// bound by one event more, `identity.act_signed`, which is about the same trades; an act that recorded
// nothing leaves none. `origin` as in IdentityParts; `reads` outlives the table. Throws std::logic_error for
// a mark on what is no command.
std::vector<http::Route> with_act_signatures(std::vector<http::Route> table, ReadPool& reads,
                                             const std::string& origin);

} // namespace tianping::identity
