#include "app/portal/desk.hpp"
#include "base/joined_text.hpp"
#include "rooms/procedure/explain.hpp"

namespace tianping::app {
namespace {

bool is_chinese(const portal::Visit& visit)
{
    return visit.language == portal::Language::zh;
}

portal::Standing standing_of(procedure::Standing standing)
{
    return wire::choice<portal::Standing>(wire::name_of(standing)).value_or(portal::Standing::unverified);
}

portal::Kind kind_of(const procedure::Procedure& procedure)
{
    if (procedure.trade_type == "ZC")
        return portal::Kind::procurement;
    if (procedure.trade_type == "TD")
        return portal::Kind::land;
    return portal::Kind::works;
}

} // namespace

std::vector<portal::LimitRule> PortalDesk::limit_rules(const procedure::Rulebook& rules,
                                                       const portal::Visit& visit) const
{
    const auto language = is_chinese(visit) ? procedure::Language::zh : procedure::Language::en;
    std::vector<portal::LimitRule> out;
    for (const auto& limit : rules.limits) {
        portal::LimitRule rule;
        rule.id = limit.id;
        rule.name = is_chinese(visit) ? limit.zh : limit.en;
        rule.figure = procedure::describe(limit, rules, language);
        rule.article = limit.article;
        rule.note = limit.note;
        rule.standing = standing_of(limit.standing);
        out.push_back(std::move(rule));
    }
    return out;
}

Result<http::Document> PortalDesk::procedures(const ReadTx&, const http::Request& request) const
{
    const auto visit = visit_of(request, "/procedures");
    portal::ProcedureListPage view;
    for (const auto& [id, procedure] : parts_.law.procedures) {
        const auto rules = parts_.law.rulebook(id);
        view.rows.push_back({id, is_chinese(visit) ? procedure.zh : procedure.en, procedure.note,
                             kind_of(procedure), static_cast<std::int64_t>(procedure.stage.size()),
                             rules ? static_cast<std::int64_t>(rules->limits.size()) : 0,
                             std::to_string(procedure.version)});
    }
    return document_of(pages_.procedures(view, visit), visit);
}

Result<http::Document> PortalDesk::procedure(const ReadTx&, const http::Request& request) const
{
    const auto& id = request.path.at("procedure");
    auto rules = parts_.law.rulebook(id);
    if (!rules)
        return Error{Fault::not_found, "procedure.unknown_procedure"};
    const auto visit = visit_of(request, "/procedures/" + id);
    const auto& procedure = rules->procedure;
    portal::ProcedurePage view;
    view.id = id;
    view.name = is_chinese(visit) ? procedure.zh : procedure.en;
    view.summary = procedure.note;
    view.kind = kind_of(procedure);
    view.version = std::to_string(procedure.version);
    for (const auto& stage : procedure.stage) {
        portal::ProcedureStage shown;
        shown.id = stage.id;
        shown.name = is_chinese(visit) ? stage.zh : stage.en;
        shown.notices = stage.notices;
        shown.final = stage.ends;
        for (const auto& act : stage.act)
            if (!act.next.empty())
                shown.next.push_back(act.next);
        view.stages.push_back(std::move(shown));
    }
    view.limits = limit_rules(*rules, visit);
    return document_of(pages_.procedure(view, visit), visit);
}

Result<http::Document> PortalDesk::limits(const ReadTx&, const http::Request& request) const
{
    const auto visit = visit_of(request, "/limits");
    portal::LimitsPage view;
    for (const auto& [id, procedure] : parts_.law.procedures)
        if (const auto rules = parts_.law.rulebook(id))
            view.groups.push_back(
                {is_chinese(visit) ? procedure.zh : procedure.en, limit_rules(*rules, visit)});
    view.calendar = joined_text(parts_.law.years, "；", [](const auto& year) {
        return std::to_string(year.year) + " " + year.document;
    });
    return document_of(pages_.limits(view, visit), visit);
}

Result<http::Document> PortalDesk::verify(const ReadTx&, const http::Request& request) const
{
    const auto visit = visit_of(request, "/verify");
    const bool zh = is_chinese(visit);
    portal::VerifyPage view;
    if (const auto digest = request.query.find("digest"); digest != request.query.end())
        view.asked = digest->second;
    view.keys = parts_.keys;
    if (const auto& program = parts_.program)
        view.program = {
            {zh ? "版本" : "Version", program->version}, {"SM3", program->sm3}, {"SHA-256", program->sha256}};
    view.steps = {
        {zh ? "取得证据" : "Fetch the evidence",
         zh ? "开标公布后，每次递交的公开证据可免登录下载；投标文件中未公布的部分只有摘要。"
            : "Once an opening is read out its evidence is free to download. Of what bids say beside it "
              "there "
              "are digests alone.",
         "curl " + parts_.site.base + "/api/v1/intakes/INTAKE/evidence", ""},
        {zh ? "离线复核" : "Check offline",
         zh ? "复核程序不联网，重算导出所含的每个摘要、签名、份额和事件，并列出未提供的部分。"
            : "The verifier needs no network, recomputes every digest, signature, share and event of the "
              "export, and names the parts that are not given.",
         "tianping verify trade EXPORT", "0"},
        {zh ? "用另一套程序打开投标" : "Open a bid with another program",
         zh ? "用 Python 写成的第二阅读器只依据格式文件。"
            : "A second reader in Python follows the published format only.",
         "python3 tools/bid_reader.py open --envelope FILE --answers FILE --out DIR", ""},
    };
    return document_of(pages_.verify(view, visit), visit);
}

} // namespace tianping::app
