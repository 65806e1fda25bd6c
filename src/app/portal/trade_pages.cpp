#include "app/portal/desk.hpp"
#include "base/canonical.hpp"
#include "rooms/bidding/questions.hpp"
#include "rooms/procedure/rules.hpp"
#include <algorithm>
#include <set>

namespace tianping::app {
namespace {

portal::Sameness sameness_of(notice::ChannelState state)
{
    switch (state) {
    case notice::ChannelState::pending:
        return portal::Sameness::waiting;
    case notice::ChannelState::out:
        return portal::Sameness::same;
    case notice::ChannelState::differs:
        return portal::Sameness::differs;
    }
    return portal::Sameness::waiting;
}

std::string organisation_name(const ReadTx& tx, const std::optional<identity::OrganisationId>& id)
{
    if (!id)
        return {};
    const auto known = identity::organisation(tx, *id);
    return known ? known->name : std::string{};
}

// The stages that this round can come to: acts that its attributes exclude (prequalification, say) lead
// nowhere.
std::set<std::string> reachable(const procedure::Procedure& procedure, const procedure::Facts& facts)
{
    std::set<std::string> seen{procedure.starts_in};
    std::vector<std::string> open{procedure.starts_in};
    while (!open.empty()) {
        const auto stage = open.back();
        open.pop_back();
        for (const auto* act : procedure::acts_in(procedure, stage, facts))
            if (seen.insert(act->next).second)
                open.push_back(act->next);
    }
    return seen;
}

std::vector<portal::Section> terms_sections(const terms::Terms& terms)
{
    std::vector<portal::Fact> items;
    for (const auto& item : terms.evaluation)
        items.push_back({item.title + "（" + std::to_string(item.points / 100) + " 分）", item.rule});
    return {{"投标人资格", terms.eligibility, {}},
            {"评标办法：" + terms.evaluation_method, {"报价相同时：" + terms.tie_rule}, items},
            {"异议", {terms.objections_to}, {}}};
}

std::string lot_text(const trade::RoundFacts& round)
{
    return round.lot_name + "  " + round.section_code;
}

} // namespace

Result<http::Document> PortalDesk::notice(const ReadTx& tx, const http::Request& request) const
{
    TP_TRY(id, notice::NoticeId::parse(request.path.at("notice")));
    TP_TRY(published, notice::published(tx, id));
    const auto row = row_of(tx, published);
    portal::NoticePage view;
    view.id = row.id;
    view.title = row.title;
    view.type = row.type;
    view.kind = row.kind;
    view.code = row.code;
    view.trade_id = published.text.trade;
    view.region = row.region;
    view.owner = row.owner;
    view.published = row.published;
    view.deadline = row.deadline;
    view.digest = published.digest;
    view.json = "/api/v1/notices/" + row.id;
    for (const auto& section : published.text.sections)
        view.sections.push_back({section.title, {section.text}, {}});
    for (const auto& channel : published.channels)
        view.channels.push_back(
            {channel.name, channel.address, channel.out_at, channel.digest, sameness_of(channel.state)});
    if (const auto signer = identity::certificate(tx, published.certificate_digest))
        view.signer = organisation_name(tx, signer->organisation);
    TP_TRY(trade_id, trade::TradeId::parse(published.text.trade));
    TP_TRY(facts, trade::trade_facts(tx, trade_id));
    view.trade = facts.title;
    view.agent = organisation_name(tx, facts.agent);
    for (const auto& round : trade::rounds_of(tx, trade_id))
        view.lots.push_back(lot_text(round));
    for (const auto& other : notice::published_of(tx, trade_id))
        if (other.id != published.id)
            view.related.push_back(row_of(tx, other));
    return document_of(pages_.notice(view, visit_of(request, "/notices/" + row.id)));
}

portal::RoundView PortalDesk::round_view(const ReadTx& tx, const trade::TradeFacts& facts,
                                         const trade::RoundFacts& round) const
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
    const auto rules = parts_.law.rulebook(facts.procedure);
    if (!rules)
        return out;
    out.procedure = rules->procedure.zh;
    const auto current = wire::name_of(round.stage);
    const auto reached = reachable(rules->procedure, trade::facts_of(tx, round));
    bool passed = true;
    for (const auto& stage : rules->procedure.stage) {
        const bool here = stage.id == current;
        if (!here && (stage.ends || !reached.contains(stage.id)))
            continue;
        out.stages.push_back({stage.zh,
                              here     ? (stage.ends ? portal::StageMark::ended : portal::StageMark::current)
                              : passed ? portal::StageMark::done
                                       : portal::StageMark::coming,
                              std::nullopt,
                              {}});
        passed = passed && !here;
    }
    return out;
}

portal::LotView PortalDesk::lot_view(const ReadTx& tx, const trade::TradeFacts& facts,
                                     const trade::RoundFacts& round, std::string& terms_version) const
{
    portal::LotView lot;
    lot.id = round.lot.text();
    lot.name = round.lot_name;
    lot.code = round.section_code;
    lot.deal_code = round.unified_code;
    lot.rounds = {round_view(tx, facts, round)};
    const auto terms = trade::terms_by_digest(tx, round.terms_digest);
    const auto* wanted = terms ? trade::lot_terms(terms->terms, round.id) : nullptr;
    if (wanted == nullptr)
        return lot;
    lot.limit_price = wanted->limit_price;
    if (wanted->deposit)
        lot.deposit = wanted->deposit->amount;
    terms_version = std::to_string(terms->terms.number);
    return lot;
}

Result<http::Document> PortalDesk::trade(const ReadTx& tx, const http::Request& request) const
{
    TP_TRY(id, trade::TradeId::parse(request.path.at("trade")));
    TP_TRY(facts, trade::trade_facts(tx, id));
    portal::TradePage view;
    view.id = id.text();
    view.title = facts.title;
    view.kind = portal::Kind::works;
    view.code = facts.tender_project_code;
    view.region = region_name(facts.region);
    view.owner = organisation_name(tx, facts.owner);
    view.agent = organisation_name(tx, facts.agent);
    view.responsible = facts.responsible_person;
    view.json = "/api/v1/trades/" + id.text();
    for (const auto& published : notice::published_of(tx, id))
        view.notices.push_back(row_of(tx, published));
    for (const auto& one : bidding::published_answers(tx, id))
        view.answers.push_back({one.question, one.answer, one.published_at});
    for (const auto& round : trade::rounds_of(tx, id)) {
        auto lot = lot_view(tx, facts, round, view.terms_version);
        view.lots.push_back(std::move(lot));
        for (auto& line : limit_lines(tx, round, visit_of(request, "")))
            if (std::ranges::find(view.limits, line.name, &portal::LimitLine::name) == view.limits.end())
                view.limits.push_back(std::move(line));
    }
    for (const auto& version : trade::terms_versions(tx, id)) {
        if (!version.in_force_from)
            continue;
        view.terms = terms_sections(version.terms);
        view.documents.push_back({"招标文件（条款数据）",
                                  std::to_string(version.terms.number),
                                  "/api/v1/trades/" + id.text() + "/terms/" + version.digest,
                                  {static_cast<std::int64_t>(canonical(wire::write(version.terms)).size())},
                                  version.digest,
                                  view.owner,
                                  version.signed_at});
    }
    return document_of(pages_.trade(view, visit_of(request, "/trades/" + id.text())));
}

} // namespace tianping::app
