#pragma once
// One opening of a fictional city, with everything that makes a record long: many bidders, a joint body with
// a long name, a bid that did not open, an objection, a refused signature.
#include "base/time_text.hpp"
#include "infra/document/opening_record.hpp"

namespace tianping::sample {

inline Instant at(const char* rfc3339)
{
    return *from_rfc3339(rfc3339);
}

inline std::vector<document::HeardBid> heard_bids(int bidders)
{
    static const char* const names[] = {
        "青禾建工集团有限公司", "远山市政工程有限公司", "江月路桥建设有限公司", "云帆建设发展有限公司",
        "长庚建筑工程有限公司", "北辰市政园林有限公司", "明湖建设集团有限公司", "白鹭水利水电工程有限公司",
        "松涛基础工程有限公司", "晴川城建股份有限公司", "沧浪交通工程有限公司",
    };
    std::vector<document::HeardBid> bids;
    for (int i = 0; i < bidders; ++i) {
        document::HeardBid bid;
        bid.bidder = names[i % 11];
        if (i == 2)
            bid.bidder += "（联合体牵头人）、白鹭水利水电工程有限公司、晴川城建股份有限公司地下空间分公司";
        bid.submitted_at = at("2026-04-16T02:11:07Z") + std::chrono::minutes{i * 97};
        bid.values = {Fen{17'834'250'000 + i * 13'377'720}.text(), std::to_string(540 - i), "合格"};
        bid.deposit = "800,000.00 元，" + std::string{i % 3 ? "电子保函" : "转账"};
        bid.outcome = "已解密";
        if (i == 4) {
            bid.values = {"", "", ""};
            bid.outcome = "未解密，视为撤销其投标文件（20号令第三十一条）";
        }
        bids.push_back(std::move(bid));
    }
    return bids;
}

inline document::OpeningRecord opening_record(int bidders = 11)
{
    document::OpeningRecord r;
    r.platform = "滨江市公共资源交易平台";
    r.number = "KB-2026-0417-01";
    r.trade = "滨江新区云栖大道（东段）市政道路及综合管廊工程施工";
    r.trade_code = "A3201012026112000310";
    r.lot = "第一标段（K0+000 至 K3+420 道路、雨污水、综合管廊）";
    r.lot_code = "A3201012026112000310001";
    r.owner = "滨江新区建设投资有限公司";
    r.agent = "恒信工程咨询有限公司";
    r.place = "滨江市公共资源交易中心开标三室，并在线公开";
    r.opened_at = at("2026-04-17T01:30:00Z");
    r.host = "恒信工程咨询有限公司（招标代理机构）";
    r.manner = "五名受托人中任意三名共同解密";
    r.limit_price = Fen::yuan(186'425'000);
    r.fields = {{"投标总报价（元）", true}, {"工期（日历天）", true}, {"质量", false}};
    r.bids = heard_bids(bidders);
    r.remarks = {"第 4 号受托人未到场，第 2、3、5 号受托人的份额有效，满足三名的要求。",
                 "长庚建筑工程有限公司的投标文件因投标人原因未能解密，平台记录的原因和证据见公开数据。"};
    r.objections = {{at("2026-04-17T02:02:31Z"), "云帆建设发展有限公司",
                     "要求说明投标总报价是否包含暂列金额。",
                     "招标文件第 3.2.4 款规定投标总报价包含暂列金额，各投标人口径一致。"}};
    r.signatures = {{"招标人", "滨江新区建设投资有限公司", "已签名 2026-04-17 10:21"},
                    {"招标代理机构", "恒信工程咨询有限公司", "已签名 2026-04-17 10:20"},
                    {"投标人", "青禾建工集团有限公司", "已签名 2026-04-17 10:24"},
                    {"投标人", "云帆建设发展有限公司", "拒绝签名，理由已记录"},
                    {"投标人", "松涛基础工程有限公司", "未到场，不影响开标"}};
    r.digest = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0";
    r.address = "https://ggzy.example.cn/verify?digest=" + r.digest;
    r.printed_at = at("2026-04-17T02:30:00Z");
    return r;
}

} // namespace tianping::sample
