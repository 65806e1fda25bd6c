#pragma once
// The strict reading of PEM (RFC 7468): labels, and nothing that is not said.
#include "base/bytes.hpp"
#include <optional>
#include <string_view>
#include <vector>

namespace tianping::crypto {

// Exactly one block of this label with nothing but white space around it; nothing otherwise.
std::optional<Bytes> single_pem_block(std::string_view text, std::string_view label);
// Every block of this label in order. Explanatory text between blocks and blocks of other labels are passed
// over, as in the files that authorities publish. Nothing when any block is damaged.
std::optional<std::vector<Bytes>> pem_blocks(std::string_view text, std::string_view label);

} // namespace tianping::crypto
