#pragma once
// A sealed bid on its bidder's own disk: what `seal` leaves, and what `bid inspect`, `submit`, `withdraw` and
// `receipt` work on.
//   bid.json          this struct
//   kit.json          the sealing kit that it was sealed with
//   <part>.sealed     the envelopes
//   secrets.json      what opens the envelopes, mode 0600 (app/bidder/proving.hpp)
//   spare.key.pem     the bidder's own spare key, mode 0600, where one was made; it opens them too
//   submitted.json, receipt.json, withdrawn.json, withdrawal-receipt.json   once the platform has it
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
};
BOOST_DESCRIBE_STRUCT(BidFile, (),
                      (format, intake, bidder, parts, spare, submission, certificate_ends, sealed_for))

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
// As the bidder's library takes them. `bid.part_changed` when an envelope is not what was sealed.
Result<std::vector<bidder::SealedPartFile>> parts_of(const std::filesystem::path& folder, const Bid& bid);

} // namespace tianping::words
