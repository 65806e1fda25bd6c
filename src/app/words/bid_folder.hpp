#pragma once
// A sealed bid on its bidder's own disk: what `seal` leaves, and what `bid inspect`, `submit`, `withdraw` and
// `receipt` work on.
//   bid.json          this struct
//   kit.json          the sealing kit that it was sealed with
//   <part>.sealed     the envelopes
//   secrets.json      what opens the envelopes, mode 0600 (app/bidder/proving.hpp)
//   spare.key.pem     the bidder's own spare key, mode 0600, where one was made; it opens them too
//   unanswered.message
//                     the SUBMIT or WITHDRAW that was sent last and that the platform has not answered yet
//   submit.message, submitted.json, receipt.json
//                     what was submitted, what the platform answered, its receipt
//   withdraw.message, withdrawn.json, withdrawal-receipt.json
//                     the same of a withdrawal
#include "app/bidder/proving.hpp"
#include "app/bidder/sealed_for.hpp"
#include "app/words/session_file.hpp"

namespace tianping::words {

struct BidPart {
    std::string part{};
    std::string file{};   // its name in the folder
    std::string header{}; // hex hd
    std::string digest{}; // hex SM3 of the envelope
    std::int64_t bytes{};
};
BOOST_DESCRIBE_STRUCT(BidPart, (), (part, file, header, digest, bytes))

struct BidFile {
    std::string format{"tianping/bid/1"};
    std::string intake{};
    std::string bidder{}; // hex digest of the signing certificate that it was sealed for
    std::vector<BidPart> parts{};
    bool spare = false;
    std::string submission{};                  // sub_…, once the platform knows it
    std::optional<Instant> certificate_ends{}; // where that is before the opening
    std::optional<bidder::SealedFor> sealed_for{};
    std::optional<std::string> platform{}; // hex digest of the certificate that signs its receipts
};
BOOST_DESCRIBE_STRUCT(BidFile, (),
                      (format, intake, bidder, parts, spare, submission, certificate_ends, sealed_for,
                       platform))

struct Bid {
    BidFile file{};
    bidding::SealingKit kit{};
};

// The kit that a word works with: a file that was fetched before, else asked of the platform at `server`.
Result<bidding::SealingKit> kit_from(const app::Where& where, const std::string& file,
                                     const std::string& server, const std::string& intake);

// `bid.not_a_bid` with the folder, or what is wrong with its files.
Result<Bid> load_bid(const std::filesystem::path& folder);
// As they were kept, or taken out of the envelopes with the spare key; `bid.no_secrets` when both are gone.
Result<bidder::KeptSecrets> secrets_of(const std::filesystem::path& folder);
Status save_bid(const std::filesystem::path& folder, const BidFile& bid);

// One's own message of the last such act of the folder and what the platform answered to it.
struct DoneAct {
    bidder::OwnAct own{};
    bidding::Submitted answer{};
};
// The name of its receipt in the folder.
const char* receipt_file(seal::ReceiptAct act);
// Before a message is sent.
Status keep_sent(const std::filesystem::path& folder, ByteView message);
// Once it is answered for: the message takes its place beside the answer. `words.cannot_write`.
Status keep_answer(const std::filesystem::path& folder, seal::ReceiptAct act,
                   const bidding::Submitted& answer);
// Nothing where no such message lies in the folder.
Result<std::optional<DoneAct>> done_act(const std::filesystem::path& folder, seal::ReceiptAct act);
// Why there is nothing: `bid.not_submitted`, or `bid.message_not_kept` where the answer lies there alone, as
// a program that kept no messages left it.
Error nothing_done(const std::filesystem::path& folder, seal::ReceiptAct act);
// As the bidder's library takes them. `bid.part_changed` when an envelope is not what was sealed.
Result<std::vector<bidder::SealedPartFile>> parts_of(const std::filesystem::path& folder, const Bid& bid);

} // namespace tianping::words
