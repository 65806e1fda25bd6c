#pragma once
// What bidders, hosts and verifiers say and read about bids that their bidders unseal, and about bids that do
// not open (20-30, 20-31, docs/formats/seal.md 9, docs/formats/opening.md).
#include "formats/opening_text.hpp"
#include "rooms/bidding/api.hpp"

namespace tianping::opening {

struct ProofIn {
    std::string message{};   // base64 PROOF
    std::string signature{}; // base64
};
BOOST_DESCRIBE_STRUCT(ProofIn, (), (message, signature))
// POST /api/v1/intakes/{intake}/proofs, by a bidder within the window: he holds the secrets of these parts.
struct ProofsIn {
    std::string certificate{}; // base64 DER of his signing certificate
    std::vector<ProofIn> proofs{};
    Status form() const; // base/body.hpp, as below
};
BOOST_DESCRIBE_STRUCT(ProofsIn, (), (certificate, proofs))

struct SecretIn {
    std::string message{};   // base64 ANSWER with index 0
    std::string signature{}; // base64
    std::string header{};    // base64: the header at the front of his sealed part
};
BOOST_DESCRIBE_STRUCT(SecretIn, (), (message, signature, header))
// POST /api/v1/intakes/{intake}/secrets, by a bidder once the phase `give` has begun; in the manner
// `trustees` within the window, for a part that the trustees' answers have not opened.
struct SecretsIn {
    std::string certificate{};
    std::vector<SecretIn> secrets{};
    Status form() const;
};
BOOST_DESCRIBE_STRUCT(SecretsIn, (), (certificate, secrets))

// `closed`: not witnessed yet; `trustees`: they answer; `prove`, `give`, `remedy`: the manner `bidder`.
enum class Phase { closed, trustees, prove, give, remedy, read_out, returned };
BOOST_DESCRIBE_ENUM(Phase, closed, trustees, prove, give, remedy, read_out, returned)

struct OwnPart {
    std::string part{};
    std::string header{}; // hex hd
    bool proved = false;
    bool given = false;
    bool unopened = false; // manner `trustees`: not opened so far, his own secret is taken within the window
};
BOOST_DESCRIBE_STRUCT(OwnPart, (), (part, header, proved, given, unopened))
// GET /api/v1/intakes/{intake}/unsealing, for a bidder of the closed set: himself and nobody else. Whether
// `give` has begun tells that all have proved or that the window is over, and not which of them.
struct OwnUnsealing {
    std::string intake{};
    std::string submission{};
    terms::Manner manner{};
    Phase phase{};
    std::string closing_digest{}; // hex, the H(CLOSE) of PROOF and ANSWER
    Instant window_ends{};
    std::optional<Instant> giving_until{};
    std::vector<OwnPart> parts{};
};
BOOST_DESCRIBE_STRUCT(OwnUnsealing, (),
                      (intake, submission, manner, phase, closing_digest, window_ends, giving_until, parts))

// POST /api/v1/intakes/{intake}/causes, by owner or agent: why this bid did not open, signed over CauseText.
struct CauseIn {
    std::string submission{};
    CauseCode code{};
    std::string text{};
    std::string finding{}; // the digest of what the platform found, as he read it
    std::vector<EvidenceFile> evidence{};
    identity::SignatureIn signature{};
    Status form() const;
};
BOOST_DESCRIBE_STRUCT(CauseIn, (), (submission, code, text, finding, evidence, signature))
struct RecordedCause {
    std::string submission{};
    CauseCode code{};
    Outcome outcome{};
    std::string article{"20-31"};
    std::string text{};
    BidFinding finding{};
    std::vector<EvidenceFile> evidence{};
    std::string certificate{}; // base64 DER of the signer
    std::string signature{};   // base64 over CauseText
    Instant recorded_at{};
};
BOOST_DESCRIBE_STRUCT(RecordedCause, (),
                      (submission, code, outcome, article, text, finding, evidence, certificate, signature,
                       recorded_at))

// POST /api/v1/intakes/{intake}/claims, by a bidder whose bid was found unopened: by whose cause, signed over
// ClaimText.
struct ClaimIn {
    CauseCode code{};
    std::string text{};
    std::vector<EvidenceFile> evidence{};
    identity::SignatureIn signature{};
    Status form() const;
};
BOOST_DESCRIBE_STRUCT(ClaimIn, (), (code, text, evidence, signature))
struct RecordedClaim {
    std::string submission{};
    CauseCode code{};
    std::string text{};
    std::vector<EvidenceFile> evidence{};
    std::string certificate{}; // base64 DER of the signer
    std::string signature{};   // base64 over ClaimText
    Instant claimed_at{};
};
BOOST_DESCRIBE_STRUCT(RecordedClaim, (),
                      (submission, code, text, evidence, certificate, signature, claimed_at))

// The reasons of parts that did not open which the house gives; what their own bytes are refused with keeps
// the seal's code (`seal.…`, docs/formats/seal.md).
// In the manner `bidder`: nobody had to open it, for its bidder had not proved, or had proved and not given.
inline constexpr const char* not_proved = "opening.not_proved";
inline constexpr const char* not_given = "opening.not_given";
// Fewer trustees than the terms ask for opened their boxes.
inline constexpr const char* too_few_answers = "opening.too_few_answers";
// The house cannot read its file, found once the intake is settled: the others are read out without it
// (20-31), and its envelope is in no export.
inline constexpr const char* file_lost = "opening.file_lost";
// The trustees opened it because its bidder had proved all his parts, and its PROOF does not fit the secret
// that came out: he had proved nothing, and it counts as unopened.
inline constexpr const char* proof_false = "opening.proof_false";
// Which of the first two it is.
constexpr const char* reason_of_not_giving(bool proved)
{
    return proved ? not_given : not_proved;
}

// GET /api/v1/intakes/{intake}/unopened, for the host: what the platform found, for him to record its cause.
struct UnopenedBid {
    std::string submission{};
    std::string bidder_name{};
    std::vector<CauseCode> proposed{}; // what fits the finding; the host decides
    BidFinding finding{};              // the evidence that the platform has itself
    std::string finding_digest{};      // what the host names and signs
    std::optional<RecordedClaim> claim{};
    std::optional<RecordedCause> cause{};
};
BOOST_DESCRIBE_STRUCT(UnopenedBid, (),
                      (submission, bidder_name, proposed, finding, finding_digest, claim, cause))
struct UnopenedBids {
    std::string intake{};
    std::string closing_digest{};
    std::vector<UnopenedBid> bids{};
};
BOOST_DESCRIBE_STRUCT(UnopenedBids, (), (intake, closing_digest, bids))

// POST /api/v1/intakes/{intake}/window, by owner or agent: longer for all bidders alike, never shorter. The
// opening's page tells the reason to everybody at once, before names are public.
struct WindowIn {
    Instant until{};
    std::string reason{};
    identity::SignatureIn signature{}; // over WindowText
    Status form() const;
};
BOOST_DESCRIBE_STRUCT(WindowIn, (), (until, reason, signature))
struct WindowExtension {
    Instant until{};
    std::string reason{};
    std::string certificate{};
    std::string signature{};
    Instant decided_at{};
};
BOOST_DESCRIBE_STRUCT(WindowExtension, (), (until, reason, certificate, signature, decided_at))
struct WindowOut {
    std::string intake{};
    Instant window_ends{};
};
BOOST_DESCRIBE_STRUCT(WindowOut, (), (intake, window_ends))

// A PROOF or an ANSWER 0 as its bidder signed it.
struct BidderMessage {
    std::string submission{};
    std::string header{}; // hex hd
    std::string certificate{};
    std::string message{};
    std::string signature{};
    Instant arrived{};
};
BOOST_DESCRIBE_STRUCT(BidderMessage, (), (submission, header, certificate, message, signature, arrived))

struct Remedy {
    Instant begun{};
    Instant until{};
    std::vector<std::string> headers{}; // hex hd, which the trustees open
};
BOOST_DESCRIBE_STRUCT(Remedy, (), (begun, until, headers))

// All that was done around the unsealing of an intake; part of its evidence.
struct Unsealed {
    Instant window_ends{};
    std::optional<Instant> giving_from{};
    std::optional<Instant> giving_until{};
    std::optional<Remedy> remedy{};
    std::vector<BidderMessage> proofs{};
    std::vector<BidderMessage> secrets{}; // of the parts that the evidence gives
    std::vector<RecordedCause> causes{};
    std::vector<RecordedClaim> claims{};
    std::vector<WindowExtension> extensions{};
};
BOOST_DESCRIBE_STRUCT(Unsealed, (),
                      (window_ends, giving_from, giving_until, remedy, proofs, secrets, causes, claims,
                       extensions))

} // namespace tianping::opening
