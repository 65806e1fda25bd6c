#pragma once
// `tianping receipt verify --export EXPORT`: whether a bidder finds his own act in an export, by the receipt
// that he has. That the export itself is true says verify_export.
#include "formats/messages.hpp"
#include "rooms/bidding/api.hpp"
#include <filesystem>

namespace tianping::verify {

// `in_force`: his SUBMIT is in the closed set, with this receipt; `replaced`: it is listed among those that a
// later SUBMIT of his replaced, with this receipt; `withdrawn`: he withdrew the bid, and the closed set holds
// nothing of it; `returned`: his SUBMIT is in the closed set, which went back unopened.
enum class Standing { in_force, replaced, withdrawn, returned };
BOOST_DESCRIBE_ENUM(Standing, in_force, replaced, withdrawn, returned)

// `receipt` was checked by itself before; `withdrawal` is the checked receipt of the withdrawal of the same
// submission, where its bidder has one. Refused, beside what of the folder cannot be read:
// `receipt.export_of_another` (platform, trade or place), `receipt.intake_not_exported`,
// `receipt.set_not_logged` (the CLOSE is not the one of the log, or not signed by the receipt's platform),
// `receipt.left_out`, `receipt.differs_in_export`, `receipt.closed_though_withdrawn`, and of bids that went
// back unopened `receipt.not_told`: of them the export has those in force alone.
Result<Standing> standing_of(const std::filesystem::path& folder, const bidding::SignedReceipt& receipt,
                             const std::optional<seal::Receipt>& withdrawal);

} // namespace tianping::verify
