#pragma once
// `tianping seal` and `tianping bid inspect`: a bid is sealed on the bidder's own machine and may be opened
// there for trial, before the deadline, with his own key: the spare one where he made one, else the secrets
// that were kept when it was sealed.
#include "app/commands.hpp"
#include <vector>

namespace tianping::words {

struct SealOptions {
    std::string server{};              // where the kit is fetched; or
    std::string kit{};                 // a kit that was fetched before
    std::string intake{};              // int_…, with `server`
    std::string keys{};                // folder; only the certificate is used
    std::vector<std::string> parts{};  // "price=bill.pdf,prices.xlsx"
    std::vector<std::string> letter{}; // "price=12345678.90": yuan, days or text, as the terms say
    std::string out{};
    std::string anchors{};           // PEM of the authorities that the bidder trusts
    std::vector<std::string> crls{}; // their revocation lists, PEM or DER
    std::string owner{};             // the owner's 18-character code, as the outside medium names it
    bool own_spare = false;
    std::string creation_id{};  // 43-21; empty: a fresh one
    std::string machine_code{}; // 43-21; empty: from this machine's id
    bool json = false;
};

// Refuses, before anything is sealed: a certificate that signs by another algorithm than SM2
// (`seal.sm2_certificate_wanted`), terms that their owner did not sign, a trustee's key that the terms do
// not pin, a kit that is not for `intake`, missing parts and fields (all named), files over the part's limit
// or of no type that the part takes (`bidder.wrong_media_type`), a letter that would not be read out, and an
// `out` that holds a bid already. With `owner` another owner
// (`bidder.other_owner`); with `anchors` an owner's certificate that leads to none of them now, or at the
// deadline of the terms where that is past, or that one of `crls` says was revoked by then, also where that
// list has run out (`bidder.not_vouched`); lists without anchors (`words.crl_without_anchors`). For whom it
// is sealed, and whether that was checked or is the platform's word, is told before anything is sealed; with
// `json` in the answer, and in bid.json.
int seal(const app::Where& where, const SealOptions& options);

struct InspectOptions {
    std::string folder{};
    bool json = false;
};

// Everything that the platform will look at when it opens: place, terms and keys in each header, digests, the
// content of each part, the price letter. Refuses what it would refuse, files of types that their part does
// not take as `seal` does, and `bid.no_secrets` when neither
// spare key nor kept secrets are there.
int inspect(const app::Where& where, const InspectOptions& options);

} // namespace tianping::words
