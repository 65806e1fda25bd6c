#pragma once
// The words of the trade room: ids, what is registered, where a round stands. Included through api.hpp.
#include "base/id.hpp"
#include "base/wire.hpp"
#include "formats/terms.hpp"
#include "rooms/procedure/api.hpp"
#include <array>

namespace tianping::trade {

struct ProjectTag {
    static constexpr std::string_view prefix = "prj";
};
struct TradeTag {
    static constexpr std::string_view prefix = "trd";
};
struct LotTag {
    static constexpr std::string_view prefix = "lot";
};
struct RoundTag {
    static constexpr std::string_view prefix = "rnd";
};
struct IntakeTag {
    static constexpr std::string_view prefix = "int";
};
struct HoldTag {
    static constexpr std::string_view prefix = "hld";
};
using ProjectId = Id<ProjectTag>;
using TradeId = Id<TradeTag>;
using LotId = Id<LotTag>;
using RoundId = Id<RoundTag>;
using IntakeId = Id<IntakeTag>;
using HoldId = Id<HoldTag>;

// Where a round stands. Works tender: registered, announced (intake open), closed (intake closed, set being
// witnessed), opening, opened; failed and terminated end it. What a trade is at is derived, never stored.
enum class Stage { draft, registered, announced, closed, opening, opened, failed, terminated };
BOOST_DESCRIBE_ENUM(Stage, draft, registered, announced, closed, opening, opened, failed, terminated)

// What moves a round; and `submit`, which moves none and which a hold forbids like the others.
enum class Act { register_, announce, close, begin_opening, finish_opening, fail, terminate, submit };
BOOST_DESCRIBE_ENUM(Act, register_, announce, close, begin_opening, finish_opening, fail, terminate, submit)
// Without any of these an intake does not close: where nobody may submit until the deadline, the deadline
// does not happen either, and whoever may not begin an opening does not close for it.
inline constexpr std::array closing_acts{Act::submit, Act::close, Act::begin_opening};
// Without any of these an opening that has begun does not go on.
inline constexpr std::array opening_acts{Act::close, Act::begin_opening, Act::finish_opening};
// Whether a hold that forbids these acts stops a closing, and an opening.
bool stops_closing(const std::vector<Act>& forbids);
bool stops_opening(const std::vector<Act>& forbids);

// Whether the registration came over the network or was entered by staff on the party's behalf (6.2.1).
enum class Entry { online, desk };
BOOST_DESCRIBE_ENUM(Entry, online, desk)

// What kind of works contract it is: limits and caps depend on it (attribute trade_class of law/limits).
enum class WorkKind { construction, goods, services, survey_design };
BOOST_DESCRIBE_ENUM(WorkKind, construction, goods, services, survey_design)
enum class Obligation { mandatory, voluntary }; // 必须招标 (招法3, 16号令) or of the owner's own will
BOOST_DESCRIBE_ENUM(Obligation, mandatory, voluntary)
enum class Method { open, invited };
BOOST_DESCRIBE_ENUM(Method, open, invited)
enum class FundsKind { budget, state_enterprise, foreign_loan, private_funds }; // 16号令2, 3
BOOST_DESCRIBE_ENUM(FundsKind, budget, state_enterprise, foreign_loan, private_funds)

struct LotIn {
    std::string name{};
    std::string scope{};
    Fen estimate{};
};
BOOST_DESCRIBE_STRUCT(LotIn, (), (name, scope, estimate))

// An answer to one of the law's conditions (30-8), which are prompts and never a gate.
struct ConditionAnswer {
    std::string id{};
    bool met = false;
    std::string evidence{};
};
BOOST_DESCRIBE_STRUCT(ConditionAnswer, (), (id, met, evidence))

struct Contact {
    std::string name{};
    std::string phone{};
    std::string address{};
};
BOOST_DESCRIBE_STRUCT(Contact, (), (name, phone, address))

// PUT /api/v1/trades/{trade}/agent: who runs the trade for its owner from now on.
struct AgencyIn {
    std::string code{}; // 统一社会信用代码; a mandate of the owner covers the trade or its project
    Contact contact{};  // name: the agency's 项目负责人 (43-28(2))
};
BOOST_DESCRIBE_STRUCT(AgencyIn, (), (code, contact))
struct AgentIn {
    std::optional<AgencyIn> agent{}; // without one the owner runs it himself
    std::string reason{};            // public
    Status form() const;             // base/body.hpp
};
BOOST_DESCRIBE_STRUCT(AgentIn, (), (agent, reason))

// Wishes of time and place (6.2.3).
struct Wish {
    std::optional<Instant> opening_at{};
    std::string place{};
    std::string remark{};
};
BOOST_DESCRIBE_STRUCT(Wish, (), (opening_at, place, remark))

// What an owner or his agent registers: the facts that the law needs, and nothing more.
struct Registration {
    std::string title{}; // 招标项目名称
    std::string project_name{};
    std::string investment_code{}; // 投资项目统一代码: YYYY-RRRRRR-II-TT-NNNNNN
    std::string procedure{};       // "works-open-tender"
    WorkKind work_kind{};
    std::string trade_class{}; // A01…A99
    std::string region{};      // GB/T 2260, six digits
    std::string place{};       // 实施地点
    std::string scope{};       // 内容、范围、规模
    Fen estimate{};
    Fen budget{};
    FundsKind funds{};
    std::string funds_source{};    // 资金来源, as it will be published
    bool state_controlled = false; // 国有资金占控股或者主导地位 (条例8)
    Obligation obligation{};
    std::string obligation_ground{};
    Method method{};
    std::string method_ground{}; // wanted where the law wants one (条例8, 30-11)
    std::string supervisor{};    // 行政监督部门 (43-27(2))
    std::vector<LotIn> lots{};
    std::vector<ConditionAnswer> conditions{};
    Contact owner_contact{};
    std::optional<Contact> agent_contact{}; // name: the agency's 项目负责人 (43-28(2))
    std::vector<terms::File> documents{};   // 立项审批文件 and so on, blobs
    Wish wish{};
};
BOOST_DESCRIBE_STRUCT(Registration, (),
                      (title, project_name, investment_code, procedure, work_kind, trade_class, region, place,
                       scope, estimate, budget, funds, funds_source, state_controlled, obligation,
                       obligation_ground, method, method_ground, supervisor, lots, conditions, owner_contact,
                       agent_contact, documents, wish))

// One thing that has to be adjusted or added, with the reason.
struct Wanted {
    std::string what{};
    std::string why{};
    std::string article{};
};
BOOST_DESCRIBE_STRUCT(Wanted, (), (what, why, article))

// What the centre confirms when it finishes the registration.
struct Confirmation {
    std::string responsible_person{}; // 服务责任人 (6.2.4)
    std::string responsible_phone{};
    std::optional<Instant> opening_at{};
    std::string place{};
    std::string difference{}; // why place or time are not those wished for; empty when they are
    Status form() const;      // base/body.hpp
};
BOOST_DESCRIBE_STRUCT(Confirmation, (),
                      (responsible_person, responsible_phone, opening_at, place, difference))

// Why a round is held; the limits of law/limits say by cause whether they run, stop or leave the days out.
enum class HoldCause { objection_answer, supervisor_order, examination, system_failure, force_majeure };
BOOST_DESCRIBE_ENUM(HoldCause, objection_answer, supervisor_order, examination, system_failure, force_majeure)
enum class Lifter { parties, supervisor }; // also owner and agent, or supervisors alone
BOOST_DESCRIBE_ENUM(Lifter, parties, supervisor)

} // namespace tianping::trade
