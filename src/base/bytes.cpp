#include "base/bytes.hpp"
#include <algorithm>

namespace tianping {
namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";
constexpr std::string_view base64_digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

int hex_value(char c)
{
    const auto at = hex_digits.find(c);
    return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

int base64_value(char c)
{
    const auto at = base64_digits.find(c);
    return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

} // namespace

std::size_t utf8_sequence(std::string_view s)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(s[i]); };
    const auto tail = [&](std::size_t i) { return i < s.size() && (byte(i) & 0xC0U) == 0x80U; };
    const unsigned lead = byte(0);
    if (lead == 0)
        return 0;
    if (lead < 0x80)
        return 1;
    if (lead >= 0xC2 && lead <= 0xDF)
        return tail(1) ? 2 : 0;
    if (lead >= 0xE0 && lead <= 0xEF) {
        if (!tail(1) || !tail(2))
            return 0;
        const bool overlong = lead == 0xE0 && byte(1) < 0xA0;
        const bool surrogate = lead == 0xED && byte(1) > 0x9F;
        return overlong || surrogate ? 0 : 3;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        if (!tail(1) || !tail(2) || !tail(3))
            return 0;
        const bool overlong = lead == 0xF0 && byte(1) < 0x90;
        const bool beyond = lead == 0xF4 && byte(1) > 0x8F;
        return overlong || beyond ? 0 : 4;
    }
    return 0;
}

std::string to_hex(ByteView bytes)
{
    std::string out;
    out.reserve(bytes.size() * 2);
    for (const auto b : bytes) {
        out += hex_digits[b >> 4];
        out += hex_digits[b & 15];
    }
    return out;
}

Result<Bytes> from_hex(std::string_view text)
{
    const auto bad = [] {
        return Error{Fault::invalid, "bytes.not_hex", {}, {{"expected", "lower-case hex digits"}}};
    };
    if (text.size() % 2 != 0)
        return bad();
    Bytes out;
    out.reserve(text.size() / 2);
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const int high = hex_value(text[i]), low = hex_value(text[i + 1]);
        if (high < 0 || low < 0)
            return bad();
        out.push_back(static_cast<std::uint8_t>(high * 16 + low));
    }
    return out;
}

Result<Digest> digest_from_hex(std::string_view text)
{
    TP_TRY(bytes, from_hex(text));
    Digest out{};
    if (bytes.size() != out.size())
        return Error{Fault::invalid, "bytes.not_a_digest", {}, {{"expected", "64 lower-case hex digits"}}};
    std::copy(bytes.begin(), bytes.end(), out.begin());
    return out;
}

std::string to_base64(ByteView bytes)
{
    std::string out;
    out.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t n = std::min<std::size_t>(3, bytes.size() - i);
        const unsigned group = static_cast<unsigned>(bytes[i]) << 16 |
                               (n > 1 ? static_cast<unsigned>(bytes[i + 1]) << 8 : 0U) |
                               (n > 2 ? static_cast<unsigned>(bytes[i + 2]) : 0U);
        for (std::size_t k = 0; k < 4; ++k)
            out += k <= n ? base64_digits[group >> (18 - 6 * k) & 63] : '=';
    }
    return out;
}

Result<Bytes> from_base64(std::string_view text)
{
    const auto bad = [] { return Error{Fault::invalid, "bytes.not_base64", {}, {{"expected", "base64"}}}; };
    if (text.size() % 4 != 0)
        return bad();
    Bytes out;
    out.reserve(text.size() / 4 * 3);
    for (std::size_t i = 0; i < text.size(); i += 4) {
        const bool last = i + 4 == text.size();
        const std::size_t pads = !last ? 0 : text[i + 2] == '=' ? 2 : text[i + 3] == '=' ? 1 : 0;
        unsigned group = 0;
        for (std::size_t k = 0; k < 4; ++k) {
            const int v = k >= 4 - pads ? (text[i + k] == '=' ? 0 : -1) : base64_value(text[i + k]);
            if (v < 0)
                return bad();
            group = group << 6 | static_cast<unsigned>(v);
        }
        for (std::size_t k = 0; k < 3 - pads; ++k)
            out.push_back(static_cast<std::uint8_t>(group >> (16 - 8 * k)));
        const unsigned left_over = pads == 2 ? group & 0xFFFFU : pads == 1 ? group & 0xFFU : 0U;
        if (left_over != 0)
            return bad();
    }
    return out;
}

bool is_utf8(std::string_view text)
{
    while (!text.empty()) {
        const auto n = utf8_sequence(text);
        if (n == 0)
            return false;
        text.remove_prefix(n);
    }
    return true;
}

std::string beginning(std::string_view text, std::size_t most)
{
    std::size_t end = std::min(text.size(), most);
    while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end;
    return std::string{text.substr(0, end)};
}

} // namespace tianping
