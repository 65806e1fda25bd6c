#pragma once
// Rows and states of the bidding room. Data only.
#include "rooms/bidding/api.hpp"

namespace tianping::bidding {

// `begun`: an id, and perhaps parts on their way; no bid yet (parts without a submit are none).
enum class SubmissionState { begun, submitted, withdrawn };
BOOST_DESCRIBE_ENUM(SubmissionState, begun, submitted, withdrawn)

struct TrusteeKeyRow {
    std::string id{}; // "int_…/1"
    trade::IntakeId intake{};
    std::int64_t number{};
    std::string certificate{};
    std::string message{};
    std::string signature{};
    static constexpr std::string_view table = "trustee_key";
};
BOOST_DESCRIBE_STRUCT(TrusteeKeyRow, (), (id, intake, number, certificate, message, signature))

// The test of an intake's keys, from the moment when the last of them was published.
struct KeyTestRow {
    trade::IntakeId intake{};
    std::string keys{};   // digest of the KEY messages that it tests
    std::string header{}; // base64; empty until the envelope is sealed
    std::string secret{}; // hex s: it opens the test envelope, which holds nothing
    static constexpr std::string_view table = "key_test";
};
BOOST_DESCRIBE_STRUCT(KeyTestRow, (), (intake, keys, header, secret))

struct KeyAnswerRow {
    std::string id{}; // "int_…/1"
    trade::IntakeId intake{};
    std::int64_t number{};
    std::string message{};
    std::string signature{};
    KeyState state{}; // proved or wrong
    static constexpr std::string_view table = "key_answer";
};
BOOST_DESCRIBE_STRUCT(KeyAnswerRow, (), (id, intake, number, message, signature, state))

struct SubmissionRow {
    SubmissionId id{};
    trade::IntakeId intake{};
    trade::RoundId round{};
    trade::TradeId trade{};
    identity::OrganisationId bidder{};
    SubmissionState state{};
    std::int64_t replacement{-1}; // of the version in force; -1 before the first
    std::string message_digest{};
    std::int64_t version{1};
    static constexpr std::string_view table = "submission";
};
BOOST_DESCRIBE_STRUCT(SubmissionRow, (),
                      (id, intake, round, trade, bidder, state, replacement, message_digest, version))

struct VersionRow {
    std::string message_digest{};
    SubmissionId submission{};
    std::int64_t replacement{};
    std::string message{};
    std::string signature{};
    std::string certificate{};
    std::string terms{};
    std::string members{}; // JSON array of organisation codes
    std::string joint{};   // JSON of the JointBody; empty for one who bids alone
    Instant arrived_at{};
    static constexpr std::string_view table = "submission_version";
};
BOOST_DESCRIBE_STRUCT(VersionRow, (),
                      (message_digest, submission, replacement, message, signature, certificate, terms,
                       members, joint, arrived_at))

// Of a part that a SUBMIT lists.
struct SealedHeaderRow {
    std::string header{}; // hd
    std::string bytes{};  // base64
    static constexpr std::string_view table = "sealed_header";
};
BOOST_DESCRIBE_STRUCT(SealedHeaderRow, (), (header, bytes))

struct MemberRow {
    trade::IntakeId intake{};
    std::string code{};
    SubmissionId submission{};
    static constexpr std::string_view table = "submission_member";
};
BOOST_DESCRIBE_STRUCT(MemberRow, (), (intake, code, submission))

struct WithdrawalRow {
    SubmissionId submission{};
    std::string message{};
    std::string message_digest{};
    std::string signature{};
    std::string certificate{};
    Instant arrived_at{};
    static constexpr std::string_view table = "submission_withdrawal";
};
BOOST_DESCRIBE_STRUCT(WithdrawalRow, (),
                      (submission, message, message_digest, signature, certificate, arrived_at))

struct ReceiptRow {
    std::string message_digest{};
    SubmissionId submission{};
    std::int64_t replacement{};
    seal::ReceiptAct act{};
    std::string message{};
    std::string signature{};
    std::string certificate{};     // that the platform had when it signed
    std::string timestamp_token{}; // empty: an outside authority has not answered yet
    static constexpr std::string_view table = "receipt";
};
BOOST_DESCRIBE_STRUCT(ReceiptRow, (),
                      (message_digest, submission, replacement, act, message, signature, certificate,
                       timestamp_token))

struct TimestampAnchorRow {
    std::string digest{};
    std::string certificate{}; // base64 DER
    static constexpr std::string_view table = "timestamp_anchor";
};
BOOST_DESCRIBE_STRUCT(TimestampAnchorRow, (), (digest, certificate))

// What a receipt's job needs (kind "bidding.sign_receipt").
struct ReceiptJob {
    std::string submission{};
    seal::ReceiptAct act{};
    std::string message_digest{};
    std::int64_t replacement{};
    Instant arrived{};
};
BOOST_DESCRIBE_STRUCT(ReceiptJob, (), (submission, act, message_digest, replacement, arrived))

} // namespace tianping::bidding
