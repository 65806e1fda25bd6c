#pragma once
// The opening as people live it: rows and words of sign-in, objections on the spot, signatures and the
// record. Data only.
#include "rooms/opening/types.hpp"

namespace tianping::opening {

struct ObjectionTag {
    static constexpr std::string_view prefix = "obj";
};
using ObjectionId = Id<ObjectionTag>;
struct AttendanceTag {
    static constexpr std::string_view prefix = "att";
};
using AttendanceId = Id<AttendanceTag>;

// `waiting`: before the sign-in; `signing_in`: from then to the deadline; `opening`: closed, bids are being
// opened; `reading`: names and prices are public, objections are taken; `signing`: the record lies ready for
// signatures; `ended`: by the host; `not_opened`: too few bidders, failed or terminated.
enum class SessionState { waiting, signing_in, opening, reading, signing, ended, not_opened };
BOOST_DESCRIBE_ENUM(SessionState, waiting, signing_in, opening, reading, signing, ended, not_opened)

// Who has a place at the record. The centre's witness watches and signs; he decides nothing.
enum class SignerRole { owner, agent, witness, bidder };
BOOST_DESCRIBE_ENUM(SignerRole, owner, agent, witness, bidder)

enum class SignatureState { signed_, refused, absent, waiting };
BOOST_DESCRIBE_ENUM(SignatureState, signed_, refused, absent, waiting)

// Not figures of the law: each installation sets them (the law wants no sign-in before the deadline and names
// no time for signatures).
struct SessionSettings {
    std::string platform{};            // the name on the record's head
    std::string origin{};              // "https://ggzy.example.cn", for the record's public address
    std::int64_t sign_in_minutes{60};  // how long before the deadline the sign-in opens
    std::int64_t signing_minutes{120}; // how long signatures are taken when the host names no time
};

// When an intake opens; a view over what trade announces.
struct ScheduleRow {
    std::string intake{};
    std::string round{};
    std::string trade{};
    Instant at{};
    static constexpr std::string_view table = "opening_schedule";
};
BOOST_DESCRIBE_STRUCT(ScheduleRow, (), (intake, round, trade, at))

// From the moment when the host opens the signing.
struct SessionRow {
    trade::IntakeId intake{};
    std::int64_t record_version{}; // of the record that lies ready for signatures
    std::string record_digest{};
    Instant signing_from{};
    Instant signing_until{};
    std::optional<Instant> ended_at{};
    std::int64_t version{1};
    static constexpr std::string_view table = "opening_session";
};
BOOST_DESCRIBE_STRUCT(SessionRow, (),
                      (intake, record_version, record_digest, signing_from, signing_until, ended_at, version))

struct AttendanceRow {
    AttendanceId id{};
    trade::IntakeId intake{};
    identity::OrganisationId organisation{};
    std::string certificate{}; // hex digest
    std::string signature{};   // base64 over attendance_message
    Instant at{};
    static constexpr std::string_view table = "opening_attendance";
};
BOOST_DESCRIBE_STRUCT(AttendanceRow, (), (id, intake, organisation, certificate, signature, at))

struct ObjectionRow {
    ObjectionId id{};
    trade::IntakeId intake{};
    identity::OrganisationId organisation{};
    std::string who{};
    std::string text{};
    Instant raised_at{};
    std::string answer{}; // empty before
    std::string answered_by{};
    std::optional<Instant> answered_at{};
    std::int64_t version{1};
    static constexpr std::string_view table = "opening_objection";
};
BOOST_DESCRIBE_STRUCT(ObjectionRow, (),
                      (id, intake, organisation, who, text, raised_at, answer, answered_by, answered_at,
                       version))

struct RecordSignatureRow {
    std::string id{}; // "int_…/org_…"
    trade::IntakeId intake{};
    identity::OrganisationId organisation{};
    SignerRole role{};
    SignatureState state{};
    std::string reason{};      // of a refusal
    std::string certificate{}; // base64 DER
    std::string signature{};   // base64 over record_message
    Instant at{};
    static constexpr std::string_view table = "opening_signature";
};
BOOST_DESCRIBE_STRUCT(RecordSignatureRow, (),
                      (id, intake, organisation, role, state, reason, certificate, signature, at))

// A version of the record: its body never changes, a later one stands beside it.
struct RecordRow {
    std::string id{}; // "int_…/1"
    trade::IntakeId intake{};
    std::int64_t version{};
    bool final{};
    std::string body{};   // canonical JSON of Record
    std::string digest{}; // its SM3
    std::string pdf{};    // the blob's name, empty until printed
    std::int64_t pdf_size{};
    Instant drawn_up_at{};
    static constexpr std::string_view table = "opening_record";
};
BOOST_DESCRIBE_STRUCT(RecordRow, (), (id, intake, version, final, body, digest, pdf, pdf_size, drawn_up_at))

} // namespace tianping::opening
