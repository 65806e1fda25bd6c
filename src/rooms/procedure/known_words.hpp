#pragma once
// The words of files and questions that are not TOML's: attributes of trades with their values, causes of
// holds, names of sums and numbers, kinds of notices, parts of terms. A word that is none of these would
// never meet anything.
#include "rooms/procedure/types.hpp"
#include <string_view>

namespace tianping::procedure {

// What no trade can say of itself: "trade_clas" for an attribute, "mandatory = Yes" for a value of one,
// "method = " where no value is named. A region is the six digits of an administrative division.
std::vector<std::string> unknown_words(const Applies& applies);

// For refusals: "no, yes" for the attribute `mandatory`; of a word that is no attribute the attributes.
std::string allowed_words(std::string_view attribute);

bool is_hold_cause(std::string_view cause); // objection_answer, examination ...
std::string allowed_causes();               // for refusals: all of them

bool is_sum(std::string_view name);    // estimate, bid_bond ...
bool is_number(std::string_view name); // bidders, committee ...
std::string allowed_sums();            // for refusals: all of them
std::string allowed_numbers();

// What people call a sum or a number; the name itself in both languages where no rule may bear it.
struct PlainName {
    std::string_view zh, en;
};
PlainName sum_named(std::string_view name);
PlainName number_named(std::string_view name);
PlainName notice_named(std::string_view kind); // of a notice

bool is_notice_kind(std::string_view kind); // tender_notice, clarification ...
bool is_terms_part(std::string_view part);  // instants, deposit ...

} // namespace tianping::procedure
