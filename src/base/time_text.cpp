#include "base/time_text.hpp"
#include <array>
#include <cstdio>

namespace tianping {
namespace {

struct Cursor {
    std::string_view rest;
    bool ok = true;

    int number(std::size_t digits)
    {
        int out = 0;
        if (rest.size() < digits)
            ok = false;
        for (std::size_t i = 0; ok && i < digits; ++i) {
            if (rest[i] < '0' || rest[i] > '9')
                ok = false;
            else
                out = out * 10 + (rest[i] - '0');
        }
        if (ok)
            rest.remove_prefix(digits);
        return out;
    }
    void literal(std::string_view accepted)
    {
        if (rest.empty() || accepted.find(rest[0]) == std::string_view::npos)
            ok = false;
        else
            rest.remove_prefix(1);
    }
    bool next_is(char c) const { return !rest.empty() && rest[0] == c; }
};

int fraction_millis(Cursor& c)
{
    if (!c.next_is('.'))
        return 0;
    c.rest.remove_prefix(1);
    int out = 0, digits = 0;
    for (; digits < 4 && !c.rest.empty() && c.rest[0] >= '0' && c.rest[0] <= '9'; ++digits) {
        out = out * 10 + (c.rest[0] - '0');
        c.rest.remove_prefix(1);
    }
    if (digits == 0 || digits > 3)
        c.ok = false;
    return digits == 1 ? out * 100 : digits == 2 ? out * 10 : out;
}

std::chrono::minutes offset(Cursor& c)
{
    if (c.next_is('Z') || c.next_is('z')) {
        c.rest.remove_prefix(1);
        return std::chrono::minutes{0};
    }
    const bool west = c.next_is('-');
    c.literal("+-");
    const int hours = c.number(2);
    c.literal(":");
    const int minutes = c.number(2);
    if (hours > 23 || minutes > 59)
        c.ok = false;
    return std::chrono::minutes{(west ? -1 : 1) * (hours * 60 + minutes)};
}

struct Civil {
    int year, month, day, hour, minute, second, milli;
};

Civil civil(Instant at)
{
    using namespace std::chrono;
    const auto day = floor<days>(at);
    const year_month_day date{day};
    const hh_mm_ss time{at - day};
    return {static_cast<int>(date.year()),
            static_cast<int>(static_cast<unsigned>(date.month())),
            static_cast<int>(static_cast<unsigned>(date.day())),
            static_cast<int>(time.hours().count()),
            static_cast<int>(time.minutes().count()),
            static_cast<int>(time.seconds().count()),
            static_cast<int>(time.subseconds().count())};
}

} // namespace

std::string to_rfc3339(Instant at)
{
    const auto c = civil(at);
    std::array<char, 96> out{};
    std::snprintf(out.data(), out.size(), "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", c.year, c.month, c.day,
                  c.hour, c.minute, c.second, c.milli);
    return out.data();
}

std::string to_local_text(Instant at)
{
    const auto c = civil(at + std::chrono::hours{8});
    std::array<char, 96> out{};
    std::snprintf(out.data(), out.size(), "%04d-%02d-%02d %02d:%02d:%02d", c.year, c.month, c.day, c.hour,
                  c.minute, c.second);
    return out.data();
}

Result<Instant> from_rfc3339(std::string_view text)
{
    using namespace std::chrono;
    Cursor c{text};
    const int y = c.number(4);
    c.literal("-");
    const int m = c.number(2);
    c.literal("-");
    const int d = c.number(2);
    c.literal("Tt");
    const int hour = c.number(2);
    c.literal(":");
    const int minute = c.number(2);
    c.literal(":");
    const int second = c.number(2);
    const int milli = fraction_millis(c);
    const auto east = offset(c);
    const year_month_day date{year{y}, month{static_cast<unsigned>(m)}, day{static_cast<unsigned>(d)}};
    if (!c.ok || !c.rest.empty() || !date.ok() || hour > 23 || minute > 59 || second > 59)
        return Error{Fault::invalid, "time.malformed"};
    return Instant{sys_days{date}} + hours{hour} + minutes{minute} + seconds{second} + milliseconds{milli} -
           east;
}

} // namespace tianping
