#pragma once
// Bytes and their text: lower-case hexadecimal everywhere inside, base64 only where a standard wants it.
#include "base/result.hpp"
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tianping {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;
using Digest = std::array<std::uint8_t, 32>;

std::string to_hex(ByteView bytes);
// Refuses odd lengths and anything but [0-9a-f] with `bytes.not_hex`.
Result<Bytes> from_hex(std::string_view text);
// As from_hex, and exactly 32 bytes.
Result<Digest> digest_from_hex(std::string_view text);

std::string to_base64(ByteView bytes);
// Strict: canonical padding, no white space; otherwise `bytes.not_base64`.
Result<Bytes> from_base64(std::string_view text);

inline ByteView view(std::string_view text)
{
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
inline std::string_view text_view(ByteView bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// Length of the well-formed UTF-8 sequence at the front of `s`, which is not empty; 0 if there is none.
std::size_t utf8_sequence(std::string_view s);
// Valid UTF-8 without surrogates, overlong forms or NUL.
bool is_utf8(std::string_view text);
// At most `most` bytes of a text in UTF-8, and no character cut in two.
std::string beginning(std::string_view text, std::size_t most);

} // namespace tianping
