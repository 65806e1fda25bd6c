#include "infra/document/opening_record.hpp"
#include "base/time_text.hpp"

namespace tianping::document {

namespace {

std::vector<Fact> head_of(const OpeningRecord& record)
{
    std::vector<Fact> facts{{"交易项目", record.trade},
                            {"项目编号", record.trade_code},
                            {"标段", record.lot},
                            {"标段编号", record.lot_code},
                            {"招标人", record.owner},
                            {"招标代理机构", record.agent.empty() ? "无（招标人自行招标）" : record.agent},
                            {"开标时间", to_local_text(record.opened_at) + "（+08:00）"},
                            {"开标地点", record.place},
                            {"主持人", record.host},
                            {"解密方式", record.manner}};
    if (record.limit_price)
        facts.push_back({"最高投标限价", record.limit_price->text() + " 元"});
    facts.push_back({"投标人数", std::to_string(record.bids.size()) + " 家"});
    return facts;
}

std::vector<Column> columns_of(const OpeningRecord& record)
{
    std::vector<Column> columns{{"序号", 1, Align::centre}, {"投标人", 5}};
    for (const auto& field : record.fields)
        columns.push_back({field.title, field.number ? 3.4 : 1.6, field.number ? Align::right : Align::left});
    columns.push_back({"投标保证金", 3.5});
    columns.push_back({"递交时间", 2.9});
    columns.push_back({"开启结果", 3.2});
    return columns;
}

std::vector<std::vector<std::string>> rows_of(const OpeningRecord& record)
{
    std::vector<std::vector<std::string>> rows;
    for (std::size_t i = 0; i < record.bids.size(); ++i) {
        const HeardBid& bid = record.bids[i];
        std::vector<std::string> row{std::to_string(i + 1), bid.bidder};
        for (std::size_t f = 0; f < record.fields.size(); ++f)
            row.push_back(f < bid.values.size() && !bid.values[f].empty() ? bid.values[f] : "—");
        row.push_back(bid.deposit);
        row.push_back(to_local_text(bid.submitted_at));
        row.push_back(bid.outcome);
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace

Bytes print(const OpeningRecord& record)
{
    Pdf pdf{{"开标记录 " + record.lot_code, record.platform, record.trade + " " + record.lot,
             record.platform + " · 开标记录 " + record.number, record.printed_at, record.fields.size() > 2}};
    pdf.title("开标记录", record.platform + " · 编号 " + record.number).facts(head_of(record));
    pdf.heading("公布的投标").table(columns_of(record), rows_of(record), "没有公布的投标");
    pdf.heading("异议与答复");
    std::vector<std::vector<std::string>> objections;
    for (const auto& one : record.objections)
        objections.push_back({to_local_text(one.at), one.who, one.text, one.answer});
    pdf.table({{"时间", 2.2}, {"提出人", 3}, {"异议", 4}, {"答复", 4}}, std::move(objections),
              "开标现场没有异议");
    if (!record.remarks.empty()) {
        pdf.heading("备注");
        for (std::size_t i = 0; i < record.remarks.size(); ++i)
            pdf.paragraph(std::to_string(i + 1) + ". " + record.remarks[i]);
    }
    pdf.heading("签名");
    std::vector<Seat> seats;
    for (const auto& one : record.signatures)
        seats.push_back({one.role, one.name, one.state});
    pdf.signatures(std::move(seats));
    pdf.check({"扫描二维码或打开下面的地址，核对本记录与平台公布的数据是否一致；也可以用公开的工具离线核对下"
               "面的摘要。",
               "记录数据的 SM3 摘要", record.digest, record.address});
    return pdf.print();
}

} // namespace tianping::document
