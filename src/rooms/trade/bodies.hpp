#pragma once
// What the routes of trade take and answer. What form() says: base/body.hpp.
#include "formats/terms_print.hpp"
#include "infra/http/page.hpp"
#include "rooms/trade/rules.hpp"

namespace tianping::trade {

// Staff of the centre enter a registration on the party's behalf at the desk (6.2.1): from the party's signed
// paper, whose scan they have uploaded before (papers.hpp).
struct DeskEntry {
    std::string owner_code{};
    std::optional<std::string> agent_code{};
    terms::File application{};
};
BOOST_DESCRIBE_STRUCT(DeskEntry, (), (owner_code, agent_code, application))

struct SubmitIn {
    Registration registration{};
    std::optional<DeskEntry> desk{};
    Status form() const;
};
BOOST_DESCRIBE_STRUCT(SubmitIn, (), (registration, desk))

// GET /api/v1/registrations/ways: by which way the centre's trades were registered (6.2.1).
struct WaysOut {
    std::int64_t online{};
    std::int64_t desk{};
    std::int64_t online_share{}; // hundredths of a percent, rounded down; 0 where there is none
};
BOOST_DESCRIBE_STRUCT(WaysOut, (), (online, desk, online_share))

// GET /api/v1/registrations/overdue: complete, and not finished within the centre's own promise (6.2.3).
struct OverdueRegistration {
    TradeId id{};
    std::string title{};
    Instant finish_by{};
};
BOOST_DESCRIBE_STRUCT(OverdueRegistration, (), (id, title, finish_by))

// POST /api/v1/trades/{trade}/withdrawal: before any notice.
struct WithdrawalIn {
    std::string reason{}; // public, should the trade ever be
    Status form() const { return want_reason(reason, "why it is withdrawn"); }
};
BOOST_DESCRIBE_STRUCT(WithdrawalIn, (), (reason))

struct AskIn {
    std::vector<Wanted> items{};
    std::optional<std::string> new_facts{}; // wanted with the second list: which facts are new
    Status form() const;
};
BOOST_DESCRIBE_STRUCT(AskIn, (), (items, new_facts))

struct SupplementIn {
    Registration registration{};              // whole, as it shall stand
    std::optional<terms::File> application{}; // desk: the scan of the party's signed paper
    Status form() const;
};
BOOST_DESCRIBE_STRUCT(SupplementIn, (), (registration, application))

struct TermsIn {
    terms::Terms terms{};
    identity::SignatureIn signature{};
    Status form() const { return identity::check_signature_form(signature); } // terms are checked whole
};
BOOST_DESCRIBE_STRUCT(TermsIn, (), (terms, signature))

struct TermsSignedOut {
    std::string digest{};
    std::int64_t number{};
    std::vector<Finding> findings{}; // what would be refused or warned of if they were put in force like this
};
BOOST_DESCRIBE_STRUCT(TermsSignedOut, (), (digest, number, findings))

struct TermsLine {
    std::string digest{};
    std::int64_t number{};
    Instant signed_at{};
    std::optional<Instant> in_force_from{};
};
BOOST_DESCRIBE_STRUCT(TermsLine, (), (digest, number, signed_at, in_force_from))

struct TermsOut {
    std::string digest{};
    terms::Terms terms{};
    std::string certificate_digest{};
    std::string certificate{}; // base64 of its DER, so that whoever reads it can check the signature
    std::string signature{};
    Instant signed_at{};
    std::optional<Instant> in_force_from{};
    // The last version in force before this one; before any was in force, of one that is not either, the one
    // signed before it.
    std::optional<std::string> compared_with{};
    std::vector<terms::Difference> differences{}; // from that one
};
BOOST_DESCRIBE_STRUCT(TermsOut, (),
                      (digest, terms, certificate_digest, certificate, signature, signed_at, in_force_from,
                       compared_with, differences))

struct PartyOut {
    identity::OrganisationId id{};
    std::string code{};
    std::string name{};
};
BOOST_DESCRIBE_STRUCT(PartyOut, (), (id, code, name))

// Who runs the trade as its owner's agent, or ran it.
struct AgentOut {
    PartyOut agent{};
    Instant from{};
    std::optional<Instant> until{}; // none for who runs it now
};
BOOST_DESCRIBE_STRUCT(AgentOut, (), (agent, from, until))

struct SupplementOut {
    std::int64_t list{};
    std::vector<Wanted> items{};
    std::string new_facts{};
    Instant asked_at{};
    std::optional<Instant> answered_at{};
};
BOOST_DESCRIBE_STRUCT(SupplementOut, (), (list, items, new_facts, asked_at, answered_at))

// What parties, centre and supervisors see beside what everybody sees.
struct Inside {
    TradeState state{};
    Entry entry{};
    std::optional<terms::File> application{}; // desk: the scan of the party's signed paper
    Registration registration{};
    std::vector<SupplementOut> supplements{};
    std::vector<Remark> remarks{}; // legal prompts
    std::string latest_terms{};
    std::int64_t latest_number{};
    // The centre's own promise, no limit of the law: counted from when the papers are complete, the
    // registration or the last supplement. Nothing where the centre promised none, while a supplement is
    // wanted, and where the calendar does not reach.
    std::optional<Instant> finish_by{};
    // Once it is finished; false from when it is overdue.
    std::optional<bool> promise_kept{};
};
BOOST_DESCRIBE_STRUCT(Inside, (),
                      (state, entry, application, registration, supplements, remarks, latest_terms,
                       latest_number, finish_by, promise_kept))

struct TradeOut {
    TradeId id{};
    ProjectId project{};
    std::string title{};
    std::string project_name{};
    std::string investment_code{};
    std::string project_code{};
    std::string tender_project_code{};
    std::string procedure{};
    std::string region{};
    std::string trade_class{};
    Method method{};
    std::string centre{};
    PartyOut owner{};
    std::optional<PartyOut> agent{};
    std::optional<Confirmation> confirmation{}; // responsible person, confirmed place and time
    std::vector<RoundFacts> rounds{};
    std::vector<guidance::Note> notes{}; // what to mind (6.2.3)
    std::vector<Hold> holds{};
    std::optional<Inside> inside{};
    std::int64_t version{};         // 0 for the public: it would count what the public does not see
    std::vector<AgentOut> agents{}; // everyone who was named agent, the first first
};
BOOST_DESCRIBE_STRUCT(TradeOut, (),
                      (id, project, title, project_name, investment_code, project_code, tender_project_code,
                       procedure, region, trade_class, method, centre, owner, agent, confirmation, rounds,
                       notes, holds, inside, version, agents))

struct TradeLine {
    TradeId id{};
    std::string title{};
    std::string owner{};
    std::string region{};
    std::string trade_class{};
    std::string procedure{};
    std::string tender_project_code{};
    std::vector<RoundFacts> rounds{};
};
BOOST_DESCRIBE_STRUCT(TradeLine, (),
                      (id, title, owner, region, trade_class, procedure, tender_project_code, rounds))

struct HoldIn {
    std::vector<RoundId> rounds{};
    HoldCause cause{};
    std::string article{};
    std::string document{};                    // 文号 of an order, or what the hold rests on
    std::optional<std::vector<Act>> forbids{}; // default: whatever the procedure lets a hold forbid
    Status form() const;
};
BOOST_DESCRIBE_STRUCT(HoldIn, (), (rounds, cause, article, document, forbids))

// What a hold does to one limit.
struct Consequence {
    std::string rule{};
    std::string zh{}, en{};
    procedure::OnHold on_hold{};
    std::string article{}; // that says so; empty: no article does, the house decided
};
BOOST_DESCRIBE_STRUCT(Consequence, (), (rule, zh, en, on_hold, article))

struct HoldOut {
    Hold hold{};
    std::vector<Consequence> consequences{};
    std::int64_t version{};
};
BOOST_DESCRIBE_STRUCT(HoldOut, (), (hold, consequences, version))

struct LiftIn {
    std::string reason{};
    Status form() const { return want_reason(reason, "why the cause has gone"); }
};
BOOST_DESCRIBE_STRUCT(LiftIn, (), (reason))

struct TemplateList {
    std::vector<guidance::Template> items{};
};
BOOST_DESCRIBE_STRUCT(TemplateList, (), (items))

} // namespace tianping::trade
