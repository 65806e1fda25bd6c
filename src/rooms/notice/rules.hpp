#pragma once
// The rules of notices, pure: their states, their contents, what they may do to a deadline.
#include "base/flow.hpp"
#include "formats/terms_print.hpp"
#include "rooms/guidance/api.hpp"
#include "rooms/notice/types.hpp"

namespace tianping::notice {

inline constexpr Flow notice_flow{
    State::draft,
    std::to_array<Move<State, NoticeAct>>({
        {State::draft, NoticeAct::edit, State::draft},
        {State::draft, NoticeAct::sign, State::signed_},
        {State::draft, NoticeAct::withdraw, State::withdrawn},
        {State::signed_, NoticeAct::publish, State::published},
        {State::signed_, NoticeAct::refuse, State::draft}, // its hour came and the law forbade it
        {State::signed_, NoticeAct::withdraw, State::withdrawn},
    }),
};
static_assert(notice_flow.is_deterministic() && notice_flow.reaches_every_state());

// `notice.step_out_of_order` with state and act.
Result<State> next_state(State at, NoticeAct act);

// One thing against a notice; it refuses until its effect is another.
trade::Finding finding(std::string code, std::string subject, std::string zh, std::string en,
                       std::string article);
// The same of one of its rounds, whose lot both texts name.
trade::Finding against_round(const trade::RoundFacts& round, std::string code, const std::string& zh,
                             const std::string& en);
// The latest that is published for any of them.
std::optional<Instant> latest_deadline(const std::vector<trade::RoundFacts>& rounds);

// What the platform proposes where the law allows `earliest` at best: a whole hour, at least one hour later.
// A clarification counts from its publication, which comes after the owner has signed the terms and the
// notice.
Instant proposed_deadline(Instant earliest);

// Whether this kind of notice opens the round to bids (招法16, 招法17).
bool announces(Kind kind);

// What the platform can write into a notice itself; names in braces of law/guidance.
using Values = std::map<std::string, std::string>;
std::string filled(const std::string& pattern, const Values& values);

// The sections that this kind needs, in order: what the draft says, else what can be filled; then whatever
// else the draft says.
std::vector<Section> sections_for(const guidance::Guidance& guidance, Kind kind,
                                  const std::vector<Section>& given, const Values& values);

// Contents that the law wants of this kind of notice and that are not there (10号令5 and 6, 30号令14,
// 43号令27(2) and (4)). `kind` is a word of the procedures: kinds that later rooms publish are checked by it
// too.
std::vector<trade::Finding> missing_contents(const guidance::Guidance& guidance, std::string_view kind,
                                             const std::vector<Section>& sections);

// Registered values that belong into a section which says something and not them (`says` in law/guidance):
// each section a warning.
std::vector<trade::Finding> unsaid_values(const guidance::Guidance& guidance, Kind kind,
                                          const std::vector<Section>& sections, const Values& values);

// Members that this kind needs or may not have, and instants that contradict each other. `deadline_now` is
// the latest published deadline of its rounds.
std::vector<trade::Finding> contradictions(const Text& text, std::optional<Instant> deadline_now,
                                           Instant publishes);

// What the later terms say otherwise than those in force, instants aside. Both of the same lots.
std::vector<terms::Difference> changed_contents(const terms::Terms& before, const terms::Terms& after);
// Whether 条例21 counts from this notice: a clarification or a correction that may affect bids, and any other
// notice after the announcement that changes the contents of the terms, whatever it is called.
bool clarifies(const Text& text, const std::vector<terms::Difference>& changes);
// A warning where a clarification is classed as harmless and changes what bids have to contain or are judged
// by (`notice.class_doubtful`, 条例21); the owner decides.
std::optional<trade::Finding> doubtful_class(const Text& text, const std::vector<terms::Difference>& changes);

// The act of the procedure that this kind of notice publishes from this stage, or null: out of order, or a
// failed round without its ground.
const procedure::Act* act_of(const procedure::Rulebook& rules, trade::Stage stage, Kind kind,
                             const procedure::Facts& facts);

// The act that no hold may forbid when this notice goes out: the act of the round that it is; for one that is
// none, what leads on from the stage, unless the procedure lets it go out despite a hold.
std::optional<trade::Act> act_to_be_free(Kind kind, trade::Stage stage, bool despite_hold);

// One refusal for all findings that refuse: `notice.not_publishable`, every finding a field with its
// explanation.
Status refusal(const std::vector<trade::Finding>& findings, std::string_view language);

// reminders.cpp: told to the owner before he signs; he decides.
// The duties in force at `publishes` that the rules name for the act that this notice is
// (`notice.duty_of_act`).
std::vector<trade::Finding> reminders(const procedure::Rulebook& rules, trade::Stage stage, const Text& text,
                                      const procedure::Facts& facts, Instant publishes);
// What the law leaves to the owner once a round has failed again (`notice.failed_again`, 30号令38).
std::vector<trade::Finding> failed_again(const std::vector<guidance::Note>& notes);
// A mandatory tender's notice where no outside `medium` is connected (`notice.medium_wanted`, 10号令8).
std::optional<trade::Finding> medium_wanted(const Text& text, const std::string& medium,
                                            const procedure::Facts& facts);

} // namespace tianping::notice
