// A lot and its rounds as the trade's page shows them: what the log says that each came through.
#include "app/portal/desk.hpp"
#include "rooms/notice/api.hpp"
#include "rooms/notice/overtaken.hpp"
#include "rooms/notice/suspending.hpp"
#include "rooms/procedure/rules.hpp"
#include "rooms/trade/events.hpp"
#include <algorithm>
#include <set>

namespace tianping::app {
namespace {

// The stages that this round can still come to: acts that its attributes exclude (prequalification, say)
// lead nowhere.
std::set<std::string> reachable(const procedure::Procedure& procedure, const std::string& current,
                                const procedure::Facts& facts)
{
    std::set<std::string> seen{current};
    std::vector<std::string> open{current};
    while (!open.empty()) {
        const auto stage = open.back();
        open.pop_back();
        for (const auto* act : procedure::acts_in(procedure, stage, facts))
            if (seen.insert(act->next).second)
                open.push_back(act->next);
    }
    return seen;
}

struct Way {
    std::map<std::string, Instant> came{}; // stage -> when
    std::string reason{};                  // of the last step
};

Way way_of(const ReadTx& tx, const trade::RoundFacts& round)
{
    Way out;
    std::optional<Instant> made;
    auto begun = round.stage; // a second round begins later than a first one
    for (const auto& event : events::of_stream(tx, round.id.text())) {
        if (event.kind == trade::RoundMade::kind)
            made = event.recorded_at;
        if (event.kind != trade::RoundMoved::kind)
            continue;
        const auto moved = event.as<trade::RoundMoved>();
        if (out.came.empty())
            begun = moved.from;
        out.came[wire::name_of(moved.to)] = event.recorded_at;
        out.reason = moved.reason;
    }
    if (made)
        out.came.emplace(wire::name_of(begun), *made);
    return out;
}

std::vector<portal::StageStep> stage_line(const procedure::Procedure& procedure, const std::string& current,
                                          const Way& way, const std::set<std::string>& ahead, bool zh)
{
    const auto here = std::ranges::find(procedure.stage, current, &procedure::Stage::id);
    const bool ended = here != procedure.stage.end() && here->ends;
    std::vector<portal::StageStep> out;
    for (const auto& stage : procedure.stage) {
        const auto came = way.came.find(stage.id);
        const bool passed = came != way.came.end();
        const auto& name = zh ? stage.zh : stage.en;
        if (stage.id == current)
            out.push_back({name, ended ? portal::StageMark::ended : portal::StageMark::current});
        else if (passed)
            out.push_back({name, portal::StageMark::done});
        else if (!ended && !stage.ends && ahead.contains(stage.id))
            out.push_back({name, portal::StageMark::coming});
        else
            continue;
        if (passed)
            out.back().at = came->second;
    }
    return out;
}

std::string why_ended(const trade::RoundFacts& round, const std::string& reason, bool zh)
{
    if (round.stage != trade::Stage::failed && round.stage != trade::Stage::terminated)
        return {};
    if (reason == "opening.too_few_bidders")
        return zh ? "投标人少于规定的数量，投标文件原封退回" : "Too few bidders; the bids went back unopened";
    return reason;
}

std::string overtaken_text(const trade::RoundFacts& round, bool zh)
{
    if (round.held != 0)
        return zh ? "没有截止，没有开标，投标文件保持密封；暂停解除后，由招标人公告新的时间"
                  : "Nothing was closed or opened and the bids stay sealed; once the hold is lifted, the "
                    "owner "
                    "announces a new time";
    return zh ? "没有截止，没有开标，投标文件保持密封；暂停已经解除，等待招标人公告新的时间"
              : "Nothing was closed or opened and the bids stay sealed; the hold is lifted, and the owner "
                "has "
                "to announce a new time";
}

} // namespace

std::vector<portal::HoldLine> PortalDesk::hold_lines(const ReadTx& tx, const trade::RoundFacts& round,
                                                     bool zh) const
{
    const auto language = zh ? procedure::Language::zh : procedure::Language::en;
    std::vector<portal::HoldLine> out;
    for (const auto& hold : trade::holds_of(tx, round.trade)) {
        if (std::ranges::find(hold.rounds, round.id) == hold.rounds.end())
            continue;
        const auto setter = identity::OrganisationId::parse(hold.set_by);
        const bool by_supervisor = hold.may_lift == trade::Lifter::supervisor;
        const auto told = notice::suspension_of(tx, hold);
        out.push_back({notice::acts_text(hold.forbids, language), notice::cause_text(hold.cause, language),
                       hold.article + (hold.document.empty() ? "" : "　" + hold.document),
                       organisation_name(tx, setter ? std::optional{*setter} : std::nullopt),
                       by_supervisor ? (zh ? "行政监督部门" : "the supervisor")
                                     : (zh ? "招标人或其代理机构" : "the owner or its agency"),
                       hold.set_at, hold.lifted_at, told ? told->text() : std::string{}});
    }
    return out;
}

portal::RoundView PortalDesk::round_view(const ReadTx& tx, const trade::TradeFacts& facts,
                                         const trade::RoundFacts& round, bool zh) const
{
    portal::RoundView out;
    out.number = round.number;
    out.procedure_id = facts.procedure;
    if (round.deadline) {
        out.deadline = portal::Due{*round.deadline};
        out.opening_id = round.intake.text();
    }
    if (parts_.hall.latest(tx, round.intake))
        out.record_id = round.intake.text();
    out.holds = hold_lines(tx, round, zh);
    if (notice::is_overtaken(tx, round))
        out.overtaken = overtaken_text(round, zh);
    const auto way = way_of(tx, round);
    out.ended = why_ended(round, way.reason, zh);
    const auto rules = trade::rules_of(tx, round, parts_.law);
    if (!rules)
        return out;
    out.procedure = zh ? rules->procedure.zh : rules->procedure.en;
    const auto current = wire::name_of(round.stage);
    out.stages = stage_line(rules->procedure, current, way,
                            reachable(rules->procedure, current, trade::facts_of(tx, round)), zh);
    return out;
}

// Adds the round to its lot, whose particulars are those of the newest round.
void PortalDesk::add_round(const ReadTx& tx, const trade::TradeFacts& facts, const trade::RoundFacts& round,
                           const portal::Visit& visit, std::vector<portal::LotView>& lots) const
{
    auto lot = std::ranges::find(lots, round.lot.text(), &portal::LotView::id);
    if (lot == lots.end())
        lot = lots.insert(lots.end(), portal::LotView{round.lot.text(), round.lot_name, {}, {}, round.scope});
    lot->code = round.section_code;
    lot->deal_code = round.unified_code;
    lot->rounds.insert(lot->rounds.begin(),
                       round_view(tx, facts, round, visit.language == portal::Language::zh));
    const auto terms = trade::terms_by_digest(tx, round.terms_digest);
    const auto* wanted = terms ? trade::lot_terms(terms->terms, round.id) : nullptr;
    if (wanted == nullptr || visit.now < terms->terms.documents_from)
        return;
    lot->limit_price = wanted->limit_price;
    lot->deposit = wanted->deposit ? std::optional{wanted->deposit->amount} : std::nullopt;
}

} // namespace tianping::app
