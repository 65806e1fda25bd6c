#include "portal/sample_views.hpp"

namespace tianping::portal::sample {

using namespace std::chrono_literals;

namespace {

const std::string trade_id = "trd_019d9a1c4e00" + std::string(20, 'c');
const std::string opening_id = "opn_019d9a1c4e00" + std::string(20, 'b');

std::vector<StageStep> stages(Language language, std::size_t current, bool ended = false)
{
    static const char* const zh[] = {"项目登记", "招标公告",   "递交投标文件", "开标",
                                     "评标",     "候选人公示", "中标结果",     "合同"};
    static const char* const en[] = {"Registered", "Tender notice", "Submission", "Opening",
                                     "Evaluation", "Candidates",    "Result",     "Contract"};
    std::vector<StageStep> out;
    for (std::size_t i = 0; i < std::size(zh); ++i) {
        StageStep step;
        step.name = language == Language::zh ? zh[i] : en[i];
        step.mark = i < current ? StageMark::done : i > current ? StageMark::coming : StageMark::current;
        if (ended && i >= current)
            step.mark = StageMark::ended;
        if (i <= current)
            step.at = at("2026-03-24T09:00:00+08:00") + std::chrono::days{8 * static_cast<int>(i)};
        out.push_back(std::move(step));
    }
    return out;
}

RoundView round(Language language, std::int64_t number, std::size_t current)
{
    RoundView r;
    r.number = number;
    r.stages = stages(language, current);
    r.deadline = Due{at("2026-04-17T09:30:00+08:00")};
    r.opening_id = opening_id;
    r.procedure_id = "works-open-tender";
    r.procedure = pick(language, "工程建设项目公开招标", "Open tender for works");
    return r;
}

BidRow bid(Language language, int i)
{
    static const char* const names[] = {"青禾建工集团有限公司", "远山市政工程有限公司",
                                        "江月路桥建设有限公司", "云帆建设发展有限公司",
                                        "长庚建筑工程有限公司", "北辰市政园林有限公司"};
    BidRow b;
    b.number = i + 1;
    b.bidder = names[i % 6];
    if (i == 2)
        b.members = {"白鹭水利水电工程有限公司", "晴川城建股份有限公司地下空间分公司"};
    b.values = {{Fen{17'834'250'000 + i * 13'377'720}.text(), true},
                {std::to_string(540 - i), true},
                {pick(language, "合格", "Qualified"), false}};
    b.deposit = "800,000.00 元，电子保函";
    b.submitted = at("2026-04-16T10:11:07+08:00") + 97min * i;
    if (i == 4) {
        b.outcome = BidOutcome::not_opened;
        b.values = {{"", true}, {"", true}, {"", false}};
        b.remark = "因投标人原因未解密，视为撤销其投标文件（20号令第三十一条）";
    }
    b.being_read = i == 5;
    return b;
}

std::vector<HeardColumn> columns(Language language)
{
    return {{pick(language, "投标总报价（元）", "Price (CNY)"), true},
            {pick(language, "工期（日历天）", "Days"), true},
            {pick(language, "质量", "Quality"), false}};
}

std::vector<LotView> lots(Language language)
{
    LotView one{"lot_1",
                "第一标段（道路、雨污水、综合管廊）",
                "A3201012026112000310001",
                "A01-12320100000000000X-20260324-000123-7",
                "K0+000 至 K3+420 道路、雨污水、综合管廊",
                Fen::yuan(186'425'000),
                Fen::yuan(800'000),
                {round(language, 1, 3)}};
    LotView two = one;
    two.id = "lot_2";
    two.name = "第二标段（跨线桥梁）";
    two.rounds.front().holds = {{"开标、评标",
                                 "受理投诉期间，行政监督部门责令暂停招标投标活动",
                                 "招标投标法实施条例第六十二条",
                                 "滨江市住房和城乡建设局",
                                 "滨江市住房和城乡建设局",
                                 at("2026-04-16T16:00:00+08:00"),
                                 {}}};
    two.rounds.front().overtaken = pick(language, "没有截止，没有开标，投标文件保持密封",
                                        "Nothing was closed or opened and the bids stay sealed");
    two.rounds.front().stages[3].note = "暂停";
    LotView three = one;
    three.id = "lot_3";
    three.name = "第三标段（照明与绿化）";
    three.rounds = {round(language, 2, 1), round(language, 1, 3)};
    three.rounds[0].deadline = Due{at("2026-05-12T09:30:00+08:00")};
    three.rounds[0].opening_id.clear();
    three.rounds[1].stages = stages(language, 3, true);
    three.rounds[1].ended = "投标人少于三个，不得开标，招标人应当重新招标（招标投标法第二十八条）";
    return {one, two, three};
}

std::vector<LimitLine> limit_lines(Language language)
{
    return {{pick(language, "投标文件编制期", "Time to prepare bids"),
             "自招标文件开始发出之日起至投标人提交投标文件截止之日止，不得少于 20 日", "招标投标法第二十四条",
             Standing::read_in_law, LimitState::kept, at("2026-03-24T10:00:00+08:00"),
             at("2026-04-13T00:00:00+08:00"),
             "03-24 不计，自 03-25 起算，第 20 日为 04-13；实际截止 04-17，满足。"},
            {pick(language, "候选人公示期", "Publication of candidates"),
             "公示期不得少于 3 日",
             "招标投标法实施条例第五十四条",
             Standing::read_in_law,
             LimitState::coming,
             {},
             {},
             "评标报告提交后起算。"}};
}

std::vector<DocumentRow> documents(const std::string& owner)
{
    return {{"招标文件（第二版，含澄清对照）",
             "v2",
             "/api/v1/documents/c",
             {18'934'112},
             digest,
             owner,
             at("2026-04-02T10:00:00+08:00")},
            {"招标文件（第一版）",
             "v1",
             "/api/v1/documents/a",
             {18'734'112},
             digest,
             owner,
             at("2026-03-24T10:00:00+08:00")}};
}

} // namespace

TradePage trade(Language language)
{
    TradePage v;
    v.id = trade_id;
    v.title = "滨江新区云栖大道（东段）市政道路及综合管廊工程施工";
    v.kind = Kind::works;
    v.code = "A3201012026112000310";
    v.region = "滨江新区";
    v.owner = "滨江新区建设投资有限公司";
    v.agent = "恒信工程咨询有限公司";
    v.responsible = "交易受理科 0000-12346";
    v.facts = {{"投资项目代码", "2604-320100-04-01-000001"},
               {"资金来源", "市财政资金，国有资金占控股地位"},
               {"招标方式", "公开招标（依法必须招标）"},
               {"概算", "21,000.00 万元"}};
    v.lots = lots(language);
    v.terms_version = "第二版，2026-04-02 签名";
    v.terms = {
        {"投标须知",
         {"投标文件应当加密递交，逾期送达的不予接收。", "本项目接受联合体投标，联合体成员不超过三家。"},
         {{"投标有效期", "90 日历天"},
          {"投标保证金", "800,000.00 元"},
          {"解密方式", "五名受托人中任意三名"}}},
        {"评标办法", {"综合评估法：投标报价 60 分，施工组织设计 30 分，项目管理机构 10 分。"}, {}}};
    v.documents = documents(v.owner);
    v.limits = limit_lines(language);
    const auto rows = notices(language).rows;
    v.notices.assign(rows.begin(), rows.begin() + 5);
    v.answers = {
        {"综合管廊的监控系统是否在本标段范围内？", "在第一标段范围内，工程量清单第 7 册已列出。",
         at("2026-03-30T15:00:00+08:00")},
        {"履约担保可以用电子保函吗？", "可以，要求与投标保证金相同。", at("2026-03-31T11:20:00+08:00")}};
    v.json = "/api/v1/trades/" + v.id;
    return v;
}

OpeningPage opening_waiting(Language language)
{
    OpeningPage v;
    v.id = opening_id;
    v.title = "滨江新区云栖大道（东段）市政道路及综合管廊工程施工";
    v.trade_id = trade_id;
    v.lot = "第一标段（道路、雨污水、综合管廊）";
    v.lot_code = "A3201012026112000310001";
    v.place = "开标三室，并在线公开";
    v.host = "恒信工程咨询有限公司";
    v.manner = "五名受托人中任意三名共同解密";
    v.at = at("2026-04-17T09:30:00+08:00");
    v.state = OpeningState::unsealing;
    static const char* const zh[] = {"签到", "封存", "解密", "唱标", "异议", "签名"};
    static const char* const en[] = {"Sign-in", "Closed", "Unsealing", "Reading", "Objections", "Signing"};
    for (std::size_t i = 0; i < 6; ++i)
        v.steps.push_back({language == Language::zh ? zh[i] : en[i],
                           i < 2    ? StageMark::done
                           : i == 2 ? StageMark::current
                                    : StageMark::coming,
                           i < 3 ? std::optional{v.at + 7min * static_cast<int>(i)} : std::nullopt, ""});
    v.window = Due{at("2026-04-17T11:00:00+08:00")};
    v.waiting_for = pick(language, "受托人正在解密，已收到两名受托人的份额。",
                         "Trustees are unsealing; two shares have arrived.");
    v.columns = columns(language);
    v.happenings = {{v.at + 14min, "第 3 号受托人的份额有效。"},
                    {v.at + 9min, "第 2 号受托人的份额有效。"},
                    {v.at + 1s, "投标截止，已封存的投标集合由两名见证人签名确认。"}};
    v.stream = "/api/v1/openings/" + v.id + "/stream";
    v.stream_kinds = {"opening.set_witnessed", "opening.window_extended", "hall.objection_raised"};
    return v;
}

OpeningPage opening_reading(Language language, int bidders)
{
    OpeningPage v = opening_waiting(language);
    v.state = OpeningState::reading;
    v.window.reset();
    v.waiting_for = pick(language, "全部解密完成，正在宣读投标人名称和价格。",
                         "All bids are unsealed; names and prices are read out.");
    for (auto& step : v.steps)
        step.mark = &step < &v.steps[3]    ? StageMark::done
                    : &step == &v.steps[3] ? StageMark::current
                                           : StageMark::coming;
    v.limit_price = Fen::yuan(186'425'000);
    for (int i = 0; i < bidders; ++i)
        v.bids.push_back(bid(language, i));
    v.objections = {{v.at + 32min, "云帆建设发展有限公司", "要求说明投标总报价是否包含暂列金额。", ""}};
    v.record_id = v.id;
    return v;
}

OpeningRecordPage opening_record(Language language)
{
    const OpeningPage o = opening_reading(language, 11);
    OpeningRecordPage v;
    v.id = o.id;
    v.number = "KB-2026-0417-01";
    v.title = o.title;
    v.trade_id = o.trade_id;
    v.facts = {{"标段", o.lot},
               {"标段编号", o.lot_code},
               {"开标时间", "2026-04-17 09:30:00（+08:00）"},
               {"开标地点", o.place},
               {"主持人", o.host},
               {"解密方式", o.manner},
               {"最高投标限价", "186,425,000.00 元"}};
    v.columns = o.columns;
    v.bids = o.bids;
    for (auto& b : v.bids)
        b.being_read = false;
    v.remarks = {"第 4 号受托人未到场，第 2、3、5 号受托人的份额有效，满足三名的要求。"};
    v.objections = o.objections;
    v.objections[0].answer = "招标文件第 3.2.4 款规定投标总报价包含暂列金额，各投标人口径一致。";
    v.signatures = {{"招标人", "滨江新区建设投资有限公司", SignatureState::signed_, o.at + 51min, ""},
                    {"投标人", "云帆建设发展有限公司", SignatureState::refused, {}, "对答复不满意"},
                    {"投标人", "松涛基础工程有限公司", SignatureState::absent, {}, ""}};
    v.pdf = {"开标记录.pdf",           "",          "/api/v1/documents/record", {243'118}, digest,
             "滨江市公共资源交易中心", o.at + 60min};
    v.digest = digest;
    v.json = "/api/v1/openings/" + o.id + "/record";
    v.verify = "tianping verify trade " + trade_id + ".export";
    return v;
}

} // namespace tianping::portal::sample
