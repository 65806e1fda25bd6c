#pragma once
// The law of an opening's session: pure functions over values. Absence has no consequence anywhere in them.
#include "rooms/hall/types.hpp"

namespace tianping::hall {

struct SessionFacts {
    trade::Stage stage{};
    std::optional<Instant> deadline{};
    std::optional<opening::ClosingState> closing{};
    bool signing_open = false; // the host opened the signing
    bool ended = false;
    Instant sign_in_from{};
};
SessionState session_state(const SessionFacts& facts, Instant now);

// From its time before the deadline to the session's end, late too. `hall.sign_in_not_open` (with its
// beginning), `hall.session_over`, `hall.nothing_opened`.
Status may_sign_in(SessionState state, Instant sign_in_from);
// On the spot (条例44): after the reading out, until the host ends the session. `hall.not_read_out`,
// `hall.session_over`, `hall.nothing_opened`.
Status may_object(SessionState state);
// Every objection is answered on the spot, before the record goes out for signature and before the end.
// `hall.objection_unanswered` names the first.
Status all_answered(const std::vector<ObjectionRow>& objections);
// `hall.signing_already_open`, otherwise as may_object.
Status may_open_signing(SessionState state);
// Within the time that the host opened. `hall.signing_not_open`, `hall.signing_over`.
Status may_sign(SessionState state, const std::optional<SessionRow>& session, Instant at);
// When all have signed or refused, or the time is over; `hall.signing_runs` with its end otherwise.
Status may_end(SessionState state, const std::optional<SessionRow>& session, bool all_decided, Instant at);

// Whether this organisation bids in that submission, alone or as a member of a joint body (条例37).
bool bids_in(const bidding::ClosedSubmission& submission, const identity::Organisation& organisation);

} // namespace tianping::hall
