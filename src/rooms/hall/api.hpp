#pragma once
// What people at an opening speak with the hall, and what they read of it: the day's openings, sign-in,
// objections on the spot, signatures and the published record (6.5.2, 6.5.4, 招法34 to 36, 条例44, 20-29 to
// 20-32, docs/formats/opening-record.md).
#include "rooms/hall/record.hpp"

namespace tianping::hall {

// `waiting`: before the sign-in; `signing_in`: from then to the deadline; `opening`: closed, bids are being
// opened; `reading`: names and prices are public, objections are taken; `signing`: the record lies ready for
// signatures; `ended`: by the host; `not_opened`: too few bidders, failed or terminated.
enum class SessionState { waiting, signing_in, opening, reading, signing, ended, not_opened };
BOOST_DESCRIBE_ENUM(SessionState, waiting, signing_in, opening, reading, signing, ended, not_opened)

// GET /api/v1/openings?day=2026-03-24&after=&limit=: one line of the day's openings in +08:00, public.
struct OpeningLine {
    std::string intake{};
    std::string trade{};
    std::string title{};
    std::string lot_name{};
    std::string section_code{};
    Instant at{};
    std::string place{};
    SessionState state{};
    bool held = false;
};
BOOST_DESCRIBE_STRUCT(OpeningLine, (), (intake, trade, title, lot_name, section_code, at, place, state, held))

// POST /api/v1/intakes/{intake}/attendance: signed over attendance_message(intake) (电子签到).
struct AttendIn {
    identity::SignatureIn signature{};
    Status form() const; // base/body.hpp, as below
};
BOOST_DESCRIBE_STRUCT(AttendIn, (), (signature))

// What one sees of the sign-in: oneself, and nobody else.
struct AttendanceOut {
    std::string intake{};
    SessionState state{};
    Instant sign_in_from{};
    std::optional<Instant> signed_in_at{};
};
BOOST_DESCRIBE_STRUCT(AttendanceOut, (), (intake, state, sign_in_from, signed_in_at))

struct ObjectionIn {
    std::string text{};
    Status form() const;
};
BOOST_DESCRIBE_STRUCT(ObjectionIn, (), (text))
struct ObjectionAnswerIn {
    std::string answer{};
    Status form() const;
};
BOOST_DESCRIBE_STRUCT(ObjectionAnswerIn, (), (answer))

// The host names how long signatures are taken, or leaves it to the installation.
struct SigningIn {
    std::optional<std::int64_t> minutes{}; // 1 to 1440
    Status form() const;
};
BOOST_DESCRIBE_STRUCT(SigningIn, (), (minutes))

// Over record_message(digest); `digest` is the one that lies ready, as GET …/session tells.
struct RecordSignatureIn {
    std::string digest{};
    identity::SignatureIn signature{};
    Status form() const;
};
BOOST_DESCRIBE_STRUCT(RecordSignatureIn, (), (digest, signature))
struct RefusalIn {
    std::string reason{};
    Status form() const;
};
BOOST_DESCRIBE_STRUCT(RefusalIn, (), (reason))

// One version of the record, without its body.
struct RecordLine {
    std::int64_t version{};
    bool final{};
    std::string digest{};
    std::string pdf{}; // SM3 of the file; empty for the moment until it is printed
    std::int64_t pdf_size{};
};
BOOST_DESCRIBE_STRUCT(RecordLine, (), (version, final, digest, pdf, pdf_size))

// GET /api/v1/intakes/{intake}/session, public. Names stand in it only after the reading out.
struct SessionView {
    std::string intake{};
    SessionState state{};
    Instant sign_in_from{};
    std::optional<Instant> read_out_at{};
    std::vector<RecordObjection> objections{};
    std::string record_digest{}; // that lies ready for signature
    std::optional<Instant> signing_until{};
    std::vector<RecordSignature> signatures{}; // every place at the record, `waiting` where nothing is known
    std::optional<Instant> ended_at{};
    std::vector<RecordLine> records{};
};
BOOST_DESCRIBE_STRUCT(SessionView, (),
                      (intake, state, sign_in_from, read_out_at, objections, record_digest, signing_until,
                       signatures, ended_at, records))

// GET /api/v1/intakes/{intake}/record.json?version=
struct RecordOut {
    std::int64_t version{};
    bool final{};
    std::string digest{}; // SM3 of the canonical JSON of `record`
    std::string pdf{};
    std::int64_t pdf_size{};
    Record record{};
};
BOOST_DESCRIBE_STRUCT(RecordOut, (), (version, final, digest, pdf, pdf_size, record))

} // namespace tianping::hall
