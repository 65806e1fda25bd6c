#pragma once
// `tianping submit`, `withdraw`, `receipt fetch`, `receipt verify`.
#include "app/commands.hpp"

namespace tianping::words {

struct SubmitOptions {
    std::string folder{}; // that `seal` left
    std::string session{};
    std::string joint{};    // file of a joint body's agreement that all have signed (`joint draft`)
    std::string platform{}; // who signs receipts, as fingerprint_of takes it; empty: whoever signed the first
    bool json = false;
};

// Uploads what the platform does not have yet, signs and submits, waits for the receipt, checks it and keeps
// it in the folder. Repeating it after a lost connection is safe: an upload goes on where it stopped. A bid
// of this bidder that is there already is replaced. A receipt that another certificate signed than the
// platform's is not kept (`receipt.other_platform`): the one that the bidder names, else the one of the
// folder's first receipt, which the folder keeps.
int submit(const app::Where& where, const SubmitOptions& options);
// Withdraws the bid in force (招法29) and keeps the receipt.
int withdraw(const app::Where& where, const SubmitOptions& options);
// The receipt of the folder's last act, should it not have come with it.
int fetch_receipt(const app::Where& where, const SubmitOptions& options);

struct ReceiptOptions {
    std::string receipt{};     // receipt.json
    std::string platform{};    // its certificate's SM3 in hex, or a file of it, as the reader knows it
    bool any_platform = false; // whoever signed, who is printed
    std::string anchors{};     // PEM of the authorities that the reader trusts for time stamps
    bool without_timestamp = false;
    std::string message{}; // hex digest that it must be for; empty: what lies beside it says
    std::string folder{};  // an export in which the act has to be found; empty: in none
    bool json = false;
};

// Offline: signature, platform, message and RFC 3161 time stamp. Without `platform` it refuses
// (`receipt.platform_needed`) unless told that any will do, without `anchors` (`receipt.anchors_needed`)
// unless told to leave the stamp out. With an export also how the act stands in it
// (app/verify/receipt_standing.hpp); the receipt of a withdrawal that lies beside counts.
int verify_receipt(const app::Where& where, const ReceiptOptions& options);

} // namespace tianping::words
