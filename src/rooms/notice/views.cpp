#include "base/json_text.hpp"
#include "rooms/notice/correcting.hpp"
#include "rooms/notice/overtaken.hpp"
#include "rooms/notice/store.hpp"
#include <algorithm>

namespace tianping::notice {
namespace {

PublishedNotice as_published(const ReadTx& tx, const NoticeRow& row)
{
    PublishedNotice out{row.id,        from_text<Text>(row.body), row.digest, row.certificate_digest,
                        row.signature, row.published_at.value(),  {}};
    for (const auto& channel : store::channels(tx, row.id))
        out.channels.push_back(shown(channel));
    return out;
}

} // namespace

ChannelFacts shown(const ChannelRow& row)
{
    return {row.channel, row.name,       row.state,  row.digest,
            row.address, row.reached_at, row.out_at, row.receipt};
}

bool is_invited(const ReadTx& tx, const Call& call, const trade::TradeId& trade)
{
    const auto who = identity::acting_organisation(call);
    return who && std::ranges::any_of(trade::rounds_of(tx, trade), [&](const trade::RoundFacts& round) {
               return trade::is_invited(tx, round.id, *who);
           });
}

NoticeLine line(const NoticeRow& row)
{
    return {row.id, row.trade, row.kind, row.title, row.state, row.published_at, row.digest};
}

std::vector<PublishedNotice> published_to_invited(const ReadTx& tx, const trade::TradeId& trade)
{
    std::vector<PublishedNotice> out;
    for (const auto& row : store::of_trade(tx, trade))
        if (row.state == State::published)
            out.push_back(as_published(tx, row));
    return out;
}

std::vector<PublishedNotice> published_of(const ReadTx& tx, const trade::TradeId& trade)
{
    std::vector<PublishedNotice> out;
    for (const auto& row : store::of_trade(tx, trade))
        if (row.state == State::published && !row.for_invited)
            out.push_back(as_published(tx, row));
    return out;
}

Result<PublishedNotice> published(const ReadTx& tx, const NoticeId& id)
{
    const auto row = store::notice(tx, id);
    if (!row || row->state != State::published || row->for_invited)
        return Error{Fault::not_found, "notice.unknown", {}, {{"id", id.text()}}};
    return as_published(tx, *row);
}

std::optional<PublishedNotice> published_under(const ReadTx& tx, const std::string& digest)
{
    const auto row = store::published_under(tx, digest);
    return row ? std::optional{as_published(tx, *row)} : std::nullopt;
}

Result<NoticeRow> notice_of_path(const ReadTx& tx, const http::Request& request)
{
    const auto& text = request.path.at("notice");
    const auto id = NoticeId::parse(text);
    auto row = id ? store::notice(tx, *id) : std::nullopt;
    if (!row)
        return Error{Fault::not_found, "notice.unknown", {}, {{"id", beginning(text, 64)}}};
    return *std::move(row);
}

Result<http::Object> notice_object(const ReadTx& tx, const http::Request& request)
{
    TP_TRY(row, notice_of_path(tx, request));
    TP_TRY(trade, trade::trade_facts(tx, row.trade));
    auto object = trade::object_of(trade);
    object.kind = "notice";
    object.id = row.id.text();
    object.stage = wire::name_of(row.state);
    object.published = row.state == State::published && !row.for_invited;
    if (row.state == State::published && row.for_invited)
        for (const auto& round : rounds_of(tx, from_text<Text>(row.body)))
            for (auto& invited : trade::invited_to(tx, round))
                object.holders.push_back(std::move(invited));
    return object;
}

Status keep(WriteTx& tx, const http::Request& request, NoticeRow& row)
{
    if (request.if_match)
        row.version = *request.if_match;
    return tx.update(row);
}

events::About about(const ReadTx& tx, const Text& text)
{
    const auto id = trade::TradeId::parse(text.trade).value();
    return trade::about(trade::trade_facts(tx, id).value(), rounds_of(tx, text));
}

// Whoever would see the trade were it not published.
bool sees_inside(const Actor& actor, const trade::TradeFacts& trade)
{
    const auto hidden = trade::object_of(trade);
    return actor.system || identity::may(actor, Capability::public_read, &hidden).has_value();
}

NoticeOut Notices::shown(const ReadTx& tx, const Actor& actor, const NoticeRow& row) const
{
    NoticeOut out{row.id,
                  from_text<Text>(row.body),
                  row.digest,
                  row.certificate_digest,
                  row.signature,
                  row.published_at,
                  {},
                  std::nullopt,
                  0};
    for (const auto& channel : store::channels(tx, row.id))
        out.channels.push_back(notice::shown(channel));
    if (row.state == State::published)
        out.corrected_by = corrections_of(tx, row);
    if (!sees_inside(actor, trade::trade_facts(tx, row.trade).value()))
        return out;
    out.version = row.version;
    out.inside = Inside{row.state, {}, std::nullopt, "", "", row.refused, is_untouched(tx, row)};
    if (row.state == State::published || row.state == State::withdrawn)
        return out;
    // Against the hour that the text names, or after a refusal the hour of that: a reading has none that
    // counts.
    if (auto against = findings(tx, row, {row.publish_at, row.publish_at}))
        out.inside->findings = *std::move(against);
    if (const auto earliest = earliest_deadline(tx, out.text, row.publish_at)) {
        out.inside->earliest_deadline = earliest->at;
        out.inside->earliest_because = earliest->zh;
        out.inside->earliest_because_en = earliest->en;
    }
    return out;
}

Result<NoticeOut> Notices::get(const ReadTx& tx, const http::Request& request) const
{
    TP_TRY(row, notice_of_path(tx, request));
    return shown(tx, request.call.actor, row);
}

Result<http::Page<NoticeLine>> Notices::list(const ReadTx& tx, const http::Request& request) const
{
    http::QueryReader query{request};
    store::ListQuery wanted;
    const auto trade_id = query.id<trade::TradeId>("trade");
    const auto kind = query.choice<Kind>("kind");
    wanted.after = query.after();
    const auto limit = query.limit();
    TP_CHECK(query.done());
    wanted.kind = kind ? wire::name_of(*kind) : "";
    wanted.limit = limit + 1;
    if (trade_id) {
        wanted.trade = trade_id->text();
        const auto trade = trade::trade_facts(tx, *trade_id);
        wanted.inside = trade && sees_inside(request.call.actor, *trade);
        wanted.invited = trade && is_invited(tx, request.call, *trade_id);
    }
    std::vector<NoticeLine> lines;
    for (const auto& row : store::list(tx, wanted))
        lines.push_back(line(row));
    return http::page_of(std::move(lines), limit, [](const NoticeLine& last) { return last.id.text(); });
}

} // namespace tianping::notice
