#pragma once
// What makes a SUBMIT acceptable: its place in the chain of versions, and the keys that the bidder seals to.
// Pure rules; the platform, the trustee and the bidder's tool ask the same ones.
#include "formats/messages.hpp"
#include "formats/signed.hpp"

namespace tianping::seal {

// The first SUBMIT has number 0; each later one has the next number, names the digest of the one before and
// belongs to the same place, submission and bidder. Refused: `submit.not_first`, `submit.stale_previous`,
// `submit.another_submission`.
Status may_follow(const std::optional<Submit>& current, const Submit& next);

// A WITHDRAW ends a submission: it names the SUBMIT in force. Afterwards a bidder begins a new submission.
// Refused: `submit.another_submission`, `submit.stale_previous`.
Status may_withdraw(const Submit& current, const Withdraw& withdraw);

// All versions of one submission, oldest first, as signed: those that whoever asks was shown.
struct SubmissionChain {
    std::vector<Signed> submits{};
    std::optional<Signed> withdrawal{}; // the bidder and the platform have it; no trustee is shown one
};

struct CheckedChain {
    std::vector<Submit> submits{};
    std::vector<Digest> digests{}; // of the submits
    bool withdrawn = false;
    // Nothing of it is opened: the certificate that the bidder's own bytes name cannot sign a bid
    // (`submit.certificate_not_in_force`, `seal.sm2_certificate_wanted`). His fault alone, so no refusal of
    // the chain: who shows it could not have shown another.
    std::optional<std::string> unfit{};
};

// Every message signed by the bidder's certificate and following the one before. Refused in addition to the
// above: `submit.not_signed` (also a signature over something else, such as a sign-in). Which signature is
// shown no CLOSE fixes, so a wrong one is the fault of whoever shows it.
Result<CheckedChain> check_chain(const SubmissionChain& chain, const Signers& signers);

// The trustees' keys of an intake from their KEY messages: each trustee that the terms name, in their order,
// signed once and for this place. Refused with the trustee's number: `closing.key_missing`,
// `closing.key_substituted` (signature, place, number or certificate are not those of the terms).
Result<std::vector<TrusteeKey>> check_keys(const Place& place, const std::vector<Digest>& trustees,
                                           const std::vector<Signed>& messages, const Signers& signers);

} // namespace tianping::seal
