#pragma once
// What the terms say of scoring, of awards across lots and of quantities, as data (design.md 5). Evaluation
// uses nothing outside it. Document: docs/formats/terms.md.
#include "base/wire.hpp"

namespace tianping::terms {

// The price that the others are measured by (评标基准价): the lowest, the mean, or the mean without the
// outermost of the valid bids.
enum class Basis { lowest, mean, trimmed_mean };
BOOST_DESCRIBE_ENUM(Basis, lowest, mean, trimmed_mean)

// From so many valid bids on, so many of the highest and as many of the lowest are left out.
struct Trim {
    std::int64_t from_bids{};
    std::int64_t left_out{};
};
BOOST_DESCRIBE_STRUCT(Trim, (), (from_bids, left_out))

// `ratio`: basis / price × points (低价优先法). `deviation`: points less what each percent away from the
// basis costs (偏差率), never below 0.
enum class PriceRule { ratio, deviation };
BOOST_DESCRIBE_ENUM(PriceRule, ratio, deviation)

struct PriceFormula {
    PriceRule rule{};
    Basis basis{};
    std::optional<std::vector<Trim>> trims{}; // of a trimmed mean, ascending
    std::optional<std::int64_t> reduced_by{}; // 下浮率: the basis less so many hundredths of a percent
    std::optional<std::int64_t> cost_above{}; // of a deviation: hundredths of a point a percent
    std::optional<std::int64_t> cost_below{};
    std::int64_t decimals{2}; // of the score, half up
};
BOOST_DESCRIBE_STRUCT(PriceFormula, (), (rule, basis, trims, reduced_by, cost_above, cost_below, decimals))

// A degree in which an item may be met, and the points that it is worth; hundredths of a point.
struct Level {
    std::string title{}; // 优
    std::int64_t least{};
    std::int64_t most{};
};
BOOST_DESCRIBE_STRUCT(Level, (), (title, least, most))

struct EvaluationItem {
    std::string id{};
    std::string title{};
    std::int64_t points{}; // hundredths of a point
    std::string rule{};
    std::optional<std::vector<Level>> levels{}; // an item that members of the committee judge
    std::optional<PriceFormula> formula{};      // one that is computed
};
BOOST_DESCRIBE_STRUCT(EvaluationItem, (), (id, title, points, rule, levels, formula))

// How many of the lots one bidder may win (兼投不兼中), and which he is left with.
struct AwardLimits {
    std::int64_t most_lots{};
    std::string rule{};
};
BOOST_DESCRIBE_STRUCT(AwardLimits, (), (most_lots, rule))

// A line of the bill of quantities (工程量清单).
struct BillItem {
    std::string id{}; // 项目编码
    std::string title{};
    std::string features{}; // 项目特征
    std::string unit{};
    std::int64_t quantity{}; // thousandths of the unit
};
BOOST_DESCRIBE_STRUCT(BillItem, (), (id, title, features, unit, quantity))

} // namespace tianping::terms
