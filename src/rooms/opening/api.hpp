#pragma once
// What trustees, hosts and verifiers speak with opening, and what later rooms may ask it (6.5.1 to 6.5.4,
// 20-29 to 20-32, docs/formats/seal.md).
#include "formats/mandate.hpp"
#include "rooms/opening/unsealing_api.hpp"
#include <set>

namespace tianping::opening {

// GET /api/v1/intakes/{intake}/closing: the only closed set of an intake, from the moment it is made, for its
// closers, the centre's witness and the supervisor. Who sees what, and when (招法22, 20-21):
// - all of them, at once: the CLOSE, which names bids by the digests of their SUBMITs alone, and who has
//   signed it. Nobody witnesses more than that (docs/formats/seal.md, 10).
// - `submissions`: an institution that holds a share, from the moment when it is asked to answer: with the
//   quorum, in the manner `bidder` with the remedy. It checks each SUBMIT, its chain and its certificate, and
//   these name their bidder to it. Nobody else, and of returned bids nobody ever (招法28).
// - names, codes, members and agreements: nobody here. They are public with the reading out, in
//   Evidence and OpeningView, where their columns are filled.
struct Closing {
    static constexpr std::size_t longest_text = 1 << 20; // a CLOSE of thousands of bids
    std::string intake{};
    std::string message{};     // base64 CLOSE
    std::string signature{};   // base64, the platform's
    std::string certificate{}; // base64 DER of the platform's signing certificate
    std::vector<bidding::ClosedSubmission> submissions{};
    std::vector<bidding::TrusteeKey>
        witnesses{};        // signatures of closers so far: index, certificate, signature; message empty
    bool witnessed = false; // the closing quorum stands
    std::int64_t due_envelope{1}; // the trustees answer for the first only, whatever it says
    Instant window_ends{};        // as extended; in the manner `bidder` no trustee answers before
};
BOOST_DESCRIBE_STRUCT(Closing, (),
                      (intake, message, signature, certificate, submissions, witnesses, witnessed,
                       due_envelope, window_ends))

// POST /api/v1/intakes/{intake}/closing/signatures, by a closer over the CLOSE's bytes.
struct CloserSignature {
    std::int64_t index{};
    identity::SignatureIn signature{};
    Status form() const; // base/body.hpp, as below
};
BOOST_DESCRIBE_STRUCT(CloserSignature, (), (index, signature))

// POST /api/v1/intakes/{intake}/answers, by a trustee: one ANSWER for each header. Afterwards he has answered
// for every listed header, or nothing is taken (`opening.answers_not_whole`). The same ANSWER again is no
// change; another one for the same header is refused (`opening.answered_otherwise`).
struct AnswerIn {
    std::string message{};   // base64 ANSWER
    std::string signature{}; // base64
};
BOOST_DESCRIBE_STRUCT(AnswerIn, (), (message, signature))
struct AnswersIn {
    std::string certificate{}; // base64 DER
    std::vector<AnswerIn> answers{};
    Status form() const;
};
BOOST_DESCRIBE_STRUCT(AnswersIn, (), (certificate, answers))

// GET /api/v1/intakes/{intake}/headers, for institutions that hold a share (`opening.no_share`) once the set
// is witnessed: what each has to answer. In the manner `bidder` only once the remedy has begun
// (`opening.remedy_not_begun`), and only what it opens.
struct HeaderToAnswer {
    std::string submission{};
    std::string part{};
    std::string header{}; // base64
    // In the manner `bidder`, why the trustees open it: the bidder proved and did not give, or the host
    // recorded a cause that does not lie with the bidder.
    std::optional<BidderMessage> proof{};
    std::optional<RecordedCause> cause{};
    std::optional<SignedMandate>
        mandate{}; // under which the agent recorded the cause; none when the owner did
    std::optional<std::string>
        answered{}; // hex SM3 of the ANSWER that the asking institution has given for it
};
BOOST_DESCRIBE_STRUCT(HeaderToAnswer, (), (submission, part, header, proof, cause, mandate, answered))
struct HeadersToAnswer {
    std::string intake{};
    std::vector<HeaderToAnswer> headers{};
};
BOOST_DESCRIBE_STRUCT(HeadersToAnswer, (), (intake, headers))

// `closed`: the set is made; `witnessed`: its quorum stands, trustees answer; `read_out`: all is public;
// `returned`: too few bidders, nothing is ever opened (招法 28).
enum class ClosingState { closed, witnessed, read_out, returned };
BOOST_DESCRIBE_ENUM(ClosingState, closed, witnessed, read_out, returned)

enum class BidState { sealed, opened, void_, returned };
BOOST_DESCRIBE_ENUM(BidState, sealed, opened, void_, returned)

// One line of what is read out (20-30): published for all bids together.
struct ReadOut {
    std::string submission{};
    std::string bidder_name{};
    std::string bidder_code{};
    std::vector<std::string> members{};
    BidState state{};
    std::map<std::string, std::string> fields{}; // price letter: field id -> value as read out
    bool deposit_paid = false;
    // Why a bid did not open: `opening.cause_…` as the host recorded it (20-31), or
    // `opening.cause_not_recorded`; beside an opened bid, what is wrong with its price letter.
    std::optional<std::string> cause{};
    std::optional<std::string> outcome{}; // withdrawn (视为撤回) or revoked (视为撤销)
};
BOOST_DESCRIBE_STRUCT(ReadOut, (),
                      (submission, bidder_name, bidder_code, members, state, fields, deposit_paid, cause,
                       outcome))

// The event in the intake's stream.
struct ReadOutPublished {
    static constexpr std::string_view kind = "opening.read_out";
    static constexpr int version = 1;
    std::vector<ReadOut> bids{};
};
BOOST_DESCRIBE_STRUCT(ReadOutPublished, (), (bids))

// GET /api/v1/intakes/{intake}/opening, public: where the opening stands, and what was read out once it was.
struct OpeningView {
    std::string intake{};
    std::string round{};
    std::string lot_name{};
    ClosingState state{};
    Instant deadline{};
    std::string closing_digest{}; // hex SM3 of the CLOSE
    std::int64_t witnesses{};     // closers that have signed
    std::int64_t quorum{};
    std::vector<ReadOut> bids{}; // empty until all are published together (20-30)
    std::optional<Instant> published_at{};
    Phase phase{};
    Instant window_ends{}; // of proving and opening, as extended for all
};
BOOST_DESCRIBE_STRUCT(OpeningView, (),
                      (intake, round, lot_name, state, deadline, closing_digest, witnesses, quorum, bids,
                       published_at, phase, window_ends))

// One sealed part as the platform opened it: with the secret its reader rebuilds the header and opens the
// envelope, which lies under `envelopes/` beside the route that gave this evidence.
struct OpenedEvidence {
    std::string submission{};
    std::string part{};
    std::string header{};   // hex hd
    std::string envelope{}; // hex ed
    BidState state{};
    std::string secret{}; // hex; empty when it did not open
    std::string reason{};
    std::vector<std::int64_t> wrong{}; // trustees whose answer was wrong; 0: the bidder's PROOF was wrong
    bool kept = false; // what it says is not for this reader: no secret, no answer and no envelope of it
};
BOOST_DESCRIBE_STRUCT(OpenedEvidence, (),
                      (submission, part, header, envelope, state, secret, reason, wrong, kept))

// Of which parts an evidence gives what they say. What is read out is everybody's (招法36, 20-30); the rest
// of a bid stays between its bidder, the tenderer, who supervises and who evaluates (招法38, 20-56).
//   read_out  the parts that are read out: of each bid that opened the one with its price letter
//   own_bid   these and the reader's own bid
//   whole     every part
enum class Given { read_out, own_bid, whole };
BOOST_DESCRIBE_ENUM(Given, read_out, own_bid, whole)

struct TrusteeAnswer {
    std::int64_t number{};
    std::string header{};
    std::string certificate{}; // base64 DER
    std::string message{};     // base64 ANSWER
    std::string signature{};   // base64
};
BOOST_DESCRIBE_STRUCT(TrusteeAnswer, (), (number, header, certificate, message, signature))

struct LoggedEvent {
    static constexpr std::size_t longest_text = 16 << 20; // a body may hold many texts of the usual length
    std::string stream{};
    std::int64_t version{};
    std::string about{};
    std::string kind{};
    std::int64_t body_version{};
    std::string actor{};
    std::int64_t arrived_at{};
    std::int64_t recorded_at{};
    std::string body{};
    std::string digest{};
};
BOOST_DESCRIBE_STRUCT(LoggedEvent, (),
                      (stream, version, about, kind, body_version, actor, arrived_at, recorded_at, body,
                       digest))

// A mandate under which something was done in the owner's name, as the actor of its event names it. What the
// owner signed is in its event `identity.mandate_granted`.
struct ActedMandate {
    std::string mandate{};               // mnd_…
    std::string origin{};                // what the platform calls itself in the text that was signed
    std::optional<Instant> revoked_at{}; // before its end
};
BOOST_DESCRIBE_STRUCT(ActedMandate, (), (mandate, origin, revoked_at))

// How the owner named an agent, another, or none any more, as he signed it (PUT
// /api/v1/trades/{trade}/agent). It holds the agency's contact, which the trade's parties and supervisors
// alone read.
struct SignedNaming {
    std::string event{};                     // digest of its `trade.agent_named`
    std::string said{};                      // the body that was sent, canonical JSON; empty without `act`
    std::optional<identity::GivenAct> act{}; // nothing where something private of it was erased
};
BOOST_DESCRIBE_STRUCT(SignedNaming, (), (event, said, act))

// GET /api/v1/intakes/{intake}/evidence, public once it was read out or its bids were returned unopened: all
// that an outsider needs to check one intake offline (`tianping verify`) and nothing that a bid says beside
// what is read out. GET …/evidence/whole, for owner, agent and supervisors, is the same with every part; for
// a bidder of the set with the parts of his own bid (Capability::bids_read). Of returned bids it shows how
// many there were and what closed them, never whose they were nor a sealed part (招法28): no submissions,
// receipts or envelopes.
struct Evidence {
    std::string format{"tianping/evidence/1"};
    bidding::SealingKit kit{};               // for the terms that were in force at the closing
    std::vector<terms::Terms> older_terms{}; // all others that a notice put in force
    Closing closing{}; // `bidder` of a submission is here the certificate's digest that its SUBMIT names
    Given given{};
    std::vector<TrusteeAnswer> answers{}; // for parts that are not kept
    std::vector<OpenedEvidence> opened{}; // every part that the closed set lists
    std::vector<ReadOut> read_out{};
    // Of the trade, its rounds, notices, intakes and what bidders did at the unsealing; never of a
    // submission's own stream. Of each of `mandates` the event that grants it, and no other: why one was
    // revoked is between its two sides.
    std::vector<LoggedEvent> events{};
    Unsealed unsealing{};
    // Of every SUBMIT of the closed set, those that were replaced included.
    std::vector<bidding::SignedReceipt> receipts{};
    std::vector<std::string> certificates{}; // base64 DER: those that `events` name by their digest
    std::vector<ActedMandate> mandates{};    // under which `events` were done in the owner's name
    // With the whole alone: how each `trade.agent_named` of `events` was signed.
    std::optional<std::vector<SignedNaming>> namings{};
};
BOOST_DESCRIBE_STRUCT(Evidence, (),
                      (format, kit, older_terms, closing, given, answers, opened, read_out, events, unsealing,
                       receipts, certificates, mandates, namings))

// The price letter inside the part "price" is this file: "price-letter.json", canonical JSON.
struct PriceLetter {
    std::string format{"tianping/price-letter/1"};
    std::string round{};
    std::map<std::string, std::string> fields{}; // field id -> value; fen and days as decimal digits
};
BOOST_DESCRIBE_STRUCT(PriceLetter, (), (format, round, fields))

// How a closed set stands, from the moment when there is one.
struct ClosedFacts {
    ClosingState state{};
    std::string terms{};          // digest of those in force at the closing
    std::string closing_digest{}; // hex SM3 of the CLOSE
};
std::optional<ClosedFacts> closed_facts(const ReadTx& tx, const trade::IntakeId& intake);
// The kinds of all events that this room writes into an intake's own stream.
std::vector<std::string_view> kinds_of_intake();
// Whether an event of this kind comes for each bid that did not open: before the reading out, several would
// count those bids.
bool comes_for_each_bid(std::string_view kind);
// When names and prices became public together; nothing before, nor where bids were returned unopened.
std::optional<Instant> read_out_at(const ReadTx& tx, const trade::IntakeId& intake);

// What the record of an opening says of it (20-32). Nothing before the reading out, so that nothing of it is
// told too early.
struct OpeningFacts {
    Instant read_out_at{};
    std::vector<ReadOut> bids{};               // in the order of reading out
    std::vector<RecordedCause> causes{};       // those that were recorded later too
    std::vector<WindowExtension> extensions{}; // by their end
    std::set<std::int64_t> answered{};         // trustees by their number
    std::set<std::int64_t> wrong{};            // whose share is wrong; 0 as in OpenedEvidence
};
std::optional<OpeningFacts> opening_facts(const ReadTx& tx, const trade::IntakeId& intake);

} // namespace tianping::opening
