#pragma once
// Use cases of the bidding room. Each reads like its sentence: load, decide, save, record.
#include "formats/platform.hpp"
#include "infra/blob/blob_store.hpp"
#include "infra/http/page.hpp"
#include "infra/spine/job.hpp"
#include "rooms/bidding/joint.hpp"
#include "rooms/bidding/rules.hpp"

namespace tianping::bidding {

struct KeyIn {
    std::string message{}; // base64 KEY
    identity::SignatureIn signature{};
    Status form() const; // base/body.hpp, as below
};
BOOST_DESCRIBE_STRUCT(KeyIn, (), (message, signature))

struct KeyOut {
    std::int64_t number{};
    std::string message_digest{};
};
BOOST_DESCRIBE_STRUCT(KeyOut, (), (number, message_digest))

// POST /api/v1/intakes/{intake}/keys/test: a trustee's ANSWER to the test envelope.
struct TestAnswerIn {
    std::string message{}; // base64 ANSWER
    identity::SignatureIn signature{};
    Status form() const;
};
BOOST_DESCRIBE_STRUCT(TestAnswerIn, (), (message, signature))

struct KeyTestedOut {
    std::int64_t number{};
    KeyState state{};
};
BOOST_DESCRIBE_STRUCT(KeyTestedOut, (), (number, state))

struct WithdrawIn {
    std::string message{}; // base64 WITHDRAW
    identity::SignatureIn signature{};
    Status form() const;
};
BOOST_DESCRIBE_STRUCT(WithdrawIn, (), (message, signature))

// What a bidder sees of his own submission, and nobody else.
struct SubmissionView {
    SubmissionId id{};
    trade::IntakeId intake{};
    SubmissionState state{};
    std::int64_t replacement{-1};
    std::string message_digest{};
    std::optional<std::string> newer_terms{};
    std::int64_t version{};
};
BOOST_DESCRIBE_STRUCT(SubmissionView, (),
                      (id, intake, state, replacement, message_digest, newer_terms, version))

// Told to the organisation whose certificate it is.
struct CertificateWarning {
    std::string digest{};
    std::string usage{}; // sign, encrypt
    Instant at{};        // the end of validity, or the beginning of the later one
    bool renewed = false;
    std::optional<std::int64_t> days{};       // it ends within so many days: 90, 30 or 15
    std::optional<SubmissionId> submission{}; // or: `at` lies between this bid's sealing and its opening
    std::optional<trade::IntakeId> intake{};
};
BOOST_DESCRIBE_STRUCT(CertificateWarning, (), (digest, usage, at, renewed, days, submission, intake))

// Who stamps receipts: the installation's own authority at once, or an outside one, whose token follows
// (rooms/bidding/stamping.hpp). Never one for the other.
enum class StampedBy { installation, outside };

// Told whenever somebody takes terms, named by their digest (trade::Trades::note_taken).
using TellTaken = std::function<void(const ReadTx&, const Call&, const std::string& terms)>;

class Bidding {
public:
    Bidding(const Platform& platform, const blob::BlobStore& blobs,
            StampedBy stamped_by = StampedBy::installation, TellTaken taken = {})
        : platform_{platform}, blobs_{blobs}, stamped_by_{stamped_by}, taken_{std::move(taken)}
    {
    }

    // A SUBMIT that was read and proved before the transaction.
    struct ReadyVersion {
        seal::Submit submit{};
        Bytes message{};
        Digest message_digest{};
        identity::ProvedSignature signer;
        std::map<std::string, SealedPart> parts{};
        std::optional<Instant> last_part{};
        std::optional<ReadyJoint> joint{};
    };
    struct ReadyWithdrawal {
        seal::Withdraw withdraw{};
        Bytes message{};
        Digest message_digest{};
        identity::ProvedSignature signer;
    };
    struct ReadyKey {
        seal::KeyMessage key{};
        Digest message_digest{};
        identity::ProvedSignature signer;
    };

    struct ReadyTestAnswer {
        seal::Answer answer{};
        identity::ProvedSignature signer;
    };

    // With the terms in force, which go out from their hour on and not before (`bidding.not_open`); who is
    // signed in takes them by it (20-21).
    Result<SealingKit> kit(const ReadTx& tx, const http::Request& request) const;

