#pragma once
// What later rooms may ask bidding: the submissions of an intake, once it is closed; and what the tools of
// bidders and trustees speak over HTTP (design.md 6, standard 6.5, 20-20 to 20-31). The platform holds
// ciphertext only.
#include "formats/messages.hpp"
#include "formats/platform.hpp"
#include "rooms/trade/api.hpp"

namespace tianping::bidding {

struct SubmissionTag {
    static constexpr std::string_view prefix = "sub";
};
using SubmissionId = Id<SubmissionTag>;

// A trustee's key for one intake as it is published: the KEY message and its signature.
struct TrusteeKey {
    std::int64_t index{};
    std::string certificate{}; // base64 DER of the trustee's signing certificate
    std::string message{};     // base64 KEY
    std::string signature{};   // base64
};
BOOST_DESCRIBE_STRUCT(TrusteeKey, (), (index, certificate, message, signature))

// `missing`: this trustee has published no key; `published`: it is not proved yet; `proved`: it opened the
// test envelope; `wrong`: his last answer is not the share that the test envelope gave him.
enum class KeyState { missing, published, proved, wrong };
BOOST_DESCRIBE_ENUM(KeyState, missing, published, proved, wrong)

struct KeyStanding {
    std::int64_t index{};
    std::string name{}; // as the terms name the trustee
    KeyState state{};
};
BOOST_DESCRIBE_STRUCT(KeyStanding, (), (index, name, state))

// A trustee's ANSWER to the test envelope and its signature, by the certificate of his key.
struct TestAnswer {
    std::int64_t index{};
    std::string message{};   // base64 ANSWER
    std::string signature{}; // base64
};
BOOST_DESCRIBE_STRUCT(TestAnswer, (), (index, message, signature))

// The test envelope of an intake's keys (docs/formats/seal.md 9). The answers are shown when all keys are
// proved and not before: from t of them anyone computes the others.
struct KeyTest {
    std::string header{}; // base64
    std::vector<TestAnswer> answers{};
};
BOOST_DESCRIBE_STRUCT(KeyTest, (), (header, answers))

// All that a sealing program needs, public, without sign-in (20-20): GET /api/v1/intakes/{intake}/kit.
struct SealingKit {
    std::string platform{};
    std::string trade{};
    std::string lot{};
    std::string round{};
    std::string intake{};
    Instant deadline{};
    std::string terms_digest{};
    terms::Terms terms{};
    std::string terms_certificate{}; // base64 DER of the owner's signing certificate
    std::string terms_signature{};   // base64 over terms::signed_bytes
    std::vector<TrusteeKey> keys{};
    std::vector<KeyStanding> standing{}; // of every trustee that the terms name
    std::optional<KeyTest> test{};       // once every trustee has published his key
};
BOOST_DESCRIBE_STRUCT(SealingKit, (),
                      (platform, trade, lot, round, intake, deadline, terms_digest, terms, terms_certificate,
                       terms_signature, keys, standing, test))

// The agreement of a joint body (条例37): every party's signature over the same message, the lead's among
// them.
struct JointBody {
    std::string message{};                           // base64 TPJOIN01 (docs/formats/seal.md 9)
    std::vector<identity::SignatureIn> signatures{}; // in any order
};
BOOST_DESCRIBE_STRUCT(JointBody, (), (message, signatures))

// One version of a submission: POST /api/v1/submissions/{submission}/versions (journaled). The sealed parts
// were uploaded before; a part's blob is named by its envelope digest.
struct SubmitIn {
    std::string message{}; // base64 SUBMIT
    identity::SignatureIn signature{};
    std::map<std::string, std::string> uploads{}; // part -> upl_…, each complete
    std::optional<JointBody> joint{};             // the bidder leads a joint body
    Status form() const;                          // base/body.hpp
};
BOOST_DESCRIBE_STRUCT(SubmitIn, (), (message, signature, uploads, joint))

struct Submitted {
    std::string submission{};
    std::int64_t replacement{};
    Instant arrived{};
    std::string message_digest{};             // hex SM3 of the SUBMIT
    std::optional<std::string> newer_terms{}; // digest, when it was sealed for older terms (design.md 5)
    // The bidder's certificates that end between now and the opening; absent when there are none.
    std::optional<std::vector<identity::CertificateChange>> certificates_changing{};
};
BOOST_DESCRIBE_STRUCT(Submitted, (),
                      (submission, replacement, arrived, message_digest, newer_terms, certificates_changing))

// GET /api/v1/submissions/{submission}/receipts/{message digest}: signed after the commit, so it may say
// `bidding.receipt_pending` for a moment. Checked offline by `tianping receipt verify`.
struct SignedReceipt {
    std::string message{};     // base64 RECEIPT
    std::string signature{};   // base64
    std::string certificate{}; // base64 DER of the platform's signing certificate
    // base64 RFC 3161 token over the SM3 of the RECEIPT; empty until an outside authority has answered.
    std::string timestamp{};
};
BOOST_DESCRIBE_STRUCT(SignedReceipt, (), (message, signature, certificate, timestamp))

// GET /api/v1/timestamp-anchors: of every outside authority that was ever named, those that its tokens lead
// to. They vouch for time stamps and for nothing else.
struct TimestampAnchor {
    std::string digest{};
    std::string certificate{}; // base64 DER
};
BOOST_DESCRIBE_STRUCT(TimestampAnchor, (), (digest, certificate))

// A SUBMIT as its bidder signed it.
struct SignedSubmit {
    std::string message{};   // base64
    std::string signature{}; // base64
};
BOOST_DESCRIBE_STRUCT(SignedSubmit, (), (message, signature))

// A submission in force at the closing, for opening, trustees and verifiers.
struct ClosedSubmission {
    std::string submission{};
    std::string bidder{};               // org_…
    std::string bidder_name{};          // at the deadline
    std::string bidder_code{};          // 统一社会信用代码
    std::vector<std::string> members{}; // codes of a joint body's other members
    std::string message{};              // base64 SUBMIT in force
    std::string signature{};            // base64
    std::string certificate{};          // base64 DER of the bidder's signing certificate
    std::vector<SignedSubmit> chain{};  // the SUBMITs that it replaced, first to last
    Instant arrived{};
    std::optional<JointBody> joint{}; // whose members these are
};
BOOST_DESCRIBE_STRUCT(ClosedSubmission, (),
                      (submission, bidder, bidder_name, bidder_code, members, message, signature, certificate,
                       chain, arrived, joint))

// The submissions in force, ascending by the digest of their SUBMIT. Refuses `bidding.still_sealed` before
// the round is closed: until then not even their number is known to anyone (招法 22).
Result<std::vector<ClosedSubmission>> closed_submissions(const ReadTx& tx, const trade::IntakeId& intake);
// For the act that closes: the same, inside the transaction that makes the closed set.
std::vector<ClosedSubmission> submissions_in_force(const WriteTx& tx, const trade::IntakeId& intake);
// The header (its digest in hex) of a part that a SUBMIT lists, as it was when that was taken, whatever
// became of the part's file since. It names bidder and terms: for whoever answers for it, once the round is
// closed.
std::optional<seal::Header> sealed_header(const ReadTx& tx, const std::string& digest);
// The receipt of one SUBMIT or WITHDRAW (hex digest of the message), once it is signed. It tells when its
// bidder came: nobody but him sees it before the bids are read out.
std::optional<SignedReceipt> signed_receipt(const ReadTx& tx, const std::string& message_digest);
// Fills in the published keys of a kit's intake, ascending by index, how they stand and their test.
void show_keys(const ReadTx& tx, SealingKit& kit);

// For what is handed in beside a bid: the refusals of time as for a bid, but for a deadline that a hold
// overtook, which did not happen.
Status check_still_open(const ReadTx& tx, const trade::RoundFacts& round, Instant arrived);
// The same by the bidder himself, and `bidding.not_invited`. What others hand in for him asks
// check_still_open() alone: whom a tender invites nobody but the parties may learn (招法22).
Status check_takes_from(const ReadTx& tx, const trade::RoundFacts& round,
                        const identity::OrganisationId& bidder, Instant arrived);
// The submission in force to which the organisation of this code is a party, alone or in a joint body. Before
// the closing its bidder alone may learn of it.
std::optional<SubmissionId> bid_of(const ReadTx& tx, const trade::IntakeId& intake, const std::string& code);
// The same for any round of the trade.
bool bids_in_trade(const ReadTx& tx, const trade::TradeId& trade, const std::string& code);
// Its bidder and, of a joint body, the other members, as its last version names them.
std::vector<identity::OrganisationId> parties_of(const ReadTx& tx, const SubmissionId& submission);
// When its bidder last withdrew a bid of the intake to which this organisation was a party.
std::optional<Instant> last_withdrawal(const ReadTx& tx, const trade::IntakeId& intake,
                                       const identity::Organisation& party);

// Stream: the submission. A later room may follow it.
struct SubmissionWithdrawn {
    static constexpr std::string_view kind = "bidding.withdrawn";
    static constexpr int version = 1;
    std::string intake{};
    std::string message_digest{};
};
BOOST_DESCRIBE_STRUCT(SubmissionWithdrawn, (), (intake, message_digest))

// What the policy sees behind {intake}: the trade, its trustees and its stage.
Result<http::Object> intake_object(const ReadTx& tx, const http::Request& request);

} // namespace tianping::bidding
