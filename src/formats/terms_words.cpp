#include "formats/terms_words.hpp"
#include "base/joined_text.hpp"
#include <array>

namespace tianping::terms {
namespace {

struct Word {
    std::string_view member, zh;
};

constexpr std::array words{
    Word{"format", "格式"},
    Word{"platform", "交易平台"},
    Word{"trade", "交易项目"},
    Word{"number", "版本"},
    Word{"previous", "上一版本摘要"},
    Word{"title", "名称"},
    Word{"procedure", "交易程序"},
    Word{"documents_from", "招标文件开始发出"},
    Word{"documents_until", "招标文件停止发出"},
    Word{"deadline", "投标截止（开标）"},
    Word{"eligibility", "投标人资格条件"},
    Word{"evaluation_method", "评标办法"},
    Word{"evaluation", "评审项"},
    Word{"tie_rule", "得分相同时的规则"},
    Word{"objections_to", "异议渠道"},
    Word{"lots", "标段"},
    Word{"files", "文件"},
    Word{"lot", "标段标识"},
    Word{"round", "轮次标识"},
    Word{"intake", "递交标识"},
    Word{"name", "名称"},
    Word{"estimate", "估算价"},
    Word{"limit_price", "最高投标限价"},
    Word{"limit_formula", "最高投标限价的计算方法"},
    Word{"deposit", "投标保证金"},
    Word{"amount", "金额"},
    Word{"forms", "形式"},
    Word{"validity_days", "投标有效期（日）"},
    Word{"minimum_bidders", "最少投标人数"},
    Word{"joint_bodies", "接受联合体"},
    Word{"parts", "投标文件的组成"},
    Word{"price_letter", "开标一览表"},
    Word{"unsealing", "解密"},
    Word{"id", "标识"},
    Word{"most_bytes", "大小上限（字节）"},
    Word{"media_types", "文件类型"},
    Word{"envelope", "信封"},
    Word{"anonymous", "暗标"},
    Word{"unit", "单位"},
    Word{"read_out", "唱标"},
    Word{"manner", "解密方式"},
    Word{"threshold", "解密门限"},
    Word{"closers", "受托人和见证人"},
    Word{"index", "序号"},
    Word{"organisation_code", "统一社会信用代码"},
    Word{"certificate_digest", "签名证书摘要"},
    Word{"holds_share", "持有份额"},
    Word{"window_minutes", "解密时限（分钟）"},
    Word{"trustees_remedy", "受托人补救"},
    Word{"own_spare_allowed", "投标人自留备用密钥"},
    Word{"points", "分值"},
    Word{"rule", "评审标准"},
    Word{"levels", "评分档次"},
    Word{"least", "最低分值"},
    Word{"most", "最高分值"},
    Word{"formula", "计算公式"},
    Word{"basis", "基准价"},
    Word{"trims", "去掉的报价"},
    Word{"from_bids", "有效报价个数达到"},
    Word{"left_out", "去掉最高、最低各几个"},
    Word{"reduced_by", "基准价下浮（万分之一）"},
    Word{"cost_above", "高于基准价每 1% 扣分（百分之一分）"},
    Word{"cost_below", "低于基准价每 1% 扣分（百分之一分）"},
    Word{"decimals", "得分小数位"},
    Word{"award_limits", "中标标段数量限制"},
    Word{"most_lots", "最多中标标段数"},
    Word{"bill", "工程量清单"},
    Word{"features", "项目特征"},
    Word{"quantity", "工程量（千分之一单位）"},
    Word{"size", "大小（字节）"},
    Word{"digest", "SM3 摘要"},
    Word{"media_type", "文件类型"},
};

} // namespace

std::string title_of(std::string_view member)
{
    for (const auto& word : words)
        if (word.member == member)
            return std::string{word.zh};
    return std::string{member};
}

std::string word_of(FieldUnit unit)
{
    switch (unit) {
    case FieldUnit::fen:
        return "元";
    case FieldUnit::day:
        return "日";
    case FieldUnit::text:
        return "文字";
    }
    return {};
}

std::string word_of(Manner manner)
{
    return manner == Manner::trustees ? "受托人达到门限后统一解密" : "投标人在时限内证明持有并交出密钥";
}

std::string word_of(DepositForm form)
{
    switch (form) {
    case DepositForm::transfer:
        return "转账";
    case DepositForm::electronic_guarantee:
        return "电子保函";
    case DepositForm::bank_instrument:
        return "银行票据";
    }
    return {};
}

std::string word_of(Basis basis)
{
    switch (basis) {
    case Basis::lowest:
        return "最低有效报价";
    case Basis::mean:
        return "有效报价的算术平均值";
    case Basis::trimmed_mean:
        return "去掉最高、最低报价后的算术平均值";
    }
    return {};
}

std::string word_of(PriceRule rule)
{
    return rule == PriceRule::ratio ? "基准价除以报价乘以分值" : "按偏差率扣分";
}

std::string instant_text(Instant at)
{
    const auto fraction = to_rfc3339(at).substr(19, 4); // ".000"
    return to_local_text(at) + (fraction == ".000" ? std::string{} : fraction);
}

std::string money_text(Fen amount)
{
    return amount.text() + " 元";
}

std::string formula_text(const PriceFormula& formula)
{
    std::string out = "基准价为" + word_of(formula.basis);
    for (const auto& trim : formula.trims.value_or(std::vector<Trim>{}))
        out += "（有效报价不少于 " + std::to_string(trim.from_bids) + " 个的，去掉最高、最低各 " +
               std::to_string(trim.left_out) + " 个）";
    if (formula.reduced_by)
        out += "，下浮 " + points_text(*formula.reduced_by) + "%";
    out += "；" + word_of(formula.rule);
    if (formula.cost_above)
        out += "：每高于基准价 1% 扣 " + points_text(*formula.cost_above) + " 分";
    if (formula.cost_below)
        out += "，每低于基准价 1% 扣 " + points_text(*formula.cost_below) + " 分，扣完为止";
    return out + "；得分保留 " + std::to_string(formula.decimals) + " 位小数，四舍五入";
}

std::string levels_text(const std::vector<Level>& levels)
{
    return joined_text(levels, "；", [](const Level& level) {
        return level.title + "：" + points_text(level.least) + " 至 " + points_text(level.most) + " 分";
    });
}

std::string scoring_text(const EvaluationItem& item)
{
    if (item.formula)
        return item.rule + "。" + formula_text(*item.formula);
    return item.levels ? item.rule + "。" + levels_text(*item.levels) : item.rule;
}

std::string award_text(const AwardLimits& limits)
{
    return "同一投标人最多中标 " + std::to_string(limits.most_lots) + " 个标段：" + limits.rule;
}

std::string quantity_text(std::int64_t thousandths)
{
    auto out = std::to_string(thousandths / 1000);
    auto rest = std::to_string(1000 + thousandths % 1000).substr(1);
    rest.erase(rest.find_last_not_of('0') + 1);
    return rest.empty() ? out : out + "." + rest;
}

std::string points_text(std::int64_t hundredths)
{
    auto out = std::to_string(hundredths / 100);
    const auto rest = hundredths % 100;
    if (rest != 0)
        out += "." + std::to_string(rest / 10) + (rest % 10 != 0 ? std::to_string(rest % 10) : std::string{});
    return out;
}

} // namespace tianping::terms
