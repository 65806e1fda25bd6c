#include "rooms/trade/store.hpp"

namespace tianping::trade::store {
namespace {

struct CodeRow {
    std::string code{};
};
BOOST_DESCRIBE_STRUCT(CodeRow, (), (code))

struct RoundIdRow {
    RoundId round{};
};
BOOST_DESCRIBE_STRUCT(RoundIdRow, (), (round))

// The members of RoundFacts in their order.
const std::string round_columns =
    "SELECT r.id, r.trade, r.lot, r.intake, r.number, r.stage, l.name, l.section_code, l.unified_code, "
    "l.estimate, "
    "r.deadline, r.terms_digest, CASE WHEN EXISTS (SELECT 1 FROM trade_hold h JOIN trade_hold_round b ON "
    "b.hold = h.id "
    "WHERE b.round = r.id AND h.lifted_at IS NULL AND h.stops_closing = 1) THEN 1 ELSE 0 END, l.scope "
    "FROM trade_round r JOIN lot l ON l.id = r.lot ";

} // namespace

std::optional<TradeRow> trade(const ReadTx& tx, const TradeId& id)
{
    return tx.find<TradeRow>("WHERE id = :id", id);
}

std::int64_t registered(const ReadTx& tx, const std::string& centre, Entry entry, Instant from, Instant to)
{
    return tx.number("SELECT count(*) FROM trade WHERE centre = :c AND entry = :e AND submitted_at >= :f AND "
                     "submitted_at < :t",
                     centre, entry, from, to);
}

std::vector<TradeRow> overdue(const ReadTx& tx)
{
    return tx.list<TradeRow>("WHERE overdue = 1 AND state = 'submitted' ORDER BY id");
}

std::optional<ProjectRow> project(const ReadTx& tx, const ProjectId& id)
{
    return tx.find<ProjectRow>("WHERE id = :id", id);
}

std::optional<ProjectRow> project_of(const ReadTx& tx, const identity::OrganisationId& owner,
                                     const std::string& investment_code)
{
    return tx.find<ProjectRow>("WHERE owner = :o AND investment_code = :c", owner, investment_code);
}

std::vector<LotRow> lots(const ReadTx& tx, const TradeId& trade)
{
    return tx.list<LotRow>("WHERE trade = :t ORDER BY position", trade);
}

std::optional<RoundRow> round(const ReadTx& tx, const RoundId& id)
{
    return tx.find<RoundRow>("WHERE id = :id", id);
}

std::vector<RoundFacts> facts(const ReadTx& tx, const std::string& where, const std::string& argument)
{
    return tx.query<RoundFacts>(round_columns + where +
                                    " ORDER BY l.position, r.number, CASE WHEN r.stage = 'terminated' THEN 0 "
                                    "ELSE 1 END, r.terms_digest",
                                argument);
}

std::vector<AgentRow> agents(const ReadTx& tx, const TradeId& trade)
{
    return tx.list<AgentRow>("WHERE trade = :t ORDER BY named_at, id", trade);
}

void put_agent(WriteTx& tx, const TradeId& trade, const std::optional<identity::OrganisationId>& agent,
               Instant at)
{
    tx.change("UPDATE trade_agent SET ended_at = :a WHERE trade = :t AND ended_at IS NULL", at, trade);
    if (!agent)
        return;
    const auto number = tx.number("SELECT count(*) FROM trade_agent WHERE trade = :t", trade) + 1;
    tx.insert(AgentRow{trade.text() + "/" + std::to_string(number), trade, *agent, at, std::nullopt}).value();
}

std::vector<SupplementRow> supplements(const ReadTx& tx, const TradeId& trade)
{
    return tx.list<SupplementRow>("WHERE trade = :t ORDER BY list", trade);
}

void answer_supplement(WriteTx& tx, const TradeId& trade, std::int64_t list, Instant at)
{
    tx.change("UPDATE supplement SET answered_at = :a WHERE trade = :t AND list = :l", at, trade, list);
}

void replace_lot(WriteTx& tx, const LotRow& lot)
{
    tx.change("UPDATE lot SET name = :n, scope = :s, estimate = :e WHERE id = :id", lot.name, lot.scope,
              lot.estimate, lot.id);
}

void give_codes(WriteTx& tx, const LotId& lot, const std::string& section, const std::string& unified)
{
    tx.change("UPDATE lot SET section_code = :s, unified_code = :u WHERE id = :id", section, unified, lot);
}

std::optional<TermsRow> terms(const ReadTx& tx, const std::string& digest)
{
    return tx.find<TermsRow>("WHERE digest = :d", digest);
}

std::vector<TermsRow> terms_of(const ReadTx& tx, const TradeId& trade)
{
    return tx.list<TermsRow>("WHERE trade = :t ORDER BY number", trade);
}

std::optional<TermsRow> terms_in_force_before(const ReadTx& tx, const TradeId& trade, std::int64_t number)
{
    return tx.find<TermsRow>(
        "WHERE trade = :t AND number = (SELECT max(b.number) FROM terms_version b WHERE b.trade = :u AND "
        "b.number < :n AND b.in_force_from IS NOT NULL)",
        trade, trade, number);
}

std::vector<TermsRow> terms_page(const ReadTx& tx, const TermsQuery& query)
{
    return tx.list<TermsRow>(
        "WHERE trade = :t AND (in_force_from IS NOT NULL OR :i = 1) AND number > (SELECT "
        "coalesce(max(b.number), 0) FROM terms_version b WHERE b.digest = :d AND b.trade = :u AND "
        "(b.in_force_from IS NOT NULL OR :j = 1)) ORDER BY number LIMIT :n",
        query.trade, query.all, query.after, query.trade, query.all, query.most);
}

void mark_in_force(WriteTx& tx, const std::string& digest, Instant from)
{
    tx.change("UPDATE terms_version SET in_force_from = :f WHERE digest = :d AND in_force_from IS NULL", from,
              digest);
}

std::optional<TakingRow> taking(const ReadTx& tx, const std::string& id)
{
    return tx.find<TakingRow>("WHERE id = :i", id);
}

std::vector<TakingRow> takings(const ReadTx& tx, const TradeId& trade, const std::string& after,
                               std::int64_t limit)
{
    return tx.list<TakingRow>("WHERE trade = :t AND id > :a ORDER BY id LIMIT :n", trade, after, limit);
}

std::vector<TakingRow> last_takings(const ReadTx& tx, const identity::OrganisationId& taker,
                                    const std::string& after, std::int64_t limit)
{
    const std::string before = after.empty() ? "trd_g" : after;
    return tx.list<TakingRow>("WHERE taker = :w AND trade < :b AND NOT EXISTS (SELECT 1 FROM terms_taking n "
                              "WHERE n.taker = terms_taking.taker AND n.trade = terms_taking.trade AND "
                              "(n.taken_at > terms_taking.taken_at OR "
                              "(n.taken_at = terms_taking.taken_at AND n.id > terms_taking.id))) "
                              "ORDER BY trade DESC LIMIT :n",
                              taker, before, limit);
}

std::vector<InviteeRow> invitees(const ReadTx& tx, const RoundId& round)
{
    return tx.list<InviteeRow>("WHERE round = :r ORDER BY code", round);
}

void replace_invitees(WriteTx& tx, const RoundId& round, const std::vector<Invitee>& all)
{
    tx.change("DELETE FROM round_invitee WHERE round = :r", round);
    for (const auto& one : all)
        tx.insert(InviteeRow{round.text() + "/" + one.code, round, one.code, one.name}).value();
}

std::vector<InstantRow> instants(const ReadTx& tx, const RoundId& round)
{
    return tx.list<InstantRow>("WHERE round = :r ORDER BY instant, channel", round);
}

void put_instant(WriteTx& tx, const InstantRow& row)
{
    tx.change("INSERT INTO round_instant (round, instant, channel, at) VALUES (:r, :i, :c, :a) "
              "ON CONFLICT (round, instant, channel) DO UPDATE SET at = excluded.at",
              row.round, row.instant, row.channel, row.at);
}

std::optional<RoundRow> oldest_sealed(const ReadTx& tx)
{
    const auto rows =
        tx.list<RoundRow>("WHERE lot IN (SELECT lot FROM trade_round WHERE stage IN ('announced', 'closed', "
                          "'opening') OR (stage = 'registered' AND number > 1)) ORDER BY id LIMIT 1");
    return rows.empty() ? std::nullopt : std::optional{rows.front()};
}

std::vector<std::string> closers(const ReadTx& tx, const std::vector<RoundFacts>& rounds)
{
    std::vector<std::string> out;
    for (const auto& round : rounds)
        for (auto& row :
             tx.query<CodeRow>("SELECT code FROM round_closer WHERE round = :r ORDER BY code", round.id))
            out.push_back(std::move(row.code));
    return out;
}

void replace_closers(WriteTx& tx, const RoundId& round, const std::vector<std::string>& codes)
{
    tx.change("DELETE FROM round_closer WHERE round = :r", round);
    for (const auto& code : codes)
        tx.change(
            "INSERT INTO round_closer (round, code) VALUES (:r, :c) ON CONFLICT (round, code) DO NOTHING",
            round, code);
}

std::optional<std::string> rulebook(const ReadTx& tx, const std::string& digest)
{
    const auto row = tx.find<RulebookRow>("WHERE digest = :d", digest);
    return row ? std::optional{row->body} : std::nullopt;
}

void keep_rulebook(WriteTx& tx, const std::string& digest, const std::string& body)
{
    tx.change("INSERT INTO rulebook (digest, body) VALUES (:d, :b) ON CONFLICT (digest) DO NOTHING", digest,
              body);
}

std::vector<RulebookRow> pinned_rulebooks(const ReadTx& tx)
{
    return tx.list<RulebookRow>("WHERE digest IN (SELECT rules FROM trade_round) ORDER BY digest");
}

std::vector<RoundRow> rounds_by_rules(const ReadTx& tx, const std::string& digest)
{
    return tx.list<RoundRow>("WHERE rules = :r ORDER BY id", digest);
}

std::optional<HoldRow> hold(const ReadTx& tx, const HoldId& id)
{
    return tx.find<HoldRow>("WHERE id = :id", id);
}

std::vector<HoldRow> holds_of_trade(const ReadTx& tx, const TradeId& trade)
{
    return tx.list<HoldRow>("WHERE trade = :t ORDER BY set_at, id", trade);
}

std::vector<HoldRow> holds_of_round(const ReadTx& tx, const RoundId& round)
{
    return tx.list<HoldRow>(
        "WHERE id IN (SELECT hold FROM trade_hold_round WHERE round = :r) ORDER BY set_at, id", round);
}

std::vector<RoundId> rounds_of_hold(const ReadTx& tx, const HoldId& hold)
{
    std::vector<RoundId> out;
    for (const auto& row :
         tx.query<RoundIdRow>("SELECT round FROM trade_hold_round WHERE hold = :h ORDER BY round", hold))
        out.push_back(row.round);
    return out;
}

void bind_hold(WriteTx& tx, const HoldId& hold, const RoundId& round)
{
    tx.change("INSERT INTO trade_hold_round (hold, round) VALUES (:h, :r)", hold, round);
}

std::int64_t next_number(WriteTx& tx, const std::string& series)
{
    tx.change("INSERT INTO trade_counter (name, last) VALUES (:n, 1) "
              "ON CONFLICT (name) DO UPDATE SET last = trade_counter.last + 1",
              series);
    return tx.number("SELECT last FROM trade_counter WHERE name = :n", series);
}

} // namespace tianping::trade::store
