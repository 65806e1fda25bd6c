#pragma once
// What a bidder's words tell of his certificates, a line each (docs/formats/certificates.md 7).
#include "app/commands.hpp"
#include "rooms/bidding/service.hpp"

namespace tianping::words {

// It ends before the bid is opened that was sealed with it.
std::string ends_before_opening(const app::Where& where, Instant end);
// Of a bid that is submitted.
std::string change_line(const app::Where& where, const identity::CertificateChange& change);
std::string warning_line(const app::Where& where, const bidding::CertificateWarning& warning);

} // namespace tianping::words
