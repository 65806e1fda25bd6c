// What entered data must be like (43-17, 43-27(1)).
#include "base/blank.hpp"
#include "base/joined_text.hpp"
#include "base/national_codes.hpp"
#include "base/trade_codes.hpp"
#include "formats/terms_check.hpp"
#include "rooms/trade/rules.hpp"
#include <algorithm>
#include <iterator>
#include <set>

namespace tianping::trade {
namespace {

void want_name(const std::string& value, const std::string& path, wire::Faults& bad)
{
    want_text(value, path, bad);
    if (holds_controls(value))
        bad.push_back({path, "wire.control_character", "one line"});
}

void want_money(Fen value, const std::string& path, wire::Faults& bad)
{
    if (value <= Fen{})
        bad.push_back({path, "trade.not_positive", "more than 0 fen"});
}

void check_texts(const Registration& in, wire::Faults& bad)
{
    want_name(in.title, "title", bad);
    want_name(in.project_name, "project_name", bad);
    want_text(in.place, "place", bad);
    want_text(in.scope, "scope", bad);
    want_text(in.funds_source, "funds_source", bad);
    want_text(in.supervisor, "supervisor", bad);
}

void check_contacts(const Registration& in, bool by_agent, wire::Faults& bad)
{
    std::ranges::move(check_contact(in.owner_contact, "owner_contact"), std::back_inserter(bad));
    if (in.agent_contact)
        std::ranges::move(check_contact(*in.agent_contact, "agent_contact"), std::back_inserter(bad));
    else if (by_agent)
        bad.push_back(
            {"agent_contact", "trade.empty", "the agency's project manager, telephone and address"});
}

void check_codes(const Registration& in, const guidance::Guidance* guidance, wire::Faults& bad)
{
    if (!is_investment_code(in.investment_code))
        bad.push_back({"investment_code", "trade.investment_code_malformed", "2026-350200-78-01-123456"});
    if (!is_region(in.region))
        bad.push_back({"region", "trade.region_malformed", "six digits of GB/T 2260"});
    if (guidance && std::ranges::find(guidance->classes, in.trade_class, &guidance::TradeClass::id) ==
                        guidance->classes.end())
        bad.push_back({"trade_class", "trade.unknown_class", "a class of law/guidance"});
}

void check_lots(const Registration& in, bool beside_each_other, wire::Faults& bad)
{
    if (in.lots.empty() || in.lots.size() > 100)
        return bad.push_back({"lots", "trade.bad_number_of_lots", "1..100"});
    std::set<std::string> seen;
    for (std::size_t i = 0; i < in.lots.size(); ++i) {
        const auto path = "lots[" + std::to_string(i) + "].";
        want_name(in.lots[i].name, path + "name", bad);
        want_money(in.lots[i].estimate, path + "estimate", bad);
        if (beside_each_other && !seen.insert(without_blanks(in.lots[i].name)).second)
            bad.push_back({path + "name", "trade.lot_repeated", "a name of its own"});
    }
}

void check_documents(const Registration& in, wire::Faults& bad)
{
    for (std::size_t i = 0; i < in.documents.size(); ++i)
        std::ranges::move(check_paper(in.documents[i], "documents[" + std::to_string(i) + "]"),
                          std::back_inserter(bad));
}

void check_conditions(const Registration& in, const guidance::Guidance& guidance, wire::Faults& bad)
{
    std::vector<std::string> asked;
    for (const auto& prompt : guidance.prompts)
        if (prompt.answered)
            asked.push_back(prompt.id);
    std::set<std::string> seen;
    for (std::size_t i = 0; i < in.conditions.size(); ++i) {
        const auto& id = in.conditions[i].id;
        const auto path = "conditions[" + std::to_string(i) + "].id";
        if (std::ranges::find(asked, id) == asked.end())
            bad.push_back({path, "trade.condition_unknown", joined_text(asked, ", ")});
        else if (!seen.insert(id).second)
            bad.push_back({path, "trade.condition_repeated", "each condition once"});
    }
}

} // namespace

void want_text(const std::string& value, const std::string& path, wire::Faults& bad, const char* allowed)
{
    if (blank(value))
        bad.push_back({path, "trade.empty", allowed});
}

wire::Faults check_contact(const Contact& contact, const std::string& path)
{
    wire::Faults bad;
    want_text(contact.name, path + ".name", bad);
    want_text(contact.phone, path + ".phone", bad);
    want_text(contact.address, path + ".address", bad);
    return bad;
}

wire::Faults check_paper(const terms::File& paper, const std::string& path)
{
    wire::Faults bad;
    want_text(paper.name, path + ".name", bad);
    if (!blank(paper.name) && !terms::plain_file_name(paper.name))
        bad.push_back({path + ".name", "terms.bad_file_name", "a name without a path"});
    if (!digest_from_hex(paper.digest))
        bad.push_back({path + ".digest", "terms.bad_digest", "64 hex digits"});
    if (paper.size <= 0)
        bad.push_back({path + ".size", "trade.empty_file", "more than 0 bytes"});
    return bad;
}

wire::Faults check_entry(const Registration& in, const guidance::Guidance* guidance, bool by_agent)
{
    wire::Faults bad;
    check_texts(in, bad);
    check_contacts(in, by_agent, bad);
    check_codes(in, guidance, bad);
    want_money(in.estimate, "estimate", bad);
    want_money(in.budget, "budget", bad);
    check_lots(in, guidance != nullptr, bad);
    if (guidance)
        check_conditions(in, *guidance, bad);
    check_documents(in, bad);
    if (!guidance)
        return bad;
    if (in.obligation == Obligation::voluntary && blank(in.obligation_ground))
        bad.push_back({"obligation_ground", "trade.ground_wanted", "why the law does not demand a tender"});
    const bool invited_by_law = in.method == Method::invited && in.obligation == Obligation::mandatory;
    if (invited_by_law && blank(in.method_ground))
        bad.push_back({"method_ground", "trade.ground_wanted", "the case of 条例8 or 30号令11"});
    return bad;
}

} // namespace tianping::trade
