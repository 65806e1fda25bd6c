#pragma once
// The bidder's side of a sealed bid: check what was published, seal each part on this machine, sign the
// SUBMIT, upload with resume, submit, keep the receipt. `tianping seal`, `bid inspect`, `submit` and `receipt
// verify` are words over these functions (docs/formats/seal.md).
#include "app/account/account.hpp"
#include "app/bidder/receipts.hpp"
#include "formats/recovery.hpp"
#include "formats/sealing.hpp"
#include "rooms/bidding/service.hpp"
#include "rooms/opening/api.hpp"
#include <filesystem>
#include <functional>

namespace tianping::bidder {

// The lot that the kit is for, in the kit's own terms; `bidder.terms_of_another_lot`.
Result<const terms::LotTerms*> lot_of(const bidding::SealingKit& kit);

// What a sealing program makes sure of before it seals: the terms are those that the owner signed, the kit
// says their deadline, each trustee's key is signed by the certificate that these terms pin, and each has
// opened the test envelope, as the trustees' signed answers show. The certificates are the kit's own: whose
// they are is for sealed_for.hpp. `bidder.terms_not_signed`, `bidder.deadline_not_signed`,
// `closing.key_missing`, `closing.key_substituted`, `bidder.keys_not_proved` (each such trustee a field),
// `closing.key_not_proved`, `bidder.terms_of_another_lot`.
Result<std::vector<seal::TrusteeKey>> check_kit(const bidding::SealingKit& kit);

struct PartFiles {
    std::string part{};
    std::vector<std::filesystem::path> files{};
};

// A part or file, how much of it is done, and of how much; bytes.
using Told = std::function<void(const std::string& what, std::int64_t done, std::int64_t total)>;

struct SealOrder {
    bidding::SealingKit kit{};
    std::vector<PartFiles> parts{};
    std::map<std::string, std::string> letter{}; // price letter: field -> value; becomes price-letter.json
    std::string creation_id{};                   // 43-21
    std::string machine_code{};
    std::optional<crypto::Point> spare{}; // the bidder's own spare key
    Told told{};                          // how far each part is; optional
};

struct SealedPartFile {
    std::string part{};
    std::filesystem::path envelope{};
    Digest header{};
    Digest digest{};
    std::uint64_t bytes = 0;
};

// Each part and letter field that the lot wants and the order has not (`bidder.part_missing`,
// `bidder.letter_incomplete`), and each part that it does not want (`bidder.part_unknown`).
std::vector<FieldFault> missing_of(const SealOrder& order, const terms::LotTerms& lot);

// Seals every part that the lot wants into `folder` (part.sealed), and keeps the secrets beside them
// (secrets.json, mode 0600: app/bidder/proving.hpp). Refuses what check_kit refuses, a missing
// part or letter field (`bidder.part_missing`, `bidder.letter_incomplete`, all named) and what seal_part
// refuses.
Result<std::vector<SealedPartFile>> seal_bid(const SealOrder& order, const account::Holder& holder,
                                             Chance& chance, const std::filesystem::path& folder);

struct Version {
    std::string submission{};
    std::uint32_t replacement = 0;
    Digest previous{};
};

// The SUBMIT over sealed parts, and its signature.
struct SignedSubmission {
    Bytes message{};
    identity::SignatureIn signature{};
};
SignedSubmission sign_submission(const bidding::SealingKit& kit, const Version& version,
                                 const std::vector<SealedPartFile>& parts, const account::Account& account);

// Sends a file in chunks, resumes at what the server has, tells progress (bytes sent). The upload's id.
Result<std::string> upload(account::Account& account, const std::filesystem::path& file,
                           const std::function<void(std::int64_t)>& progress = {});

// The bidder's submission for the intake; a new one when he withdrew the last.
Result<bidding::SubmissionView> begin(account::Account& account, const std::string& intake);

// Keeps one's own message before it is sent; what it refuses is not sent.
using Keep = std::function<Status(ByteView message)>;

// Begins (or finds) the bidder's submission, uploads, submits; a joint body's lead with its agreement
// (app/bidder/joint.hpp). A lost connection asks again with the same key. An answer for another message than
// the one that was sent is refused (check_answer).
Result<bidding::Submitted> submit(account::Account& account, const bidding::SealingKit& kit,
                                  const std::vector<SealedPartFile>& parts,
                                  const std::optional<bidding::JointBody>& joint = std::nullopt,
                                  const Keep& keep = {});
// Waits for the signed receipt of a message for at most `patience`.
Result<bidding::SignedReceipt> fetch_receipt(account::Account& account, const bidding::Submitted& submitted,
                                             std::chrono::milliseconds patience = std::chrono::seconds{10});
Result<bidding::Submitted> withdraw(account::Account& account, const bidding::SealingKit& kit,
                                    const Version& in_force, const Keep& keep = {});

} // namespace tianping::bidder
