#pragma once
// The hall: the day's openings, sign-in, objections on the spot with their answers, signatures and the
// published record (6.5.2, 6.5.4, 招法34 to 36, 条例44, 20-29 to 20-32). The owner's side is the host
// (招法35); the centre witnesses and never decides.
#include "infra/blob/blob_store.hpp"
#include "infra/http/page.hpp"
#include "infra/spine/follower.hpp"
#include "infra/spine/job.hpp"
#include "rooms/opening/record.hpp"

namespace tianping::opening {

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
};
BOOST_DESCRIBE_STRUCT(ObjectionIn, (), (text))
struct ObjectionAnswerIn {
    std::string answer{};
};
BOOST_DESCRIBE_STRUCT(ObjectionAnswerIn, (), (answer))

// The host names how long signatures are taken, or leaves it to the installation.
struct SigningIn {
    std::optional<std::int64_t> minutes{}; // 1 to 1440
};
BOOST_DESCRIBE_STRUCT(SigningIn, (), (minutes))

// Over record_message(digest); `digest` is the one that lies ready, as GET …/session tells.
struct RecordSignatureIn {
    std::string digest{};
    identity::SignatureIn signature{};
};
BOOST_DESCRIBE_STRUCT(RecordSignatureIn, (), (digest, signature))
struct RefusalIn {
    std::string reason{};
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

class Hall {
public:
    Hall(const blob::BlobStore& blobs, SessionSettings settings)
        : blobs_{blobs}, settings_{std::move(settings)}
    {
    }

    // session_lists.cpp
    Result<http::Page<OpeningLine>> day(const ReadTx& tx, const http::Request& request) const;
    // For the portal: openings of [from, until) that are public, ascending, at most 1,000.
    std::vector<OpeningLine> openings(const ReadTx& tx, Instant from, Instant until, Instant now) const;
    Result<SessionView> view(const ReadTx& tx, const http::Request& request) const;
    Result<SessionView> view_of(const ReadTx& tx, const trade::IntakeId& intake, Instant now) const;
    Result<AttendanceOut> own_attendance(const ReadTx& tx, const http::Request& request) const;
    Result<http::Source> live(const ReadTx& tx, const http::Request& request) const;
    // The view `opening_schedule`, and the record's first drawing up after a reading out.
    static Follower schedule();
    static Follower recorder();

    // session.cpp
    Result<identity::ProvedSignature> prove_attendance(const http::Request& request,
                                                       const AttendIn& in) const;
    Result<AttendanceOut> attend(WriteTx& tx, const http::Request& request, const AttendIn& in,
                                 const identity::ProvedSignature& proved) const;
    Result<RecordObjection> object(WriteTx& tx, const http::Request& request, const ObjectionIn& in) const;
    Result<RecordObjection> answer(WriteTx& tx, const http::Request& request,
                                   const ObjectionAnswerIn& in) const;

    // session_signing.cpp
    Result<SessionView> open_signing(WriteTx& tx, const http::Request& request, const SigningIn& in) const;
    Result<identity::ProvedSignature> prove_record(const http::Request& request,
                                                   const RecordSignatureIn& in) const;
    Result<SessionView> sign(WriteTx& tx, const http::Request& request, const RecordSignatureIn& in,
                             const identity::ProvedSignature& proved) const;
    Result<SessionView> refuse(WriteTx& tx, const http::Request& request, const RefusalIn& in) const;
    Result<SessionView> end(WriteTx& tx, const http::Request& request, const http::Nothing&) const;

    // record.cpp. `?version=` names an older one; without it the newest. `opening.no_record`.
    Result<RecordOut> record(const ReadTx& tx, const http::Request& request) const;
    Result<http::Document> record_pdf(const ReadTx& tx, const http::Request& request) const;
    std::optional<RecordOut> latest(const ReadTx& tx, const trade::IntakeId& intake) const;
    // Job "opening.draw_up_record" {intake}: safe to repeat.
    jobs::Handlers handlers() const;

private:
    // An intake with all that its session stands on.
    struct Seen {
        trade::RoundFacts round{};
        trade::TradeFacts trade{};
        std::optional<ClosedFacts> closing{};
        std::optional<SessionRow> session{};
        Instant sign_in_from{};
        SessionState state{};
    };
    struct Place {
        identity::OrganisationId organisation{};
        std::string name{};
        std::string code{};
        SignerRole role{};
    };
    Result<Seen> seen(const ReadTx& tx, const trade::IntakeId& intake, Instant now) const;
    Result<Seen> seen(const ReadTx& tx, const http::Request& request) const;
    std::optional<OpeningLine> line_of(const ReadTx& tx, const ScheduleRow& row, Instant now) const;
    // Host, centre and bidders, in the order of the record.
    std::vector<Place> places(const ReadTx& tx, const Seen& at) const;
    // The host's place is an agent's under the owner's mandate alone. `opening.no_place_at_record`
    Result<Place> own_place(const ReadTx& tx, const Seen& at, const Call& call) const;
    std::vector<RecordSignature> signatures_of(const ReadTx& tx, const Seen& at) const;
    Status save_signature(WriteTx& tx, const Call& call, const Seen& at, const RecordSignatureRow& row) const;

    Record head_of(const ReadTx& tx, const Seen& at) const;
    Result<Record> compose(const ReadTx& tx, const Seen& at) const;
    // The newest version when nothing has changed, otherwise the next, which RecordPrinter prints.
    Result<RecordRow> draw_up(WriteTx& tx, const Call& call, const Seen& at) const;
    Result<RecordRow> record_row(const ReadTx& tx, const http::Request& request) const;

    const blob::BlobStore& blobs_;
    SessionSettings settings_;
};

std::vector<http::Route> routes(const Hall& hall);

} // namespace tianping::opening
