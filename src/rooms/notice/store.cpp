#include "rooms/notice/store.hpp"

namespace tianping::notice::store {
namespace {

std::vector<NoticeRow> published_of_kind(const ReadTx& tx, const trade::TradeId& trade, Kind kind)
{
    return tx.list<NoticeRow>(
        "WHERE trade = :t AND kind = :k AND state = 'published' ORDER BY published_at, id", trade,
        wire::name_of(kind));
}

} // namespace

std::optional<NoticeRow> notice(const ReadTx& tx, const NoticeId& id)
{
    return tx.find<NoticeRow>("WHERE id = :id", id);
}

std::optional<NoticeRow> published_under(const ReadTx& tx, const std::string& digest)
{
    return tx.find<NoticeRow>("WHERE digest = :d AND state = 'published' AND for_invited = 0", digest);
}

std::vector<NoticeRow> of_trade(const ReadTx& tx, const trade::TradeId& trade)
{
    return tx.list<NoticeRow>("WHERE trade = :t ORDER BY id", trade);
}

std::vector<NoticeRow> corrections(const ReadTx& tx, const trade::TradeId& trade)
{
    return published_of_kind(tx, trade, Kind::correction);
}

std::vector<NoticeRow> suspensions(const ReadTx& tx, const trade::TradeId& trade)
{
    return published_of_kind(tx, trade, Kind::suspension);
}

std::vector<ChannelRow> channels(const ReadTx& tx, const NoticeId& notice)
{
    return tx.list<ChannelRow>("WHERE notice = :n ORDER BY id", notice);
}

std::optional<ChannelRow> channel(const ReadTx& tx, const std::string& id)
{
    return tx.find<ChannelRow>("WHERE id = :id", id);
}

std::vector<ChannelRow> pending(const ReadTx& tx, std::int64_t most)
{
    return tx.list<ChannelRow>("WHERE state IN ('pending', 'received') ORDER BY state, id LIMIT :n", most);
}

std::vector<ChannelRow> differing_rows(const ReadTx& tx)
{
    return tx.list<ChannelRow>("WHERE state = 'differs' AND channel = 'designated_medium' ORDER BY id");
}

std::vector<ChannelRow> in_turn(const ReadTx& tx, std::int64_t most)
{
    return tx.list<ChannelRow>(
        "WHERE state = 'out' AND channel = 'designated_medium' ORDER BY looked, id LIMIT :n", most);
}

std::int64_t last_look(const ReadTx& tx)
{
    return tx.number("SELECT coalesce(max(looked), 0) FROM notice_channel");
}

void note_look(WriteTx& tx, const std::string& channel, std::int64_t look)
{
    tx.change("UPDATE notice_channel SET looked = :l WHERE id = :i", look, channel);
}

std::int64_t differing(const ReadTx& tx)
{
    return tx.number("SELECT count(*) FROM notice_channel WHERE state = 'differs' AND "
                     "channel = 'designated_medium'");
}

void keep(WriteTx& tx, const ChannelRow& row)
{
    tx.change("DELETE FROM notice_channel WHERE id = :id", row.id);
    tx.insert(row).value();
}

std::string overtaken_id(const trade::RoundId& round, Instant deadline)
{
    return round.text() + "/" + std::to_string(millis(deadline));
}

std::optional<OvertakenRow> overtaken(const ReadTx& tx, const trade::RoundId& round, Instant deadline)
{
    return tx.find<OvertakenRow>("WHERE id = :id", overtaken_id(round, deadline));
}

std::vector<OvertakenRow> overtaken_of(const ReadTx& tx, const trade::TradeId& trade, Instant deadline)
{
    return tx.list<OvertakenRow>("WHERE trade = :t AND deadline = :d ORDER BY id", trade, deadline);
}

std::vector<OvertakenRow> overtaken_in(const ReadTx& tx, const NoticeId& notice)
{
    return tx.list<OvertakenRow>("WHERE notice = :n ORDER BY id", notice);
}

void note_drafted(WriteTx& tx, const NoticeId& notice, const std::string& digest)
{
    tx.change("UPDATE notice_overtaken SET digest = :d WHERE notice = :n", digest, notice);
}

std::vector<NoticeRow> list(const ReadTx& tx, const ListQuery& query)
{
    // 'g' stands after every hex digit in every collation.
    const std::string before = query.after.empty() ? "ntc_g" : query.after;
    return tx.list<NoticeRow>(
        "WHERE id < :before AND (:t1 = '' OR trade = :t2) AND (:k1 = '' OR kind = :k2) "
        "AND ((state = 'published' AND (for_invited = 0 OR :invited = 1)) OR :inside = 1) "
        "ORDER BY id DESC LIMIT :n",
        before, query.trade, query.trade, query.kind, query.kind, query.invited, query.inside, query.limit);
}

} // namespace tianping::notice::store
