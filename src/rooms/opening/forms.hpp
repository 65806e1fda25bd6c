#pragma once
// What the bodies of opening must be like, each value by itself; their form() is made of these.
#include "rooms/opening/unsealing_api.hpp"
#include <functional>

namespace tianping::opening {

// Of a list of messages that must not be empty: `wire.missing`.
Status check_some(std::size_t how_many, const char* path);
Status check_window_reason(const std::string& reason); // `opening.window_reason`
// `opening.claim_of_own_cause`
Status check_claimed_cause(CauseCode code);
// The header at the front of a sealed part, as it comes in a request body.
Result<seal::Header> read_header(const std::string& base64, const std::string& path);

// `opening.cause_text`, `opening.cause_evidence`: also of each file that is not `there`.
Status check_words(const std::string& text, const std::vector<EvidenceFile>& evidence,
                   const std::function<bool(const EvidenceFile&)>& there);

} // namespace tianping::opening
