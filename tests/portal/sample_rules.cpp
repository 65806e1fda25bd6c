#include "portal/sample_views.hpp"
#include <boost/json.hpp>

namespace tianping::portal::sample {

namespace {

std::vector<LimitRule> rules(Language language)
{
    return {{"bid_preparation", pick(language, "投标文件编制期", "Time to prepare bids"),
             pick(language, "不少于 20 日", "at least 20 days"), "招标文件开始发出之日",
             "提交投标文件截止之日", "招标投标法第二十四条", "短于期限的公告拒绝发布", "暂停期间照常计算", "",
             Standing::read_in_law},
            {"candidate_publicity", pick(language, "候选人公示期", "Publication of candidates"),
             pick(language, "不少于 3 日", "at least 3 days"), "公示开始", "公示结束",
             "招标投标法实施条例第五十四条", "未满不得定标", "", "最后一日为休息日的，顺延至下一工作日。",
             Standing::read_in_law},
            {"land_listing", pick(language, "挂牌时间", "Listing period"),
             pick(language, "不少于 10 日", "at least 10 days"), "挂牌开始", "挂牌截止",
             "招标拍卖挂牌出让国有建设用地使用权规定", "只提示", "", "", Standing::secondary}};
}

std::vector<ServiceItem> services(Language language)
{
    return {{pick(language, "业务咨询", "Advice"),
             "6.1",
             "解答交易活动中的问题，首问负责，一次性告知。",
             "交易各方与公众",
             "电话、在线、窗口",
             pick(language, "即时答复，需要核实的 1 个工作日", "At once; 1 working day to look up"),
             "免费",
             {},
             {"提出问题", "得到答复或者转办去向"}},
            {pick(language, "项目登记", "Registration"),
             "6.2",
             "登记项目、标段和交易安排，提示法定要求。",
             "招标人与代理机构",
             "在线或窗口",
             pick(language, "材料齐全的当场办结", "At once when complete"),
             "免费",
             {"项目审批或备案文件", "委托合同（委托代理的）"},
             {"在线填写", "核对提示", "确认时间和场地"}},
            {pick(language, "场地安排", "Rooms"),
             "6.3",
             "开标评标场地的预约和变更。",
             "招标人与代理机构",
             "在线",
             pick(language, "即时确认", "At once"),
             "免费",
             {},
             {}},
            {pick(language, "公告公示", "Notices"),
             "6.4",
             "发布公告并同步至法定媒介。",
             "招标人与代理机构",
             "在线",
             pick(language, "签名后按约定时间发布", "At the agreed time"),
             "免费",
             {},
             {}}};
}

} // namespace

ProcedureListPage procedures(Language language)
{
    return {{{"works-open-tender", pick(language, "工程建设项目公开招标", "Open tender for works"),
              "依法必须招标的施工项目，从登记到合同的完整流程。", Kind::works, 9, 24, "2026-01"},
             {"works-invited-tender", pick(language, "工程建设项目邀请招标", "Invited tender for works"),
              "符合法定情形、向三个以上特定法人发出邀请的项目。", Kind::works, 9, 22, "2026-01"},
             {"framework-agreement", pick(language, "封闭式框架协议采购", "Closed framework agreement"),
              "第一阶段征集入围供应商，第二阶段确定成交供应商。", Kind::procurement, 8, 15, "2026-01"},
             {"land-listing", pick(language, "国有建设用地使用权挂牌出让", "Land listing"),
              "公告、挂牌、报价、限时竞价与成交确认。", Kind::land, 7, 11, "2026-01"}}};
}

ProcedurePage procedure(Language language)
{
    ProcedurePage v;
    v.id = "works-open-tender";
    v.name = pick(language, "工程建设项目公开招标", "Open tender for works");
    v.summary = pick(language,
                     "依法必须招标的施工项目，从登记到合同的完整流程。每个阶段由谁办理、需要哪些公告、受哪些"
                     "期限约束，都写在下面。",
                     "Works that must be tendered, from registration to contract.");
    v.kind = Kind::works;
    v.version = "2026-01";
    v.digest = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0";
    const auto stage = [&](const char* id, const char* zh, const char* en, std::vector<std::string> next,
                           bool final = false) {
        v.stages.push_back({id,
                            pick(language, zh, en),
                            pick(language, "由招标人办理，平台见证并记录。", "Done by the owner."),
                            {pick(language, "招标人", "Owner"), pick(language, "代理机构", "Agent")},
                            {},
                            std::move(next),
                            final});
    };
    stage("draft", "登记准备", "Draft", {"registered"});
    stage("registered", "已登记", "Registered", {"prequalifying", "announced", "terminated"});
    stage("prequalifying", "资格预审", "Prequalification", {"prequalified", "failed", "terminated"});
    stage("prequalified", "资格预审结束", "Prequalified", {"announced", "terminated"});
    stage("announced", "招标公告和投标", "Announced, receiving bids", {"announced", "closed", "terminated"});
    stage("closed", "已截止", "Closed", {"opening", "failed"});
    stage("opening", "开标中", "Opening", {"opened", "failed"});
    stage("opened", "已开标", "Opened", {"evaluating"});
    stage("evaluating", "评标中", "In evaluation", {"reported", "failed"});
    stage("publicised", "中标候选人公示", "Candidates published", {"awarded", "evaluating"});
    stage("reported", "评标完成", "Evaluation done", {"awarded", "publicised"});
    stage("awarded", "确定中标人并发出中标通知书", "Letter of acceptance sent", {"contracted", "failed"});
    stage("contracted", "已签合同", "Contracted", {"archived"});
    stage("archived", "已归档", "Archived", {}, true);
    stage("failed", "招标失败", "Round failed", {"announced"}, true);
    stage("terminated", "招标终止", "Terminated", {}, true);
    std::swap(v.stages[9], v.stages[10]);
    v.stages[1].notices = {pick(language, "招标公告", "Tender notice")};
    v.limits = rules(language);
    return v;
}

LimitsPage limits(Language language)
{
    const auto all = rules(language);
    return {{{pick(language, "工程建设", "Works"), {all[0], all[1]}},
             {pick(language, "土地使用权", "Land"), {all[2]}}},
            pick(language, "工作日按国务院办公厅公布的 2026 年节假日安排计算，含调休上班日。",
                 "Working days follow the published calendar of 2026.")};
}

VerifyPage verify(Language language)
{
    VerifyPage v;
    v.asked = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0";
    v.found = {{"开标记录 KB-2026-0417-01", "/openings/opn_1/record", at("2026-04-17T10:30:00+08:00"),
                "滨江市公共资源交易中心"}};
    v.steps = {{pick(language, "下载交易的全部公开数据", "Download all public data of a trade"),
                pick(language, "导出文件包含每一个事件、文件、签名和回执。",
                     "The export holds every event, file, signature and receipt."),
                "curl -O https://ggzy.example.cn/api/v1/trades/trd_1/export", ""},
               {pick(language, "在自己的电脑上核验", "Check on your own machine"),
                pick(language, "不需要联网，也不需要相信平台。", "Offline, without trusting the platform."),
                "tianping verify trade trd_1.export", pick(language, "“全部一致”，退出码 0", "exit code 0")},
               {pick(language, "核验投标回执", "Check a receipt"),
                pick(language, "回执由平台签名，任何时候都可以核验。", "A receipt is signed."),
                "tianping receipt verify receipt.json", ""}};
    v.keys = {{pick(language, "平台签名证书", "Platform's signing certificate"), v.asked}};
    v.program = {{pick(language, "版本", "Version"), "0.1.0"}, {"SM3", v.asked}};
    return v;
}

GuidePage guide(Language language)
{
    GuidePage v;
    v.services = services(language);
    v.promises = {{"业务咨询", "即时答复，需要核实的 1 个工作日", "服务标准 6.1、10.2"},
                  {"项目登记", "材料齐全的当场办结", "服务标准 6.2、10.2"}};
    v.fees = {{"平台服务", "不收费"}, {"场地使用", "按滨江市公布的标准，目前为零"}};
    v.supervision = {{"服务投诉电话", "0000-12347", "对中心服务的意见和投诉"},
                     {"行政监督部门", "0000-12348", "对招标投标活动的投诉"},
                     {"信箱", "滨江市政务大道 1 号 监督室", "书面材料"}};
    return v;
}

boost::json::object openapi()
{
    static const char* text =
        R"({"openapi":"3.1.0","info":{"title":"Tianping","version":"1.0.0","summary":"公开、中立的接口，任何工具都可以使用。"},
"paths":{"/api/v1/notices":{"get":{"tags":["notices"],"summary":"Notices, newest first","x-capability":"public_read",
"parameters":[{"name":"after","in":"query","schema":{"type":"string"},"description":"Cursor"},{"name":"limit","in":"query","schema":{"type":"integer"}}],
"responses":{"200":{"description":"A page of notices","content":{"application/json":{"schema":{"$ref":"#/components/schemas/NoticePage"}}}},"422":{"description":"Bad query","content":{"application/problem+json":{"schema":{"$ref":"#/components/schemas/Problem"}}}}}}},
"/api/v1/trades/{trade}/lots/{lot}/rounds/{round}/intakes/{intake}/submissions":{"post":{"tags":["bidding"],"summary":"Begin a submission","x-capability":"bid_submit",
"parameters":[{"name":"trade","in":"path","required":true,"schema":{"type":"string"}}],
"requestBody":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/NewSubmission"}}}},
"responses":{"200":{"description":"The submission"},"410":{"description":"Too late"}}}}},
"components":{"schemas":{"NoticePage":{"type":"object","required":["items"],"properties":{"items":{"type":"array","items":{"$ref":"#/components/schemas/Notice"}},"next":{"type":["string","null"]}}},
"Notice":{"type":"object","required":["id"],"properties":{"id":{"type":"string"},"kind":{"type":"string","enum":["tender","clarification"]},"published":{"type":"string","format":"date-time"}}},
"NewSubmission":{"type":"object","properties":{}},"Problem":{"type":"object","properties":{"code":{"type":"string"}}}}}})";
    return boost::json::parse(text).as_object();
}

} // namespace tianping::portal::sample
