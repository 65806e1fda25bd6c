#include "rooms/notice/service.hpp"
#include "rooms/notice/store.hpp"
#include <algorithm>

namespace tianping::notice {
namespace {

std::vector<NoticeLine> published_since(const ReadTx& tx, const Call& call, const trade::LastTaking& taken)
{
    const bool invited = is_invited(tx, call, taken.trade);
    std::vector<NoticeLine> out;
    for (const auto& row : store::of_trade(tx, taken.trade))
        if (row.state == State::published && (invited || !row.for_invited) &&
            row.published_at >= taken.taken_at)
            out.push_back(line(row));
    std::ranges::stable_sort(out, std::ranges::greater{}, &NoticeLine::published_at);
    return out;
}

} // namespace

Result<http::Page<TakenTerms>> Notices::taken_terms(const ReadTx& tx, const http::Request& request) const
{
    http::QueryReader query{request};
    const auto after = query.after();
    const auto limit = query.limit();
    TP_CHECK(query.done());
    TP_TRY(self, identity::acting_organisation(request.call));
    std::vector<TakenTerms> items;
    for (const auto& taken : trade::taken_by(tx, self, after, limit + 1))
        items.push_back({taken.trade, taken.title, taken.number, taken.taken_at,
                         published_since(tx, request.call, taken)});
    return http::page_of(std::move(items), limit, [](const TakenTerms& last) { return last.trade.text(); });
}

} // namespace tianping::notice
