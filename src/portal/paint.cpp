#include "portal/paint.hpp"
#include "base/time_text.hpp"
#include <array>
#include <cstdio>
#include <sstream>

namespace tianping::portal {

namespace {

constexpr std::chrono::hours beijing{8};

std::chrono::sys_days local_day(Instant at)
{
    return std::chrono::floor<std::chrono::days>(at + beijing);
}

// 18,642.50 for 186,425,000.00: ten-thousands of yuan, at least two decimals, never rounded.
std::string in_wan(Fen amount)
{
    const std::int64_t fen = amount.count() < 0 ? -amount.count() : amount.count();
    std::array<char, 16> decimals{};
    std::snprintf(decimals.data(), decimals.size(), "%06lld", static_cast<long long>(fen % 1'000'000));
    std::string tail{decimals.data()};
    while (tail.size() > 2 && tail.back() == '0')
        tail.pop_back();
    return (amount.count() < 0 ? "-" : "") + grouped(fen / 1'000'000) + "." + tail;
}

std::string nth_word(const std::string& words, unsigned n)
{
    std::istringstream in{words};
    std::string word;
    for (unsigned i = 0; i <= n; ++i)
        in >> word;
    return word;
}

} // namespace

std::string grouped(std::int64_t value)
{
    std::string digits = std::to_string(value < 0 ? -value : value);
    for (auto i = static_cast<std::ptrdiff_t>(digits.size()) - 3; i > 0; i -= 3)
        digits.insert(static_cast<std::size_t>(i), ",");
    return value < 0 ? "-" + digits : digits;
}

std::string local_date(Instant at)
{
    return to_local_text(at).substr(0, 10);
}

std::string Painter::long_date(Instant at) const
{
    const auto day = local_day(at);
    const std::chrono::year_month_day civil{day};
    return say("shell.today",
               {{"year", std::to_string(static_cast<int>(civil.year()))},
                {"month", std::to_string(static_cast<unsigned>(civil.month()))},
                {"day", std::to_string(static_cast<unsigned>(civil.day()))},
                {"date", local_date(at)},
                {"weekday", nth_word(say("shell.weekday"), std::chrono::weekday{day}.c_encoding())}});
}

Data Painter::one(std::int64_t value) const
{
    return Data{grouped(value)};
}

Data Painter::one(Instant value) const
{
    const std::string text = to_local_text(value); // 2026-04-17 09:30:00
    Data out{Data::type::object};
    out["iso"] = Data{text.substr(0, 10) + "T" + text.substr(11) + "+08:00"};
    out["second"] = Data{text};
    out["minute"] = Data{text.substr(0, 16)};
    out["date"] = Data{text.substr(0, 10)};
    out["month_day"] = Data{text.substr(5, 5)};
    out["time"] = Data{text.substr(11, 5)};
    out["clock"] = Data{text.substr(11)};
    out["millis"] = Data{std::to_string(millis(value))};
    return out;
}

Data Painter::one(Fen value) const
{
    const bool large = value >= Fen::yuan(10'000) || value <= Fen::yuan(-10'000);
    Data out{Data::type::object};
    out["yuan"] = Data{value.text()};
    out["words"] = Data{language_ == Language::en ? "CNY " + value.text()
                        : large                   ? in_wan(value) + " 万元"
                                                  : value.text() + " 元"};
    return out;
}

Data Painter::one(const Due& value) const
{
    const auto days = (local_day(value.at) - local_day(now_)).count();
    const bool over = value.at <= now_;
    Data out{Data::type::object};
    out["at"] = one(value.at);
    out["over"] = Data{over};
    out["left"] = Data{over        ? say("due.over")
                       : days == 0 ? say("due.today")
                                   : say("due.days", {{"days", std::to_string(days)}})};
    out["tone"] = Data{over ? "n" : days <= 3 ? "r" : days <= 7 ? "y" : "g"};
    return out;
}

Data Painter::one(FileSize value) const
{
    static constexpr const char* units[] = {"B", "KB", "MB", "GB", "TB"};
    double size = static_cast<double>(value.bytes);
    std::size_t unit = 0;
    for (; size >= 1024 && unit < 4; ++unit)
        size /= 1024;
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), unit == 0 || size >= 100 ? "%.0f %s" : "%.1f %s", size,
                  units[unit]);
    return Data{std::string{text.data()}};
}

Data Painter::word(const char* name, std::string_view group, std::string_view tone) const
{
    Data out{Data::type::object};
    out["name"] = Data{std::string{name}};
    out["word"] = Data{say(std::string{group} + "." + name)};
    out["tone"] = Data{std::string{tone}};
    return out;
}

} // namespace tianping::portal
