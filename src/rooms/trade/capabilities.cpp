#include "rooms/trade/capabilities.hpp"
#include "base/joined_text.hpp"
#include <algorithm>

namespace tianping::trade {
namespace {

using procedure::Rulebook;

std::int64_t least_bidders(const procedure::Procedure& procedure)
{
    std::int64_t out = 0;
    for (const auto& capability : procedure.capability)
        out = std::max(out, procedure::number_parameter(capability, "minimum_bidders").value_or(0));
    return out;
}

bool denies(const procedure::Procedure& procedure, std::string_view parameter)
{
    return std::ranges::any_of(procedure.capability, [&](const auto& capability) {
        return procedure::text_parameter(capability, parameter) == "no";
    });
}

// The ways of unsealing that the procedure names; empty where it names none and so forbids none.
std::vector<std::string> manners(const procedure::Procedure& procedure)
{
    for (const auto& capability : procedure.capability)
        if (const auto named = capability.parameters.find("unsealing"); named != capability.parameters.end())
            return named->second;
    return {};
}

// The law behind a least number of bidders is the limit's, which also says why.
std::string article_of_bidders(const Rulebook& rules)
{
    const auto limit = std::ranges::find(rules.numbers, "bidders", &procedure::Number::of);
    return limit == rules.numbers.end() ? rules.procedure.article : limit->article;
}

class LotCheck {
public:
    LotCheck(const terms::LotTerms& lot, std::size_t at, std::vector<Forbidden>& out)
        : lot_{lot}, path_{"lots[" + std::to_string(at) + "]."}, out_{out}
    {
    }

    void add(const char* member, const std::string& allowed, const std::string& zh, const std::string& en,
             const std::string& article)
    {
        out_.push_back({path_ + member, lot_.name + ": " + allowed, "“" + lot_.name + "”：" + zh,
                        lot_.name + ": " + en, article});
    }

private:
    const terms::LotTerms& lot_;
    std::string path_;
    std::vector<Forbidden>& out_;
};

void check_bidders(const terms::LotTerms& lot, const Rulebook& rules, LotCheck& check)
{
    const auto least = least_bidders(rules.procedure);
    if (lot.minimum_bidders >= least)
        return;
    const auto given = std::to_string(lot.minimum_bidders);
    const auto wanted = std::to_string(least);
    check.add(
        "minimum_bidders", ">= " + wanted, "最少投标人数为" + given + "，交易程序要求不少于" + wanted + "。",
        "bids would be opened with " + given + " bidders, and the procedure wants " + wanted + " or more",
        article_of_bidders(rules));
}

} // namespace

std::vector<Forbidden> against_procedure(const terms::Terms& terms, std::size_t lot, const Rulebook& rules)
{
    std::vector<Forbidden> out;
    if (lot >= terms.lots.size())
        return out;
    const auto& asked = terms.lots[lot];
    const auto& procedure = rules.procedure;
    LotCheck check{asked, lot, out};
    check_bidders(asked, rules, check);
    if (asked.joint_bodies && denies(procedure, "joint_bodies"))
        check.add("joint_bodies", "false", "交易程序不接受联合体。", "the procedure takes no joint bodies",
                  procedure.article);
    if (asked.deposit && denies(procedure, "bond"))
        check.add("deposit", "-", "交易程序不收取保证金。", "the procedure takes no deposit",
                  procedure.article);
    const auto named = manners(procedure);
    const auto manner = wire::name_of(asked.unsealing.manner);
    if (!named.empty() && std::ranges::find(named, manner) == named.end())
        check.add("unsealing.manner", joined_text(named, ", "), "交易程序没有这种解密方式：" + manner + "。",
                  "the procedure names no such way of unsealing: " + manner, procedure.article);
    return out;
}

std::vector<Finding> findings_of(const std::vector<Forbidden>& all)
{
    std::vector<Finding> out;
    for (const auto& one : all) {
        Finding f;
        f.code = "trade.procedure_forbids";
        f.subject = one.path;
        f.zh = one.zh;
        f.en = one.en;
        f.article = one.article;
        out.push_back(std::move(f));
    }
    return out;
}

Status refusal_of(const std::vector<Forbidden>& all, const std::string& procedure, const std::string& prefix)
{
    if (all.empty())
        return {};
    Error e{Fault::invalid, "trade.terms_against_procedure"};
    e.params = {{"count", std::to_string(all.size())}, {"procedure", procedure}, {"first", all[0].allowed}};
    for (const auto& one : all) {
        e.fields.push_back({prefix + one.path, "trade.procedure_forbids", one.allowed});
        if (e.article.find(one.article) == std::string::npos)
            e.article += (e.article.empty() ? "" : "；") + one.article;
    }
    return e;
}

} // namespace tianping::trade
