#pragma once
// The rules of the trade room, pure: stages, codes, and what entered data must be like.
#include "base/flow.hpp"
#include "rooms/guidance/api.hpp"
#include "rooms/trade/types.hpp"

namespace tianping::trade {

// The stage belongs to the round. A registration that is dropped and a tender that is ended both end in
// terminated; whether the law lets an owner end it is asked where the notice is signed (30-15, 条例31).
inline constexpr Flow round_flow{
    Stage::draft,
    std::to_array<Move<Stage, Act>>({
        {Stage::draft, Act::register_, Stage::registered},
        {Stage::draft, Act::terminate, Stage::terminated},
        {Stage::registered, Act::announce, Stage::announced},
        {Stage::registered, Act::terminate, Stage::terminated},
        {Stage::announced, Act::close, Stage::closed},
        {Stage::announced, Act::terminate, Stage::terminated},
        {Stage::closed, Act::begin_opening, Stage::opening},
        {Stage::closed, Act::fail, Stage::failed}, // too few bidders (招法28)
        {Stage::closed, Act::terminate, Stage::terminated},
        {Stage::opening, Act::finish_opening, Stage::opened},
        {Stage::opening, Act::terminate, Stage::terminated},
        {Stage::opened, Act::fail, Stage::failed}, // no bid opened (20-31), all bids rejected (招法42)
        {Stage::opened, Act::terminate, Stage::terminated},
    }),
};
static_assert(round_flow.is_deterministic() && round_flow.reaches_every_state());

inline constexpr Flow register_flow{
    TradeState::submitted,
    std::to_array<Move<TradeState, RegisterAct>>({
        {TradeState::submitted, RegisterAct::ask, TradeState::supplement_wanted},
        {TradeState::submitted, RegisterAct::finish, TradeState::registered},
        {TradeState::supplement_wanted, RegisterAct::supplement, TradeState::submitted},
        {TradeState::submitted, RegisterAct::withdraw, TradeState::withdrawn},
        {TradeState::supplement_wanted, RegisterAct::withdraw, TradeState::withdrawn},
        {TradeState::registered, RegisterAct::withdraw, TradeState::withdrawn}, // before any notice
    }),
};
static_assert(register_flow.is_deterministic() && register_flow.reaches_every_state());

// Acts that the procedure does not allow despite a hold in every stage that has them: what a hold may forbid,
// and what it forbids when nothing else is said.
std::vector<Act> acts_of_hold(const procedure::Procedure& procedure);

// From its setting, and at the moment of its lifting no longer.
bool stood_at(Instant set_at, const std::optional<Instant>& lifted_at, Instant at);

// The move, or `trade.step_out_of_order` naming stage, act and what the stage allows.
Result<Stage> next_stage(Stage at, Act act);
Result<TradeState> next_state(TradeState at, RegisterAct act);

// Codes of domain.md 5.3 and 技术规范附件B.3: platform 11, project 17, tender project 20, section 23.
std::string project_code(std::string_view platform_code, std::int64_t serial);
std::string tender_project_code(std::string_view project_code, std::int64_t serial);
std::string section_code(std::string_view tender_project_code, std::int64_t serial);

// 统一交易标识码, 40 characters: class - issuer - yyyymmdd (+08:00) - serial - check, which is that of ISO
// 7064 MOD 37-2 over the 35 others without hyphens. Parts that fill no 35 characters of its alphabet are a
// bug and throw.
std::string unified_code(std::string_view trade_class, std::string_view issuer, CivilDay day,
                         std::int64_t serial);

// 投资项目统一代码: YYYY-RRRRRR-II-TT-NNNNNN, digits. The structure is not in the law that was read
// (domain.md 5.3 has it from memory), so that no more is refused than cannot be one: a first part that is
// neither a year of this century nor year and month (2604, as codes are written too), a region that GB/T 2260
// cannot have. Industry, type and serial are taken as they are.
bool is_investment_code(std::string_view code);

// Bids are sealed to the trustees of the terms that came into force first, whose keys are out by then: later
// versions keep each closer's number, code, certificate and share, and the threshold.
bool same_closing(const terms::Unsealing& before, const terms::Unsealing& after);
Error closers_changed(wire::Faults fields); // `trade.closers_changed`

// Every mistake of the entered data at once (43-17, 43-27(1)): paths as in the request. A notice names owner
// and agency with address, person and telephone (10号令5(五)): `by_agent` where the trade has one.
// Conditions are answered under ids of law/guidance, each once.
wire::Faults check_entry(const Registration& in, const guidance::Guidance& guidance, bool by_agent);

// Name, telephone and address, under `path`.
wire::Faults check_contact(const Contact& contact, const std::string& path);

// A paper as it is named in a body, under `path`: a name without a path, the digest's shape, more than no
// bytes. Whether it was uploaded: papers.hpp.
wire::Faults check_paper(const terms::File& paper, const std::string& path);

// What keeps this trade from taking this procedure: a class of another type, a method or kind that the
// procedure is not for, a region or a day outside its own. Each as `trade.procedure_does_not_fit`.
wire::Faults check_fit(const Registration& in, const guidance::Guidance& guidance,
                       const procedure::Procedure& procedure, CivilDay on);

// What the rulebook's rules look at before anything is published.
procedure::Facts facts_at_entry(const Registration& in);

// Every fault of the list at once: code, name, a party of the trade, the same one twice; and fewer than the
// rulebook's least on that day (`trade.too_few_invitees` with its article).
Status check_invitees(const std::vector<Invitee>& invitees, const std::vector<std::string>& party_codes,
                      const procedure::Rulebook& rules, const procedure::Facts& facts, CivilDay on);

// A prompt that the platform raises itself, from thresholds and from what was answered.
struct Remark {
    std::string code{}; // trade.condition_open and others
    std::string about{};
    std::string zh{}, en{};
    std::string article{};
    procedure::Standing standing{};
};
BOOST_DESCRIBE_STRUCT(Remark, (), (code, about, zh, en, article, standing))

// Legal prompts to this registration (6.2.2): conditions not answered or not met, a voluntary tender over the
// threshold of a mandatory one (of private money only if it is listed, 16号令4), lots that exceed the whole.
// Of the thresholds those count that are in force where the trade is, on the day of its registration. Nothing
// here refuses.
std::vector<Remark> remarks_on(const Registration& in, const guidance::Guidance& guidance,
                               const std::vector<procedure::Threshold>& thresholds, CivilDay on);

} // namespace tianping::trade
