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

using Names = std::map<std::string_view, PlainName>;

const Names& sums()
{
    static const Names all{
        {"estimate", {"估算价", "estimate"}},
        {"bid_bond", {"投标保证金", "bid bond"}},
        {"performance_bond", {"履约保证金", "performance bond"}},
        {"contract_price", {"中标合同金额", "contract price"}},
        {"award_amount", {"中标项目金额", "award amount"}},
        {"penalty_of_owner", {"对招标人的罚款", "penalty of the owner"}},
        {"penalty_of_winner", {"对中标人的罚款", "penalty of the winner"}},
        {"penalty_of_contract", {"对背离订立合同的罚款", "penalty for the contract"}},
        {"budget_funds", {"预算资金", "budget funds"}},
        {"investment", {"投资额", "investment"}},
        {"land_deposit", {"竞买保证金", "deposit for the land"}},
        {"land_lowest_price", {"出让最低价", "lowest price of the land"}},
        {"land_price", {"出让价款", "price of the land"}},
        {"land_down_payment", {"首付出让价款", "first payment for the land"}},
    };
    return all;
}

const Names& numbers()
{
    static const Names all{
        {"bidders", {"投标人或者竞买人数", "bidders"}},
        {"invited", {"被邀请者人数", "invited"}},
        {"prequalified", {"通过资格预审的申请人数", "prequalified applicants"}},
        {"committee", {"评标委员会人数", "committee members"}},
        {"committee_experts", {"评标委员会中的专家人数", "experts in the committee"}},
        {"candidates", {"中标候选人数", "candidates"}},
        {"responders", {"提交响应文件的供应商数", "responders"}},
        {"qualified", {"符合资格条件、实质性要求的供应商数", "qualified responders"}},
        {"eliminated", {"淘汰的供应商数", "eliminated suppliers"}},
    };
    return all;
}

const Names& notice_kinds()
{
    static const Names all{
        {"tender_notice", {"招标公告", "tender notice"}},
        {"prequalification_notice", {"资格预审公告", "prequalification notice"}},
        {"invitation", {"投标邀请书", "invitation"}},
        {"clarification", {"澄清公告", "clarification"}},
        {"correction", {"更正公告", "correction"}},
        {"postponement", {"延期公告", "postponement"}},
        {"suspension", {"暂停公告", "suspension"}},
        {"failed_round", {"失败公告", "notice of failure"}},
        {"termination", {"终止公告", "termination"}},
        {"opening_record", {"开标记录", "opening record"}},
        {"candidates", {"中标候选人公示", "candidates"}},
        {"result", {"中标结果公告", "result"}},
        {"contract", {"合同公告", "contract"}},
        {"collection_notice", {"征集公告", "collection notice"}},
        {"entry_result", {"入围结果公告", "result of the collection"}},
        {"entrants", {"入围供应商名单", "list of entrants"}},
        {"summary", {"成交结果汇总公告", "summary of deals"}},
        {"competition", {"二次竞价公告", "second competition"}},
        {"deal", {"成交结果单笔公告", "deal"}},
        {"listing_notice", {"挂牌公告", "listing notice"}},
        {"supplement", {"补充公告", "supplement"}},
        {"land_result", {"土地成交结果公告", "result for the land"}},
    };
    return all;
}

PlainName named_in(const Names& names, std::string_view name)
{
    const auto found = names.find(name);
    return found == names.end() ? PlainName{name, name} : found->second;
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
    return sums().contains(name);
}

bool is_number(std::string_view name)
{
    return numbers().contains(name);
}

PlainName sum_named(std::string_view name)
{
    return named_in(sums(), name);
}

PlainName number_named(std::string_view name)
{
    return named_in(numbers(), name);
}

std::string allowed_sums()
{
    return joined_text(sums(), ", ", [](const auto& one) { return one.first; });
}

std::string allowed_numbers()
{
    return joined_text(numbers(), ", ", [](const auto& one) { return one.first; });
}

PlainName notice_named(std::string_view kind)
{
    return named_in(notice_kinds(), kind);
}

bool is_notice_kind(std::string_view kind)
{
    return notice_kinds().contains(kind);
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
