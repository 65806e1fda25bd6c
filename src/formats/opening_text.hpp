#pragma once
// What is said around a bid that does not open (20-31): what the platform found, why it was as the host signs
// it, what its bidder says; and that the window is longer for all.
// Document: docs/formats/opening.md.
#include "base/bytes.hpp"
#include "base/wire.hpp"

namespace tianping::opening {

// Why a sealed bid was not unsealed. The first three lie with the bidder, the others do not (20-31).
enum class CauseCode {
    bidder_did_not_act,           // did not prove, or did not give his secret, in time
    bidder_lost_key,              // lost or damaged his key himself
    bidder_file_defective,        // the sealed file was made wrong
    key_destroyed_by_others,      // his key was lost or damaged by somebody else
    certificate_authority_failed, // the certificate or its medium failed
    platform_failed,
    trustees_failed, // too few trustees answered rightly
    network_failed   // a public fault of network or power, force majeure
};
BOOST_DESCRIBE_ENUM(CauseCode, bidder_did_not_act, bidder_lost_key, bidder_file_defective,
                    key_destroyed_by_others, certificate_authority_failed, platform_failed, trustees_failed,
                    network_failed)
bool lies_with_bidder(CauseCode code);

// 20-31: by the bidder's cause it counts as revoked (视为撤销), by another as withdrawn (视为撤回).
enum class Outcome { withdrawn, revoked };
BOOST_DESCRIBE_ENUM(Outcome, withdrawn, revoked)
Outcome outcome_of(CauseCode code);

// A file that shows something: whoever has it compares its digest.
struct EvidenceFile {
    std::string name{};
    std::int64_t size{};
    std::string digest{}; // hex SM3
};
BOOST_DESCRIBE_STRUCT(EvidenceFile, (), (name, size, digest))

// A trustee's ANSWER that had come.
struct FoundAnswer {
    std::int64_t number{};
    std::string code{};   // ok or refused
    std::string digest{}; // hex SM3 of its bytes
};
BOOST_DESCRIBE_STRUCT(FoundAnswer, (), (number, code, digest))

// A PROOF or ANSWER 0 of the bidder that had come.
struct FoundAct {
    std::string digest{};
    Instant arrived{};
};
BOOST_DESCRIBE_STRUCT(FoundAct, (), (digest, arrived))

// What the platform knew when it found that a sealed part does not open.
struct FoundPart {
    std::string part{};
    std::string header{};   // hex hd
    std::string envelope{}; // hex ed
    std::string reason{};   // the check that failed, a code of the catalogue
    Instant found_at{};
    Instant window_ends{}; // as it stood then
    std::optional<Instant> giving_until{};
    std::int64_t threshold{}; // right shares that open it
    std::vector<FoundAnswer> answers{};
    std::optional<FoundAct> proof{};
    std::optional<FoundAct> secret{};
};
BOOST_DESCRIBE_STRUCT(FoundPart, (),
                      (part, header, envelope, reason, found_at, window_ends, giving_until, threshold,
                       answers, proof, secret))

// The platform's own evidence, of one bid.
struct BidFinding {
    std::string format{"tianping/finding/1"};
    std::string platform{};
    std::string intake{};
    std::string submission{};
    std::string closing_digest{}; // hex SM3 of the CLOSE
    std::vector<FoundPart> parts{};
};
BOOST_DESCRIBE_STRUCT(BidFinding, (), (format, platform, intake, submission, closing_digest, parts))
// Hex SM3 over the format's name, a zero byte and the canonical JSON.
std::string digest_of(const BidFinding& finding);

struct CauseText {
    std::string format{"tianping/cause/1"};
    std::string platform{};
    std::string intake{};
    std::string submission{};
    std::string closing_digest{}; // hex SM3 of the CLOSE
    CauseCode code{};
    std::string text{};
    std::string finding{}; // digest_of() what the platform found
    std::vector<EvidenceFile> evidence{};
};
BOOST_DESCRIBE_STRUCT(CauseText, (),
                      (format, platform, intake, submission, closing_digest, code, text, finding, evidence))

// What a bidder says of his own bid, whose cause he holds to lie with another (20-31: he may claim his direct
// loss from whoever is liable).
struct ClaimText {
    std::string format{"tianping/claim/1"};
    std::string platform{};
    std::string intake{};
    std::string submission{};
    std::string closing_digest{}; // hex SM3 of the CLOSE
    CauseCode code{};
    std::string text{};
    std::vector<EvidenceFile> evidence{};
};
BOOST_DESCRIBE_STRUCT(ClaimText, (),
                      (format, platform, intake, submission, closing_digest, code, text, evidence))

struct WindowText {
    std::string format{"tianping/window/1"};
    std::string platform{};
    std::string intake{};
    std::string closing_digest{};
    Instant until{}; // the new end of the window, for all bidders of the intake
    std::string reason{};
};
BOOST_DESCRIBE_STRUCT(WindowText, (), (format, platform, intake, closing_digest, until, reason))

// The format's name, a zero byte, the canonical JSON.
Bytes signed_bytes(const CauseText& text);
Bytes signed_bytes(const ClaimText& text);
Bytes signed_bytes(const WindowText& text);

} // namespace tianping::opening
