#pragma once
// What the host of an opening signs: why a bid did not open (20-31), and that the window is longer for all.
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

struct CauseText {
    std::string format{"tianping/cause/1"};
    std::string platform{};
    std::string intake{};
    std::string submission{};
    std::string closing_digest{}; // hex SM3 of the CLOSE
    CauseCode code{};
    std::string text{};
    std::vector<std::string> evidence{}; // hex SM3 of files that show it
};
BOOST_DESCRIBE_STRUCT(CauseText, (),
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
Bytes signed_bytes(const WindowText& text);

} // namespace tianping::opening
