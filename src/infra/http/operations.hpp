#pragma once
// What operators ask: is it alive, may it be given work, how is it doing. Figures count the house's own work
// as a whole and nothing by trade, room or route, and they are told to this machine and named addresses only:
// from figures that anyone could read, the number of bids could be guessed (招法22).
#include "infra/http/door.hpp"
#include "infra/http/server.hpp"

namespace tianping::http {

// A figure of a part of the house that the operators watch.
struct Gauge {
    std::string name{}; // "tianping_medium_waiting"
    std::string text{}; // what it counts
    double value{};
};

struct Operations {
    std::function<Status()> ready{}; // why it is not
    std::function<Writer::Figures()> writer{};
    std::function<Server::Figures()> server{};
    std::function<Door::Figures()> door{};
    std::function<std::vector<Gauge>()> gauges{};     // more lines of /metrics
    std::function<std::vector<std::string>()> says{}; // more lines of /healthz, for everybody
    std::function<std::string()> warns{}; // a line of /readyz for operators; empty when there is nothing
    std::vector<std::string> operators{"127.0.0.1",
                                       "::1"}; // addresses that may read /metrics and all of /readyz
};

// GET /healthz, /readyz and /metrics. To operators /readyz also says what holds due work back (a closing that
// waits for a node) and what to do, which followers stand still, and what `warns` says; the node is ready all
// the same. `operations` outlives the routes.
std::vector<Route> routes(const Operations& operations);

// Prometheus' text format.
std::string metrics_text(const Writer::Figures& writer, const Server::Figures& server,
                         const Door::Figures& door);

// The printed interface itself.
Route openapi_route(std::string document);
// Every *file* of a folder under a path, each with its media type; found once, when this is called, so that
// no request can reach anything else.
std::vector<Route> assets(const std::string& path, const std::filesystem::path& folder, std::string cache);
// GET /problems/{code}: what a refusal means, in both languages. `catalogue` outlives the route.
Route problems_route(const Catalogue& catalogue);

} // namespace tianping::http
