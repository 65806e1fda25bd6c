#pragma once
// The rules without instants, one by one, with what the facts make of them; for `procedures explain` alone.
#include "rooms/procedure/commands.hpp"
#include <ostream>

namespace tianping::procedure {

class FigureList {
public:
    FigureList(const Rulebook& rules, const Facts& facts, const Verdict& verdict, const Speech& speech,
               std::ostream& out)
        : rules_{rules}, facts_{facts}, verdict_{verdict}, language_{speech.language}, out_{out}
    {
    }

    // Amounts, numbers, thresholds and duties under a heading each: what the rule says, what follows from the
    // facts, and which facts are missing. Answers how many rules could not be judged for want of facts.
    std::int64_t print();

private:
    template <class Rule>
    void list(const std::string& heading, const std::vector<Rule>& rules);
    void tell(const Amount& amount);
    void tell(const Number& number);
    void tell(const Threshold& threshold);
    void tell(const Duty& duty);

    // The rule with its mark, and below it what else there is to say of it.
    template <class Rule>
    void print_rule(const Rule& rule, const std::string& mark, std::vector<std::string> details);
    std::string known_sum(const std::string& name) const;
    // "缺少估算价（--sum estimate=元）" of those that the facts lack; false when they lack none.
    bool add_missing(std::vector<std::string>& details, const std::vector<std::string>& sums,
                     const std::vector<std::string>& numbers) const;
    // The mark of a rule: broken, kept, or not judged because something is missing.
    std::string judge(const std::string& rule, bool missing);

    const Rulebook& rules_;
    const Facts& facts_;
    const Verdict& verdict_;
    Language language_;
    std::ostream& out_;
    std::int64_t unjudged_ = 0;
};

} // namespace tianping::procedure
