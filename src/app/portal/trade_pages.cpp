#include "app/portal/desk.hpp"
#include "app/portal/terms_data.hpp"
#include "app/portal/terms_sections.hpp"
#include "base/joined_text.hpp"
#include "base/time_text.hpp"
#include "rooms/bidding/questions.hpp"
#include <algorithm>
#include <iterator>

namespace tianping::app {
namespace {

portal::Sameness sameness_of(notice::ChannelState state)
{
    switch (state) {
    case notice::ChannelState::pending:
    case notice::ChannelState::received:
        return portal::Sameness::waiting;
    case notice::ChannelState::out:
        return portal::Sameness::same;
    case notice::ChannelState::differs:
        return portal::Sameness::differs;
    }
    return portal::Sameness::waiting;
}

// The newest round of each lot, in the lots' order.
std::vector<trade::RoundFacts> newest(const std::vector<trade::RoundFacts>& rounds)
{
    std::vector<trade::RoundFacts> out;
    for (const auto& round : rounds) {
        const auto same = std::ranges::find(out, round.lot, &trade::RoundFacts::lot);
        if (same == out.end())
            out.push_back(round);
        else
            *same = round;
    }
    return out;
}

// One version and the rounds that are bid for by it now.
struct InForce {
    std::string digest{};
    std::vector<trade::RoundFacts> rounds{};
};

std::vector<InForce> in_force(const std::vector<trade::RoundFacts>& rounds)
{
    std::vector<InForce> out;
    for (const auto& round : newest(rounds)) {
        if (round.terms_digest.empty())
            continue;
        const auto same = std::ranges::find(out, round.terms_digest, &InForce::digest);
        if (same == out.end())
            out.push_back({round.terms_digest, {round}});
        else
            same->rounds.push_back(round);
    }
    return out;
}

// Where there was another, or there is none any more, with the hours between which each ran the trade.
std::string agents_text(const ReadTx& tx, const trade::TradeId& id, bool zh)
{
    const auto all = trade::agents_of(tx, id);
    const bool always_one = all.size() == 1 && !all.front().until;
    return joined_text(all, zh ? "；" : "; ", [&](const trade::Agency& one) {
        const auto name = organisation_name(tx, one.agent);
        if (always_one)
            return name;
        const auto from = to_local_text(one.from);
        const auto until = one.until ? to_local_text(*one.until) : std::string{};
        if (zh)
            return name + "（" + from + "起" + (until.empty() ? "" : "，" + until + "止") + "）";
        return name + " (from " + from + (until.empty() ? "" : " until " + until) + ")";
    });
}

std::string lots_of(const InForce& version)
{
    return joined_text(version.rounds, "、", &trade::RoundFacts::lot_name);
}

// What each lot is bid for, by the version that is in force for it now.
// What the documents say is shown from the hour at which they are given out.
void fill_terms(const ReadTx& tx, const std::vector<trade::RoundFacts>& rounds, const portal::Visit& visit,
                portal::TradePage& page)
{
    const bool zh = visit.language == portal::Language::zh;
    const auto add = [&](std::vector<portal::Section> sections) {
        std::ranges::move(sections, std::back_inserter(page.terms));
    };
    const auto versions = in_force(rounds);
    std::vector<std::string> numbers;
    for (const auto& version : versions) {
        const auto terms = trade::terms_by_digest(tx, version.digest).value().terms;
        if (visit.now < terms.documents_from)
            continue;
        numbers.push_back(std::to_string(terms.number));
        add(terms_sections(terms, versions.size() == 1 ? std::string{} : lots_of(version), zh));
        for (const auto& round : version.rounds)
            if (const auto* lot = trade::lot_terms(terms, round.id))
                add(lot_sections(*lot, zh));
    }
    page.terms_version = joined_text(numbers, "、");
}

// Of the rounds that it serves, and no other lot's.
std::vector<std::string> served_lots(const ReadTx& tx, const trade::TradeId& trade, const notice::Text& text,
                                     bool zh)
{
    std::vector<std::string> out;
    for (const auto& round : trade::rounds_of(tx, trade))
        if (std::ranges::find(text.rounds, round.id.text()) != text.rounds.end())
            out.push_back(attempt_name(round, zh) + "  " + round.section_code);
    return out;
}

// Taken without signing in, once they are given out (20号令20): as people read it, as data, and each file.
void add_documents(const trade::SignedTerms& version, const PrintedTerms& printed,
                   const std::optional<PrintedTerms>& compared, bool zh, portal::TradePage& page)
{
    const auto number = std::to_string(version.terms.number);
    const auto href = "/api/v1/trades/" + page.id + "/terms/" + version.digest;
    portal::DocumentRow readable{zh ? "招标文件（供阅读）" : "Tender documents, to read",
                                 number,
                                 href + "/print",
                                 {printed.size},
                                 printed.digest,
                                 page.owner,
                                 version.signed_at};
    readable.in_place = true;
    page.documents.push_back(std::move(readable));
    if (compared) {
        portal::DocumentRow beside{zh ? "与上一生效版本的对照" : "Compared with the version in force before",
                                   number,
                                   href + "/comparison",
                                   {compared->size},
                                   compared->digest,
                                   "",
                                   *version.in_force_from};
        beside.in_place = true;
        page.documents.push_back(std::move(beside));
    }
    page.documents.push_back({zh ? "招标文件（条款数据，JSON）" : "Tender documents, as data (JSON)",
                              number,
                              terms_data_path(page.id, version.digest),
                              {printed.data_size},
                              version.digest,
                              page.owner,
                              version.signed_at});
    for (const auto& file : version.terms.files)
        page.documents.push_back({file.name,
                                  number,
                                  href + "/files/" + file.digest,
                                  {file.size},
                                  file.digest,
                                  page.owner,
                                  version.signed_at});
}

} // namespace

// Whoever reads an old notice finds what corrected it.
void PortalDesk::add_others(const ReadTx& tx, const notice::PublishedNotice& shown,
                            const std::vector<notice::PublishedNotice>& all, portal::NoticePage& view) const
{
    for (const auto& other : all) {
        if (other.id == shown.id)
            continue;
        view.related.push_back(row_of(tx, other));
        if (other.text.corrects == shown.id.text())
            view.corrections.push_back(view.related.back());
        if (shown.text.corrects == other.id.text())
            view.corrects = view.related.back();
    }
    std::ranges::stable_sort(view.related, std::ranges::greater{}, &portal::NoticeRow::published);
    std::ranges::stable_sort(view.corrections, {}, &portal::NoticeRow::published);
}

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
    view.agent = organisation_name(tx, trade::agent_at(tx, trade_id, published.published_at));
    const auto visit = visit_of(request, "/notices/" + row.id);
    view.lots = served_lots(tx, trade_id, published.text, visit.language == portal::Language::zh);
    add_others(tx, published, notice::published_of(tx, trade_id), view);
    return document_of(pages_.notice(view, visit), visit);
}

