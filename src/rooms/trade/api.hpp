#pragma once
// What later rooms may ask trade: projects, trades, lots, rounds, intakes, the terms in force, stages and
// published instants (design.md 1). The stage belongs to the round; only this room changes its rows.
#include "formats/terms.hpp"
#include "infra/http/route.hpp"
#include "infra/spine/event_log.hpp"
#include "infra/spine/follower.hpp"
#include "rooms/guidance/api.hpp"
#include "rooms/identity/api.hpp"
#include "rooms/procedure/api.hpp"
#include "rooms/trade/events.hpp"
#include "rooms/trade/findings.hpp"
#include "rooms/trade/invitees.hpp"
#include "rooms/trade/words.hpp"

namespace tianping::trade {

struct TradeFacts {
    TradeId id{};
    ProjectId project{};
    std::string title{};
    std::string centre{}; // org_… of the trading centre
    identity::OrganisationId owner{};
    std::optional<identity::OrganisationId> agent{};
    std::string procedure{}; // "works-open-tender"
    std::string region{};
    std::string tender_project_code{};                     // 招标项目编号, 20
    std::string responsible_person{};                      // 服务责任人 (6.2.4)
    std::string trade_class{};                             // A01…A99
    std::vector<identity::OrganisationId> former_agents{}; // who ran it before; they do not bid in it either
};
BOOST_DESCRIBE_STRUCT(TradeFacts, (),
                      (id, project, title, centre, owner, agent, procedure, region, tender_project_code,
                       responsible_person, trade_class, former_agents))

// Who runs the trade as its owner's agent, or ran it.
struct Agency {
    identity::OrganisationId agent{};
    Instant from{};
    std::optional<Instant> until{}; // nothing for who runs it now
};

struct RoundFacts {
    RoundId id{};
    TradeId trade{};
    LotId lot{};
    IntakeId intake{};
    std::int64_t number{1}; // first, second… attempt for its lot; one dropped while registering is none
    Stage stage{};
    std::string lot_name{};
    std::string section_code{}; // 标段编号, 23
    std::string unified_code{}; // 统一交易标识码, 40
    Fen estimate{};
    std::optional<Instant> deadline{}; // published closing instant of the intake
    std::string terms_digest{};        // in force now; empty before the first signed version
    std::int64_t held{};               // 1 while a hold stands that stops the closing
    std::string scope{};               // what the lot comprises
};
BOOST_DESCRIBE_STRUCT(RoundFacts, (),
                      (id, trade, lot, intake, number, stage, lot_name, section_code, unified_code, estimate,
                       deadline, terms_digest, held, scope))

Result<TradeFacts> trade_facts(const ReadTx& tx, const TradeId& id); // `trade.unknown`
std::vector<Agency> agents_of(const ReadTx& tx, const TradeId& id);  // the first first
// The agent at that instant, or nobody; of one that is still to come, as it stands now.
std::optional<identity::OrganisationId> agent_at(const ReadTx& tx, const TradeId& id, Instant at);
// For a follower: each round that an event of this room is about, as it stands at the follower's turn.
using RoundHandler = std::function<void(WriteTx&, const events::Event&, const RoundFacts&)>;
Follower::Handler of_each_round(RoundHandler act);
Result<RoundFacts> round_facts(const ReadTx& tx, const RoundId& id);      // `round.unknown`
Result<RoundFacts> round_of_intake(const ReadTx& tx, const IntakeId& id); // `intake.unknown`
// In the order of lots and attempts, what was dropped first.
std::vector<RoundFacts> rounds_of(const ReadTx& tx, const TradeId& id);
std::vector<RoundFacts> announced_rounds(const ReadTx& tx); // whose intakes are not closed yet
// What was done before this instant concerns no lot that is still to be opened: the birth of the oldest round
// of the lots that have a round between its notice and its reading out, or one that follows another. Nothing
// when there is none. Of a first round nobody bids before its notice: its terms, its deposits and its intake
// are there for bidders from then on alone.
std::optional<Instant> sealed_since(const ReadTx& tx);

// How many are past the instant by which the centre promised to finish them, and wait for it.
std::int64_t overdue_registrations(const ReadTx& tx);

// What a dossier's `about` says of a round, and how the policy sees a trade or a round.
events::About about(const TradeFacts& trade, const RoundFacts& round);
events::About about(const TradeFacts& trade, const std::vector<RoundFacts>& rounds);
http::Object object_of(const TradeFacts& trade);
// The registered organisations (org_…) that close these rounds or hold shares in them, as their terms in
// force say, each once.
std::vector<std::string> closers_of(const ReadTx& tx, const std::vector<RoundFacts>& rounds);
// For route tables: finds the trade behind {trade}, {round} or {intake} of a path.
Result<http::Object> trade_object(const ReadTx& tx, const http::Request& request);

// A signed version of the terms; every version ever signed is kept.
struct SignedTerms {
    std::string digest{}; // hex
    terms::Terms terms{};
    std::string certificate_digest{};
    std::string signature{}; // base64, over terms::signed_bytes
    Instant signed_at{};
    std::optional<Instant> in_force_from{}; // when the notice that carries it was published
};
Result<SignedTerms> terms_by_digest(const ReadTx& tx, const std::string& digest_hex); // `trade.terms_unknown`
std::vector<SignedTerms> terms_versions(const ReadTx& tx, const TradeId& id);
const terms::LotTerms* lot_terms(const terms::Terms& terms, const RoundId& round);

// Whether these terms keep who closes and opens this round as those in force have it, to whom bids may be
// sealed already; true before the first are in force, and for a round of which they do not speak.
bool keeps_closers(const ReadTx& tx, const RoundFacts& round, const terms::Terms& terms);
// For notice: a notice was published that puts these terms in force for these rounds, with their deadline;
// also used when a clarification or postponement moves it. The documents are released at the hour of the
// terms, or with the first publication when that comes later. Schedules nothing itself. Refuses
// `trade.terms_not_of_round`, `trade.terms_older` for a version before the one in force,
// `trade.closers_changed`, and `trade.closed_already`.
Status put_in_force(WriteTx& tx, const Call& call, const TradeId& trade, const std::vector<RoundId>& rounds,
                    const std::string& terms_digest, Instant deadline);
// For opening and notice: makes the act's move or refuses with `trade.step_out_of_order`, naming stage and
// act; `trade.held` when a hold forbids it, which for closing is asked of the deadline. Appends
// `trade.round_moved`.
Result<RoundFacts> move(WriteTx& tx, const Call& call, const RoundId& round, Act act,
                        const std::string& reason);
// A failed round is followed by another for the same lot: new round and intake ids, same procedure.
Result<RoundFacts> follow_round(WriteTx& tx, const Call& call, const RoundId& failed, const std::string& why);

// What was registered; only parties and the centre see all of it.
Result<Registration> registration(const ReadTx& tx, const TradeId& id);
// Latest version of the terms that the owner signed, in force or not; empty before the first.
std::optional<SignedTerms> latest_terms(const ReadTx& tx, const TradeId& id);

// A round's procedure and limits, fixed at its first publication: later calls change nothing.
Status pin_rules(WriteTx& tx, const Call& call, const RoundId& round, const procedure::Rulebook& rules);
// A round that stands in a stage which the transition rule of a later version of its pinned procedure names.
struct GoingOver {
    RoundId round{};
    std::int64_t version{}; // the later one
};
std::vector<GoingOver> going_over(const ReadTx& tx, const procedure::Library& library);
// It pins the later version, which binds what is done from now on; one that does not go over keeps its own.
Status go_over(WriteTx& tx, const Call& call, const RoundId& round, const procedure::Library& library);
// The pinned ones, or those of `library` before the first publication.
Result<procedure::Rulebook> rules_of(const ReadTx& tx, const RoundFacts& round,
                                     const procedure::Library& library);
// A moment of the round that limits count from or to (`notice_published`, `clarification_sent`, …), by
// channel; the same one set again moves it.
void set_instant(WriteTx& tx, const Call& call, const RoundId& round, const std::string& instant,
                 procedure::Channel channel, Instant at);
// All that is known of a round for the rulebook: instants, sums, attributes (trade_class, mandatory, method,
// qualification, region) and holds.
procedure::Facts facts_of(const ReadTx& tx, const RoundFacts& round);

// What the law leaves to the owner of a round that failed for too few bidders, like the round before it, and
// that no other has followed yet (30号令38 and others, law/guidance); nothing for any other round.
std::vector<guidance::Note> after_second_failure(const ReadTx& tx, const guidance::Guidance& guidance,
                                                 const RoundFacts& round);

// The facts of a round as they would be under these terms; `more` adds instants (a later deadline, a
// clarification) and numbers, and wins over the terms. Documents that came out later than the terms say keep
// that instant.
procedure::Facts facts_with_terms(procedure::Facts facts, const terms::Terms& terms,
                                  const terms::LotTerms& lot, const std::optional<procedure::Facts>& more);
// What is said against putting these terms in force, over all their lots, each thing once: by the rulebook,
// and where procedure, names or estimates are registered otherwise (`trade.terms_of_another_procedure`,
// `trade.terms_disagree`).
Result<std::vector<Finding>> findings_on_terms(const ReadTx& tx, const procedure::Library& library,
                                               const terms::Terms& terms,
                                               const std::optional<procedure::Facts>& more);

// What an organisation took of a trade: the newest taking, newest trade first, from behind `after` (a trade,
// or empty) on. For itself alone.
struct LastTaking {
    TradeId trade{};
    std::string title{};   // of the trade
    std::int64_t number{}; // of the version
    Instant taken_at{};
};
std::vector<LastTaking> taken_by(const ReadTx& tx, const identity::OrganisationId& taker,
                                 const std::string& after, std::int64_t limit);

// A hold names rounds, forbidden acts, cause and article; it moves no instant (design.md 1).
struct Hold {
    HoldId id{};
    TradeId trade{};
    HoldCause cause{};
    std::string article{};
    std::string document{};
    std::string set_by{}; // org_…
    Lifter may_lift{};
    std::vector<RoundId> rounds{};
    std::vector<Act> forbids{};
    Instant set_at{};
    std::optional<Instant> lifted_at{};
    std::string lift_reason{};
};
BOOST_DESCRIBE_STRUCT(Hold, (),
                      (id, trade, cause, article, document, set_by, may_lift, rounds, forbids, set_at,
                       lifted_at, lift_reason))
std::vector<Hold> holds_of(const ReadTx& tx, const TradeId& trade);
// `trade.held` with cause, article and hold when one stands that forbids this act.
Status check_not_held(const ReadTx& tx, const RoundId& round, Act act);
// The same of those that stood at that moment: what was stamped then is judged by it whenever it is decided.
Status check_not_held(const ReadTx& tx, const RoundId& round, Act act, Instant at);
// Those that stop the closing and stood at the round's deadline, which did not happen then; none without a
// deadline. A hold set later, or lifted before, is not among them.
std::vector<Hold> overtaking(const ReadTx& tx, const RoundFacts& round);

} // namespace tianping::trade
