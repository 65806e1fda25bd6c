#include "app/portal/desk.hpp"
#include "infra/http/target.hpp"
#include "portal/assets.hpp"
#include <memory>
#include <mutex>

namespace tianping::app {
namespace {

using http::Method;

constexpr const char* cookie_header = "Cookie";
constexpr const char* openapi_path = "/api/v1/openapi.json";

// The interface's reference in either language, drawn at its first visit.
struct DrawnInterface {
    struct Body {
        std::once_flag once{};
        std::string html{};
    };
    Body zh{}, en{};
};

const std::vector<std::string> common{"lang", "mode"};

std::vector<std::string> with(std::vector<std::string> more)
{
    more.insert(more.end(), common.begin(), common.end());
    return more;
}

http::Route asset_route(std::string path)
{
    http::Route route;
    route.kind = http::Kind::file;
    route.method = Method::get;
    route.path = std::move(path);
    route.needs = Capability::public_read;
    route.summary = "Style sheet, script, mark";
    route.response_media = "application/octet-stream";
    route.file = [pattern = route.path](const http::Request& request) -> Result<http::Document> {
        const auto name = request.path.find("name");
        const auto path_of = name == request.path.end() ? pattern : "/assets/" + name->second;
        const auto* asset = portal::find_asset(path_of);
        if (asset == nullptr)
            return Error{Fault::not_found, "http.no_such_route"};
        http::Document out;
        out.media = std::string{asset->type};
        out.content = std::string{asset->bytes};
        out.cache = std::string{portal::asset_cache_control};
        return out;
    };
    return route;
}

http::Route api_route()
{
    http::Route route;
    route.kind = http::Kind::file;
    route.method = Method::get;
    route.path = "/api";
    route.needs = Capability::public_read;
    route.summary = "The interface, for people";
    route.response_media = "text/html";
    route.query = common;
    route.headers.emplace_back(cookie_header);
    return route;
}

} // namespace

PortalDesk::PortalDesk(DeskParts parts) : parts_{std::move(parts)}, pages_{parts_.site} {}

http::Document document_of(std::string html, const portal::Visit& visit)
{
    http::Document out;
    out.content = std::move(html);
    out.cookies = portal::cookies_to_set(visit);
    return out;
}

portal::Visit PortalDesk::visit_of(const http::Request& request, std::string path) const
{
    // Pages are Chinese first, whatever the browser prefers; ?lang=en switches, and is remembered.
    portal::Query query{request.query.begin(), request.query.end()};
    const auto cookie = request.headers.find(cookie_header);
    return portal::read_visit(std::move(path), std::move(query),
                              cookie == request.headers.end() ? std::string{} : cookie->second,
                              parts_.clock.now());
}

http::Document PortalDesk::problem_page(const Error& error, const http::Head& head) const
{
    std::string path = "/";
    portal::Query query;
    if (auto target = http::parse_target(head.target)) {
        path = head.target.substr(0, head.target.find('?'));
        query = std::move(target->query);
    }
    const auto visit =
        portal::read_visit(std::move(path), std::move(query), head.header(cookie_header), parts_.clock.now());
    const auto problem =
        http::problem_of(error, parts_.catalogue, visit.language == portal::Language::zh ? "zh" : "en");
    portal::ErrorPage view;
    view.status = problem.status;
    view.text = problem.detail.empty() ? problem.title : problem.detail;
    view.article = problem.article.value_or("");
    view.incident = problem.incident.value_or("");
    view.earliest = problem.earliest;
    return document_of(pages_.error(view, visit), visit);
}

http::Route PortalDesk::interface_route(boost::json::object openapi) const
{
    auto route = api_route();
    const auto drawn = std::make_shared<DrawnInterface>();
    route.file = [this, drawn,
                  openapi = std::move(openapi)](const http::Request& request) -> Result<http::Document> {
        const auto visit = visit_of(request, "/api");
        auto& body = visit.language == portal::Language::zh ? drawn->zh : drawn->en;
        std::call_once(body.once,
                       [&] { body.html = pages_.api_body(openapi, openapi_path, visit.language); });
        return document_of(pages_.api({body.html, openapi_path}, visit), visit);
    };
    return route;
}

std::vector<http::Route> PortalDesk::routes(boost::json::object openapi) const
{
    const auto page_of = [&](http::FindObject object, std::string path, auto handler, std::string summary,
                             std::vector<std::string> query = {}) {
        auto route = http::document(std::move(path), Capability::public_read, std::move(object), *this,
                                    handler, std::move(summary), "text/html", with(std::move(query)));
        route.headers.emplace_back(cookie_header);
        return route;
    };
    const auto page = [&](std::string path, auto handler, std::string summary,
                          std::vector<std::string> query = {}) {
        return page_of(http::no_object, std::move(path), handler, std::move(summary), std::move(query));
    };
    std::vector<http::Route> out{
        page("/", &PortalDesk::home, "Home"),
        page("/notices", &PortalDesk::notices, "Notices",
             {"kind", "type", "region", "text", "from", "to", "since", "page"}),
        page("/notices/{notice}", &PortalDesk::notice, "One notice"),
        page_of(trade::trade_object, "/trades/{trade}", &PortalDesk::trade, "One trade"),
        page("/openings", &PortalDesk::openings, "Openings of a day", {"day"}),
        page_of(bidding::intake_object, "/openings/{intake}", &PortalDesk::opening, "One opening, live",
                {"part"}),
        page_of(bidding::intake_object, "/openings/{intake}/record", &PortalDesk::record,
                "The record of an opening"),
        page("/procedures", &PortalDesk::procedures, "Procedures"),
        page("/procedures/{procedure}", &PortalDesk::procedure, "One procedure"),
        page("/limits", &PortalDesk::limits, "Limits of the law"),
        page("/guide", &PortalDesk::guide, "Services"),
        page("/verify", &PortalDesk::verify, "How anyone checks", {"digest"}),
        asset_route("/assets/{name}"),
        asset_route("/favicon.svg"),
        asset_route("/favicon.ico"),
    };
    out.push_back(interface_route(std::move(openapi)));
    return out;
}

} // namespace tianping::app