void PortalDesk::add_versions(const ReadTx& tx, const trade::TradeId& id, const portal::Visit& visit,
                              portal::TradePage& view) const
{
    const trade::SignedTerms* before = nullptr;
    const auto versions = trade::terms_versions(tx, id);
    for (const auto& version : versions) {
        if (!version.in_force_from)
            continue;
        const bool given_out = visit.now >= version.terms.documents_from;
        const bool beside = before != nullptr && visit.now >= before->terms.documents_from;
        if (given_out)
            add_documents(version, printer_.printed(version),
                          beside ? std::optional{printer_.compared(*before, version)} : std::nullopt,
                          visit.language == portal::Language::zh, view);
        before = &version;
    }
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
    view.responsible = facts.responsible_person;
    view.json = "/api/v1/trades/" + id.text();
    for (const auto& published : notice::published_of(tx, id))
        view.notices.push_back(row_of(tx, published));
    for (const auto& one : bidding::published_answers(tx, id))
        view.answers.push_back({one.question, one.answer, one.published_at});
    const auto visit = visit_of(request, "/trades/" + id.text());
    const bool zh = visit.language == portal::Language::zh;
    view.agent = agents_text(tx, id, zh);
    view.facts = about_trade(tx, facts, zh);
    const auto rounds = trade::rounds_of(tx, id);
    for (const auto& round : rounds)
        add_round(tx, facts, round, visit, view.lots);
    view.limits = limits_of(tx, rounds, visit);
    fill_terms(tx, rounds, visit, view);
    add_versions(tx, id, visit, view);
    return document_of(pages_.trade(view, visit), visit);
}

} // namespace tianping::app
