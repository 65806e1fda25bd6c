#pragma once
// Finds the route of a request in one walk over its segments. "{name}" captures one segment, "{name*}" at the
// end all that remain. A literal segment goes before a capture.
#include "infra/http/route.hpp"
#include <memory>

namespace tianping::http {

class Router {
public:
    // Two routes of one method and shape, or a path that does not begin with a slash, are a bug and throw
    // std::logic_error.
    explicit Router(std::vector<Route> routes);
    ~Router();

    struct Found {
        const Route* route = nullptr; // null: not this method
        std::map<std::string, std::string, std::less<>> path{};
        std::vector<std::string> allowed{}; // methods of this path, when route is null
    };
    // `http.no_such_route` when no route has this path. HEAD finds what GET finds.
    Result<Found> find(std::string_view method, const std::vector<std::string>& segments) const;

    const std::vector<Route>& routes() const { return routes_; }

private:
    struct Node;
    void add(const Route& route);
    std::vector<Route> routes_;
    std::unique_ptr<Node> root_;
};

// Whether a segment of a route's path is a capture, "{name}" or "{name*}".
bool is_capture(std::string_view segment);

// "GET", "DELETE": as it stands in a request line.
std::string_view verb(Method method);

} // namespace tianping::http
