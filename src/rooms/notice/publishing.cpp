// Publishing at its time, and what it does to the rounds that the notice serves.
#include "base/json_text.hpp"
#include "infra/spine/attempt.hpp"
#include "rooms/notice/overtaken.hpp"
#include "rooms/notice/service.hpp"
#include "rooms/notice/store.hpp"
#include <algorithm>

namespace tianping::notice {
namespace {

using procedure::Channel;
using trade::Act;

Status announce(WriteTx& tx, const Call& call, const trade::RoundFacts& round,
                const procedure::Library& library, Kind kind)
{
    TP_TRY(rules, trade::rules_of(tx, round, library));
    TP_CHECK(trade::pin_rules(tx, call, round.id, rules));
    const bool open = kind == Kind::tender_notice;
    trade::set_instant(tx, call, round.id, open ? "notice_published" : "invitation_sent",
                       open ? Channel::platform : Channel::none, call.arrived);
    TP_CHECK(trade::move(tx, call, round.id, Act::announce, wire::name_of(kind)));
    return {};
}

// The deadline comes with the terms that say it: a notice that says another one is not published.
Status put_in_force(WriteTx& tx, const Call& call, const trade::RoundFacts& round, const Text& text)
{
    if (!text.terms)
        return {};
    TP_TRY(terms, trade::terms_by_digest(tx, *text.terms));
    return trade::put_in_force(tx, call, round.trade, {round.id}, terms.digest, terms.terms.deadline);
}

Result<std::optional<std::string>> fail(WriteTx& tx, const Call& call, const trade::RoundFacts& round,
                                        const Text& text, bool follow)
{
    const auto reason = text.reason.value_or("");
    if (round.stage != trade::Stage::failed)
        TP_CHECK(trade::move(tx, call, round.id, Act::fail, reason));
    if (!follow)
        return std::optional<std::string>{};
    TP_TRY(next, trade::follow_round(tx, call, round.id, reason));
    return std::optional{next.id.text()};
}

bool for_invited(const ReadTx& tx, const Text& text)
{
    return std::ranges::any_of(rounds_of(tx, text), [&](const trade::RoundFacts& round) {
        return trade::only_for_invited(tx, round);
    });
}

std::vector<std::string> reasons_of(const Error& error)
{
    std::vector<std::string> out;
    for (const auto& field : error.fields)
        out.push_back(field.code + ": " + field.allowed);
    return out;
}

Status refuse(WriteTx& tx, const Call& call, NoticeRow& row, const Error& error)
{
    TP_TRY(state, next_state(row.state, NoticeAct::refuse));
    row.state = state;
    row.refused = error.code;
    row.publish_at = call.arrived; // the owner reads what stood against it at this hour
    TP_CHECK(tx.update(row));
    events::append(tx, call, row.id.text(), about(tx, from_text<Text>(row.body)),
                   PublicationRefused{error.code, reasons_of(error)});
    return {};
}

} // namespace

Result<std::vector<std::string>> Notices::take_effect(WriteTx& tx, const Call& call, const NoticeRow& row,
                                                      const Text& text) const
{
    std::vector<std::string> new_rounds;
    for (const auto& round : rounds_of(tx, text)) {
        if (clarifies(text, changes_of(tx, text, round)))
            trade::set_instant(tx, call, round.id, "clarification_sent", Channel::platform, call.arrived);
        TP_CHECK(put_in_force(tx, call, round, text));
        if (announces(text.kind)) {
            TP_CHECK(announce(tx, call, round, library_, text.kind));
        } else if (text.kind == Kind::failed_round) {
            TP_TRY(next, fail(tx, call, round, text, row.follow));
            if (next)
                new_rounds.push_back(*next);
        } else if (text.kind == Kind::termination) {
            TP_CHECK(trade::move(tx, call, round.id, Act::terminate, text.reason.value_or("")));
            trade::set_instant(tx, call, round.id, "round_terminated", Channel::none, call.arrived);
        }
    }
    return new_rounds;
}

Status Notices::publish(WriteTx& tx, const Call& call, NoticeRow& row) const
{
    TP_TRY(state, next_state(row.state, NoticeAct::publish));
    const auto text = from_text<Text>(row.body);
    TP_TRY(new_rounds, take_effect(tx, call, row, text));
    row.state = state;
    row.published_at = call.arrived;
    row.refused.clear();
    row.for_invited = for_invited(tx, text);
    TP_CHECK(tx.update(row));
    const auto address = settings_.origin + "/notices/" + row.id.text();
    store::keep(tx, {row.id.text() + "/platform", row.id, Channel::platform, settings_.platform,
                     ChannelState::out, row.digest, address, call.arrived, call.arrived, "", ""});
    if (!settings_.medium.empty() && row.kind != Kind::invitation && !row.for_invited)
        store::keep(tx,
                    {row.id.text() + "/designated_medium", row.id, Channel::designated_medium,
                     settings_.medium, ChannelState::pending, "", "", std::nullopt, std::nullopt, "", ""});
    if (row.for_invited)
        events::append(tx, call, row.id.text(), about(tx, text),
                       SentToInvited{text, row.digest, row.certificate_digest, row.signature, call.arrived});
    else
        events::append(tx, call, row.id.text(), about(tx, text),
                       Published{text, row.digest, row.certificate_digest, row.signature, call.arrived,
                                 address, new_rounds});
    if (text.answers)
        TP_CHECK(answering_.published(tx, call, text));
    return {};
}

Status Notices::publish_if_lawful(WriteTx& tx, const Call& call, NoticeRow row) const
{
    TP_TRY(against, findings(tx, row, {call.arrived, row.publish_at}));
    TP_CHECK(refusal(against, "zh"));
    return publish(tx, call, row);
}

// Whatever refuses it at its hour, the owner hears of it: it is a draft again, with the reason.
Result<jobs::Outcome> Notices::publish_due(WriteTx& tx, const Call& call, const Job& job) const
{
    const auto body = wire::parse_json(job.body).value();
    const auto id = NoticeId::parse(body.at("notice").as_string()).value();
    auto row = store::notice(tx, id).value();
    if (row.state != State::signed_ || row.publish_at > call.arrived)
        return jobs::Outcome{jobs::Done{}};
    const auto done = attempt(tx, [&] { return publish_if_lawful(tx, call, row); });
    if (!done)
        TP_CHECK(refuse(tx, call, row, done.error()));
    return jobs::Outcome{jobs::Done{}};
}

jobs::Handlers Notices::handlers() const
{
    return {{std::string{publish_job},
             [this](WriteTx& tx, const Call& call, const Job& job) { return publish_due(tx, call, job); }},
            {std::string{overtaken_job}, [this](WriteTx& tx, const Call& call, const Job& job) {
                 return postpone_overtaken(tx, call, job);
             }}};
}

} // namespace tianping::notice
