#include "base/blank.hpp"
#include "base/bytes.hpp"
#include <algorithm>
#include <span>

namespace tianping {
namespace {

struct CodePoints {
    char32_t first, last;
};
constexpr CodePoints controls[] = {
    {0x00, 0x1F}, {0x7F, 0x9F}, {0x200E, 0x200F}, {0x202A, 0x202E}, {0x2066, 0x2069}};
constexpr CodePoints blanks[] = {{0x20, 0x20},     {0xA0, 0xA0},     {0xAD, 0xAD},     {0x1680, 0x1680},
                                 {0x2000, 0x200D}, {0x2028, 0x2029}, {0x202F, 0x202F}, {0x205F, 0x2060},
                                 {0x3000, 0x3000}, {0xFEFF, 0xFEFF}};

bool among(std::span<const CodePoints> all, char32_t c)
{
    return std::ranges::any_of(all,
                               [c](const CodePoints& some) { return c >= some.first && c <= some.last; });
}

bool shows(char32_t c)
{
    return !among(blanks, c) && !among(controls, c);
}

char32_t code_point(std::string_view character)
{
    const auto n = character.size();
    char32_t out = static_cast<unsigned char>(character[0]) & (n == 1 ? 0xFFU : 0xFFU >> (n + 1));
    for (const char c : character.substr(1))
        out = out << 6 | (static_cast<unsigned char>(c) & 0x3FU);
    return out;
}

template <class Each>
void for_each_character(std::string_view text, Each each)
{
    while (!text.empty()) {
        // What is no UTF-8 goes byte by byte.
        const auto character = text.substr(0, std::max<std::size_t>(1, utf8_sequence(text)));
        each(character, code_point(character));
        text.remove_prefix(character.size());
    }
}

} // namespace

bool blank(std::string_view text)
{
    return without_blanks(text).empty();
}

bool holds_controls(std::string_view text)
{
    bool out = false;
    for_each_character(text, [&](std::string_view, char32_t c) { out = out || among(controls, c); });
    return out;
}

std::string without_blanks(std::string_view text)
{
    std::string out;
    for_each_character(text, [&](std::string_view character, char32_t c) {
        if (shows(c))
            out += character;
    });
    return out;
}

} // namespace tianping
