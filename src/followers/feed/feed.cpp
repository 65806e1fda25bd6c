#include "followers/feed/feed.hpp"
#include "rooms/trade/api.hpp"
#include <algorithm>
#include <array>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <charconv>

namespace tianping::feed {

// Names this table and its numbers; made with the first row.
struct EpochRow {
    std::int64_t only_row{};
    std::string epoch{};
    static constexpr std::string_view table = "feed_epoch";
};
BOOST_DESCRIBE_STRUCT(EpochRow, (), (only_row, epoch))

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

constexpr std::size_t epoch_digits = 8;

// A place in the feed, `epoch.number`; number 0 stands before the first change.
struct Place {
    std::string epoch{};
    std::int64_t number{};

    std::string text() const { return epoch + "." + std::to_string(number); }
};

std::optional<Place> place_of(std::string_view text)
{
    if (text.size() <= epoch_digits + 1 || text[epoch_digits] != '.' ||
        text.substr(0, epoch_digits).find_first_not_of("0123456789abcdef") != std::string_view::npos)
        return std::nullopt;
    Place out{std::string{text.substr(0, epoch_digits)}, 0};
    const auto* const end = text.data() + text.size();
    const auto [stop, ec] = std::from_chars(text.data() + epoch_digits + 1, end, out.number);
    if (ec != std::errc{} || stop != end || out.number < 0)
        return std::nullopt;
    return out;
}

std::string epoch_of(const ReadTx& tx)
{
    const auto row = tx.find<EpochRow>("WHERE only_row = 1");
    return row ? row->epoch : std::string{};
}

std::string epoch_of(WriteTx& tx, Chance& chance)
{
    if (auto known = epoch_of(tx); !known.empty())
        return known;
    std::array<std::uint8_t, epoch_digits / 2> bytes{};
    chance.fill(bytes);
    const EpochRow fresh{1, to_hex(bytes)};
    tx.insert(fresh).value();
    return fresh.epoch;
}

// The newest change; without an epoch while there has been none.
Place end_of(const ReadTx& tx)
{
    return {epoch_of(tx), tx.number("SELECT coalesce(max(number), 0) FROM feed")};
}

bool is_behind(const Place& place, const Place& end)
{
    return place.epoch == end.epoch && place.number <= end.number;
}

Change change_of(const FeedRow& row, const std::string& epoch)
{
    return {Place{epoch, row.number}.text(), row.at,          row.kind, row.subject, row.trade,
            boost::json::parse(row.body),    row.event_digest};
}

std::vector<http::StreamEvent> changes_after(const ReadTx& tx, const std::string& after, std::size_t most)
{
    const auto end = end_of(tx);
    const auto place = place_of(after);
    const auto seen = place && is_behind(*place, end) ? place->number : 0;
    std::vector<http::StreamEvent> out;
    for (const auto& row : tx.list<FeedRow>("WHERE number > :n ORDER BY number LIMIT :l", seen,
                                            static_cast<std::int64_t>(most))) {
        const auto change = change_of(row, end.epoch);
        out.push_back({change.id, change.kind, boost::json::serialize(wire::write(change))});
    }
    return out;
}

// Where a page begins: behind ?after=, or before the first change. The last of the query to be read.
Result<Place> start_of_page(const ReadTx& tx, http::QueryReader& query)
{
    const auto end = end_of(tx);
    const auto after = query.text("after");
    const auto place = after ? place_of(*after) : Place{end.epoch, 0};
    if (!place)
        query.refuse("after", "http.bad_cursor", "the `next` of a page or the `id` of a change");
    TP_CHECK(query.done());
    if (!is_behind(*place, end))
        return Error{Fault::conflict, "feed.another_epoch", {}, {{"after", place->text()}}};
    return *place;
}

// Before its notice nobody else knows of a trade.
bool is_announced(const ReadTx& tx, const events::About& about)
{
    return std::ranges::any_of(about.rounds, [&](const std::string& round) {
        return trade::round_facts(tx, trade::RoundId::parse(round).value())->deadline.has_value();
    });
}

// What is for the invited alone is told to nobody else before its reading out. Asks only what no later event
// changes: however late its turn comes, it publishes the same.
bool is_public(const ReadTx& tx, const events::Event& event, const events::About& about)
{
    if (event.kind.starts_with("trade.hold_") && !is_announced(tx, about))
        return false;
    if (event.kind == "notice.published" || event.kind == "opening.read_out" ||
        std::ranges::none_of(about.rounds, [&](const std::string& round) {
            return trade::by_invitation(tx, trade::RoundId::parse(round).value());
        }))
        return true;
    return tx.number("SELECT count(*) FROM feed WHERE subject = :s AND kind = 'opening.read_out'",
                     event.stream) > 0;
}

void publish(WriteTx& tx, const events::Event& event, Chance& chance)
{
    const auto about = wire::parse<events::About>(event.about).value();
    if (!is_public(tx, event, about))
        return;
    epoch_of(tx, chance);
    const auto number = tx.number("SELECT coalesce(max(number), 0) + 1 FROM feed");
    tx.insert(FeedRow{number, event.recorded_at, event.kind, event.stream,
                      about.trades.empty() ? std::string{} : about.trades.front(), event.body, event.digest})
        .value();
}

} // namespace

const std::vector<std::string>& published_kinds()
{
    static const std::vector<std::string> kinds{
        "notice.published", "opening.set_closed",    "opening.set_witnessed", "opening.returned_unopened",
        "opening.read_out", "hall.record_published", "trade.hold_set",        "trade.hold_lifted"};
    return kinds;
}

std::int64_t count(const ReadTx& tx, const std::string& kind)
{
    return tx.number("SELECT count(*) FROM feed WHERE kind = :k", kind);
}

Follower follower(Chance& chance)
{
    Follower out{"feed", FollowerKind::outbox, {}, {}, {}};
    for (const auto& kind : published_kinds())
        out.by_kind[kind] = [&chance](WriteTx& tx, const events::Event& event) {
            publish(tx, event, chance);
        };
    return out;
}

Result<http::Page<Change>> Feed::list(const ReadTx& tx, const http::Request& request) const
{
    http::QueryReader query{request};
    const auto limit = query.limit();
    const auto trade = query.text("trade");
    TP_TRY(start, start_of_page(tx, query));
    const auto rows =
        trade ? tx.list<FeedRow>("WHERE number > :n AND trade = :t ORDER BY number LIMIT :l", start.number,
                                 *trade, limit + 1)
              : tx.list<FeedRow>("WHERE number > :n ORDER BY number LIMIT :l", start.number, limit + 1);
    std::vector<Change> changes;
    for (const auto& row : rows)
        changes.push_back(change_of(row, start.epoch));
    return http::page_with_cursor(std::move(changes), limit, [](const Change& c) { return c.id; });
}

Result<http::Source> Feed::stream(const ReadTx& tx, const http::Request&) const
{
    http::Source source;
    source.topic = "changes";
    source.next = changes_after;
    if (const auto end = end_of(tx); !end.epoch.empty())
        source.start = end.text();
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
