#pragma once
// All SQL of the notice room.
#include "rooms/notice/types.hpp"

namespace tianping::notice::store {

std::optional<NoticeRow> notice(const ReadTx& tx, const NoticeId& id);
std::optional<NoticeRow> published_under(const ReadTx& tx, const std::string& digest); // to everybody
std::vector<NoticeRow> of_trade(const ReadTx& tx, const trade::TradeId& trade);
// Published ones of these kinds, in order of their publication.
std::vector<NoticeRow> corrections(const ReadTx& tx, const trade::TradeId& trade);
std::vector<NoticeRow> suspensions(const ReadTx& tx, const trade::TradeId& trade);

std::vector<ChannelRow> channels(const ReadTx& tx, const NoticeId& notice);
std::optional<ChannelRow> channel(const ReadTx& tx, const std::string& id);
// Those that wait for the outside medium and then those that wait to be read back, each oldest notice first.
std::vector<ChannelRow> pending(const ReadTx& tx, std::int64_t most);
// Those that the outside medium has otherwise than they were signed, and how many.
std::vector<ChannelRow> differing_rows(const ReadTx& tx);
std::int64_t differing(const ReadTx& tx);
// Those that it shows as they were signed: first what was read longest ago.
std::vector<ChannelRow> in_turn(const ReadTx& tx, std::int64_t most);
std::int64_t last_look(const ReadTx& tx);
void note_look(WriteTx& tx, const std::string& channel, std::int64_t look);
void keep(WriteTx& tx, const ChannelRow& row);

std::string overtaken_id(const trade::RoundId& round, Instant deadline);
std::optional<OvertakenRow> overtaken(const ReadTx& tx, const trade::RoundId& round, Instant deadline);
std::vector<OvertakenRow> overtaken_of(const ReadTx& tx, const trade::TradeId& trade, Instant deadline);
std::vector<OvertakenRow> overtaken_in(const ReadTx& tx, const NoticeId& notice);
// What the platform has drafted by now, for all the rounds that share the draft.
void note_drafted(WriteTx& tx, const NoticeId& notice, const std::string& digest);

// Newest first: published ones, and every state of one's own trade when `trade` is asked by a party.
struct ListQuery {
    std::string trade{}; // empty for all
    std::string kind{};
    std::string after{};
    bool inside = false;
    bool invited = false; // to what the trade sends to the invited alone
    std::int64_t limit{};
};
std::vector<NoticeRow> list(const ReadTx& tx, const ListQuery& query);

} // namespace tianping::notice::store
