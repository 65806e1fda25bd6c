#include "rooms/bidding/questions.hpp"
#include "base/canonical.hpp"
#include "rooms/bidding/question_store.hpp"
#include "rooms/bidding/service.hpp"
#include <algorithm>

namespace tianping::bidding {
namespace {

Result<trade::TradeId> trade_of_path(const http::Request& request)
{
    return trade::TradeId::parse(request.path.at("trade"));
}

// What nobody may read yet has no questions; the refusal is that of a trade that is not there.
Status check_published(const ReadTx& tx, const http::Request& request)
{
    TP_TRY(object, trade::trade_object(tx, request));
    const auto& who = request.call.actor.organisation;
    if (object.published || std::ranges::find(object.holders, who) != object.holders.end())
        return {};
    return Error{Fault::not_found, "trade.unknown", {}, {{"id", object.id}}};
}

// The latest round of each lot.
std::vector<trade::RoundFacts> current_rounds(const ReadTx& tx, const trade::TradeId& trade)
{
    std::vector<trade::RoundFacts> out;
    for (auto& round : trade::rounds_of(tx, trade)) {
        const auto same = std::ranges::find(out, round.lot, &trade::RoundFacts::lot);
        if (same == out.end())
            out.push_back(std::move(round));
        else
            *same = std::move(round);
    }
    return out;
}

AskerRow hidden(const Call& call, const QuestionId& question, const identity::OrganisationId& asker)
{
    std::array<std::uint8_t, 32> salt{};
    call.chance->fill(salt);
    return {question, to_hex(salt), commitment_to(to_hex(salt), asker)};
}

std::string rounds_text(const std::vector<trade::RoundFacts>& rounds)
{
    std::vector<trade::RoundId> ids;
    for (const auto& round : rounds)
        ids.push_back(round.id);
    return canonical(wire::write(ids));
}

struct Stretch {
    std::string after{};
    std::int64_t most{};
};

// Found by trying each: the table does not say who asked.
std::vector<QuestionRow> own_questions(const ReadTx& tx, const trade::TradeId& trade,
                                       const identity::OrganisationId& asker, const Stretch& stretch)
{
    const auto askers = store::askers(tx, trade);
    std::vector<QuestionRow> out;
    for (auto& row : store::all_questions(tx, trade, stretch.after)) {
        const auto sealed = std::ranges::find(askers, row.id, &AskerRow::question);
        if (sealed != askers.end() && sealed->commitment == commitment_to(sealed->salt, asker))
            out.push_back(std::move(row));
        if (std::ssize(out) == stretch.most)
            break;
    }
    return out;
}

// An answer under its place in its notice.
struct PlacedAnswer {
    std::string place{};
    PublishedAnswer answer{};
};

std::vector<PlacedAnswer> placed(std::vector<PublishedAnswer> answers)
{
    std::vector<PlacedAnswer> out;
    std::size_t number = 0;
    for (auto& answer : answers) {
        number = out.empty() || out.back().answer.notice != answer.notice ? 0 : number + 1;
        auto text = std::to_string(number);
        text.insert(0, 6 - std::min<std::size_t>(6, text.size()), '0');
        out.push_back({answer.notice + "/" + text, std::move(answer)});
    }
    return out;
}

// Those of the lots that are named, or all that are announced.
std::vector<trade::RoundFacts> rounds_asked(const std::vector<trade::RoundFacts>& current, const AskIn& in,
                                            Collected& bad)
{
    std::vector<trade::RoundFacts> out;
    if (!in.lots) {
        std::ranges::copy_if(current, std::back_inserter(out),
                             [](const auto& round) { return round.stage == trade::Stage::announced; });
        return out;
    }
    for (std::size_t i = 0; i < in.lots->size(); ++i) {
        const auto found = std::ranges::find(current, (*in.lots)[i], &trade::RoundFacts::lot);
        if (found == current.end())
            bad.add({"lots[" + std::to_string(i) + "]", "bidding.lot_unknown", ""});
        else if (std::ranges::find(out, found->id, &trade::RoundFacts::id) == out.end())
            out.push_back(*found);
    }
    return out;
}

} // namespace

Status Questions::check_open(const ReadTx& tx, const std::vector<trade::RoundFacts>& rounds,
                             QuestionKind kind, Instant at) const
{
    if (rounds.empty())
        return Error{Fault::conflict, "bidding.questions_closed", {}, {{"lot", ""}}};
    for (const auto& round : rounds) {
        TP_TRY(rules, trade::rules_of(tx, round, library_));
        TP_CHECK(check_time(kind, round.lot_name, timing_of(tx, round, at), rules, library_.calendar,
                            trade::facts_of(tx, round)));
    }
    return {};
}

Result<QuestionOut> Questions::ask(WriteTx& tx, const http::Request& request, const AskIn& in) const
{
    TP_CHECK(check_published(tx, request));
    TP_TRY(id, trade_of_path(request));
    TP_TRY(facts, trade::trade_facts(tx, id));
    TP_TRY(asker, identity::acting_for(request.call));
    TP_TRY(organisation, identity::organisation(tx, asker));
    TP_CHECK(identity::check_may_bid(organisation, trade::object_of(facts)));
    Collected bad;
    TP_TRY(telling, identity::names_of(tx, asker));
    telling.push_back(organisation.code);
    bad.check(check_words(in, telling));
    const auto rounds = rounds_asked(current_rounds(tx, id), in, bad);
    TP_CHECK(bad.done());
    const auto kind = in.kind.value_or(QuestionKind::question);
    TP_CHECK(check_open(tx, rounds, kind, request.call.arrived));
    QuestionRow row{request.call.mint<QuestionId>(),
                    id,
                    kind,
                    QuestionState::open,
                    rounds_text(rounds),
                    in.place.value_or(""),
                    in.text,
                    rounds.front().terms_digest,
                    request.call.arrived};
    TP_CHECK(tx.insert(row));
    const auto sealed = hidden(request.call, row.id, asker);
    TP_CHECK(tx.insert(sealed));
    auto nobody = request.call;
    nobody.actor = {};
    events::append(tx, nobody, row.id.text(), trade::about(facts, rounds),
                   QuestionAsked{row.kind, row.terms, sealed.commitment},
                   events::Private{"parties:" + id.text(), wire::write(QuestionWords{row.place, row.text})});
    return shown(tx, row, {});
}

QuestionOut Questions::shown(const ReadTx& tx, const QuestionRow& row,
                             const std::vector<PublishedAnswer>& published) const
{
    QuestionOut out{row.id, row.kind, row.state, {}, row.place, row.text, row.terms, row.asked_at, {}, {}};
    for (const auto& id : wire::parse<std::vector<trade::RoundId>>(row.rounds).value()) {
        const auto round = trade::round_facts(tx, id).value();
        out.lots.push_back(round.lot);
        const auto rules = trade::rules_of(tx, round, library_);
        if (!rules)
            continue;
        auto due = answer_due(row.kind, row.asked_at, *rules, library_.calendar, trade::facts_of(tx, round));
        if (out.due.zh.empty() || (due.at && out.due.at && *due.at < *out.due.at))
            out.due = std::move(due);
    }
    const auto id = row.id.text();
    std::ranges::copy_if(published, std::back_inserter(out.answers), [&](const PublishedAnswer& answer) {
        return std::ranges::find(answer.questions, id) != answer.questions.end();
    });
    return out;
}

Result<http::Page<QuestionOut>> Questions::own(const ReadTx& tx, const http::Request& request) const
{
    TP_CHECK(check_published(tx, request));
    TP_TRY(id, trade_of_path(request));
    TP_TRY(asker, identity::acting_for(request.call));
    const auto published = published_answers(tx, id);
    return http::read_page<QuestionOut>(
        request,
        [&](const std::string& after, std::int64_t most) {
            return own_questions(tx, id, asker, {after, most});
        },
        [&](const QuestionRow& row) { return shown(tx, row, published); },
        [](const QuestionRow& row) { return row.id.text(); });
}

Result<http::Page<QuestionOut>> Questions::list(const ReadTx& tx, const http::Request& request) const
{
    TP_TRY(id, trade_of_path(request));
    http::QueryReader query{request};
    const auto state = query.choice<QuestionState>("state");
    const auto after = query.after();
    const auto limit = query.limit();
    TP_CHECK(query.done());
    const auto published = published_answers(tx, id);
    std::vector<QuestionOut> items;
    for (const auto& row :
         store::questions(tx, {id, state ? wire::name_of(*state) : std::string{}, after, limit + 1}))
        items.push_back(shown(tx, row, published));
    return http::page_of(std::move(items), limit, [](const QuestionOut& item) { return item.id.text(); });
}

Result<http::Page<PublishedAnswer>> Questions::answers(const ReadTx& tx, const http::Request& request) const
{
    TP_TRY(id, trade_of_path(request));
    const auto place = [](const PlacedAnswer& one) { return one.place; };
    TP_TRY(page, http::page_of_all(request, placed(published_answers(tx, id)), place));
    http::Page<PublishedAnswer> out{{}, page.next};
    for (auto& one : page.items)
        out.items.push_back(std::move(one.answer));
    return out;
}

} // namespace tianping::bidding
