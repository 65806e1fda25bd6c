#include "base/national_codes.hpp"
#include "base/digit.hpp"
#include <algorithm>
#include <array>

namespace tianping {
namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

} // namespace

CodeFault fault_of_organisation_code(std::string_view code)
{
    static constexpr std::array<std::size_t, 17> weights{1,  3,  9,  27, 19, 26, 16, 17, 20,
                                                         29, 25, 13, 8,  24, 10, 30, 28};
    const auto known = [](char c) { return alphabet.find(c) != std::string_view::npos; };
    if (code.size() != 18 || !std::ranges::all_of(code, known) ||
        !std::ranges::all_of(code.substr(2, 6), is_digit))
        return CodeFault::shape;
    std::size_t sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i)
        sum += alphabet.find(code[i]) * weights[i];
    return alphabet[(31 - sum % 31) % 31] == code[17] ? CodeFault::none : CodeFault::check_character;
}

bool is_identity_number(std::string_view text)
{
    static constexpr std::array<int, 17> weights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    if (text.size() != 18 || !std::ranges::all_of(text.substr(0, 17), is_digit))
        return false;
    int sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i)
        sum += (text[i] - '0') * weights[i];
    return std::string_view{"10X98765432"}[static_cast<std::size_t>(sum % 11)] == text[17];
}

bool is_region(std::string_view text)
{
    return text.size() == 6 && std::ranges::all_of(text, is_digit) && text[0] != '0';
}

std::string_view region_stem(std::string_view region)
{
    while (region.size() > 2 && region.ends_with("00"))
        region.remove_suffix(2);
    return region;
}

bool is_trade_class(std::string_view text)
{
    return text.size() == 3 && text[0] >= 'A' && text[0] <= 'Z' && is_digit(text[1]) && is_digit(text[2]);
}

bool is_platform_code(std::string_view text)
{
    return text.size() == 11 && text[0] >= 'A' && text[0] <= 'Z' && is_region(text.substr(1, 6)) &&
           std::ranges::all_of(text.substr(7), is_digit);
}

} // namespace tianping
