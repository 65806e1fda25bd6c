#pragma once
// What a trustee or a witness checks before it signs a closed set, and what a trustee checks before it
// answers with a share (docs/formats/seal.md, "What a trustee checks"). Pure: facts in, a verdict out. The
// service gathers the facts, stores what it must store first, and signs.
#include "formats/submission_rules.hpp"

namespace tianping::seal {

// A version of the terms as the owner signed it for this intake.
struct HeldTerms {
    Digest terms{};
    Instant deadline{};
    Instant held_since{};         // when this trustee came to hold it, by its own clock
    bool signed_by_owner = false; // the signature was verified, by a certificate of the owner pinned before
    std::uint8_t threshold = 0;
    std::size_t fewest_bidders = 0; // 招法 28
    std::vector<Digest> trustees{}; // certificates, in the order of the terms
    std::vector<Digest> closers{};  // certificates of trustees and of witnesses without share
};

// A part that may be opened now. A second envelope is opened for those only whom the owner's signed list
// names (verified by the caller).
struct DuePart {
    std::string part{};
    std::optional<std::vector<std::string>> submissions{}; // nothing: due for all
};

struct IntakeFacts {
    Place place{};
    std::vector<HeldTerms> terms{};   // oldest first; the last is in force
    std::vector<TrusteeKey> keys{};   // from check_keys
    Digest platform{};                // certificate that signs the CLOSE
    std::uint8_t index = 0;           // this trustee's number, 0 for a witness without share
    std::vector<std::string> holds{}; // known holds that forbid closing or opening here
    std::vector<DuePart> due{};
    bool state_whole = false;            // this trustee's state is its own, unbroken since its key was made
    std::optional<Digest> first_close{}; // the CLOSE that it stored before it witnessed it
    Instant now{};                       // its own clock
};

// Before a closer signs a CLOSE. Refused: `closing.state_lost`, `closing.held`, `closing.another_place`,
// `closing.terms_not_held` (not signed by the owner, or not held before the deadline),
// `closing.terms_not_in_force`, `closing.deadline_differs`, `closing.too_early` (with the deadline),
// `closing.not_signed_by_platform`, `closing.second_set`. After the verdict the closer stores the CLOSE's
// digest durably and only then signs.
Result<Close> may_witness(const IntakeFacts& facts, const Signed& close, const Signers& signers);

struct ClosedSetFacts {
    Signed close{};                        // signed by the platform
    std::vector<Signed> witnesses{};       // the same bytes signed by closers
    std::vector<SubmissionChain> chains{}; // one for each listed SUBMIT
};

struct ClosedSet {
    Close close{};
    Digest digest{};               // H(CLOSE), which every answer names
    std::vector<Submit> submits{}; // in force, in the order of the CLOSE
    // By the digest of its SUBMIT, of which bid nothing is opened and why (CheckedChain::unfit). The others
    // are.
    std::map<Digest, std::string> unfit{};
};

// The one closed set, whatever is in it: all of may_witness; the CLOSE that was stored first
// (`closing.not_stored_first`); the closing quorum (`closing.no_quorum`).
Result<Close> check_witnessed(const IntakeFacts& facts, const ClosedSetFacts& set, const Signers& signers);

// Before a trustee answers anything of an intake: all of check_witnessed; each listed SUBMIT the last of an
// unbroken signed chain (check_chain's refusals, `closing.submission_unknown`, `closing.superseded`,
// `closing.withdrawn`, `closing.submission_repeated`, `closing.submission_left_out`); as many different
// organisations as the minimum (`closing.too_few_bidders`, 招法 28), where those of unfit bids do not count.
// Whatever is refused here is the platform's fault or nobody's, and nothing is answered; a bidder's own
// spoils his bid alone.
Result<ClosedSet> check_closed_set(const IntakeFacts& facts, const ClosedSetFacts& set,
                                   const Signers& signers);

// Before a trustee opens its box of one header of that set: the header is listed
// (`closing.header_not_listed`), its prefix names this intake, terms that the owner signed with their
// threshold and certificates, the bidder and part of a SUBMIT that lists it, whoever else lists it too
// (`closing.header_of_another`), that bid is fit (`submit.certificate_not_in_force`,
// `seal.sm2_certificate_wanted`), the keys are the intake's (`closing.key_substituted`), this trustee has a
// share (`closing.no_share`) and the part is due (`closing.part_not_due`). Whatever is refused here or by
// open_box is answered with code 1, but other keys: which KEYs are shown no CLOSE fixes, so nothing is
// answered.
Status may_answer(const IntakeFacts& facts, const ClosedSet& set, const Header& header);

// The part's name in an envelope that only tests a new key. It carries zeros for terms and bidder.
inline constexpr std::string_view test_part = "key-test";

// Before a trustee opens a test envelope, which it may do at any time: another part than `key-test`, another
// place or key is refused with `closing.header_of_another` or `closing.key_substituted`. The context inside
// the box says the same, so a box copied out of a bid does not open here.
Status may_open_test(const IntakeFacts& facts, const Header& header);

} // namespace tianping::seal
