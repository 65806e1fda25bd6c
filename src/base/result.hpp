#pragma once
// One error type for the whole house. A fault says what kind of "no" it is; the code
// ("room.reason") is stable and documented; texts for people come from the catalogues at the edge.
#include "base/clock.hpp"
#include <boost/describe/enum.hpp>
#include <boost/system/result.hpp>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace tianping {

enum class Fault {
    malformed,       // 400: the request cannot be read at all
    unauthenticated, // 401
    forbidden,       // 403
    not_found,       // 404
    conflict,        // 409: right request, wrong state or version
    too_early,       // 409, with the earliest lawful instant
    too_late,        // 410
    too_large,       // 413
    invalid,         // 422: readable, but fields break a rule; every bad field is named
    too_many,        // 429, with Retry-After; never stored as an answer
    unavailable,     // 503, with Retry-After; never stored as an answer
    outcome_unknown, // 503: ask again with the same idempotency key
    internal         // 500: a bug or a broken machine; logged with an incident id, never stored as an answer
};
BOOST_DESCRIBE_ENUM(Fault, malformed, unauthenticated, forbidden, not_found, conflict, too_early, too_late,
                    too_large, invalid, too_many, unavailable, outcome_unknown, internal)

// One field of the caller's input that breaks a rule.
struct FieldFault {
    std::string path{};    // "lots[2].estimate", as in the request
    std::string code{};    // "wire.want_integer"
    std::string allowed{}; // what would be accepted, for people and programs: "1..80000000"
    std::map<std::string, std::string> params{}; // values that the text of its code names beside these
};

struct Error {
    Fault fault{};
    std::string code{};
    std::vector<FieldFault> fields{};
    std::map<std::string, std::string> params{}; // values that the catalogue's text names
    std::string article{};                       // 条例29, empty when no law is behind the refusal
    std::optional<Instant> earliest{};           // when the same act would be lawful
    std::string detail{};                        // for engineers; never parsed, never shown to the public
};

template <class T>
using Result = boost::system::result<T, Error>;
using Status = Result<void>;

// A refusal that is about exactly one field.
inline Error invalid_field(std::string code, std::string path, std::string allowed = {})
{
    Error e{Fault::invalid, code};
    e.fields.push_back({std::move(path), std::move(code), std::move(allowed)});
    return e;
}

// Reached only when someone calls .value() without looking first: a bug, so it throws.
[[noreturn]] inline void throw_exception_from_error(const Error& e, const boost::source_location& at)
{
    throw std::logic_error(e.code + " unchecked at " + at.file_name() + ":" + std::to_string(at.line()) +
                           (e.detail.empty() ? "" : ": " + e.detail));
}

} // namespace tianping

// The only control-flow macros in the house: unwrap, or hand the refusal to the caller.
#define TP_TRY(name, ...)                                                                                    \
    auto name##_or_error = (__VA_ARGS__);                                                                    \
    if (!name##_or_error)                                                                                    \
        return std::move(name##_or_error).error();                                                           \
    auto& name = *name##_or_error
#define TP_CHECK(...)                                                                                        \
    if (auto checked_status = (__VA_ARGS__); !checked_status)                                                \
    return std::move(checked_status).error()
