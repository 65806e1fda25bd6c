#pragma once
// The law of an opening's session: pure functions over values. Absence has no consequence anywhere in them.
#include "rooms/opening/session_types.hpp"

namespace tianping::opening {

struct SessionFacts {
    trade::Stage stage{};
    std::optional<Instant> deadline{};
    std::optional<ClosingState> closing{};
    bool signing_open = false; // the host opened the signing
    bool ended = false;
    Instant sign_in_from{};
};
SessionState session_state(const SessionFacts& facts, Instant now);

// From its time before the deadline to the session's end, late too. `opening.sign_in_not_open` (with its
// beginning), `opening.session_over`, `opening.nothing_opened`.
Status may_sign_in(SessionState state, Instant sign_in_from);
// On the spot (条例44): after the reading out, until the host ends the session. `opening.not_read_out`,
// `opening.session_over`, `opening.nothing_opened`.
Status may_object(SessionState state);
// Every objection is answered on the spot, before the record goes out for signature and before the end.
// `opening.objection_unanswered` names the first.
Status all_answered(const std::vector<ObjectionRow>& objections);
// `opening.signing_already_open`, otherwise as may_object.
Status may_open_signing(SessionState state);
// Within the time that the host opened. `opening.signing_not_open`, `opening.signing_over`.
Status may_sign(SessionState state, const std::optional<SessionRow>& session, Instant at);
// When all have signed or refused, or the time is over; `opening.signing_runs` with its end otherwise.
Status may_end(SessionState state, const std::optional<SessionRow>& session, bool all_decided, Instant at);

// Whether this organisation bids in that submission, alone or as a member of a joint body (条例37).
bool bids_in(const bidding::ClosedSubmission& submission, const identity::Organisation& organisation);

} // namespace tianping::opening
