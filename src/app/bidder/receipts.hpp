#pragma once
// What the platform says of an act is measured against the bidder's own message, never against the platform's
// own word: its answer, and the receipt that it signs (docs/formats/seal.md 11). Offline.
#include "rooms/bidding/api.hpp"

namespace tianping::bidder {

// One's own SUBMIT or WITHDRAW, as it was signed and sent.
struct OwnAct {
    seal::ReceiptAct act{};
    seal::Place place{};
    std::string submission{};
    std::optional<std::uint32_t> replacement{}; // a WITHDRAW does not say it
    Digest message{};
    // Of the terms for which it was sealed: it came not before, and where no newer terms moved the deadline
    // not at it or after it.
    Instant documents_from{};
    Instant deadline{};
};
// What these bytes say, sealed with that kit. `seal.*` when they are neither message.
Result<OwnAct> own_act(ByteView message, const bidding::SealingKit& kit);

// The platform answers for this message and no other; each thing that it says otherwise is a field:
// `bidder.answer_of_another`.
Status check_answer(const OwnAct& own, const bidding::Submitted& answer);

// The receipt is signed by this platform's certificate (empty digest: by the one that comes with it), and
// says of the act what one's own message says: act, message, submission, place and replacement, each that
// differs a field; and when it came as the answer said, within the time of its terms.
// `bidder.receipt_not_signed`, `bidder.receipt_of_another`, `bidder.receipt_time`.
Result<seal::Receipt> verify_receipt(const bidding::SignedReceipt& receipt, const OwnAct& own,
                                     const bidding::Submitted& answer,
                                     const std::string& platform_certificate_digest);
// The same for whoever has nothing but the message's digest.
Result<seal::Receipt> verify_receipt(const bidding::SignedReceipt& receipt, const Digest& message,
                                     const std::string& platform_certificate_digest);

} // namespace tianping::bidder
