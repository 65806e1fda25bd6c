#pragma once
// The hall: the day's openings, sign-in, objections on the spot with their answers, signatures and the
// published record (6.5.2, 6.5.4, 招法34 to 36, 条例44, 20-29 to 20-32). The owner's side is the host
// (招法35); the centre witnesses and never decides.
#include "infra/blob/blob_store.hpp"
#include "infra/http/page.hpp"
#include "infra/spine/follower.hpp"
#include "infra/spine/job.hpp"
#include "rooms/hall/types.hpp"

namespace tianping::hall {

// Not figures of the law: each installation sets them (the law wants no sign-in before the deadline and names
// no time for signatures).
struct SessionSettings {
    std::string platform{};            // the name on the record's head
    std::string origin{};              // "https://ggzy.example.cn", for the record's public address
    std::int64_t sign_in_minutes{60};  // how long before the deadline the sign-in opens
    std::int64_t signing_minutes{120}; // how long signatures are taken when the host names no time
};

// One of the happenings of an opening. Of a hold's event also the hold.
struct Told {
    events::Event event{};
    std::optional<trade::Hold> hold{};
};

class Hall {
public:
    Hall(const blob::BlobStore& blobs, SessionSettings settings)
        : blobs_{blobs}, settings_{std::move(settings)}
    {
    }

    // lists.cpp
    Result<http::Page<OpeningLine>> day(const ReadTx& tx, const http::Request& request) const;
    // For the portal: openings of [from, until) that are public, ascending, at most 1,000.
    std::vector<OpeningLine> openings(const ReadTx& tx, Instant from, Instant until, Instant now) const;
    Result<SessionView> view(const ReadTx& tx, const http::Request& request) const;
    Result<SessionView> view_of(const ReadTx& tx, const trade::IntakeId& intake, Instant now) const;
    Result<AttendanceOut> own_attendance(const ReadTx& tx, const http::Request& request) const;
    Result<http::Source> live(const ReadTx& tx, const http::Request& request) const;
    // What is in the intake's own stream, and the setting and lifting of each hold of its round, in the order
    // of the log: whatever comes later is behind all of it. What came for each bid that did not open, before
    // the reading out, is there once, so that neither the happenings nor their places count those bids.
    static std::vector<Told> told(const ReadTx& tx, const trade::RoundFacts& round);
    // The kinds that the live stream sends, each as the name of its message; no other.
    static std::vector<std::string_view> live_kinds();
    // The view `hall_schedule`, and the record's first drawing up after a reading out.
    static Follower schedule();
    static Follower recorder();

    // service.cpp
    Result<identity::ProvedSignature> prove_attendance(const http::Request& request,
                                                       const AttendIn& in) const;
    Result<AttendanceOut> attend(WriteTx& tx, const http::Request& request, const AttendIn& in,
                                 const identity::ProvedSignature& proved) const;
    Result<RecordObjection> object(WriteTx& tx, const http::Request& request, const ObjectionIn& in) const;
    Result<RecordObjection> answer(WriteTx& tx, const http::Request& request,
                                   const ObjectionAnswerIn& in) const;

    // signing.cpp
    Result<SessionView> open_signing(WriteTx& tx, const http::Request& request, const SigningIn& in) const;
    Result<identity::ProvedSignature> prove_record(const http::Request& request,
                                                   const RecordSignatureIn& in) const;
    Result<SessionView> sign(WriteTx& tx, const http::Request& request, const RecordSignatureIn& in,
                             const identity::ProvedSignature& proved) const;
    Result<SessionView> refuse(WriteTx& tx, const http::Request& request, const RefusalIn& in) const;
    Result<SessionView> end(WriteTx& tx, const http::Request& request, const http::Nothing&) const;

    // record.cpp. `?version=` names an older one; without it the newest. `hall.no_record`.
    Result<RecordOut> record(const ReadTx& tx, const http::Request& request) const;
    Result<http::Document> record_pdf(const ReadTx& tx, const http::Request& request) const;
    std::optional<RecordOut> latest(const ReadTx& tx, const trade::IntakeId& intake) const;
    // The published versions whose data or whose PDF has this digest (hex).
    static std::vector<RecordOut> records_under(const ReadTx& tx, const std::string& digest);
    // Job "hall.draw_up_record" {intake}: safe to repeat.
    jobs::Handlers handlers() const;

private:
    // An intake with all that its session stands on. The trade's agent is the one of now, or of the session's
    // end; `hosted_by` the one of the deadline, whom the record names.
    struct Seen {
        trade::RoundFacts round{};
        trade::TradeFacts trade{};
        std::optional<identity::OrganisationId> hosted_by{};
        std::optional<opening::ClosedFacts> closing{};
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
    // By the name that it bore at the deadline, in everything that is said of this opening.
    Result<identity::Organisation> party(const ReadTx& tx, const Seen& at,
                                         const identity::OrganisationId& id) const;
    // Host, centre and bidders, in the order of the record. The host's place is of whoever runs the trade,
    // until an agent has signed or refused there.
    std::vector<Place> places(const ReadTx& tx, const Seen& at) const;
    // The host's place is an agent's under the owner's mandate alone. `hall.no_place_at_record`
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

} // namespace tianping::hall
