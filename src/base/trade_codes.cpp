#include "base/trade_codes.hpp"
#include "base/digit.hpp"
#include "base/national_codes.hpp"
#include <algorithm>
#include <stdexcept>

namespace tianping {
namespace {

constexpr std::string_view alphabet_of_37 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*";

std::string padded(std::int64_t number, std::size_t width)
{
    auto text = std::to_string(number);
    return text.size() < width ? std::string(width - text.size(), '0') + text : text;
}

// The check character of ISO 7064 MOD 37-2; empty for other alphabets.
std::optional<char> mod_37_2(std::string_view characters)
{
    // Horner from the left: after each character the sum is doubled, so the right-most has weight 2.
    std::size_t sum = 0;
    for (const char c : characters) {
        const auto value = alphabet_of_37.find(c);
        if (value == std::string_view::npos)
            return std::nullopt;
        sum = (sum + value) * 2 % 37;
    }
    return alphabet_of_37[(38 - sum) % 37];
}

bool is_month(std::string_view two_digits)
{
    return "01" <= two_digits && two_digits <= "12";
}

} // namespace

std::string project_code(std::string_view platform_code, std::int64_t serial)
{
    return std::string{platform_code} + padded(serial, 6);
}

std::string tender_project_code(std::string_view project_code, std::int64_t serial)
{
    return std::string{project_code} + padded(serial, 3);
}

std::string section_code(std::string_view tender_project_code, std::int64_t serial)
{
    return std::string{tender_project_code} + padded(serial, 3);
}

std::string unified_code(std::string_view trade_class, std::string_view issuer, CivilDay day,
                         std::int64_t serial)
{
    auto date = day.text();
    std::erase(date, '-');
    const std::string body = std::string{trade_class} + std::string{issuer} + date + padded(serial, 6);
    const auto check = mod_37_2(body);
    if (body.size() != 35 || !check)
        throw std::logic_error("a unified code cannot be made of " + body);
    return std::string{trade_class} + "-" + std::string{issuer} + "-" + date + "-" + padded(serial, 6) + "-" +
           *check;
}

bool is_investment_code(std::string_view code)
{
    constexpr std::string_view shape = "0000-000000-00-00-000000";
    const bool shaped = code.size() == shape.size() && std::ranges::equal(code, shape, [](char c, char s) {
                            return s == '-' ? c == '-' : is_digit(c);
                        });
    return shaped && (code.starts_with("20") || is_month(code.substr(2, 2))) && is_region(code.substr(5, 6));
}

} // namespace tianping
