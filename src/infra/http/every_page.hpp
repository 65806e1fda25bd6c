#pragma once
// A list of the interface, followed to its end.
#include "infra/http/client.hpp"
#include "infra/http/page.hpp"

namespace tianping::http {

// `target` may have a query of its own, without `after` and `limit`.
template <class Item>
Result<std::vector<Item>> every_page(Client& client, const std::string& target, std::int64_t limit = 100)
{
    const auto mark = target.find('?') == std::string::npos ? "?" : "&";
    const auto first = target + mark + "limit=" + std::to_string(limit);
    std::vector<Item> out;
    std::optional<std::string> next;
    do {
        TP_TRY(page, client.get<Page<Item>>(next ? first + "&after=" + *next : first));
        std::ranges::move(page.items, std::back_inserter(out));
        next = std::move(page.next);
    } while (next);
    return out;
}

} // namespace tianping::http
