#pragma once
// What trade keeps: one described struct a table.
#include "rooms/trade/api.hpp"

namespace tianping::trade {

struct ProjectRow {
    ProjectId id{};
    std::string investment_code{};
    identity::OrganisationId owner{};
    std::string name{};
    std::string region{};
    std::string project_code{}; // 项目编号, 17; empty until the first registration of the project is finished
    std::int64_t version{1};
    static constexpr std::string_view table = "project";
};
BOOST_DESCRIBE_STRUCT(ProjectRow, (), (id, investment_code, owner, name, region, project_code, version))

// Where the registration stands. There is no state in which anything waits for approval (6.2.5).
enum class TradeState { submitted, supplement_wanted, registered, withdrawn };
BOOST_DESCRIBE_ENUM(TradeState, submitted, supplement_wanted, registered, withdrawn)
enum class RegisterAct { ask, supplement, finish, withdraw };
BOOST_DESCRIBE_ENUM(RegisterAct, ask, supplement, finish, withdraw)

struct TradeRow {
    TradeId id{};
    ProjectId project{};
    std::string title{};
    std::string centre{};
    identity::OrganisationId owner{};
    std::optional<identity::OrganisationId> agent{};
    std::string mandate{};
    std::string procedure{};
    std::string region{};
    std::string trade_class{};
    TradeState state{};
    Entry entry{};
    std::string application{};  // desk: canonical JSON of the signed paper's scan, else empty
    std::string registration{}; // canonical JSON of Registration
    std::string confirmation{}; // canonical JSON of Confirmation, empty before
    std::string tender_project_code{};
    std::string responsible_person{};
    std::string latest_terms{};
    std::int64_t latest_number{};
    bool published = false;
    Instant submitted_at{};
    std::optional<Instant> registered_at{};
    std::optional<Instant> finish_by{}; // as the centre promised when the papers were complete
    bool overdue = false;               // reminded of that
    std::int64_t version{1};
    static constexpr std::string_view table = "trade";
};
BOOST_DESCRIBE_STRUCT(TradeRow, (),
                      (id, project, title, centre, owner, agent, mandate, procedure, region, trade_class,
                       state, entry, application, registration, confirmation, tender_project_code,
                       responsible_person, latest_terms, latest_number, published, submitted_at,
                       registered_at, finish_by, overdue, version))

// Job "trade.registration_overdue".
struct OverdueJob {
    TradeId trade{};
    Instant finish_by{};
};
BOOST_DESCRIBE_STRUCT(OverdueJob, (), (trade, finish_by))

struct AgentRow {
    std::string id{}; // trd_…/number
    TradeId trade{};
    identity::OrganisationId agent{};
    Instant named_at{};
    std::optional<Instant> ended_at{};
    static constexpr std::string_view table = "trade_agent";
};
BOOST_DESCRIBE_STRUCT(AgentRow, (), (id, trade, agent, named_at, ended_at))

struct SupplementRow {
    std::string id{};
    TradeId trade{};
    std::int64_t list{};
    std::string items{}; // canonical JSON of std::vector<Wanted>
    std::string new_facts{};
    Instant asked_at{};
    std::optional<Instant> answered_at{};
    static constexpr std::string_view table = "supplement";
};
BOOST_DESCRIBE_STRUCT(SupplementRow, (), (id, trade, list, items, new_facts, asked_at, answered_at))

struct LotRow {
    LotId id{};
    TradeId trade{};
    std::int64_t position{};
    std::string name{};
    std::string scope{};
    Fen estimate{};
    std::string section_code{};
    std::string unified_code{};
    static constexpr std::string_view table = "lot";
};
BOOST_DESCRIBE_STRUCT(LotRow, (), (id, trade, position, name, scope, estimate, section_code, unified_code))

struct RoundRow {
    RoundId id{};
    TradeId trade{};
    LotId lot{};
    IntakeId intake{};
    std::int64_t number{1};
    Stage stage{};
    std::optional<Instant> deadline{};
    std::string terms_digest{};
    std::string rules{}; // digest of the pinned rulebook
    std::optional<RoundId> followed_by{};
    std::int64_t version{1};
    static constexpr std::string_view table = "trade_round";
};
BOOST_DESCRIBE_STRUCT(RoundRow, (),
                      (id, trade, lot, intake, number, stage, deadline, terms_digest, rules, followed_by,
                       version))

struct InstantRow {
    RoundId round{};
    std::string instant{};
    procedure::Channel channel{};
    Instant at{};
    static constexpr std::string_view table = "round_instant";
};
BOOST_DESCRIBE_STRUCT(InstantRow, (), (round, instant, channel, at))

struct RulebookRow {
    std::string digest{};
    std::string body{};
    static constexpr std::string_view table = "rulebook";
};
BOOST_DESCRIBE_STRUCT(RulebookRow, (), (digest, body))

struct TermsRow {
    std::string digest{};
    TradeId trade{};
    std::int64_t number{};
    std::string body{}; // canonical JSON
    std::string certificate_digest{};
    std::string signature{};
    Instant signed_at{};
    std::optional<Instant> in_force_from{};
    static constexpr std::string_view table = "terms_version";
};
BOOST_DESCRIBE_STRUCT(TermsRow, (),
                      (digest, trade, number, body, certificate_digest, signature, signed_at, in_force_from))

struct HoldRow {
    HoldId id{};
    TradeId trade{};
    HoldCause cause{};
    std::string article{};
    std::string document{};
    std::string set_by{};
    Lifter may_lift{};
    std::string forbids{}; // canonical JSON of std::vector<Act>
    bool stops_closing = false;
    Instant set_at{};
    std::optional<Instant> lifted_at{};
    std::string lifted_by{};
    std::string lift_reason{};
    std::int64_t version{1};
    static constexpr std::string_view table = "trade_hold";
};
BOOST_DESCRIBE_STRUCT(HoldRow, (),
                      (id, trade, cause, article, document, set_by, may_lift, forbids, stops_closing, set_at,
                       lifted_at, lifted_by, lift_reason, version))

} // namespace tianping::trade
