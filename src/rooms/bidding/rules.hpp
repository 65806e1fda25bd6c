#pragma once
// The law of the bidding room: pure functions over values.
#include "formats/envelope.hpp"
#include "rooms/bidding/types.hpp"

namespace tianping::bidding {

// Where a round's parts are sealed for.
seal::Place place_of(const Platform& platform, const trade::RoundFacts& round);

// In time iff the last byte of whatever came last was read strictly before the deadline (电子签名法11,
// 20-27).
struct Timing {
    trade::Stage stage{};
    std::optional<Instant> deadline{};
    Instant arrived{};                  // of the signed command
    std::optional<Instant> last_part{}; // of the last part's last byte
    bool held_over = false;             // a hold stood at the deadline, which so did not happen
};
// When it came: the moment of that last byte, which the receipt tells, too.
Instant came_at(const Timing& timing);
// Behind a deadline that did not happen, with none to come yet (design.md 1).
bool between_deadlines(const Timing& timing);
// `bidding.not_open` before the notice, `bidding.deadline_passed` at the deadline and after (条例36),
// `bidding.terminated`, and `bidding.set_closed`: it came in time to a node that was retired before it
// decided, and the set was closed without it. After a deadline that a hold overtook nothing is submitted
// before a notice has set another: `bidding.deadline_overtaken` (招法28).
Status in_time(const Timing& timing);
// The same for what binds nobody to that deadline, as a beginning, a withdrawal, a deposit or a question: it
// may be done until a deadline happens.
Status still_open(const Timing& timing);

// The message continues what is in force, as seal::may_follow has it, for this submission and place.
// `bidding.wrong_place`, `bidding.withdrawn`, `bidding.stale_previous` (with the expected number and digest),
// `bidding.another_certificate`: a submission stays with the certificate that began it; who renewed it
// withdraws and begins anew.
Status continues(const SubmissionRow& row, const std::optional<seal::Submit>& current,
                 const seal::Place& place, const seal::Submit& submit);

struct SealedPart {
    seal::Header header;
    std::uint64_t bytes = 0;
    Digest envelope{};
};

// What a version is measured against.
struct Expected {
    seal::Place place{};
    Digest terms{};
    Digest bidder{}; // the certificate that signed the SUBMIT
    std::int64_t threshold{};
    std::vector<seal::TrusteeKey> trustees{};
};

// Each part sealed for exactly this place, these terms, this bidder and these trustees, and listed truly in
// the SUBMIT, and as long as its header says. Every fault is named at once as a field `parts.<name>`:
// `bidding.part_differs`, `bidding.part_foreign`, `bidding.part_missing`, `bidding.part_unknown`,
// `bidding.part_too_large`, `bidding.part_not_whole`.
Status parts_fit(const seal::Submit& submit, const std::map<std::string, SealedPart>& parts,
                 const Expected& expected, const terms::LotTerms& lot);

} // namespace tianping::bidding
