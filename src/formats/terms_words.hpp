#pragma once
// The Chinese words for the members of the terms.
#include "formats/terms.hpp"

namespace tianping::terms {

// "limit_price" -> 最高投标限价; the member's own name when there is no word for it.
std::string title_of(std::string_view member);
std::string word_of(FieldUnit unit);
std::string word_of(Manner manner);
std::string word_of(DepositForm form);
std::string word_of(Basis basis);
std::string word_of(PriceRule rule);
// The rule of an item with its formula or its levels, as a sentence.
std::string scoring_text(const EvaluationItem& item);
// How many lots one bidder may win, as a sentence.
std::string award_text(const AwardLimits& limits);
// 12.5 for 12500 thousandths.
std::string quantity_text(std::int64_t thousandths);
// "2026-03-26 09:30:00", the wall clock of +08:00, and ".250" behind it where it is no whole second.
std::string instant_text(Instant at);
// "1,234,567.80 元"
std::string money_text(Fen amount);
// 12.5 for 1250 hundredths.
std::string points_text(std::int64_t hundredths);

} // namespace tianping::terms
