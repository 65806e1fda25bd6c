#pragma once
// Who reads a page and how: language and mode come from the query first, then from the cookie, so that a link
// with ?lang=en or ?mode=elder works for everyone and is remembered for those who allow it.
#include "base/clock.hpp"
#include <boost/describe.hpp>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tianping::portal {

enum class Language { zh, en };
BOOST_DESCRIBE_ENUM(Language, zh, en)

enum class Mode { normal, elder, contrast };
BOOST_DESCRIBE_ENUM(Mode, normal, elder, contrast)

using Query = std::map<std::string, std::string, std::less<>>;

struct Visit {
    Language language = Language::zh;
    Mode mode = Mode::normal;
    std::string path{"/"}; // without query, as asked: "/notices"
    Query query{};         // decoded
    Instant now{};         // of the house clock; pages never ask the system
};

// Unknown languages and modes count as not given. `cookie` is the Cookie header, empty when there is none.
Visit read_visit(std::string path, Query query, std::string_view cookie, Instant now);

// The Set-Cookie values for what this visit's query chose; empty when it chose nothing. They hold no person's
// data: "tp_lang=en; Path=/; Max-Age=31536000; SameSite=Lax".
std::vector<std::string> cookies_to_set(const Visit& visit);

// "key=value&…", percent-encoded, keys in order, empty values left out.
std::string query_text(const Query& query);

// The visit's own address with some of its query changed; an empty value removes the name.
std::string same_page(const Visit& visit, const Query& changed);

} // namespace tianping::portal
