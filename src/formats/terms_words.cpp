#include "formats/terms_words.hpp"
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

std::string money_text(Fen amount)
{
    return amount.text() + " 元";
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
