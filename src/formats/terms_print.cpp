#include "formats/terms_print.hpp"
#include "base/joined_text.hpp"
#include "formats/terms_words.hpp"

namespace tianping::terms {
namespace {

// Text of other people inside Markdown: no new lines, no cell ends, no markup of their own.
std::string cell(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        if (c == '\n' || c == '\r' || c == '\t')
            out += ' ';
        else if (std::string_view{"\\`*_[]<>|#"}.find(c) != std::string_view::npos)
            (out += '\\') += c;
        else
            out += c;
    }
    return out;
}

std::string yes(bool value)
{
    return value ? "是" : "否";
}

void row(std::string& out, std::initializer_list<std::string> cells)
{
    out += "|";
    for (const auto& text : cells)
        out += " " + text + " |";
    out += "\n";
}

void head(std::string& out, std::initializer_list<std::string> cells)
{
    row(out, cells);
    out += "|";
    for (std::size_t i = 0; i < cells.size(); ++i)
        out += "---|";
    out += "\n";
}

void print_summary(std::string& out, const Terms& t)
{
    out += "# " + cell(t.title) + "\n\n";
    head(out, {"事项", "内容"});
    row(out, {"交易项目", "`" + t.trade + "`"});
    row(out, {"版本", std::to_string(t.number)});
    row(out, {"上一版本摘要", t.previous ? "`" + *t.previous + "`" : "无"});
    row(out, {"交易程序", cell(t.procedure)});
    row(out, {"招标文件开始发出", instant_text(t.documents_from)});
    row(out, {"招标文件停止发出", instant_text(t.documents_until)});
    row(out, {"投标截止（同时开标）", instant_text(t.deadline)});
    row(out, {"异议渠道", cell(t.objections_to)});
    out += "\n时间为北京时间。\n\n## 投标人资格条件\n\n";
    for (std::size_t i = 0; i < t.eligibility.size(); ++i)
        out += std::to_string(i + 1) + ". " + cell(t.eligibility[i]) + "\n";
}

void print_evaluation(std::string& out, const Terms& t)
{
    out += "\n## 评标办法\n\n" + cell(t.evaluation_method) + "\n\n";
    if (!t.evaluation.empty())
        head(out, {"评审项", "分值", "评审标准"});
    for (const auto& item : t.evaluation)
        row(out, {cell(item.title), points_text(item.points), cell(scoring_text(item))});
    out += "\n得分相同时：" + cell(t.tie_rule) + "\n";
    if (t.award_limits)
        out += "\n" + cell(award_text(*t.award_limits)) + "\n";
}

std::string limit_text(const LotTerms& lot)
{
    if (lot.limit_price)
        return money_text(*lot.limit_price);
    return lot.limit_formula ? "按方法计算：" + cell(*lot.limit_formula) : "不设";
}

std::string deposit_text(const LotTerms& lot)
{
    if (!lot.deposit)
        return "不收取";
    return money_text(lot.deposit->amount) + "（" +
           joined_text(lot.deposit->forms, "、", [](DepositForm f) { return word_of(f); }) + "）";
}

void print_parts(std::string& out, const LotTerms& lot)
{
    out += "\n投标文件的组成\n\n";
    head(out, {"标识", "名称", "大小上限（字节）", "文件类型", "信封", "暗标"});
    for (const auto& part : lot.parts)
        row(out, {cell(part.id), cell(part.title), std::to_string(part.most_bytes),
                  joined_text(part.media_types, "、", [](const std::string& m) { return cell(m); }),
                  std::to_string(part.envelope), yes(part.anonymous)});
    out += "\n开标一览表\n\n";
    head(out, {"标识", "名称", "单位", "唱标"});
    for (const auto& field : lot.price_letter)
        row(out, {cell(field.id), cell(field.title), word_of(field.unit), yes(field.read_out)});
}

void print_bill(std::string& out, const std::vector<BillItem>& bill)
{
    out += "\n工程量清单\n\n";
    head(out, {"项目编码", "项目名称", "项目特征", "单位", "工程量"});
    for (const auto& item : bill)
        row(out, {cell(item.id), cell(item.title), cell(item.features), cell(item.unit),
                  quantity_text(item.quantity)});
}

void print_unsealing(std::string& out, const Unsealing& u)
{
    out += "\n解密：" + word_of(u.manner) + "；门限 " + std::to_string(u.threshold) + "；时限 " +
           std::to_string(u.window_minutes) + " 分钟；受托人补救：" + yes(u.trustees_remedy) +
           "；投标人自留备用密钥：" + yes(u.own_spare_allowed) + "。\n\n";
    head(out, {"序号", "单位", "统一社会信用代码", "签名证书摘要", "持有份额"});
    for (const auto& c : u.closers)
        row(out, {std::to_string(c.index), cell(c.name), cell(c.organisation_code),
                  "`" + cell(c.certificate_digest) + "`", yes(c.holds_share)});
}

void print_lot(std::string& out, const LotTerms& lot)
{
    out += "\n## 标段：" + cell(lot.name) + "\n\n";
    head(out, {"事项", "内容"});
    row(out, {"标段、轮次、递交", "`" + lot.lot + "` `" + lot.round + "` `" + lot.intake + "`"});
    row(out, {"估算价", money_text(lot.estimate)});
    row(out, {"最高投标限价", limit_text(lot)});
    row(out, {"投标保证金", deposit_text(lot)});
    row(out, {"投标有效期", "自投标截止之日起 " + std::to_string(lot.validity_days) + " 日"});
    row(out, {"最少投标人数", std::to_string(lot.minimum_bidders)});
    row(out, {"接受联合体", yes(lot.joint_bodies)});
    print_parts(out, lot);
    if (lot.bill)
        print_bill(out, *lot.bill);
    print_unsealing(out, lot.unsealing);
}

void print_files(std::string& out, const std::vector<File>& files)
{
    if (files.empty())
        return;
    out += "\n## 文件\n\n";
    head(out, {"名称", "大小（字节）", "文件类型", "SM3 摘要"});
    for (const auto& file : files)
        row(out, {cell(file.name), std::to_string(file.size), cell(file.media_type),
                  "`" + cell(file.digest) + "`"});
}

} // namespace

std::string print(const Terms& terms)
{
    std::string out;
    print_summary(out, terms);
    print_evaluation(out, terms);
    for (const auto& lot : terms.lots)
        print_lot(out, lot);
    print_files(out, terms.files);
    out += "\n本文件的数据摘要（SM3）：`" + to_hex(digest(terms)) + "`\n";
    return out;
}

std::string print_comparison(const Terms& before, const Terms& after)
{
    std::string out = "# " + cell(after.title) + "：第 " + std::to_string(before.number) + " 版与第 " +
                      std::to_string(after.number) + " 版对照\n\n";
    const auto differences = compare(before, after);
    if (differences.empty())
        return out + "内容相同。\n";
    head(out, {"位置", "事项", "原内容", "新内容"});
    for (const auto& d : differences)
        row(out, {d.path.empty() ? std::string{} : "`" + d.path + "`", cell(d.title),
                  d.before ? cell(*d.before) : "（无）", d.after ? cell(*d.after) : "（删去）"});
    return out;
}

} // namespace tianping::terms
