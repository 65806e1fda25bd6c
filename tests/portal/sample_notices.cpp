#include "base/time_text.hpp"
#include "portal/sample_views.hpp"

namespace tianping::portal::sample {

using namespace std::chrono_literals;

Instant at(const char* rfc3339)
{
    return *from_rfc3339(rfc3339);
}
Instant now()
{
    return at("2026-04-17T10:42:08+08:00");
}

const std::string digest = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0";

std::string pick(Language language, const char* zh, const char* en)
{
    return language == Language::zh ? zh : en;
}

namespace {

struct Line {
    const char *title, *region, *owner;
    Kind kind;
    NoticeType type;
    std::int64_t yuan;
    int days; // until the deadline; negative: none
};

const Line lines[] = {
    {"滨江新区云栖大道（东段）市政道路及综合管廊工程施工招标公告", "市本级", "滨江新区建设投资有限公司",
     Kind::works, NoticeType::tender, 186'425'000, 18},
    {"滨江市第三人民医院医疗设备（磁共振成像系统）采购项目公开招标公告", "市本级", "滨江市第三人民医院",
     Kind::procurement, NoticeType::tender, 23'800'000, 12},
    {"滨江市国有建设用地使用权网上挂牌出让公告（滨自然资告字〔2026〕27号）", "高新区",
     "滨江市自然资源和规划局", Kind::land, NoticeType::tender, 462'000'000, 24},
    {"清河流域水环境综合治理二期工程（设计施工总承包）招标文件第二次澄清及提交投标文件截止时间顺延的公告，"
     "涉及全部三个标段的工程量清单、合同条款和技术标准",
     "清河县", "清河县水利局", Kind::works, NoticeType::clarification, 97'158'000, 3},
    {"滨江市智慧交通信号控制系统升级改造服务采购竞争性磋商公告", "市本级", "滨江市公安局交通警察支队",
     Kind::procurement, NoticeType::tender, 4'860'000, 7},
    {"青山镇李家沟建筑石料用灰岩矿采矿权挂牌出让公告", "青山县", "青山县自然资源局", Kind::mining,
     NoticeType::tender, 12'600'000, 20},
    {"滨江市城投集团持有的滨江商贸广场3号楼整体资产转让公告", "市本级", "滨江市城市建设投资集团",
     Kind::property, NoticeType::tender, 78'300'000, 15},
    {"东湖街道老旧小区改造工程（2026年第二批）监理招标公告", "东湖区", "东湖区住房和城乡建设局", Kind::works,
     NoticeType::tender, 3'124'000, 0},
    {"柳林村集体经营性建设用地使用权出租项目交易公告", "清河县", "柳林村股份经济合作社", Kind::rural,
     NoticeType::tender, 960'000, 9},
    {"滨江大道跨线桥梁维修加固工程施工招标失败公告", "市本级", "滨江市城市管理局", Kind::works,
     NoticeType::failed_round, 0, -1},
};

NoticeRow row(std::size_t i)
{
    const Line& line = lines[i % std::size(lines)];
    NoticeRow out;
    out.id = "ntc_019d9a1c4e00" + std::string(16, 'a') + std::to_string(1000 + i);
    out.title = line.title;
    out.type = line.type;
    out.kind = line.kind;
    out.code = "A3201012026112000" + std::to_string(310 + i);
    out.region = line.region;
    out.owner = line.owner;
    if (line.yuan > 0)
        out.amount = Fen::yuan(line.yuan);
    out.published = now() - 5h * static_cast<int>(i);
    if (line.days >= 0)
        out.deadline = Due{now() + std::chrono::days{line.days} + 4h};
    return out;
}

OpeningRow opening_row(const char* time, const char* place, const char* title, const char* lots,
                       OpeningState state)
{
    return {"opn_019d9a1c4e00" + std::string(20, 'b'),
            at((std::string{"2026-04-17T"} + time + ":00+08:00").c_str()),
            place,
            title,
            lots,
            state};
}

} // namespace

Site site()
{
    Site s;
    s.name = "滨江市公共资源交易平台";
    s.name_en = "Binjiang Public Resources Trading Platform";
    s.place = "全国公共资源交易平台（江苏省·滨江市）";
    s.organisation = "滨江市公共资源交易中心";
    s.address = "滨江市政务大道 1 号 邮编：000000";
    s.hotline = "0000-12345";
    s.hours = "工作日 8:30–17:30";
    s.base = "https://ggzy.example.cn";
    s.site_code = "0000000000";
    s.filings = {"某ICP备00000000号", "某公网安备 00000000000000号"};
    s.marks = {{"事业单位标识", ""}, {"政府网站找错", "https://zhaocuo.example.cn"}, {"无障碍服务", ""}};
    s.links = {{"全国公共资源交易平台", "https://www.example.cn"},
               {"省公共资源交易网", "https://p.example.cn"}};
    s.rehearsal = true;
    return s;
}

HomePage home(Language language)
{
    HomePage v;
    v.openings = openings(language).rows;
    for (std::size_t i = 0; i < 9; ++i)
        v.notices.push_back(row(i));
    const auto basis =
        pick(language, "本年，按成交公告日期统计，截至 04-16", "This year by result date, up to 04-16");
    v.figures = {
        {pick(language, "本年成交项目", "Concluded"), "12,846", pick(language, "宗", "trades"), basis},
        {pick(language, "本年成交金额", "Value"), "1,386.2", pick(language, "亿元", "×100m CNY"), basis},
        {pick(language, "节约资金", "Saved"), "97.5", pick(language, "亿元", "×100m CNY"),
         pick(language, "预算减成交，仅计有预算的项目", "Budget less price, where a budget exists")},
        {pick(language, "在线开标率", "Online openings"), "98.7", "%",
         pick(language, "在线开标场次 ÷ 全部开标场次", "Online ÷ all openings")},
        {pick(language, "异地评标", "Remote reviews"), "—", "",
         pick(language, "本平台尚无此类数据", "No such data yet")}};
    v.kinds = {{Kind::works, 523}, {Kind::procurement, 481}, {Kind::land, 38}, {Kind::mining, 4}};
    v.types = {NoticeType::tender, NoticeType::clarification, NoticeType::candidates};
    v.bulletins = {
        {"关于启用工程建设项目电子保函（2.0）系统的通知", "/guide", at("2026-04-16T09:00:00+08:00")},
        {"2026 年第一季度服务质量评价结果公示", "/guide", at("2026-04-15T09:00:00+08:00")},
        {"系统升级维护公告（4 月 26 日 20:00–24:00）", "/guide", at("2026-04-12T09:00:00+08:00")}};
    for (const auto& item : guide(language).services)
        v.guides.push_back({item.name, item.time});
    v.searches = {"医疗设备", "道路施工", "老旧小区", "监理"};
    return v;
}

NoticeListPage notices(Language)
{
    NoticeListPage v;
    v.regions = {{"320100", "市本级"}, {"320101", "滨江新区"}, {"320102", "高新区"}, {"320103", "东湖区"}};
    v.types = {NoticeType::tender, NoticeType::clarification, NoticeType::candidates};
    for (std::size_t i = 0; i < 20; ++i)
        v.rows.push_back(row(i));
    v.rows[1].title = "<script>alert('x')</script> & “引号” 项目公告";
    v.total = 1286;
    v.page = 4;
    v.pages = 65;
    return v;
}

NoticePage notice(Language language)
{
    NoticePage v;
    const NoticeRow r = row(0);
    v.id = r.id;
    v.title = r.title;
    v.type = r.type;
    v.kind = r.kind;
    v.code = r.code;
    v.trade_id = "trd_019d9a1c4e00" + std::string(20, 'c');
    v.trade = "滨江新区云栖大道（东段）市政道路及综合管廊工程施工";
    v.lots = {"第一标段（道路、雨污水、综合管廊）", "第二标段（桥梁）", "第三标段（照明与绿化）"};
    v.region = r.region;
    v.owner = r.owner;
    v.agent = "恒信工程咨询有限公司";
    v.signer = "滨江新区建设投资有限公司";
    v.published = r.published;
    v.deadline = r.deadline;
    v.sections = {{"一、招标条件",
                   {"本招标项目已由滨江市发展和改革委员会批准建设，项目业主为滨江新区建设投资有限公司，建设资"
                    "金来自市财政，"
                    "招标人为滨江新区建设投资有限公司。项目已具备招标条件，现对该项目的施工进行公开招标。"},
                   {}},
                  {"二、项目概况与招标范围",
                   {"道路全长 3.42 公里，红线宽度 42 米，包括道路、桥梁、雨污水、综合管廊、照明和绿化工程。"},
                   {{"建设地点", "滨江市滨江新区"},
                    {"计划工期", "540 日历天"},
                    {"质量要求", "合格"},
                    {"标段划分", "三个标段"}}}};
    v.documents = {
        {"招标文件（第一版）", "v1", "/api/v1/documents/a", {18'734'112}, digest, v.signer, v.published},
        {"工程量清单与图纸", "v1", "/api/v1/documents/b", {412'000'331}, digest, v.signer, v.published}};
    v.digest = digest;
    v.channels = {{"本平台", "", v.published, digest, Sameness::same},
                  {"中国招标投标公共服务平台", "https://media.example.cn/1", v.published + 3min, digest,
                   Sameness::same},
                  {"省公共资源交易网", "", {}, "", Sameness::waiting}};
    v.limits = trade(language).limits;
    for (std::size_t i = 3; i < 7; ++i)
        v.related.push_back(row(i));
    v.json = "/api/v1/notices/" + v.id;
    return v;
}

OpeningListPage openings(Language)
{
    OpeningListPage v;
    v.day = now();
    v.rows = {
        opening_row("09:00", "开标一室", "清河县人民医院门诊综合楼装饰工程", "", OpeningState::finished),
        opening_row("09:30", "开标三室", "滨江新区云栖大道（东段）市政道路及综合管廊工程施工",
                    "第一标段、第二标段、第三标段", OpeningState::reading),
        opening_row("10:00", "在线大厅", "市级政务云平台扩容服务采购", "", OpeningState::unsealing),
        opening_row("11:00", "开标二室", "城南雨水泵站改造工程", "", OpeningState::signing_in),
        opening_row("14:30", "开标二室", "东湖区小学新建工程勘察设计", "", OpeningState::waiting),
        opening_row("15:00", "开标一室", "清河流域水环境综合治理二期工程（设计施工总承包）", "第二标段",
                    OpeningState::held)};
    return v;
}

} // namespace tianping::portal::sample
