#pragma once
// All SQL of the trade room.
#include "rooms/trade/takers.hpp"
#include "rooms/trade/types.hpp"

namespace tianping::trade::store {

std::optional<TradeRow> trade(const ReadTx& tx, const TradeId& id);
// How many of the centre's trades came by this way, from `from` on and before `to`.
std::int64_t registered(const ReadTx& tx, const std::string& centre, Entry entry, Instant from, Instant to);
// Registrations past the promised instant that wait for the centre.
std::vector<TradeRow> overdue(const ReadTx& tx);
std::optional<ProjectRow> project(const ReadTx& tx, const ProjectId& id);
std::optional<ProjectRow> project_of(const ReadTx& tx, const identity::OrganisationId& owner,
                                     const std::string& investment_code);
std::vector<LotRow> lots(const ReadTx& tx, const TradeId& trade);
std::optional<RoundRow> round(const ReadTx& tx, const RoundId& id);

// Joined for readers; the condition names r (round) and l (lot) and one text argument.
std::vector<RoundFacts> facts(const ReadTx& tx, const std::string& where, const std::string& argument);

std::vector<AgentRow> agents(const ReadTx& tx, const TradeId& trade); // the first first
// Whoever runs the trade does so until then, and this one from then on; nobody where there is none.
void put_agent(WriteTx& tx, const TradeId& trade, const std::optional<identity::OrganisationId>& agent,
               Instant at);

std::vector<SupplementRow> supplements(const ReadTx& tx, const TradeId& trade);
void answer_supplement(WriteTx& tx, const TradeId& trade, std::int64_t list, Instant at);
void replace_lot(WriteTx& tx, const LotRow& lot);
void give_codes(WriteTx& tx, const LotId& lot, const std::string& section, const std::string& unified);

std::optional<TermsRow> terms(const ReadTx& tx, const std::string& digest);
std::vector<TermsRow> terms_of(const ReadTx& tx, const TradeId& trade);
// The last with a smaller number that is or was in force.
std::optional<TermsRow> terms_in_force_before(const ReadTx& tx, const TradeId& trade, std::int64_t number);
// By their numbers; without `all` only what is or was in force, from behind the digest `after` on.
struct TermsQuery {
    TradeId trade{};
    bool all = false;
    std::string after{};
    std::int64_t most{};
};
std::vector<TermsRow> terms_page(const ReadTx& tx, const TermsQuery& query);
void mark_in_force(WriteTx& tx, const std::string& digest, Instant from); // the first time only

std::optional<TakingRow> taking(const ReadTx& tx, const std::string& id);
// Ascending by id, from behind `after` on.
std::vector<TakingRow> takings(const ReadTx& tx, const TradeId& trade, const std::string& after,
                               std::int64_t limit);
// The newest of each trade, newest trade first, from behind the trade `after` on.
std::vector<TakingRow> last_takings(const ReadTx& tx, const identity::OrganisationId& taker,
                                    const std::string& after, std::int64_t limit);
std::vector<InviteeRow> invitees(const ReadTx& tx, const RoundId& round); // ascending by code
void replace_invitees(WriteTx& tx, const RoundId& round, const std::vector<Invitee>& all);

std::vector<InstantRow> instants(const ReadTx& tx, const RoundId& round);
void put_instant(WriteTx& tx, const InstantRow& row);
// The oldest of the lots that have a round between its notice and its reading out, or another after one
// that failed.
std::optional<RoundRow> oldest_sealed(const ReadTx& tx);
std::vector<std::string> closers(const ReadTx& tx, const std::vector<RoundFacts>& rounds);
void replace_closers(WriteTx& tx, const RoundId& round, const std::vector<std::string>& codes);

std::optional<std::string> rulebook(const ReadTx& tx, const std::string& digest);
void keep_rulebook(WriteTx& tx, const std::string& digest, const std::string& body);
// Those that bind a round now, and the rounds that one of them binds.
std::vector<RulebookRow> pinned_rulebooks(const ReadTx& tx);
std::vector<RoundRow> rounds_by_rules(const ReadTx& tx, const std::string& digest);

std::optional<HoldRow> hold(const ReadTx& tx, const HoldId& id);
std::vector<HoldRow> holds_of_trade(const ReadTx& tx, const TradeId& trade);
std::vector<HoldRow> holds_of_round(const ReadTx& tx, const RoundId& round);
std::vector<RoundId> rounds_of_hold(const ReadTx& tx, const HoldId& hold);
void bind_hold(WriteTx& tx, const HoldId& hold, const RoundId& round);

// The next number of a series ("project/…", "unified/…"), from 1.
std::int64_t next_number(WriteTx& tx, const std::string& series);

// Newest first. Unpublished trades are shown too to their owner, to their agent under the owner's mandate
// (`agent` for `principal`, within its `scope`), to staff of their centre, to whom they invite, and to
// supervisors where their `supervision` holds them, as the policy has it.
struct ListQuery {
    std::string owner{};
    std::string agent{};
    std::string principal{};
    std::string scope{}; // a trade's or a project's id; empty: all
    std::string centre{};
    std::string code{}; // of an organisation: what it is invited to
    std::optional<Supervision> supervision{};
    std::string region{}; // leading digits, empty for every region
    std::string trade_class{};
    std::string after{};
    std::int64_t limit{};
};
std::vector<TradeRow> list(const ReadTx& tx, const ListQuery& query);

} // namespace tianping::trade::store
