#include "app/portal/desk.hpp"
#include "base/joined_text.hpp"
#include "rooms/procedure/known_words.hpp"

namespace tianping::app {
namespace {

bool is_chinese(const portal::Visit& visit)
{
    return visit.language == portal::Language::zh;
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
        return rules.error();
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
        for (const auto& kind : stage.notices) {
            const auto name = procedure::notice_named(kind);
            shown.notices.emplace_back(is_chinese(visit) ? name.zh : name.en);
        }
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

} // namespace tianping::app
