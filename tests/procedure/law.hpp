#pragma once
// The law as it lies in the repository, and short ways to say days and instants.
#include "base/time_text.hpp"
#include "rooms/procedure/api.hpp"
#include "support/places.hpp"
#include <gtest/gtest.h>

namespace tianping::procedure {

inline std::filesystem::path law_folder()
{
    return std::filesystem::path{test::source_folder()} / "law";
}

inline const Library& law()
{
    static const Library library = [] {
        auto loading = load_with_mistakes({law_folder()});
        for (const auto& m : loading.mistakes)
            ADD_FAILURE() << m.file << ":" << m.line << " " << m.path << " " << m.code << " " << m.expected;
        return std::move(loading.library);
    }();
    return library;
}

inline const Rulebook& works()
{
    static const Rulebook rules = law().rulebook("works-open-tender").value();
    return rules;
}

inline CivilDay day(std::string_view text)
{
    return CivilDay::parse(text).value();
}

// "2026-03-23 09:30" or "2026-03-23 09:30:15.250" on the wall clock of +08:00.
inline Instant at(std::string text)
{
    text[10] = 'T';
    return from_rfc3339(text + (text.size() == 16 ? ":00+08:00" : "+08:00")).value();
}

inline const Limit& limit(std::string_view id)
{
    for (const auto& limit : law().all.limits)
        if (limit.id == id)
            return limit;
    throw std::logic_error("no limit " + std::string{id});
}

} // namespace tianping::procedure
