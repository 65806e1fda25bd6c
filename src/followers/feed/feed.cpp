#include "followers/feed/feed.hpp"
#include "rooms/trade/api.hpp"
#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <charconv>

namespace tianping::feed {

struct FeedRow {
    std::int64_t number{};
    Instant at{};
    std::string kind{};
    std::string subject{};
    std::string trade{};
    std::string body{};
    std::string event_digest{};
    static constexpr std::string_view table = "feed";
};
BOOST_DESCRIBE_STRUCT(FeedRow, (), (number, at, kind, subject, trade, body, event_digest))

namespace {

Change change_of(const FeedRow& row)
{
    return {row.number,      row.at, row.kind, row.subject, row.trade, boost::json::parse(row.body),
            row.event_digest};
}

std::int64_t number_of(std::string_view text)
{
    std::int64_t out = 0;
    std::from_chars(text.data(), text.data() + text.size(), out);
    return out;
}

// What is for the invited alone is told to nobody else before its reading out. Asks only what no later event
// changes, so that the view is rebuilt as it was.
bool is_public(const ReadTx& tx, const events::Event& event, const events::About& about)
{
    if (event.kind == "notice.published" || event.kind == "opening.read_out" ||
        std::ranges::none_of(about.rounds, [&](const std::string& round) {
            return trade::by_invitation(tx, trade::RoundId::parse(round).value());
        }))
        return true;
    return tx.number("SELECT count(*) FROM feed WHERE subject = :s AND kind = 'opening.read_out'",
                     event.stream) > 0;
}

void publish(WriteTx& tx, const events::Event& event)
{
    const auto about = wire::parse<events::About>(event.about).value();
    if (!is_public(tx, event, about))
        return;
    const auto number = tx.number("SELECT coalesce(max(number), 0) + 1 FROM feed");
    tx.insert(FeedRow{number, event.recorded_at, event.kind, event.stream,
                      about.trades.empty() ? std::string{} : about.trades.front(), event.body, event.digest})
        .value();
}

} // namespace

const std::vector<std::string>& published_kinds()
{
    static const std::vector<std::string> kinds{"notice.published",      "opening.set_closed",
                                                "opening.set_witnessed", "opening.returned_unopened",
                                                "opening.read_out",      "opening.record_published"};
    return kinds;
}

Follower follower()
{
    Follower out{"feed", FollowerKind::view, {"feed"}, {}, {}};
    for (const auto& kind : published_kinds())
        out.by_kind[kind] = publish;
    return out;
}

Result<http::Page<Change>> Feed::list(const ReadTx& tx, const http::Request& request) const
{
    http::QueryReader query{request};
    const auto after = number_of(query.after());
    const auto limit = query.limit();
    const auto trade = query.text("trade");
    TP_CHECK(query.done());
    const auto rows = trade
                          ? tx.list<FeedRow>("WHERE number > :n AND trade = :t ORDER BY number LIMIT :l",
                                             after, *trade, limit + 1)
                          : tx.list<FeedRow>("WHERE number > :n ORDER BY number LIMIT :l", after, limit + 1);
    std::vector<Change> changes;
    for (const auto& row : rows)
        changes.push_back(change_of(row));
    return http::page_of(std::move(changes), limit, [](const Change& c) { return std::to_string(c.number); });
}

Result<http::Source> Feed::stream(const ReadTx& tx, const http::Request&) const
{
    http::Source source;
    source.topic = "changes";
    source.start = std::to_string(tx.number("SELECT coalesce(max(number), 0) FROM feed"));
    source.next = [](const ReadTx& read, const std::string& after, std::size_t most) {
        std::vector<http::StreamEvent> out;
        for (const auto& row : read.list<FeedRow>("WHERE number > :n ORDER BY number LIMIT :l",
                                                  number_of(after), static_cast<std::int64_t>(most)))
            out.push_back(
                {std::to_string(row.number), row.kind, boost::json::serialize(wire::write(change_of(row)))});
        return out;
    };
    return source;
}

std::vector<http::Route> routes(const Feed& feed)
{
    return {
        http::read(http::Method::get, "/api/v1/changes", Capability::public_read, http::no_object, feed,
                   &Feed::list, "What was published, oldest first", {"after", "limit", "trade"}),
        http::stream("/api/v1/changes/stream", Capability::public_read, http::no_object, feed, &Feed::stream,
                     "What is being published, live"),
    };
}

} // namespace tianping::feed
