#pragma once
// What trade tells the log. Included through api.hpp. A golden file of each stands in tests/trade/golden.
#include "formats/terms.hpp"
#include "rooms/trade/words.hpp"

namespace tianping::trade {

// Stream of the project.
struct ProjectRegistered {
    ProjectId project{};
    std::string investment_code{};
    std::string name{};
    std::string owner{};
    std::string region{};
    static constexpr std::string_view kind = "trade.project_registered";
    static constexpr int version = 1;
};
BOOST_DESCRIBE_STRUCT(ProjectRegistered, (), (project, investment_code, name, owner, region))

// Name and region as a later registration of the project says them; while the project has no code.
struct ProjectCorrected {
    ProjectId project{};
    std::string name{};
    std::string region{};
    static constexpr std::string_view kind = "trade.project_corrected";
    static constexpr int version = 1;
};
BOOST_DESCRIBE_STRUCT(ProjectCorrected, (), (project, name, region))

struct LotMade {
    LotId lot{};
    RoundId round{};
    IntakeId intake{};
};
BOOST_DESCRIBE_STRUCT(LotMade, (), (lot, round, intake))

// Private bodies, for the audience "parties:trd_…": what parties, centre and supervisors alone read of a
// registration (budget, contacts, answers to the law's conditions) is in no public evidence.
struct RegistrationParticulars {
    Entry entry{};
    std::optional<terms::File> application{}; // desk: the scan of the party's signed paper
    Registration registration{};
};
BOOST_DESCRIBE_STRUCT(RegistrationParticulars, (), (entry, application, registration))

struct SupplementParticulars {
    std::vector<Wanted> items{};
    std::optional<std::string> new_facts{};
};
BOOST_DESCRIBE_STRUCT(SupplementParticulars, (), (items, new_facts))

// Stream of the trade, as all up to TermsSigned. With RegistrationParticulars.
struct Submitted {
    TradeId trade{};
    ProjectId project{};
    std::string owner{};
    std::optional<std::string> agent{};
    std::string centre{};
    std::string procedure{};
    std::vector<LotMade> lots{};
    static constexpr std::string_view kind = "trade.submitted";
    static constexpr int version = 1;
};
BOOST_DESCRIBE_STRUCT(Submitted, (), (trade, project, owner, agent, centre, procedure, lots))

// Before any notice, by whoever registered it; its rounds end with it.
struct RegistrationWithdrawn {
    std::string reason{};
    static constexpr std::string_view kind = "trade.registration_withdrawn";
    static constexpr int version = 1;
};
BOOST_DESCRIBE_STRUCT(RegistrationWithdrawn, (), (reason))

// The centre promised to finish it by then, and has not: told once for each count.
struct RegistrationOverdue {
    Instant finish_by{};
    static constexpr std::string_view kind = "trade.registration_overdue";
    static constexpr int version = 1;
};
BOOST_DESCRIBE_STRUCT(RegistrationOverdue, (), (finish_by))

// The owner named his agent, another one, or none any more (empty), after the registration. With
// RegistrationParticulars, as the registration stands with the new agent's contact.
struct AgentNamed {
    std::optional<std::string> agent{};  // org_…
    std::optional<std::string> before{}; // who ran the trade until then
    std::string reason{};
    static constexpr std::string_view kind = "trade.agent_named";
    static constexpr int version = 1;
};
BOOST_DESCRIBE_STRUCT(AgentNamed, (), (agent, before, reason))

// The one list of what is to be adjusted or added (6.2.2); a second one names the new facts behind it. With
// SupplementParticulars.
struct SupplementAsked {
    std::int64_t list{};
    static constexpr std::string_view kind = "trade.supplement_asked";
    static constexpr int version = 1;
};
BOOST_DESCRIBE_STRUCT(SupplementAsked, (), (list))

// The answer to it, with RegistrationParticulars. Project and procedure are named where they are others than
// before; a body of version 1 changed neither.
struct Supplemented {
    std::int64_t list{};
    std::optional<ProjectId> project{};
    std::optional<std::string> procedure{};
    static constexpr std::string_view kind = "trade.supplemented";
    static constexpr int version = 2;
    static Supplemented upgraded(std::int64_t from, const boost::json::value& old);
};
BOOST_DESCRIBE_STRUCT(Supplemented, (), (list, project, procedure))

inline Supplemented Supplemented::upgraded(std::int64_t, const boost::json::value& old)
{
    return wire::from_value<Supplemented>(old).value();
}

struct LotCodes {
    LotId lot{};
    std::string section_code{};
    std::string unified_code{};
};
BOOST_DESCRIBE_STRUCT(LotCodes, (), (lot, section_code, unified_code))

// The centre has confirmed place and time and given the codes; it has approved nothing.
struct Registered {
    std::string project_code{};
    std::string tender_project_code{};
    std::vector<LotCodes> lots{};
    Confirmation confirmation{};
    std::vector<std::string> notes{}; // ids of what the parties were told to mind
    static constexpr std::string_view kind = "trade.registered";
    static constexpr int version = 1;
};
BOOST_DESCRIBE_STRUCT(Registered, (), (project_code, tender_project_code, lots, confirmation, notes))

struct TermsSigned {
    std::string terms{}; // digest
    std::int64_t number{};
    std::string certificate{}; // digest
    std::string signature{};   // base64
    static constexpr std::string_view kind = "trade.terms_signed";
    static constexpr int version = 1;
};
BOOST_DESCRIBE_STRUCT(TermsSigned, (), (terms, number, certificate, signature))

// Stream of the round, as all up to RoundFollowed.
struct RoundMade {
    RoundId round{};
    LotId lot{};
    IntakeId intake{};
    std::int64_t number{};
    std::optional<RoundId> follows{};
    static constexpr std::string_view kind = "trade.round_made";
    static constexpr int version = 1;
};
BOOST_DESCRIBE_STRUCT(RoundMade, (), (round, lot, intake, number, follows))

struct RoundMoved {
    Stage from{};
    Act act{};
    Stage to{};
    std::string reason{};
    static constexpr std::string_view kind = "trade.round_moved";
    static constexpr int version = 1;
};
BOOST_DESCRIBE_STRUCT(RoundMoved, (), (from, act, to, reason))

// Procedure and limits of this round from now on, whatever files are loaded later.
struct RulesPinned {
    std::string rules{}; // digest of the rulebook
    std::string procedure{};
    std::int64_t procedure_version{};
    static constexpr std::string_view kind = "trade.rules_pinned";
    static constexpr int version = 1;
};
BOOST_DESCRIBE_STRUCT(RulesPinned, (), (rules, procedure, procedure_version))

struct TermsInForce {
    std::string terms{};
    Instant deadline{};
    std::optional<std::string> terms_before{};
    std::optional<Instant> deadline_before{};
    static constexpr std::string_view kind = "trade.terms_in_force";
    static constexpr int version = 1;
};
BOOST_DESCRIBE_STRUCT(TermsInForce, (), (terms, deadline, terms_before, deadline_before))

// A moment that limits count from or to is known now.
struct InstantSet {
    std::string instant{};
    procedure::Channel channel{};
    Instant at{};
    static constexpr std::string_view kind = "trade.instant_set";
    static constexpr int version = 1;
};
BOOST_DESCRIBE_STRUCT(InstantSet, (), (instant, channel, at))

struct RoundFollowed {
    RoundId by{};
    std::string why{};
    static constexpr std::string_view kind = "trade.round_followed";
    static constexpr int version = 1;
};
BOOST_DESCRIBE_STRUCT(RoundFollowed, (), (by, why))

// Stream of the hold.
struct HoldSet {
    HoldId hold{};
    std::vector<RoundId> rounds{};
    std::vector<Act> forbids{};
    bool acts_named = false; // by who set it; otherwise all that the rules of each round let a hold forbid
    HoldCause cause{};
    std::string article{};
    std::string document{};
    std::string set_by{};
    Lifter may_lift{};
    static constexpr std::string_view kind = "trade.hold_set";
    static constexpr int version = 1;
};
BOOST_DESCRIBE_STRUCT(HoldSet, (),
                      (hold, rounds, forbids, acts_named, cause, article, document, set_by, may_lift))

struct HoldLifted {
    std::string reason{};
    std::string lifted_by{};
    static constexpr std::string_view kind = "trade.hold_lifted";
    static constexpr int version = 1;
};
BOOST_DESCRIBE_STRUCT(HoldLifted, (), (reason, lifted_by))

} // namespace tianping::trade
