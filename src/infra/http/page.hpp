#pragma once
// Long lists come in pages. A cursor names the last item that was shown and says nothing of how many there
// are. Query parameters are read with the same faults as a body, all of them at once.
#include "infra/http/route.hpp"
#include <algorithm>
#include <set>

namespace tianping::http {

// What a list answers: `next` is handed back as ?after= and is missing on the last page.
template <class Item>
struct Page {
    std::vector<Item> items{};
    std::optional<std::string> next{};
    BOOST_DESCRIBE_CLASS(Page, (), (items, next), (), ())
};

// `key` is what the list is ordered by, unique, and visible to the reader anyway.
std::string to_cursor(std::string_view key);
// Refuses with `http.bad_cursor` what to_cursor did not make.
Result<std::string> from_cursor(std::string_view cursor);

// Reads the query of one request: first every name that the route declares, then done(), and only then is
// anything used that was read.
class QueryReader {
public:
    explicit QueryReader(const Request& request) : query_{request.query} {}

    std::optional<std::string> text(const char* name);
    // `otherwise` when absent; a fault outside least..most.
    std::int64_t integer(const char* name, std::int64_t least, std::int64_t most, std::int64_t otherwise);
    std::optional<Instant> instant(const char* name);
    template <class E>
    std::optional<E> choice(const char* name)
    {
        const auto given = text(name);
        if (!given)
            return std::nullopt;
        const auto out = wire::choice<E>(*given);
        if (!out)
            refuse(name, "wire.unknown_choice", wire::choices<E>());
        return out;
    }
    template <wire::Text T>
    std::optional<T> id(const char* name)
    {
        const auto given = text(name);
        if (!given)
            return std::nullopt;
        auto out = T::parse(*given);
        if (out)
            return *std::move(out);
        const auto& params = out.error().params;
        refuse(name, out.error().code, params.contains("expected") ? params.at("expected") : "");
        return std::nullopt;
    }
    // ?after=: the key of the last item shown, empty for the first page.
    std::string after();
    // ?limit=: 1..most, 50 unless told.
    std::int64_t limit(std::int64_t most = 100)
    {
        return integer("limit", 1, most, std::min<std::int64_t>(50, most));
    }

    // A fault of a value that the caller reads by rules of its own.
    void refuse(const char* name, std::string code, std::string allowed);
    template <class T>
    void refuse(const char* name, const Result<T>& read)
    {
        if (!read)
            for (const auto& field : read.error().fields)
                refuse(name, field.code, field.allowed);
    }

    // Every fault found so far and every name that nobody asked for, together, as `wire.bad_fields`.
    Status done();

private:
    const std::map<std::string, std::string, std::less<>>& query_;
    std::set<std::string_view> asked_;
    wire::Faults bad_;
};

// A `wire.unexpected` for each name of `query` that is not among `known`, at most wire::most_faults.
wire::Faults unexpected(const std::map<std::string, std::string, std::less<>>& query,
                        const std::set<std::string_view>& known);

// Ask the store for limit + 1 items; the one too many tells that there is a next page. `cursor_of` says what
// the list itself reads behind ?after=.
template <class Item, class CursorOf>
Page<Item> page_with_cursor(std::vector<Item> items, std::int64_t limit, CursorOf cursor_of)
{
    Page<Item> out;
    const auto most = static_cast<std::size_t>(limit);
    if (items.size() > most) {
        items.resize(most);
        out.next = cursor_of(items.back());
    }
    out.items = std::move(items);
    return out;
}

// The same for what QueryReader::after() reads.
template <class Item, class KeyOf>
Page<Item> page_of(std::vector<Item> items, std::int64_t limit, KeyOf key_of)
{
    return page_with_cursor(std::move(items), limit,
                            [&](const Item& last) { return to_cursor(key_of(last)); });
}

struct OwnId {
    template <class Row>
    std::string operator()(const Row& row) const
    {
        return row.id.text();
    }
};

// One page of what a store reads, in a route that takes ?after= and ?limit= and nothing else: `load(after,
// most)` answers rows in the list's order, `show` what is told of one.
template <class Item, class Load, class Show, class KeyOf = OwnId>
Result<Page<Item>> read_page(const Request& request, Load load, Show show, KeyOf key_of = {})
{
    QueryReader query{request};
    const auto after = query.after();
    const auto limit = query.limit();
    TP_CHECK(query.done());
    auto rows = page_of(load(after, limit + 1), limit, key_of);
    Page<Item> out;
    for (auto& row : rows.items)
        out.items.push_back(show(row));
    out.next = std::move(rows.next);
    return out;
}

// The same of a list that is short enough to be read whole; it is told in the order of its keys.
template <class Item, class KeyOf>
Result<Page<Item>> page_of_all(const Request& request, std::vector<Item> all, KeyOf key_of)
{
    const auto load = [&](const std::string& after, std::int64_t most) {
        std::erase_if(all, [&](const Item& item) { return key_of(item) <= after; });
        std::ranges::sort(all, {}, key_of);
        all.erase(all.begin() + std::min<std::ptrdiff_t>(std::ssize(all), most), all.end());
        return std::move(all);
    };
    return read_page<Item>(
        request, load, [](Item& item) { return std::move(item); }, key_of);
}

} // namespace tianping::http
