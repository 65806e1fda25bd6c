// The centre confirms completeness, place and time, names the responsible person and gives the codes
// (6.2.3, 6.2.4).
#include "base/blank.hpp"
#include "base/json_text.hpp"
#include "base/trade_codes.hpp"
#include "rooms/trade/service.hpp"
#include "rooms/trade/store.hpp"

namespace tianping::trade {
namespace {

Status check_confirmation(const Confirmation& in, const Wish& wish)
{
    const bool differs = (wish.opening_at && in.opening_at != wish.opening_at) ||
                         (!wish.place.empty() && in.place != wish.place);
    if (!differs || !blank(in.difference))
        return in.form();
    return together(in.form(), Status{wire::bad_fields({{"difference", "trade.wish_not_met",
                                                         "why place or time are not those wished for"}})});
}

Result<ProjectRow> coded_project(WriteTx& tx, const ProjectId& id, const std::string& platform_code)
{
    auto project = store::project(tx, id).value();
    if (!project.project_code.empty())
        return project;
    project.project_code = project_code(platform_code, store::next_number(tx, "project/" + platform_code));
    TP_CHECK(tx.update(project));
    return project;
}

} // namespace

Status Confirmation::form() const
{
    wire::Faults bad;
    want_text(responsible_person, "responsible_person", bad, "who is responsible (6.2.4)");
    want_text(responsible_phone, "responsible_phone", bad, "how to reach that person");
    return bad.empty() ? Status{} : wire::bad_fields(std::move(bad));
}

Result<TradeOut> Trades::finish(WriteTx& tx, const http::Request& request, const Confirmation& in) const
{
    const auto& call = request.call;
    TP_TRY(row, trade_of_path(tx, request));
    TP_TRY(state, next_state(row.state, RegisterAct::finish));
    const auto registered = from_text<Registration>(row.registration);
    TP_CHECK(check_confirmation(in, registered.wish));
    TP_TRY(project, coded_project(tx, row.project, settings_.platform_code));
    row.state = state;
    row.confirmation = to_text(in);
    row.responsible_person = in.responsible_person;
    row.registered_at = call.arrived;
    row.tender_project_code = tender_project_code(
        project.project_code, store::next_number(tx, "tender_project/" + project.project_code));
    TP_CHECK(keep(tx, request, row));

    Registered body{project.project_code, row.tender_project_code, {}, in, {}};
    const auto day = CivilDay::of(call.arrived);
    for (const auto& round : rounds_of(tx, row.id)) {
        if (round.stage != Stage::draft)
            continue;
        TP_CHECK(move(tx, call, round.id, Act::register_, "registration finished"));
        const auto section = section_code(row.tender_project_code, std::ssize(body.lots) + 1);
        const auto unified =
            unified_code(row.trade_class, settings_.issuer_code, day,
                         store::next_number(tx, "unified/" + settings_.issuer_code + "/" + day.text()));
        store::give_codes(tx, round.lot, section, unified);
        body.lots.push_back({round.lot, section, unified});
    }
    for (const auto& note : guidance::notes_for(guidance_.notes, facts_at_entry(registered)))
        body.notes.push_back(note.id);
    events::append(tx, call, row.id.text(), about(trade_facts(tx, row.id).value(), rounds_of(tx, row.id)),
                   body);
    return shown(tx, call.actor, row);
}

} // namespace tianping::trade
