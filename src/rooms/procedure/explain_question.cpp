#include "rooms/procedure/explain_question.hpp"
#include "base/digit.hpp"
#include "base/time_text.hpp"
#include "base/wire.hpp"
#include "rooms/procedure/known_words.hpp"
#include <algorithm>

namespace tianping::procedure {
namespace {

constexpr std::size_t most_digits = 9;

Error unreadable(std::string code, std::string_view text)
{
    Error e{Fault::invalid, std::move(code)};
    e.params["text"] = text;
    return e;
}

Error not_one_of(std::string code, std::string_view text, const std::string& allowed)
{
    auto e = unreadable(std::move(code), text);
    e.params["allowed"] = allowed;
    return e;
}

Result<std::pair<std::string, std::string>> name_and_value(std::string_view text)
{
    const auto equals = text.find('=');
    if (equals == std::string_view::npos || equals == 0)
        return unreadable("procedure.malformed_assignment", text);
    return std::pair{std::string{text.substr(0, equals)}, std::string{text.substr(equals + 1)}};
}

Result<Fact> fact_from(const Rulebook& rules, std::string_view text)
{
    TP_TRY(parts, name_and_value(text));
    Fact out;
    const auto mark = parts.first.find('@');
    out.instant = parts.first.substr(0, mark);
    if (mark != std::string::npos) {
        const auto channel = wire::choice<Channel>(parts.first.substr(mark + 1));
        if (channel != Channel::platform && channel != Channel::designated_medium)
            return unreadable("procedure.malformed_channel", text);
        out.channel = *channel;
    }
    if (std::ranges::find(rules.instants, out.instant, &NamedInstant::id) == rules.instants.end()) {
        Error e{Fault::not_found, "procedure.unknown_instant"};
        e.params["instant"] = out.instant;
        return e;
    }
    TP_TRY(at, instant_from_text(parts.second));
    out.at = at;
    return out;
}

Result<Hold> hold_from(std::string_view text)
{
    TP_TRY(parts, name_and_value(text));
    Hold out;
    out.cause = parts.first;
    if (!is_hold_cause(out.cause))
        return not_one_of("procedure.no_such_cause", text, allowed_causes());
    const auto slash = parts.second.find('/');
    TP_TRY(from, instant_from_text(parts.second.substr(0, slash)));
    out.from = from;
    if (slash != std::string::npos && slash + 1 < parts.second.size()) {
        TP_TRY(until, instant_from_text(parts.second.substr(slash + 1)));
        out.until = until;
        if (*out.until <= out.from)
            return unreadable("procedure.hold_without_time", text);
    }
    return out;
}

Result<std::pair<std::string, std::string>> attribute_from(std::string_view text)
{
    TP_TRY(parts, name_and_value(text));
    if (!unknown_words({{parts.first, {parts.second}}}).empty())
        return not_one_of("procedure.no_such_attribute", text, allowed_words(parts.first));
    return parts;
}

Result<std::pair<std::string, Fen>> sum_from(std::string_view text)
{
    TP_TRY(parts, name_and_value(text));
    if (!is_sum(parts.first))
        return not_one_of("procedure.no_such_sum", text, allowed_sums());
    const auto sum = Fen::parse_yuan(parts.second);
    if (!sum)
        return unreadable("procedure.malformed_sum", text);
    return std::pair{parts.first, *sum};
}

Result<std::pair<std::string, std::int64_t>> number_from(std::string_view text)
{
    TP_TRY(parts, name_and_value(text));
    if (!is_number(parts.first))
        return not_one_of("procedure.no_such_number", text, allowed_numbers());
    const auto& digits = parts.second;
    if (digits.empty() || digits.size() > most_digits || !std::ranges::all_of(digits, is_digit))
        return unreadable("procedure.malformed_number", text);
    return std::pair{parts.first, std::int64_t{std::stol(digits)}};
}

} // namespace

Result<Facts> facts_from(const Rulebook& rules, const ExplainOptions& options)
{
    Facts out;
    for (const auto& text : options.at) {
        TP_TRY(fact, fact_from(rules, text));
        if (std::ranges::any_of(out.instants, [&](const Fact& other) {
                return other.instant == fact.instant && other.channel == fact.channel;
            }))
            return unreadable("procedure.given_twice", text);
        out.instants.push_back(fact);
    }
    for (const auto& text : options.attributes) {
        TP_TRY(attribute, attribute_from(text));
        if (!out.attributes.insert(attribute).second)
            return unreadable("procedure.given_twice", text);
    }
    out.attributes.merge(fixed_attributes(rules.procedure));
    for (const auto& text : options.sums) {
        TP_TRY(sum, sum_from(text));
        if (!out.sums.insert(sum).second)
            return unreadable("procedure.given_twice", text);
    }
    for (const auto& text : options.numbers) {
        TP_TRY(number, number_from(text));
        if (!out.numbers.insert(number).second)
            return unreadable("procedure.given_twice", text);
    }
    for (const auto& text : options.holds) {
        TP_TRY(hold, hold_from(text));
        out.seen.holds.push_back(hold);
    }
    if (options.business_close) {
        TP_TRY(minutes, minutes_from_text(*options.business_close));
        out.seen.business_close = minutes;
    }
    return out;
}

Result<Instant> instant_from_text(std::string_view text)
{
    std::string whole{text};
    if (whole.size() == 10)
        whole += " 09:00";
    if (whole.size() > 10 && whole[10] == ' ')
        whole[10] = 'T';
    if (whole.size() == 16)
        whole += ":00";
    auto at = from_rfc3339(whole);
    if (!at)
        at = from_rfc3339(whole + "+08:00");
    if (!at)
        return unreadable("procedure.malformed_instant", text);
    return *at;
}

Result<std::int64_t> minutes_from_text(std::string_view text)
{
    const auto digits = [&](std::size_t from) {
        return is_digit(text[from]) && is_digit(text[from + 1])
                   ? (text[from] - '0') * 10 + text[from + 1] - '0'
                   : -1;
    };
    const bool written = text.size() == 5 && text[2] == ':';
    const std::int64_t hour = written ? digits(0) : -1;
    const std::int64_t minute = written ? digits(3) : -1;
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59)
        return unreadable("procedure.malformed_hour", text);
    return hour * 60 + minute;
}

} // namespace tianping::procedure
