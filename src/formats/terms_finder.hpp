#pragma once
// Collects mistakes in terms under a path. Private to the checks of the terms.
#include "base/blank.hpp"
#include "formats/terms_check.hpp"
#include <algorithm>
#include <set>

namespace tianping::terms {

class Finder {
public:
    Finder(Mistakes& found, std::string path) : found_{found}, path_{std::move(path)} {}

    void require(bool good, std::string_view member, const char* code, std::string allowed = {})
    {
        if (!good && found_.size() < wire::most_faults)
            found_.push_back({wire::joined(path_, member), code, std::move(allowed)});
    }
    void text(const std::string& value, std::string_view member)
    {
        require(!tianping::blank(value), member, "terms.empty", "a text");
    }
    void title(const std::string& value, std::string_view member)
    {
        text(value, member);
        require(!holds_controls(value), member, "wire.control_character", "one line");
    }
    void name(const std::string& value, std::string_view member)
    {
        const auto good = [](char c) {
            return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' ||
                   c == '_' || c == '-';
        };
        require(!value.empty() && value.size() <= 64 && std::ranges::all_of(value, good), member,
                "terms.bad_name", "1..64 of 0-9 A-Z a-z . _ -");
    }
    void digest(const std::string& value, std::string_view member)
    {
        require(digest_from_hex(value).has_value(), member, "terms.bad_digest", "64 lower-case hex digits");
    }
    template <class Item, class Key>
    void unique(const std::vector<Item>& items, std::string_view member, std::string_view key_name, Key key)
    {
        std::set<std::string> seen;
        for (std::size_t i = 0; i < items.size(); ++i)
            require(seen.insert(std::invoke(key, items[i])).second,
                    std::string{member} + "[" + std::to_string(i) + "]." + std::string{key_name},
                    "terms.repeated", "not used before in this list");
    }
    Finder item(std::string_view member, std::size_t i) const
    {
        return {found_, wire::joined(path_, member) + "[" + std::to_string(i) + "]"};
    }
    Finder part(std::string_view member) const { return {found_, wire::joined(path_, member)}; }

private:
    Mistakes& found_;
    std::string path_;
};

// terms_check_scoring.cpp
void check_evaluation(Finder f, const Terms& terms);
void check_bill(Finder f, const std::vector<BillItem>& bill);

} // namespace tianping::terms
