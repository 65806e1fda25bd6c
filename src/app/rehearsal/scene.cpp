#include "app/rehearsal/scene.hpp"
#include "formats/login.hpp"
#include "rooms/procedure/commands.hpp"

namespace tianping::rehearsal {
namespace {

std::vector<trade::ConditionAnswer> conditions()
{
    return {{"owner_established", true, "事业单位法人证书"},
            {"design_approved", true, "平发改审〔2026〕18号"},
            {"funds_settled", true, "2026年市级财政预算"},
            {"drawings_ready", true, "施工图审查合格书"}};
}

} // namespace

Instant local_instant(const std::string& text)
{
    return procedure::instant_from_text(text).value();
}

trade::Registration registration_of(const Cast& cast, const std::vector<CastLot>& lots, Instant opening)
{
    trade::Registration in;
    in.title = cast.project + "施工招标";
    in.project_name = cast.project;
    in.investment_code = "2026-990100-48-01-000123";
    in.procedure = "works-open-tender";
    in.work_kind = trade::WorkKind::construction;
    in.trade_class = "A02";
    in.region = "990100";
    in.place = cast.place;
    in.scope = "施工图范围内的全部施工内容，工期 365 日历天";
    for (const auto& lot : lots) {
        in.lots.push_back({lot.name, lot.scope, lot.estimate});
        in.estimate = in.estimate + lot.estimate;
    }
    in.budget = in.estimate + Fen::yuan(500'000);
    in.funds = trade::FundsKind::budget;
    in.funds_source = "市级财政资金 100%";
    in.state_controlled = true;
    in.obligation = trade::Obligation::mandatory;
    in.obligation_ground = "使用预算资金 200 万元以上，施工单项合同估算价 400 万元以上";
    in.method = trade::Method::open;
    in.supervisor = cast.supervisor.name;
    in.conditions = conditions();
    in.owner_contact = {"招标人联系人", "0000-5550101", "平州市云岭大道 1 号"};
    in.agent_contact = trade::Contact{"代理项目负责人", "0000-5550102", "平州市长泽路 8 号"};
    in.wish = {opening, "开标一室", ""};
    return in;
}

Supervision housing_and_works()
{
    return {{"990100"}, {"A01", "A02"}};
}

terms::Terms terms_of(const std::string& platform, const trade::TradeOut& trade, const TermsDates& dates)
{
    terms::Terms out;
    out.platform = platform;
    out.trade = trade.id.text();
    out.title = trade.title;
    out.procedure = "works-open-tender";
    out.documents_from = dates.documents_from;
    out.documents_until = dates.documents_until;
    out.deadline = dates.deadline;
    out.eligibility = {"市政公用工程施工总承包二级及以上资质", "项目经理具有市政公用工程专业注册建造师资格"};
    out.evaluation_method = "综合评估法";
    terms::PriceFormula formula{terms::PriceRule::deviation, terms::Basis::trimmed_mean};
    formula.trims = std::vector<terms::Trim>{{5, 1}, {10, 2}};
    formula.cost_above = 100;
    formula.cost_below = 50;
    out.evaluation = {{"price", "投标报价", 6000, "按与基准价的偏差率评分", std::nullopt, formula},
                      {"technical", "施工组织设计", 4000, "按施工部署、质量安全、进度计划各项评分",
                       std::vector<terms::Level>{
                           {"优", 3200, 4000}, {"良", 2400, 3199}, {"一般", 1200, 2399}, {"差", 0, 1199}}}};
    out.award_limits = terms::AwardLimits{2, "按标段顺序推荐，已被推荐两个标段第一候选人的，不再推荐"};
    out.tie_rule = "报价低者优先；报价也相同的，技术得分高者优先";
    out.objections_to = "招标人联系人 0000-5550101，或在平台提出";
    return out;
}

terms::LotTerms lot_terms_of(const trade::RoundFacts& round, std::vector<terms::Closer> closers)
{
    terms::LotTerms lot;
    lot.lot = round.lot.text();
    lot.round = round.id.text();
    lot.intake = round.intake.text();
    lot.name = round.lot_name;
    lot.estimate = round.estimate;
    lot.limit_price = round.estimate;
    lot.deposit = terms::Deposit{Fen::yuan(200'000),
                                 {terms::DepositForm::transfer, terms::DepositForm::electronic_guarantee,
                                  terms::DepositForm::bank_instrument}};
    lot.parts = {{"price", "报价文件", 20 << 20, {"application/json", "application/pdf"}, 1, false},
                 {"technical", "技术文件", 50 << 20, {"application/pdf"}, 1, false}};
    lot.price_letter = {{"price", "投标报价", terms::FieldUnit::fen, true},
                        {"duration", "工期", terms::FieldUnit::day, true},
                        {"quality", "质量目标", terms::FieldUnit::text, true}};
    lot.bill = std::vector<terms::BillItem>{
        {"040101001001", "挖一般土方", "三类土，挖深 2 m 以内", "m3", 18'600'000},
        {"040203007001", "水泥混凝土路面", "C35，厚 240 mm", "m2", 42'350'500},
        {"040501001001", "混凝土管道铺设", "DN800，橡胶圈接口", "m", 3'120'000}};
    lot.unsealing.manner = terms::Manner::trustees;
    lot.unsealing.closers = std::move(closers);
    return lot;
}

notice::DraftIn tender_notice(const Cast& cast, Instant publish_at)
{
    notice::DraftIn draft;
    draft.kind = notice::Kind::tender_notice;
    draft.publish_at = publish_at;
    draft.sections = {{"place_time", "实施地点和时间（工期）", cast.place + "；计划工期 365 日历天"}};
    return draft;
}

Result<identity::MandateOut> grant_mandate(account::Account& owner, account::Account& agency, Instant now,
                                           const std::string& scope)
{
    TP_TRY(principal, owner.client().get<identity::SessionOut>("/api/v1/session"));
    TP_TRY(agent, agency.client().get<identity::SessionOut>("/api/v1/session"));
    const auto ends = now + std::chrono::hours{24 * 180};
    const auto& code = agency.holder().certificate.subject().organisation_code;
    const identity::MandateText text{agent.organisation.id.text(),     code,  ends, owner.origin(),
                                     principal.organisation.id.text(), scope, now};
    TP_TRY(granted, owner.client().post<identity::MandateOut>(
                        "/api/v1/mandates",
                        identity::MandateIn{agent.organisation.id, code, scope, now, ends,
                                            owner.sign(identity::mandate_message(text))},
                        owner.key("mandate/" + agent.organisation.id.text() + scope)));
    TP_CHECK(agency.sign_in(granted.id));
    return granted;
}

} // namespace tianping::rehearsal
