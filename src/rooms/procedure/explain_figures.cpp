// The rules without instants in sentences: sums, numbers, thresholds and duties.
#include "base/joined_text.hpp"
#include "rooms/procedure/sentences.hpp"

namespace tianping::procedure {
namespace {

std::string share_text(std::int64_t ten_thousandths)
{
    if (ten_thousandths <= 100 && ten_thousandths % 10 == 0)
        return std::to_string(ten_thousandths / 10) + "‰";
    if (ten_thousandths % 100 == 0)
        return std::to_string(ten_thousandths / 100) + "%";
    return std::to_string(ten_thousandths) + "/10000";
}

std::string share_of_text(std::string_view base, std::int64_t ten_thousandths, Language language)
{
    const auto share = share_text(ten_thousandths);
    const auto name = plain(sum_named(base), language);
    return in(language, name + "的" + share, share + " of the " + name);
}

std::string sentence(const std::string& name, const std::vector<std::string>& parts, Language language)
{
    return name + in(language, "：", ": ") + joined_text(parts, in(language, "，", ", "));
}

std::string demand_text(const Breach& breach, Language language)
{
    const auto& params = breach.params;
    if (breach.code == "procedure.sum_too_high" || breach.code == "procedure.sum_too_low") {
        const bool most = breach.code == "procedure.sum_too_high";
        return in(language, most ? "元，不得超过" : "元，不得低于",
                  most ? " yuan, at most " : " yuan, at least ") +
               params.at("bound") + in(language, "元", " yuan");
    }
    const bool odd = breach.code == "procedure.number_must_be_odd";
    return in(language, "，应当为" + params.at("range") + (odd ? "，且为单数" : ""),
              ", must be " + params.at("range") + (odd ? " and odd" : ""));
}

} // namespace

std::string explain_figure(const Breach& breach, Language language)
{
    const auto given = breach.params.find("given");
    if (given == breach.params.end())
        return {};
    return in(language, breach.zh + "：", breach.en + ": ") + given->second + demand_text(breach, language) +
           source_text(breach.article, breach.standing, language) + in(language, "。", ".");
}

std::string describe(const Amount& amount, Language language)
{
    const bool most = amount.relation == Relation::at_most;
    const auto bound = most ? in(language, "不超过", "at most ") : in(language, "不低于", "at least ");
    std::vector<std::string> parts;
    if (amount.ten_thousandths)
        parts.push_back(bound + share_of_text(amount.base, *amount.ten_thousandths, language));
    if (amount.cap_yuan)
        parts.push_back((parts.empty() ? "" : in(language, "且", "and ")) + bound +
                        yuan_text(Fen::yuan(*amount.cap_yuan), language));
    return sentence(in(language, amount.zh, amount.en), parts, language) +
           source_text(amount.article, amount.standing, language);
}

std::string describe(const Number& number, Language language)
{
    std::vector<std::string> parts;
    if (number.least)
        parts.push_back(in(language, "不少于", "at least ") + std::to_string(*number.least));
    if (number.most)
        parts.push_back(in(language, "不超过", "at most ") + std::to_string(*number.most));
    if (number.share_den > 0) {
        const auto share = std::to_string(number.share_num) + "/" + std::to_string(number.share_den);
        const auto whole = plain(number_named(number.share_of), language);
        parts.push_back(in(language, "不少于" + whole + "的" + share + "（不足一个的计为一个）",
                           "at least " + share + " of the " + whole + ", rounded up"));
    }
    if (number.odd)
        parts.push_back(in(language, "为单数", "odd"));
    return sentence(in(language, number.zh, number.en), parts, language) +
           source_text(number.article, number.standing, language);
}

std::string describe(const Threshold& threshold, Language language)
{
    const auto sum = plain(sum_named(threshold.of), language);
    const auto least = yuan_text(Fen::yuan(threshold.least_yuan), language);
    std::vector<std::string> parts{in(language, sum + "达到" + least, sum + " of " + least + " or more")};
    if (threshold.base && threshold.ten_thousandths)
        parts.push_back(in(language, "并且达到", "and ") +
                        share_of_text(*threshold.base, *threshold.ten_thousandths, language) +
                        in(language, "", " or more"));
    return sentence(in(language, threshold.zh, threshold.en), parts, language) +
           source_text(threshold.article, threshold.standing, language);
}

std::string describe(const Duty& duty, Language language)
{
    return in(language, duty.zh, duty.en) + source_text(duty.article, duty.standing, language);
}

} // namespace tianping::procedure
