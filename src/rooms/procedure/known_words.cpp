#include "rooms/procedure/known_words.hpp"
#include "base/digit.hpp"
#include "base/joined_text.hpp"
#include <algorithm>
#include <set>

namespace tianping::procedure {
namespace {

using Words = std::set<std::string_view>;

// What registrations, procedures and notices say of a trade. A room that says more adds its words here.
const std::map<std::string_view, Words>& attributes()
{
    static const std::map<std::string_view, Words> all{
        {"method", {"open", "invited", "quality"}},
        {"trade_class", {"construction", "goods", "services", "survey_design"}},
        {"mandatory", {"yes", "no"}},
        {"state_controlled", {"yes", "no"}},
        {"qualification", {"pre", "post"}},
        {"notice_form", {"data", "other"}},
        {"clarification", {"affects", "does_not_affect"}},
        {"call_off", {"direct", "competition", "rotation", "outside"}},
        {"instruments", {"yes", "no"}},
        {"region", {}}, // any
    };
    return all;
}

// Why a round may be held: the causes that the trade room knows.
const Words& causes()
{
    static const Words all{"objection_answer", "supervisor_order", "examination", "system_failure",
                           "force_majeure"};
    return all;
}

bool is_value(std::string_view attribute, const Words& values, std::string_view word)
{
    if (attribute == "region")
        return word.size() == 6 && std::ranges::all_of(word, is_digit);
    return values.contains(word);
}

} // namespace

std::vector<std::string> unknown_words(const Applies& applies)
{
    std::vector<std::string> out;
    for (const auto& [attribute, words] : applies) {
        const auto known = attributes().find(attribute);
        if (known == attributes().end()) {
            out.push_back(attribute);
            continue;
        }
        if (words.empty())
            out.push_back(attribute + " = ");
        for (const auto& word : words)
            if (!is_value(attribute, known->second, word))
                out.push_back(attribute + " = " + word);
    }
    return out;
}

std::string allowed_words(std::string_view attribute)
{
    const auto known = attributes().find(attribute);
    if (known == attributes().end())
        return joined_text(attributes(), ", ", [](const auto& one) { return one.first; });
    return attribute == "region" ? "350203 (GB/T 2260)" : joined_text(known->second, ", ");
}

bool is_hold_cause(std::string_view cause)
{
    return causes().contains(cause);
}

std::string allowed_causes()
{
    return joined_text(causes(), ", ");
}

bool is_sum(std::string_view name)
{
    static const Words all{"estimate",     "bid_bond",         "performance_bond",  "contract_price",
                           "award_amount", "penalty_of_owner", "penalty_of_winner", "penalty_of_contract",
                           "budget_funds", "investment",       "land_deposit",      "land_lowest_price",
                           "land_price",   "land_down_payment"};
    return all.contains(name);
}

bool is_number(std::string_view name)
{
    static const Words all{"bidders",    "invited",    "prequalified", "committee", "committee_experts",
                           "candidates", "responders", "qualified",    "eliminated"};
    return all.contains(name);
}

bool is_notice_kind(std::string_view kind)
{
    static const Words all{"tender_notice", "prequalification_notice",
                           "invitation",    "clarification",
                           "correction",    "postponement",
                           "suspension",    "failed_round",
                           "termination",   "opening_record",
                           "candidates",    "result",
                           "contract",      "collection_notice",
                           "entry_result",  "entrants",
                           "summary",       "competition",
                           "deal",          "listing_notice",
                           "supplement",    "land_result"};
    return all.contains(kind);
}

bool is_terms_part(std::string_view part)
{
    static const Words all{"instants",
                           "estimate",
                           "deposit",
                           "validity",
                           "eligibility",
                           "joint_bodies",
                           "intakes",
                           "price_letter",
                           "unsealing",
                           "need",
                           "highest_unit_price",
                           "evaluation",
                           "elimination",
                           "agreement_text",
                           "call_off_manner",
                           "removal_rules",
                           "quantity",
                           "delivery",
                           "price_ceiling",
                           "parcel",
                           "use",
                           "term_of_years",
                           "planning",
                           "starting_price",
                           "increment"};
    return all.contains(part);
}

} // namespace tianping::procedure
