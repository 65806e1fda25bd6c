#include "app/portal/desk.hpp"

namespace tianping::app {
namespace {

// The centre's own word: 6.2.3 says 及时 and no figure.
portal::Promise finishing(bool zh, std::int64_t days)
{
    portal::Promise out;
    const auto figure = std::to_string(days);
    if (zh) {
        out.service = "项目登记";
        out.promise =
            days == 0 ? "本中心没有承诺办结时限"
                      : "资料齐备后 " + figure + " 个工作日内办结（当日不计；补正的，自补正之日起重新计算）";
        out.basis = "中心自行承诺，不是法定期限；服务标准 6.2.3 只要求“及时办结”";
        return out;
    }
    out.service = "Project registration";
    out.promise = days == 0 ? "The centre promises no time"
                            : "Finished within " + figure + (days == 1 ? " working day" : " working days") +
                                  " once the papers are complete; that day is not counted, and a supplement "
                                  "begins the count anew";
    out.basis =
        "The centre's own promise, no legal limit; service standard 6.2.3 says 及时 (promptly) and no figure";
    return out;
}

portal::ServiceItem registration(bool zh, const portal::Promise& promise)
{
    portal::ServiceItem out;
    out.name = promise.service;
    out.time = promise.promise;
    out.clause = "5.2, 6.2";
    if (zh) {
        out.what = "登记招标项目，一次性告知需要补充的材料，确认场地和时间，指定服务责任人；不审批交易文件。";
        out.who = "招标人及其委托的代理机构";
        out.how = "网上登记，或在服务窗口由工作人员代为登记";
        out.fee = "免费";
        out.materials = {"项目审批、核准或备案文件", "资金来源证明", "委托代理的，委托书"};
        out.steps = {"填写登记信息", "系统核对编码和规模", "中心确认并办结登记"};
        return out;
    }
    out.what =
        "Registers a tender, asks once for what is missing, confirms place and time, names a responsible "
        "person. Trade documents are never approved.";
    out.who = "Owners and their agents";
    out.how = "Online, or entered by staff at the desk";
    out.fee = "free";
    return out;
}

portal::ServiceItem publication(bool zh, const std::string& medium)
{
    portal::ServiceItem out;
    out.clause = "5.4, 6.4";
    out.name = zh ? "公告和公示信息公开" : "Publication of notices";
    out.what = zh ? "按法定内容和期限核对公告，由招标人签署后按时发布，各渠道内容一致并可核验。"
                  : "Checks a notice against contents and limits of the law; the owner signs; every channel "
                    "shows the same.";
    out.who = zh ? "招标人及其委托的代理机构" : "Owners and their agents";
    out.how = zh ? "网上办理。" : "Online. ";
    if (medium.empty())
        out.how += zh ? "公告在本平台发布；本平台尚未接入其他发布媒介。"
                      : "Notices appear here; no outside medium is connected.";
    else
        out.how += zh ? "公告在本平台和" + medium + "发布。" : "Notices appear here and on " + medium + ".";
    out.fee = zh ? "免费" : "free";
    return out;
}

portal::ServiceItem bidding_service(bool zh)
{
    portal::ServiceItem out;
    out.clause = "5.5, 6.5";
    out.name = zh ? "投标、开标保障" : "Bidding and opening";
    out.what =
        zh ? "投标文件在投标人本机加密，平台只保存密文；截止后由受托机构共同解封，结果任何人可离线复核。"
           : "Bids are sealed on the bidder's machine; trustees unseal together; anyone checks offline.";
    out.who = zh ? "投标人" : "Bidders";
    out.how = zh ? "网上办理，格式和接口公开" : "Online; formats and interface are public";
    out.fee = zh ? "免费" : "free";
    return out;
}

} // namespace

Result<http::Document> PortalDesk::guide(const ReadTx&, const http::Request& request) const
{
    const auto visit = visit_of(request, "/guide");
    const bool zh = visit.language == portal::Language::zh;
    portal::GuidePage view;
    view.promises = {finishing(zh, parts_.registration_days)};
    view.services = {registration(zh, view.promises.front()), publication(zh, parts_.medium),
                     bidding_service(zh)};
    return document_of(pages_.guide(view, visit), visit);
}

} // namespace tianping::app
