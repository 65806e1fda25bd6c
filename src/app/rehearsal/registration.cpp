// Project registration with one supplement round (standard 6.2).
#include "app/rehearsal/play.hpp"
#include "app/rehearsal/scene.hpp"
#include <algorithm>

namespace tianping::rehearsal {
namespace {

constexpr const char* wished_opening = "2026-03-25 09:30";

struct Missing {
    const char* what;
    const char* why;
    const char* article;
    const char* en;
};
constexpr Missing missing[] = {
    {"施工图审查情况", "登记未说明是否有招标所需的设计图纸", "30号令8",
     "examination of the drawings: the registration does not say whether there are the drawings that the "
     "tender needs (Decree 30, article 8)"},
    {"资金来源的具体比例", "公告应当载明资金来源", "10号令5",
     "shares of the source of funds: the notice must state the source of funds (Decree 10, article 5)"},
};

} // namespace

void Play::register_trade()
{
    go_to("2026-03-02 09:00");
    auto in = registration_of(cast_, cast_.lots, local_instant(wished_opening));
    std::erase_if(in.conditions, [](const auto& c) { return c.id == "drawings_ready"; });
    in.funds_source = "财政资金";
    trade_ = must_post<trade::TradeOut>(*agency_, "/api/v1/trades", trade::SubmitIn{in, std::nullopt},
                                        "register", "registration");
    tell_.step(now(), "代理机构网上登记三个标段的施工招标，系统当场核对编码、规模和必须招标依据",
               "The agency registers a tender of three lots online; codes, size and grounds are checked at "
               "entry",
               {"服务标准 6.2.1、6.2.2；16号令第2、5条：必须招标的规模标准",
                "Service standard 6.2.1 and 6.2.2; Decree 16, articles 2 and 5: the sizes from which a "
                "tender is mandatory"});
    for (const auto& lot : cast_.lots)
        tell_.detail(lot.name + "（" + lot.scope + "）估算价 " + lot.estimate.text() + " 元",
                     lot.name + " (" + lot.scope + "): estimate " + lot.estimate.text() + " yuan");
    if (trade_.inside)
        for (const auto& remark : trade_.inside->remarks)
            if (remark.code == "trade.condition_open")
                tell_.detail("提示：" + remark.zh + "（" + remark.article + "）",
                             "note: " + remark.en + " (" + remark.article + ")");
}

void Play::ask_for_supplements()
{
    go_to("2026-03-02 10:30");
    trade::AskIn list;
    for (const auto& one : missing)
        list.items.push_back({one.what, one.why, one.article});
    must_post<trade::TradeOut>(*desk_, trade_path("/supplement-lists"), list, "ask", "supplement list");
    tell_.step(now(), "中心一次性告知全部需要补正的内容",
               "The centre asks once and completely for what is missing",
               {"服务标准 6.2.2：一次性告知", "Service standard 6.2.2: one-time notification"});
    for (const auto& one : missing)
        tell_.detail(std::string{one.what} + "：" + one.why + "（" + one.article + "）", one.en);
    go_to("2026-03-02 14:00");
    const trade::SupplementIn answer{registration_of(cast_, cast_.lots, local_instant(wished_opening))};
    const auto sent =
        must(agency_->client().send(
                 "PUT", trade_path("/registration"), boost::json::serialize(wire::write(answer)),
                 {{"Content-Type", "application/json"}, {"Idempotency-Key", agency_->key("supplement")}}),
             "supplement");
    if (!sent.ok())
        throw Stopped{"supplement", sent.problem()};
    tell_.step(now(), "代理机构补正；同一清单不得要求第二次",
               "The agency answers the list; the same list cannot be asked for twice",
               {"30号令第8条：施工招标应当具备的条件",
                "Decree 30, article 8: the conditions that a construction tender must meet"});
}

void Play::finish_registration()
{
    go_to("2026-03-02 16:00");
    const trade::Confirmation confirmation{"服务责任人", "0000-5550100", local_instant(wished_opening),
                                           "开标一室", ""};
    trade_ = must_post<trade::TradeOut>(*desk_, trade_path("/registration"), confirmation, "finish",
                                        "registration is finished");
    tell_.step(now(), "中心确认材料齐全、场地和时间，指定服务责任人，生成编码；不作任何审批",
               "The centre confirms completeness, place and time and names a responsible person; "
               "it approves nothing",
               {"服务标准 6.2.3：对……申请的场所、时间等予以确认，及时办结项目登记；"
                "6.2.4：明确具体的服务责任人；"
                "6.2.5：不得对交易文件进行审批、核准、备案",
                "Service standard 6.2.3: the place, time and so on … that were applied for are confirmed, "
                "and the registration is finished promptly; 6.2.4: the responsible service person is named; "
                "6.2.5: terms must not be put to approval, authorisation or filing"});
    tell_.detail("招标项目编号 " + trade_.tender_project_code,
                 "tender project code " + trade_.tender_project_code);
    for (const auto& round : trade_.rounds)
        tell_.detail(round.lot_name + " 统一交易标识码 " + round.unified_code,
                     round.lot_name + ": unified trade code " + round.unified_code);
}

} // namespace tianping::rehearsal
