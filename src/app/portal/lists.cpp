#include "app/portal/desk.hpp"
#include "followers/feed/feed.hpp"
#include "rooms/notice/overtaken.hpp"
#include <algorithm>

namespace tianping::app {

namespace {

constexpr std::int64_t page_rows = 20;
constexpr std::int64_t rows_at_home = 9;

// Midnight in +08:00 of the day that holds `at`.
Instant day_of(Instant at)
{
    using namespace std::chrono;
    return time_point_cast<milliseconds>(floor<days>(at + hours{8})) - hours{8};
}

// What the filters ask of the search; nothing when no notice can ever fit them. A type that no notice can
// have counts as not given.
std::optional<search::Wanted> wanted_by(const portal::NoticeFilter& filter)
{
    if (filter.kind && *filter.kind != portal::Kind::works)
        return std::nullopt;
    search::Wanted out{"", filter.region, filter.text, filter.from, filter.until};
    for (const auto kind : wire::Choices<notice::Kind>::values)
        if (filter.type && type_of(kind) == *filter.type)
            out.kind = wire::name_of(kind);
    return out;
}

std::vector<portal::NoticeType> types_of_notices()
{
    std::vector<portal::NoticeType> out;
    for (const auto kind : wire::Choices<notice::Kind>::values)
        out.push_back(type_of(kind));
    return out;
}

} // namespace

std::vector<portal::NoticeRow> PortalDesk::notice_rows(const ReadTx& tx, const search::Wanted& wanted,
                                                       std::int64_t skip, std::int64_t most) const
{
    std::vector<portal::NoticeRow> out;
    for (const auto& text : search::notices(tx, wanted, skip, most))
        if (const auto id = notice::NoticeId::parse(text))
            if (const auto published = notice::published(tx, *id))
                out.push_back(row_of(tx, *published));
    return out;
}

portal::NoticeRow PortalDesk::row_of(const ReadTx& tx, const notice::PublishedNotice& published) const
{
    portal::NoticeRow row;
    row.id = published.id.text();
    row.title = published.text.title;
    row.type = type_of(published.text.kind);
    row.kind = portal::Kind::works;
    row.published = published.published_at;
    if (published.text.deadline)
        row.deadline = portal::Due{*published.text.deadline};
    if (!published.text.unified_codes.empty())
        row.code = published.text.unified_codes.front();
    const auto id = trade::TradeId::parse(published.text.trade);
    if (!id)
        return row;
    if (const auto facts = trade::trade_facts(tx, *id)) {
        row.region = region_name(facts->region);
        if (const auto owner = identity::organisation(tx, facts->owner))
            row.owner = owner->name;
    }
    return row;
}

std::vector<portal::OpeningRow> PortalDesk::opening_rows(const ReadTx& tx, Instant day) const
{
    std::vector<portal::OpeningRow> out;
    const auto from = day_of(day);
    for (auto& line : parts_.hall.openings(tx, from, from + std::chrono::hours{24}, parts_.clock.now())) {
        const auto round = trade::round_of_intake(tx, trade::IntakeId::parse(line.intake).value());
        const bool held = line.held || (round && notice::is_overtaken(tx, *round));
        out.push_back(
            {line.intake, line.at, line.place, line.title, line.lot_name, state_of(line.state, held)});
    }
    return out;
}

Result<http::Document> PortalDesk::home(const ReadTx& tx, const http::Request& request) const
{
    const auto visit = visit_of(request, "/");
    portal::HomePage view;
    view.openings = opening_rows(tx, visit.now);
    view.notices = notice_rows(tx, {}, 0, rows_at_home);
    const auto published = feed::count(tx, "notice.published");
    const auto read_out = feed::count(tx, "opening.read_out");
    const bool zh = visit.language == portal::Language::zh;
    view.figures = {{zh ? "已发布公告" : "Notices published", std::to_string(published), zh ? "条" : "",
                     zh ? "公开信息流中的公告总数" : "all notices of the public feed"},
                    {zh ? "已开标" : "Openings read out", std::to_string(read_out), zh ? "场" : "",
                     zh ? "已公布投标人名称和报价的开标" : "openings whose names and prices are published"}};
    view.kinds = {{portal::Kind::works, published}};
    view.types = types_of_notices();
    return document_of(pages_.home(view, visit), visit);
}

Result<http::Document> PortalDesk::notices(const ReadTx& tx, const http::Request& request) const
{
    const auto visit = visit_of(request, "/notices");
    const auto filter = portal::notice_filter(visit);
    portal::NoticeListPage view;
    for (const auto& region : parts_.regions)
        view.regions.push_back({region.code, region.name});
    view.types = types_of_notices();
    view.page = 1;
    view.pages = 1;
    if (const auto wanted = wanted_by(filter)) {
        view.total = search::count(tx, *wanted);
        view.pages = std::max<std::int64_t>(1, (view.total + page_rows - 1) / page_rows);
        view.page = std::clamp<std::int64_t>(filter.page, 1, view.pages);
        view.rows = notice_rows(tx, *wanted, (view.page - 1) * page_rows, page_rows);
    }
    return document_of(pages_.notices(view, visit), visit);
}

Result<http::Document> PortalDesk::openings(const ReadTx& tx, const http::Request& request) const
{
    const auto visit = visit_of(request, "/openings");
    portal::OpeningListPage view;
    view.day = visit.now;
    if (const auto day = request.query.find("day"); day != request.query.end())
        if (const auto at = from_rfc3339(day->second + "T00:00:00+08:00"))
            view.day = *at;
    view.rows = opening_rows(tx, view.day);
    return document_of(pages_.openings(view, visit), visit);
}

} // namespace tianping::app
