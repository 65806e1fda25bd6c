#pragma once
// A list of the house, walked page by page to its end.
#include "identity/identity_house.hpp"
#include "infra/http/page.hpp"

namespace tianping::identity {

template <class Item>
std::vector<Item> walked(IdentityHouse& house, const std::string& path, const Actor& who, std::size_t limit)
{
    std::vector<Item> out;
    std::optional<std::string> next;
    do {
        std::map<std::string, std::string, std::less<>> query{{"limit", std::to_string(limit)}};
        if (next)
            query["after"] = *next;
        const auto answer = house.ask("GET", path, who, {}, query).value();
        const auto page = wire::from_value<http::Page<Item>>(answer.body).value();
        EXPECT_LE(page.items.size(), limit) << path;
        if (page.next) {
            EXPECT_EQ(page.items.size(), limit) << path;
            EXPECT_NE(page.next, next) << path;
        }
        out.insert(out.end(), page.items.begin(), page.items.end());
        next = page.next == next ? std::nullopt : page.next;
    } while (next);
    return out;
}

} // namespace tianping::identity
