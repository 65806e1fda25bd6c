#pragma once
// The interface as others read it, printed from the route tables: OpenAPI 3.1 and TypeScript. CI refuses
// drift.
#include "infra/http/route.hpp"

namespace tianping::http {

struct ApiInfo {
    std::string title{"Tianping"};
    std::string version{"1"};
    std::string description{};
    std::string server{"/"}; // base address
};

// Routes under /api/ only; pages are for people. Throws std::logic_error when two different structs would
// have one public name or two operations one id.
boost::json::object openapi(const std::vector<Route>& routes, const ApiInfo& info = {});

// `export interface` for every struct and one `Operations` with request, response, path and query of each
// route, keyed "POST /api/v1/trades".
std::string typescript(const std::vector<Route>& routes);

// The JSON text with two spaces a level, for files that are read and compared.
std::string indented(const boost::json::value& value);

// "POST /api/v1/trades/{trade}/terms" -> "postTradesByTradeTerms".
std::string operation_id(const Route& route);
// The room of a route: the first word after /api/v1/.
std::string tag_of(const Route& route);

// Structs by public name, lifted out of the schemas of all routes; each use becomes {"$ref":
// "<prefix><name>"}.
class SchemaBook {
public:
    boost::json::object lift(const boost::json::object& schema);
    const std::map<std::string, boost::json::object>& structs() const { return structs_; }
    static constexpr std::string_view prefix = "#/components/schemas/";

private:
    boost::json::value lift_value(const boost::json::value& value);
    std::map<std::string, boost::json::object> structs_;
};

} // namespace tianping::http
