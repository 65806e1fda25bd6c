#include "rooms/audit/service.hpp"
#include "base/digit.hpp"
#include "infra/http/router.hpp"
#include "rooms/audit/store.hpp"
#include <algorithm>

namespace tianping::audit {
namespace {

using store::Place;

const auto end_of_time = from_millis(9'000'000'000'000'000);

// What only who bids or wants to bid needs; who asked a question is told to nobody, ever.
constexpr Capability bidding[] = {Capability::bid_submit,    Capability::bid_read_own,
                                  Capability::bids_read,     Capability::deposit_register,
                                  Capability::deposit_desk,  Capability::bank_report,
                                  Capability::opening_attend};
constexpr auto asking = Capability::question_ask;

// What one request reads at most: seconds of a busy house hold far fewer.
constexpr int most_looks = 200;
constexpr std::int64_t lines_a_look = 500;

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

} // namespace

void Audit::veil(const std::vector<http::Route>& table, SealedSince sealed_since,
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
Instant Audit::unveiled_before(const ReadTx& tx) const
{
    if (!sealed_since_)
        return from_millis(0);
    return sealed_since_(tx).value_or(end_of_time);
}

bool Audit::is_veiled(const std::string& command, Instant decided, Instant unveiled) const
{
    const auto secret = veiled_.find(command);
    return secret != veiled_.end() && (secret->second || decided >= unveiled);
}

Result<DenialPage> Audit::list_denials(const ReadTx& tx, const http::Request& request) const
{
    const identity::DenialVeil veil{asking, {std::begin(bidding), std::end(bidding)}, unveiled_before(tx)};
    return http::read_page<identity::DenialOut>(
        request,
        [&](const std::string& before, std::int64_t most) {
            return identity::denials(tx, before, most, veil);
        },
        [](const identity::DenialOut& denial) { return denial; });
}

Result<CommandPage> Audit::list_commands(const ReadTx& tx, const http::Request& request) const
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
        const auto lines = store::commands(tx, place, end, lines_a_look);
        for (const auto& l : lines) {
            place = {l.decided_at, l.person, l.key};
            const bool veiled = is_veiled(l.name, l.decided_at, unveiled);
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

} // namespace tianping::audit
