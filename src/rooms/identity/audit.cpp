// What the auditor sees: who was let through (the record of commands, 20-49) and who was denied; and the
// small notes that the house writes although the act itself was refused.
#include "base/digit.hpp"
#include "infra/http/router.hpp"
#include "infra/spine/own_command.hpp"
#include "rooms/identity/denials.hpp"
#include "rooms/identity/service.hpp"
#include "rooms/identity/store.hpp"
#include <algorithm>

namespace tianping::identity {
namespace {

struct CommandLine { // a row of the spine's table, without what was asked and answered
    std::string person{};
    std::string key{};
    std::string name{};
    std::string organisation{};
    std::string on_behalf_of{};
    std::string certificate{};
    std::string address{};
    Instant arrived_at{};
    Instant decided_at{};
    std::string outcome{};
    static constexpr std::string_view table = "command";
};
BOOST_DESCRIBE_STRUCT(CommandLine, (),
                      (person, key, name, organisation, on_behalf_of, certificate, address, arrived_at,
                       decided_at, outcome))

const auto end_of_time = from_millis(9'000'000'000'000'000);

// What only who bids or wants to bid needs; who asked a question is told to nobody, ever.
constexpr Capability bidding[] = {Capability::bid_submit,    Capability::bid_read_own,
                                  Capability::bids_read,     Capability::deposit_register,
                                  Capability::deposit_desk,  Capability::bank_report,
                                  Capability::opening_attend};
constexpr auto asking = Capability::question_ask;

store::Secret denied_in_secret()
{
    store::Secret out{wire::name_of(asking), {}};
    for (const auto capability : bidding)
        out.until_opened.push_back(wire::name_of(capability));
    return out;
}

// What one request reads at most: seconds of a busy house hold far fewer.
constexpr int most_looks = 200;
constexpr std::int64_t lines_a_look = 500;

struct Place { // in the list: after this row
    Instant decided_at{};
    std::string person{};
    std::string key{};
};

// "1772413200000 per_… key"; a key may hold anything but stands last.
std::string text_of(const CommandOut& line)
{
    return std::to_string(millis(line.decided_at)) + " " + line.person + " " + line.key;
}

std::optional<Place> place_of(const std::string& text)
{
    const auto first = text.find(' '), second = first == text.npos ? text.npos : text.find(' ', first + 1);
    if (second == text.npos || first == 0 || first > 15 ||
        !std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(first), is_digit))
        return std::nullopt;
    return Place{from_millis(std::stoll(text.substr(0, first))), text.substr(first + 1, second - first - 1),
                 text.substr(second + 1)};
}

std::vector<CommandLine> lines_after(const ReadTx& tx, const Place& place, Instant until, std::int64_t limit)
{
    return tx.list<CommandLine>("WHERE (decided_at, person, key) > (:t, :p, :k) AND decided_at < :u "
                                "ORDER BY decided_at, person, key LIMIT :n",
                                place.decided_at, place.person, place.key, until, limit);
}

} // namespace

void record_denials(WriteTx& tx, const Call& call, std::span<const Denial> denials, const LeftOut& left_out)
{
    for (const auto& [what, times] : left_out)
        tx.insert(DenialRow{call.mint<DenialId>(), call.arrived, "", "", "", wire::name_of(what), "",
                            "identity.denials_left_out", times})
            .value();
    for (const auto& denial : denials) {
        DenialRow row{call.mint<DenialId>(), call.arrived,
                      denial.actor.person,   denial.actor.organisation,
                      denial.actor.address,  wire::name_of(denial.what),
                      denial.object,         denial.code};
        if (const auto session = denial.token.empty() ? std::nullopt : store::session(tx, denial.token)) {
            row.person = session->person.text();
            row.organisation = session->organisation.text();
        }
        tx.insert(row).value();
    }
}

void Identity::veil(const std::vector<http::Route>& table, SealedSince sealed_since,
                    const std::vector<std::string>& own)
{
    veiled_.clear();
    for (const auto& name : own)
        veiled_[name] = false;
    for (const auto& route : table)
        if (route.needs == asking || std::ranges::find(bidding, route.needs) != std::end(bidding))
            veiled_[std::string{http::verb(route.method)} + " " + route.path] = route.needs == asking;
    sealed_since_ = std::move(sealed_since);
}

// Of what bidders do.
Instant Identity::unveiled_before(const ReadTx& tx) const
{
    if (!sealed_since_)
        return from_millis(0);
    return sealed_since_(tx).value_or(end_of_time);
}

Result<DenialPage> Identity::list_denials(const ReadTx& tx, const http::Request& request) const
{
    return http::read_page<DenialOut>(
        request,
        [&](const std::string& before, std::int64_t most) {
            return store::denials(tx, before, most, denied_in_secret(), unveiled_before(tx));
        },
        [](const DenialRow& row) {
            return DenialOut{row.id,         row.at,     row.person, row.organisation, row.address,
                             row.capability, row.object, row.code,   row.times};
        });
}

Result<CommandPage> Identity::list_commands(const ReadTx& tx, const http::Request& request) const
{
    http::QueryReader query{request};
    const auto after = query.after();
    const auto limit = query.limit();
    const auto from = query.instant("from"), until = query.instant("until");
    const auto person = query.text("person").value_or("");
    const auto start = after.empty() ? Place{from.value_or(from_millis(0)), "", ""} : place_of(after);
    if (!start)
        query.refuse("after", "http.bad_cursor", "the `next` of a page");
    TP_CHECK(query.done());
    auto place = *start;
    const auto end = until.value_or(end_of_time);
    const auto unveiled = unveiled_before(tx);
    std::vector<CommandOut> items;
    // What is veiled is passed over, and no cursor names it.
    for (int looks = 0; looks < most_looks && std::ssize(items) <= limit; ++looks) {
        const auto lines = lines_after(tx, place, end, lines_a_look);
        for (const auto& l : lines) {
            place = {l.decided_at, l.person, l.key};
            const auto secret = veiled_.find(l.name);
            const bool veiled = secret != veiled_.end() && (secret->second || l.decided_at >= unveiled);
            if (!veiled && (person.empty() || l.person == person))
                items.push_back({l.person, l.key, l.name, l.organisation, l.on_behalf_of, l.certificate,
                                 l.address, l.arrived_at, l.decided_at, l.outcome});
        }
        if (std::ssize(lines) < lines_a_look)
            return http::page_of(std::move(items), limit, text_of);
    }
    auto page = http::page_of(std::move(items), limit, text_of);
    if (!page.next && !page.items.empty())
        page.next = http::to_cursor(text_of(page.items.back()));
    if (!page.next) // the whole second again: no veiled command's own instant
        page.next = http::to_cursor(
            std::to_string(millis(std::chrono::floor<std::chrono::seconds>(place.decided_at))) + "  ");
    return page;
}

void Identity::tell(Writer& writer, Chance& chance, const char* name, Instant at,
                    std::function<void(WriteTx&, const Call&)> write, const std::function<void()>& lost)
{
    auto decide = [write = std::move(write)](WriteTx& tx, const Call& call) -> Result<Answer> {
        write(tx, call);
        return Answer{};
    };
    const auto delivered = [lost](const Outcome& outcome) {
        if (!outcome.answer)
            lost();
    };
    if (!writer.submit(
            own_command({name, {}, {}, std::move(decide)}, mint<DenialId>(at, chance).text(), at, chance),
            delivered))
        lost(); // under overload the note, not the refusal
}

Error Identity::failed_sign_in(const ReadTx& tx, const SignInTry& tried, Error why, bool wrong) const
{
    const auto known = store::certificate(tx, tried.certificate);
    const auto at = parts_.sessions.now();
    if (wrong && known) // nobody is who an unknown certificate says, however often it is tried
        tell(parts_.writer, parts_.chance, "identity.note_failed_sign_in", parts_.house.now(),
             [=](WriteTx& write, const Call&) {
                 store::note_failure(write, tried.subject(), at, at - std::chrono::hours{24});
             });
    Denial denial{{}, Capability::session_open, tried.certificate, why.code};
    denial.actor.address = tried.address;
    denial.actor.organisation = known ? known->organisation.text() : "";
    note(failed_, tried.address, denial);
    return why;
}

void Identity::note_denied(const Actor& actor, Capability what, const std::string& object,
                           const Error& reason) const
{
    if (what != Capability::session_open) // a refused sign-in is kept with its certificate
        note(denied_, actor.person.empty() ? actor.address : actor.person,
             {actor, what, object, reason.code});
}

void Identity::note_refused_token(const std::string& token, const std::string& address, Capability what,
                                  const Error& reason) const
{
    Denial denial{{}, what, {}, reason.code, token_digest(token)};
    denial.actor.address = address;
    note(denied_, address, denial);
}

void Identity::note(const std::shared_ptr<KeptDenials>& kept, const std::string& whose,
                    const Denial& denial) const
{
    const auto next = kept->next(whose, denial.what, parts_.sessions.now());
    if (!next.nothing())
        tell(
            parts_.writer, parts_.chance, "identity.note_denied", parts_.house.now(),
            [=](WriteTx& tx, const Call& call) {
                record_denials(tx, call, {&denial, next.kept ? 1U : 0U}, next.left_out);
            },
            [=] { kept->put_back(denial.what, next); });
}

std::function<void(SeenSession)> Identity::note_seen(Writer& writer, Chance& chance)
{
    return [&writer, &chance](const SeenSession& seen) {
        tell(writer, chance, "identity.note_seen", seen.at,
             [=](WriteTx& tx, const Call&) { store::note_seen(tx, seen.token_digest, seen.at); });
    };
}

} // namespace tianping::identity
