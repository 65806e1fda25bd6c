#pragma once
// Rows of the hall. Data only.
#include "rooms/hall/api.hpp"

namespace tianping::hall {

struct ObjectionTag {
    static constexpr std::string_view prefix = "obj";
};
using ObjectionId = Id<ObjectionTag>;
struct AttendanceTag {
    static constexpr std::string_view prefix = "att";
};
using AttendanceId = Id<AttendanceTag>;

// When an intake opens; a view over what trade announces.
struct ScheduleRow {
    std::string intake{};
    std::string round{};
    std::string trade{};
    Instant at{};
    static constexpr std::string_view table = "hall_schedule";
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
    static constexpr std::string_view table = "hall_session";
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
    static constexpr std::string_view table = "hall_attendance";
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
    static constexpr std::string_view table = "hall_objection";
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
    static constexpr std::string_view table = "hall_signature";
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
    static constexpr std::string_view table = "hall_record";
};
BOOST_DESCRIBE_STRUCT(RecordRow, (), (id, intake, version, final, body, digest, pdf, pdf_size, drawn_up_at))

} // namespace tianping::hall
