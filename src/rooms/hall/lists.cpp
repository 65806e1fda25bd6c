// What everybody sees: the day's openings, where a session stands, and its live stream.
#include "base/canonical.hpp"
#include "rooms/hall/events.hpp"
#include "rooms/hall/rules.hpp"
#include "rooms/hall/service.hpp"
#include "rooms/hall/store.hpp"
#include <algorithm>
#include <boost/mp11.hpp>
#include <charconv>
#include <set>

namespace tianping::hall {

// What the live stream says. Before the reading out a body could count bids (a trustee's answers, say), so
// only the kind is told.
struct LiveEvent {
    std::string kind{};
    Instant at{};
    boost::json::value body{};
};
BOOST_DESCRIBE_STRUCT(LiveEvent, (), (kind, at, body))

// Of a hold, at its setting and at its lifting: what the trade's page shows, and of no other round.
struct LiveHold {
    std::vector<trade::Act> forbids{};
    trade::HoldCause cause{};
    std::string article{};
    std::string document{};
    Instant set_at{};
};
BOOST_DESCRIBE_STRUCT(LiveHold, (), (forbids, cause, article, document, set_at))

namespace {

constexpr std::int64_t most_on_a_page = 1'000;

bool tells_its_body(const std::string& kind)
{
    bool out = kind == opening::ReadOutPublished::kind;
    boost::mp11::mp_for_each<IntakeBodies>([&]<class Body>(Body) { out = out || kind == Body::kind; });
    return out;
}

boost::json::value public_body(const Told& one)
{
    if (one.hold) {
        const auto& hold = *one.hold;
        return wire::write(LiveHold{hold.forbids, hold.cause, hold.article, hold.document, hold.set_at});
    }
    return tells_its_body(one.event.kind) ? boost::json::parse(one.event.body) : boost::json::value{};
}

std::int64_t number_of(std::string_view text)
{
    std::int64_t out = 0;
    std::from_chars(text.data(), text.data() + text.size(), out);
    return out;
}

std::string cursor_of(const OpeningLine& line)
{
    return std::to_string(millis(line.at)) + " " + line.intake;
}

store::ScheduleCursor cursor_from(const std::string& text, Instant from)
{
    const auto blank = text.find(' ');
    if (blank == std::string::npos)
        return {from, ""};
    return {from_millis(number_of(std::string_view{text}.substr(0, blank))), text.substr(blank + 1)};
}

// The day of +08:00 that `text` names, or the one of `now`.
Result<Instant> day_of(const std::optional<std::string>& text, Instant now)
{
    using namespace std::chrono;
    if (!text)
        return time_point_cast<milliseconds>(floor<days>(now + hours{8})) - hours{8};
    auto at = from_rfc3339(*text + "T00:00:00+08:00");
    if (!at || text->size() != 10)
        return invalid_field("time.want_day", "day", "YYYY-MM-DD, such as 2026-03-24");
    return *at;
}

// An opening for the invited alone is in nobody else's list.
bool may_know(const ReadTx& tx, const ScheduleRow& row, const Actor& actor)
{
    if (!trade::only_for_invited(tx,
                                 trade::round_facts(tx, trade::RoundId::parse(row.round).value()).value()))
        return true;
    http::Request request;
    request.path["intake"] = row.intake;
    const auto object = bidding::intake_object(tx, request);
    return object && identity::may(actor, Capability::public_read, &*object);
}

// Of what comes for each bid that did not open, the first alone until all is read out (20-30).
void leave_out_counts(std::vector<Told>& told)
{
    bool read_out = false;
    std::set<std::string> first;
    std::erase_if(told, [&](const Told& one) {
        const auto& kind = one.event.kind;
        read_out = read_out || kind == opening::ReadOutPublished::kind;
        return !read_out && opening::comes_for_each_bid(kind) && !first.insert(kind).second;
    });
}

RecordLine line_of_record(const RecordRow& row)
{
    return {row.version, row.final, row.digest, row.pdf, row.pdf_size};
}

} // namespace

Follower Hall::schedule()
{
    Follower out{"hall_schedule", FollowerKind::view, {"hall_schedule"}, {}, {}};
    out.any = trade::of_each_round([](WriteTx& tx, const events::Event&, const trade::RoundFacts& round) {
        if (round.deadline && round.stage != trade::Stage::draft && round.stage != trade::Stage::registered)
            store::put_schedule(tx,
                                {round.intake.text(), round.id.text(), round.trade.text(), *round.deadline});
        else
            store::drop_schedule(tx, round.intake.text());
    });
    return out;
}

std::optional<OpeningLine> Hall::line_of(const ReadTx& tx, const ScheduleRow& row, Instant now) const
{
    const auto at = seen(tx, trade::IntakeId::parse(row.intake).value(), now);
    if (!at)
        return std::nullopt;
    return OpeningLine{row.intake,
                       row.trade,
                       at->trade.title,
                       at->round.lot_name,
                       at->round.section_code,
                       row.at,
                       confirmed_place(tx, at->trade.id),
                       at->state,
                       at->round.held != 0};
}

Result<http::Page<OpeningLine>> Hall::day(const ReadTx& tx, const http::Request& request) const
{
    http::QueryReader query{request};
    const auto after = query.after();
    const auto limit = query.limit();
    const auto now = request.call.arrived;
    const auto day = day_of(query.text("day"), now);
    query.refuse("day", day);
    TP_CHECK(query.done());
    TP_TRY(from, day);
    std::vector<OpeningLine> lines;
    auto last = cursor_from(after, from);
    std::vector<ScheduleRow> rows;
    do { // whatever is left out makes room for what follows
        rows = store::schedule(tx, last, from + std::chrono::hours{24}, limit + 1 - std::ssize(lines));
        for (const auto& row : rows) {
            if (may_know(tx, row, request.call.actor))
                if (auto line = line_of(tx, row, now))
                    lines.push_back(*std::move(line));
            last = {row.at, row.intake};
        }
    } while (!rows.empty() && std::ssize(lines) <= limit);
    return http::page_of(std::move(lines), limit, cursor_of);
}

std::vector<OpeningLine> Hall::openings(const ReadTx& tx, Instant from, Instant until, Instant now) const
{
    std::vector<OpeningLine> out;
    for (const auto& row : store::schedule(tx, {from, ""}, until, most_on_a_page))
        if (may_know(tx, row, {}))
            if (auto line = line_of(tx, row, now))
                out.push_back(*std::move(line));
    return out;
}

Result<SessionView> Hall::view_of(const ReadTx& tx, const trade::IntakeId& intake, Instant now) const
{
    TP_TRY(at, seen(tx, intake, now));
    SessionView out{intake.text(), at.state, at.sign_in_from, opening::read_out_at(tx, intake)};
    for (const auto& row : store::objections(tx, intake))
        out.objections.push_back(
            {row.id.text(), row.who, row.text, row.raised_at, row.answer, row.answered_at});
    if (at.session) {
        out.record_digest = at.session->record_digest;
        out.signing_until = at.session->signing_until;
        out.ended_at = at.session->ended_at;
        out.signatures = signatures_of(tx, at);
    }
    for (const auto& row : store::records(tx, intake))
        out.records.push_back(line_of_record(row));
    return out;
}

Result<SessionView> Hall::view(const ReadTx& tx, const http::Request& request) const
{
    TP_TRY(intake, trade::IntakeId::parse(request.path.at("intake")));
    return view_of(tx, intake, request.call.arrived);
}

std::vector<std::string_view> Hall::live_kinds()
{
    auto out = opening::kinds_of_intake();
    boost::mp11::mp_for_each<IntakeBodies>([&]<class Body>(Body) { out.push_back(Body::kind); });
    out.push_back(trade::HoldSet::kind);
    out.push_back(trade::HoldLifted::kind);
    return out;
}

std::vector<Told> Hall::told(const ReadTx& tx, const trade::RoundFacts& round)
{
    std::vector<Told> out;
    for (auto& event : events::of_stream(tx, round.intake.text()))
        out.push_back({std::move(event), std::nullopt});
    for (const auto& hold : trade::holds_of(tx, round.trade))
        if (std::ranges::find(hold.rounds, round.id) != hold.rounds.end())
            for (auto& event : events::of_stream(tx, hold.id.text()))
                out.push_back({std::move(event), hold});
    std::ranges::sort(out, {}, [](const Told& one) { return one.event.seq; });
    leave_out_counts(out);
    return out;
}

// A reader goes on behind a place among what is told: the log only grows, so each keeps its place.
Result<http::Source> Hall::live(const ReadTx& tx, const http::Request& request) const
{
    TP_TRY(intake, trade::IntakeId::parse(request.path.at("intake")));
    TP_TRY(round, trade::round_of_intake(tx, intake));
    http::Source source;
    source.topic = "opening/" + intake.text();
    source.start = std::to_string(told(tx, round).size());
    source.next = [round](const ReadTx& read, const std::string& after, std::size_t most) {
        std::vector<http::StreamEvent> out;
        const auto kinds = live_kinds();
        std::int64_t place = 0;
        for (const auto& one : told(read, round)) {
            const auto& event = one.event;
            const bool told_of = std::ranges::find(kinds, std::string_view{event.kind}) != kinds.end();
            if (++place <= number_of(after) || !told_of || out.size() == most)
                continue;
            const LiveEvent said{event.kind, event.recorded_at, public_body(one)};
            out.push_back({std::to_string(place), event.kind, canonical(wire::write(said))});
        }
        return out;
    };
    return source;
}

} // namespace tianping::hall
