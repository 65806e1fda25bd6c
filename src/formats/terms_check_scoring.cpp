// Mistakes in what the terms say of scoring, awards and quantities.
#include "formats/terms_finder.hpp"

namespace tianping::terms {
namespace {

void check_levels(Finder f, const EvaluationItem& item)
{
    f.require(!item.levels->empty(), "levels", "terms.list_empty", "at least one level");
    for (std::size_t i = 0; i < item.levels->size(); ++i) {
        const auto& level = (*item.levels)[i];
        auto at = f.item("levels", i);
        at.title(level.title, "title");
        at.require(level.least >= 0 && level.least <= level.most && level.most <= item.points, "most",
                   "terms.bad_range", "0 <= least <= most <= " + std::to_string(item.points));
    }
    f.unique(*item.levels, "levels", "title", &Level::title);
}

void check_trims(Finder f, const PriceFormula& formula)
{
    const bool wanted = formula.basis == Basis::trimmed_mean;
    f.require(wanted == formula.trims.has_value(), "trims", "terms.trims_and_basis",
              wanted ? "at least one step" : "nothing, unless the basis is trimmed_mean");
    if (!formula.trims)
        return;
    f.require(!formula.trims->empty(), "trims", "terms.list_empty", "at least one step");
    std::int64_t before = 0;
    for (std::size_t i = 0; i < formula.trims->size(); ++i) {
        const auto& trim = (*formula.trims)[i];
        auto at = f.item("trims", i);
        at.require(trim.from_bids > before, "from_bids", "terms.not_ascending", "more than the step before");
        at.require(trim.left_out >= 1 && 2 * trim.left_out < trim.from_bids, "left_out", "terms.bad_range",
                   "1 or more, and some bids are left");
        before = trim.from_bids;
    }
}

void check_formula(Finder f, const PriceFormula& formula)
{
    check_trims(f, formula);
    const bool deviation = formula.rule == PriceRule::deviation;
    for (const auto& [cost, name] :
         {std::pair{formula.cost_above, "cost_above"}, std::pair{formula.cost_below, "cost_below"}}) {
        f.require(deviation == cost.has_value(), name, "terms.cost_and_rule",
                  deviation ? "hundredths of a point" : "nothing, unless the rule is deviation");
        f.require(!cost || *cost >= 0, name, "terms.negative", "0 or more hundredths of a point");
    }
    f.require(!formula.reduced_by || (*formula.reduced_by >= 0 && *formula.reduced_by < 10'000), "reduced_by",
              "terms.bad_range", "0..9999 hundredths of a percent");
    f.require(formula.decimals >= 0 && formula.decimals <= 4, "decimals", "terms.bad_range", "0..4");
}

void check_item(Finder f, const EvaluationItem& item)
{
    f.name(item.id, "id");
    f.title(item.title, "title");
    f.require(item.points >= 0, "points", "terms.negative", "0 or more hundredths of a point");
    f.text(item.rule, "rule");
    f.require(!(item.levels && item.formula), "formula", "terms.judged_or_computed", "levels or a formula");
    if (item.levels)
        check_levels(f, item);
    if (item.formula)
        check_formula(f.part("formula"), *item.formula);
}

} // namespace

void check_evaluation(Finder f, const Terms& terms)
{
    f.text(terms.evaluation_method, "evaluation_method");
    for (std::size_t i = 0; i < terms.evaluation.size(); ++i)
        check_item(f.item("evaluation", i), terms.evaluation[i]);
    f.unique(terms.evaluation, "evaluation", "id", &EvaluationItem::id);
    f.text(terms.tie_rule, "tie_rule");
    f.text(terms.objections_to, "objections_to");
    if (!terms.award_limits)
        return;
    f.part("award_limits")
        .require(terms.award_limits->most_lots >= 1, "most_lots", "terms.not_positive", "1 or more");
    f.part("award_limits").text(terms.award_limits->rule, "rule");
}

void check_bill(Finder f, const std::vector<BillItem>& bill)
{
    f.require(!bill.empty() && bill.size() <= wire::most_items, "bill", "terms.bad_number_of_items",
              "1.." + std::to_string(wire::most_items));
    for (std::size_t i = 0; i < bill.size(); ++i) {
        auto at = f.item("bill", i);
        at.name(bill[i].id, "id");
        at.title(bill[i].title, "title");
        at.text(bill[i].unit, "unit");
        at.require(bill[i].quantity >= 1, "quantity", "terms.not_positive", "1 or more thousandths");
    }
    f.unique(bill, "bill", "id", &BillItem::id);
}

} // namespace tianping::terms
