#pragma once
// The rehearsed tender as data: what is registered, what the terms ask for, what the notice says. The
// rehearsal plays it, and tests set the same scene with fewer lots.
#include "app/account/account.hpp"
#include "app/rehearsal/cast.hpp"
#include "rooms/notice/bodies.hpp"
#include "rooms/trade/bodies.hpp"

namespace tianping::rehearsal {

Instant local_instant(const std::string& text); // "2026-03-03 09:00", +08:00

// A works tender that the law demands, with all conditions of 30号令8 answered. `lots` as many as wanted. Its
// telephones have the area code 0000, which no place has.
trade::Registration registration_of(const Cast& cast, const std::vector<CastLot>& lots, Instant opening);

// What the cast's supervisor supervises: building and municipal works of the city.
Supervision housing_and_works();

struct TermsDates {
    Instant documents_from{};
    Instant documents_until{};
    Instant deadline{};
};
// The first version, without lots.
terms::Terms terms_of(const std::string& platform, const trade::TradeOut& trade, const TermsDates& dates);
// Parts "price" and "technical", a price letter of price, duration and quality, unsealed by trustees.
terms::LotTerms lot_terms_of(const trade::RoundFacts& round, std::vector<terms::Closer> closers);

// The tender notice for all rounds that can be announced; everything else is filled from terms and template.
notice::DraftIn tender_notice(const Cast& cast, Instant publish_at);

// The owner lets the agency act for half a year, in all or in this trade or project; the agency signs in
// under it.
Result<identity::MandateOut> grant_mandate(account::Account& owner, account::Account& agency, Instant now,
                                           const std::string& scope = {});

} // namespace tianping::rehearsal
