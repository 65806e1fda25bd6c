#pragma once
// Rows of the opening room. Data only.
#include "rooms/opening/api.hpp"

namespace tianping::opening {

struct ClosingRow {
    trade::IntakeId intake{};
    trade::RoundId round{};
    trade::TradeId trade{};
    std::string terms{};
    std::string message{}; // base64 CLOSE
    std::string message_digest{};
    std::string signature{};
    ClosingState state{};
    Instant window_ends{}; // until the set is witnessed: the earliest that it may be
    std::int64_t version{1};
    // From here on nothing that a bidder does changes what is opened: the window is over behind the barrier
    // and, in the manner `bidder`, nobody gives any more.
    std::optional<Instant> settled_at{};
    static constexpr std::string_view table = "closing";
};
BOOST_DESCRIBE_STRUCT(ClosingRow, (),
                      (intake, round, trade, terms, message, message_digest, signature, state, window_ends,
                       version, settled_at))

struct WitnessRow {
    std::string id{}; // "int_…/1"
    trade::IntakeId intake{};
    std::int64_t number{};
    std::string certificate{};
    std::string signature{};
    static constexpr std::string_view table = "closing_witness";
};
BOOST_DESCRIBE_STRUCT(WitnessRow, (), (id, intake, number, certificate, signature))

struct SealedPartRow {
    std::string header{}; // hd
    trade::IntakeId intake{};
    std::string submission{};
    std::string part{};
    std::string envelope{}; // ed, the blob's name
    static constexpr std::string_view table = "sealed_part";
};
BOOST_DESCRIBE_STRUCT(SealedPartRow, (), (header, intake, submission, part, envelope))

struct AnswerRow {
    std::string id{}; // header/number
    trade::IntakeId intake{};
    std::string header{};
    std::int64_t number{};
    seal::AnswerCode code{};
    std::string message{};
    std::string signature{};
    std::string certificate{};
    static constexpr std::string_view table = "trustee_answer";
};
BOOST_DESCRIBE_STRUCT(AnswerRow, (), (id, intake, header, number, code, message, signature, certificate))

struct OpenedPartRow {
    std::string header{};
    trade::IntakeId intake{};
    std::string submission{};
    std::string part{};
    BidState state{};     // opened or void_
    std::string secret{}; // hex, so that anyone opens it again
    std::string reason{}; // why it is void: a code of formats/
    std::string wrong{};  // JSON array: trustees whose answer was wrong
    std::string manifest{};
    static constexpr std::string_view table = "opened_part";
};
BOOST_DESCRIBE_STRUCT(OpenedPartRow, (),
                      (header, intake, submission, part, state, secret, reason, wrong, manifest))

struct OpenedFileRow {
    std::string id{}; // header/position
    std::string header{};
    std::string submission{};
    std::string part{};
    std::string name{};
    std::int64_t size{};
    std::string digest{};
    static constexpr std::string_view table = "opened_file";
};
BOOST_DESCRIBE_STRUCT(OpenedFileRow, (), (id, header, submission, part, name, size, digest))

struct ReadOutRow {
    trade::IntakeId intake{};
    std::string body{}; // canonical JSON, vector<ReadOut>
    Instant published_at{};
    static constexpr std::string_view table = "read_out";
};
BOOST_DESCRIBE_STRUCT(ReadOutRow, (), (intake, body, published_at))

// A PROOF or an ANSWER 0 of a bidder.
enum class BidderAct { proof, secret };
BOOST_DESCRIBE_ENUM(BidderAct, proof, secret)
struct BidderMessageRow {
    std::string id{}; // act/header
    BidderAct act{};
    trade::IntakeId intake{};
    std::string submission{};
    std::string header{};
    std::string certificate{};
    std::string message{};
    std::string signature{};
    Instant arrived{};
    static constexpr std::string_view table = "bidder_message";
};
BOOST_DESCRIBE_STRUCT(BidderMessageRow, (),
                      (id, act, intake, submission, header, certificate, message, signature, arrived))

// Exists from the moment at which bidders give their secrets (manner `bidder`).
struct UnsealingRow {
    trade::IntakeId intake{};
    Instant giving_from{};
    Instant giving_until{};
    std::optional<Instant> remedy_from{};
    std::optional<Instant> remedy_until{};
    std::string remedy{"[]"}; // JSON array: headers that the trustees open
    static constexpr std::string_view table = "unsealing";
};
BOOST_DESCRIBE_STRUCT(UnsealingRow, (),
                      (intake, giving_from, giving_until, remedy_from, remedy_until, remedy))

// A part that the platform proposes to call unopened.
struct UnopenedPartRow {
    std::string header{};
    trade::IntakeId intake{};
    std::string submission{};
    std::string part{};
    std::string finding{}; // JSON, FoundPart
    static constexpr std::string_view table = "unopened_part";
};
BOOST_DESCRIBE_STRUCT(UnopenedPartRow, (), (header, intake, submission, part, finding))

struct CauseRow {
    std::string id{}; // intake/submission
    trade::IntakeId intake{};
    std::string submission{};
    CauseCode code{};
    std::string text{};
    std::string finding{};  // JSON, BidFinding
    std::string evidence{}; // JSON array of EvidenceFile
    std::string certificate{};
    std::string signature{};
    Instant recorded_at{};
    static constexpr std::string_view table = "unopened_cause";
};
BOOST_DESCRIBE_STRUCT(CauseRow, (),
                      (id, intake, submission, code, text, finding, evidence, certificate, signature,
                       recorded_at))

struct ClaimRow {
    std::string id{}; // intake/submission
    trade::IntakeId intake{};
    std::string submission{};
    CauseCode code{};
    std::string text{};
    std::string evidence{}; // JSON array of EvidenceFile
    std::string certificate{};
    std::string signature{};
    Instant claimed_at{};
    static constexpr std::string_view table = "unopened_claim";
};
BOOST_DESCRIBE_STRUCT(ClaimRow, (),
                      (id, intake, submission, code, text, evidence, certificate, signature, claimed_at))

struct ExtensionRow {
    std::string id{}; // intake/milliseconds of its end
    trade::IntakeId intake{};
    Instant ends{};
    std::string reason{};
    std::string certificate{};
    std::string signature{};
    Instant decided_at{};
    static constexpr std::string_view table = "window_extension";
};
BOOST_DESCRIBE_STRUCT(ExtensionRow, (), (id, intake, ends, reason, certificate, signature, decided_at))

} // namespace tianping::opening
