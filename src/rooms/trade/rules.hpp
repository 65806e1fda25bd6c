#pragma once
// The rules of the trade room, pure: stages, codes, and what entered data must be like.
#include "base/blank.hpp"
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

// Bids are sealed to the trustees of the terms that came into force first, whose keys are out by then: later
// versions keep each closer's number, code, certificate and share, and the threshold.
bool same_closing(const terms::Unsealing& before, const terms::Unsealing& after);
Error closers_changed(wire::Faults fields); // `trade.closers_changed`

// Every mistake of the entered data at once (43-17, 43-27(1)): paths as in the request. A notice names owner
// and agency with address, person and telephone (10号令5(五)): `by_agent` where the trade has one.
// Conditions are answered under ids of law/guidance, each once. Without guidance its form alone: what each
// value says by itself.
wire::Faults check_entry(const Registration& in, const guidance::Guidance* guidance, bool by_agent);
// The same as a refusal, under `registration`: `trade.bad_entry`.
Status refused_entry(wire::Faults bad);

// `trade.empty`
void want_text(const std::string& value, const std::string& path, wire::Faults& bad,
               const char* allowed = "a text");

// `trade.empty` at `reason`.
inline Status want_reason(const std::string& reason, const char* allowed)
{
    return blank(reason) ? Status{invalid_field("trade.empty", "reason", allowed)} : Status{};
}

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
