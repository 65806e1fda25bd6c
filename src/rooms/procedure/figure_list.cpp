#include "rooms/procedure/figure_list.hpp"
#include "rooms/procedure/binding_text.hpp"
#include <algorithm>

namespace tianping::procedure {

std::int64_t FigureList::print()
{
    list(in(language_, "金额", "amounts"), rules_.amounts);
    list(in(language_, "数量", "numbers"), rules_.numbers);
    list(in(language_, "起点金额", "thresholds"), rules_.thresholds);
    list(in(language_, "义务和禁止（没有可以计算的数字）", "duties and prohibitions (nothing to compute)"),
         rules_.duties);
    return unjudged_;
}

template <class Rule>
void FigureList::list(const std::string& heading, const std::vector<Rule>& rules)
{
    if (!rules.empty())
        out_ << in(language_, "【" + heading + "】", "[" + heading + "]") << "\n";
    for (const auto& rule : rules) {
        if (holds_now(rule, facts_))
            tell(rule);
        else
            print_rule(rule, "–",
                       {why_unbound(rule, facts_, newest_day(facts_).value_or(rule.valid_from), language_)});
    }
}

template <class Rule>
void FigureList::print_rule(const Rule& rule, const std::string& mark, std::vector<std::string> details)
{
    if (mark != "–")
        if (auto open = taken_as_met(rule, facts_, language_); !open.empty())
            details.push_back(std::move(open));
    out_ << mark << " " << describe(rule, language_) << "\n";
    if (!details.empty())
        out_ << "    " << joined_text(details, in(language_, "；", "; ")) << "\n";
}

std::string FigureList::known_sum(const std::string& name) const
{
    return plain(sum_named(name), language_) + " " + yuan_text(facts_.sums.at(name), language_);
}

bool FigureList::add_missing(std::vector<std::string>& details, const std::vector<std::string>& sums,
                             const std::vector<std::string>& numbers) const
{
    std::vector<std::string> missing;
    const auto add = [&](const std::string& name, PlainName called, const char* option, const char* value) {
        const auto example = std::string{option} + " " + name + "=" + value;
        missing.push_back(plain(called, language_) +
                          in(language_, "（" + example + "）", " (" + example + ")"));
    };
    for (const auto& name : sums)
        if (!facts_.sums.contains(name))
            add(name, sum_named(name), "--sum", language_ == Language::zh ? "元" : "YUAN");
    for (const auto& name : numbers)
        if (!facts_.numbers.contains(name))
            add(name, number_named(name), "--number", "N");
    if (!missing.empty())
        details.push_back(in(language_, "缺少", "missing: ") +
                          joined_text(missing, in(language_, "、", ", ")));
    return !missing.empty();
}

std::string FigureList::judge(const std::string& rule, bool missing)
{
    if (std::ranges::count(verdict_.breaches, rule, &Breach::rule) > 0)
        return "✗";
    unjudged_ += missing ? 1 : 0;
    return missing ? "·" : "✓";
}

void FigureList::tell(const Amount& amount)
{
    const bool most = amount.relation == Relation::at_most;
    const bool whole = !amount.ten_thousandths || facts_.sums.contains(amount.base);
    const auto bound = sum_bound(amount, facts_);
    std::vector<std::string> details;
    if (amount.ten_thousandths && whole)
        details.push_back(known_sum(amount.base));
    if (bound)
        details.push_back((whole ? "" : in(language_, "无论如何", "in any case ")) +
                          (most ? in(language_, "最多 ", "at most ") : in(language_, "最少 ", "at least ")) +
                          yuan_text(*bound, language_));
    if (facts_.sums.contains(amount.of))
        details.push_back(known_sum(amount.of));
    const auto wanted = amount.ten_thousandths ? std::vector{amount.base, amount.of} : std::vector{amount.of};
    const bool missing = add_missing(details, wanted, {});
    print_rule(amount, judge(amount.id, missing), std::move(details));
}

void FigureList::tell(const Number& number)
{
    const bool share = number.share_den > 0;
    const auto count = [&](const std::string& name) {
        return plain(number_named(name), language_) + " " + std::to_string(facts_.numbers.at(name));
    };
    std::vector<std::string> details;
    if (share && facts_.numbers.contains(number.share_of)) {
        details.push_back(count(number.share_of));
        details.push_back(in(language_, "最少 ", "at least ") + std::to_string(least_of(number, facts_)));
    }
    if (facts_.numbers.contains(number.of))
        details.push_back(count(number.of));
    const auto wanted = share ? std::vector{number.share_of, number.of} : std::vector{number.of};
    const bool missing = add_missing(details, {}, wanted);
    print_rule(number, judge(number.id, missing), std::move(details));
}

void FigureList::tell(const Threshold& threshold)
{
    const auto takes_hold = reached(threshold, facts_);
    std::vector<std::string> details;
    std::vector<std::string> wanted{threshold.of};
    if (threshold.base)
        wanted.push_back(*threshold.base);
    for (const auto& name : wanted)
        if (facts_.sums.contains(name))
            details.push_back(known_sum(name));
    if (takes_hold)
        details.push_back(*takes_hold ? in(language_, "达到", "reached")
                                      : in(language_, "没有达到", "not reached"));
    else
        unjudged_ += add_missing(details, wanted, {}) ? 1 : 0;
    print_rule(threshold, "·", std::move(details));
}

void FigureList::tell(const Duty& duty)
{
    print_rule(duty, "·", {});
}

} // namespace tianping::procedure