    Result<ReadyKey> read_key(const http::Request& request, const KeyIn& in) const;
    // A trustee named in the terms publishes his key for one intake, once: `bidding.not_the_pinned_trustee`,
    // `bidding.key_published_already`; `bidding.key_of_another` when another trustee has published that key.
    // The key that completes the set calls for the test of all.
    Result<KeyOut> publish_key(WriteTx& tx, const http::Request& request, const KeyIn& in,
                               const ReadyKey& ready) const;

    Result<ReadyTestAnswer> read_test_answer(const http::Request& request, const TestAnswerIn& in) const;
    // He opens the test envelope with it. A wrong answer is recorded, and another may follow it; a right one
    // stands. `bidding.no_key_test`, `closing.answer_of_another`, `bidding.key_proved_already`.
    Result<KeyTestedOut> answer_test(WriteTx& tx, const http::Request& request, const TestAnswerIn& in,
                                     const ReadyTestAnswer& ready) const;

    // The one submission of this bidder for this intake: made at the first call, the same at every later one
    // until he withdraws it; then a new one, which replaces nothing (招法29).
    Result<SubmissionView> begin(WriteTx& tx, const http::Request& request, const http::Nothing&) const;
    Result<SubmissionView> own(const ReadTx& tx, const http::Request& request) const;

    Result<ReadyVersion> read_version(const http::Request& request, const SubmitIn& in) const;
    Result<Submitted> submit(WriteTx& tx, const http::Request& request, const SubmitIn& in,
                             const ReadyVersion& ready) const;

    Result<ReadyWithdrawal> read_withdrawal(const http::Request& request, const WithdrawIn& in) const;
    Result<Submitted> withdraw(WriteTx& tx, const http::Request& request, const WithdrawIn& in,
                               const ReadyWithdrawal& ready) const;

    Result<SignedReceipt> receipt(const ReadTx& tx, const http::Request& request) const;

    // What the caller's own organisation is warned of: certificates whose end is near, and those that change
    // between the arrival of a bid of its own and the opening.
    Result<http::Page<CertificateWarning>> certificate_warnings(const ReadTx& tx,
                                                                const http::Request& request) const;

    // Authorities to which the time stamps of an outside one lead.
    Result<http::Page<TimestampAnchor>> timestamp_anchors(const ReadTx& tx,
                                                          const http::Request& request) const;

    // Follow-up of submit and withdraw (job kind "bidding.sign_receipt"). 20-27 wants the receipt at once, so
    // it waits for no outside authority.
    Result<jobs::Outcome> sign_receipt(WriteTx& tx, const Call& call, const Job& job) const;

private:
    Result<Expected> expected(const ReadTx& tx, const trade::RoundFacts& round, const seal::Submit& submit,
                              const terms::LotTerms& lot, const identity::ProvedSignature& signer) const;
    seal::Place place_of(const trade::RoundFacts& round) const;
    Status claim(WriteTx& tx, const SubmissionRow& row, const ReadyVersion& ready, const terms::LotTerms& lot,
                 Instant at) const;
    struct NewVersion {
        const SubmissionRow& row;
        const SubmitIn& in;
        const ReadyVersion& ready;
        Instant came{};
    };
    void save_version(WriteTx& tx, const Call& call, const NewVersion& made,
                      const events::About& about) const;

    const Platform& platform_;
    const blob::BlobStore& blobs_;
    StampedBy stamped_by_;
    TellTaken taken_;
};

// How something that came at this instant lies to the deadline of its round.
Timing timing_of(const ReadTx& tx, const trade::RoundFacts& round, Instant arrived,
                 const std::optional<Instant>& last_part = {});

// The bidder's certificates that end or are followed by others after this version arrived and before his keys
// are needed no more, and before them what followed the one that it was sealed with since its terms were in
// force: nothing tells the platform when it was sealed, but it was not before. Absent when there are none.
std::optional<std::vector<identity::CertificateChange>>
changes_before_opening(const ReadTx& tx, const SubmissionRow& row, const trade::RoundFacts& round,
                       const seal::Submit& version, Instant arrived);

// The refusal of an id that is none, word for word the policy's for an id that is hidden from the asker:
// nobody learns which submissions exist.
Error submission_unknown(const std::string& id);
// What the policy sees behind {submission}: the bidder as its holder.
Result<http::Object> submission_object(const ReadTx& tx, const http::Request& request);

std::vector<http::Route> routes(const Bidding& room);
jobs::Handlers handlers(const Bidding& room);

} // namespace tianping::bidding
