#pragma once
// Terms without a mistake, for tests: one lot, three trustees, two witnesses.
#include "formats/terms_check.hpp"
#include "formats/terms_print.hpp"

namespace tianping::terms {

inline std::string hex_of(char digit)
{
    return std::string(64, digit);
}

inline LotTerms sample_lot(char digit = '1')
{
    LotTerms lot;
    lot.lot = "lot_" + std::string(32, digit);
    lot.round = "rnd_" + std::string(32, digit);
    lot.intake = "int_" + std::string(32, digit);
    lot.name = "一标段";
    lot.estimate = Fen::yuan(10'000'000);
    lot.limit_price = Fen::yuan(9'800'000);
    lot.deposit = Deposit{Fen::yuan(100'000), {DepositForm::transfer, DepositForm::electronic_guarantee}};
    lot.parts = {{"price", "报价文件", 1'000'000, {"application/json"}, 1, false},
                 {"technical", "技术文件", 50'000'000, {"application/pdf"}, 1, false}};
    lot.price_letter = {{"price", "投标报价", FieldUnit::fen, true},
                        {"duration", "工期", FieldUnit::day, true}};
    const char* codes[] = {"91350100M000100Y43", "91110000600037341L", "91440300708461136T",
                           "914403001922038216", "91990102MA00000096"};
    for (int i = 0; i < 5; ++i)
        lot.unsealing.closers.push_back({i + 1, codes[i], "第" + std::to_string(i + 1) + "受托人",
                                         hex_of(static_cast<char>('a' + i)), i < 5});
    return lot;
}

inline Terms sample()
{
    Terms t;
    t.platform = "tianping-demo";
    t.trade = "trd_" + std::string(32, '0');
    t.title = "云川市滨河路改造工程施工";
    t.procedure = "works-open-tender";
    t.documents_from = from_rfc3339("2026-03-03T09:00:00+08:00").value();
    t.documents_until = from_rfc3339("2026-03-09T17:00:00+08:00").value();
    t.deadline = from_rfc3339("2026-03-26T09:30:00+08:00").value();
    t.eligibility = {"具有市政公用工程施工总承包二级以上资质"};
    t.evaluation_method = "综合评估法";
    t.evaluation = {{"price", "投标报价", 6000, "按偏差率得分"},
                    {"plan", "施工组织设计", 4000, "按响应程度得分"}};
    t.tie_rule = "报价低者优先";
    t.objections_to = "通过交易平台向招标人提出";
    t.lots = {sample_lot()};
    t.files = {{"招标文件.pdf", 1234, hex_of('5'), "application/pdf"}};
    return t;
}

inline Terms with_ten_mistakes()
{
    auto t = sample();
    t.format = "tianping/terms/2";
    t.number = 2; // without the digest of the first
    t.title = " ";
    t.documents_until = t.documents_from;
    t.eligibility.clear();
    t.lots[0].limit_formula = "估算价乘以 0.98";
    t.lots[0].deposit->forms.clear();
    t.lots[0].parts[1].id = "price";
    t.lots[0].unsealing.threshold = 2;
    t.files[0].name = "../招标文件.pdf";
    return t;
}

// What is said of them: where, and which.
inline std::vector<std::string> ten_mistakes()
{
    return {
        "format terms.unknown_format",
        "previous terms.previous_and_number",
        "title terms.empty",
        "documents_until terms.wrong_order",
        "eligibility terms.list_empty",
        "lots[0].limit_formula terms.price_or_formula",
        "lots[0].deposit.forms terms.list_empty",
        "lots[0].parts[1].id terms.repeated",
        "lots[0].unsealing.threshold terms.bad_threshold",
        "files[0].name terms.bad_file_name",
    };
}

} // namespace tianping::terms
