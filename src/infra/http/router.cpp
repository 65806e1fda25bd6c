#include "infra/http/router.hpp"
#include <stdexcept>

namespace tianping::http {
namespace {

std::vector<std::string_view> split(std::string_view path)
{
    std::vector<std::string_view> out;
    while (path.size() > 1) {
        const auto end = std::min(path.find('/', 1), path.size());
        out.push_back(path.substr(1, end - 1));
        path.remove_prefix(end);
    }
    return out;
}

bool takes_rest(std::string_view segment)
{
    return is_capture(segment) && segment.ends_with("*}");
}

} // namespace

bool is_capture(std::string_view segment)
{
    return segment.starts_with('{') && segment.ends_with('}');
}

std::string_view verb(Method method)
{
    switch (method) {
    case Method::get:
        return "GET";
    case Method::post:
        return "POST";
    case Method::put:
        return "PUT";
    case Method::patch:
        return "PATCH";
    case Method::delete_:
        return "DELETE";
    }
    return "?";
}

struct Router::Node {
    struct End {
        const Route* route;
        std::vector<std::string> names; // of the captures, in order
    };
    std::map<std::string, std::unique_ptr<Node>, std::less<>> literal;
    std::unique_ptr<Node> one, rest;
    std::map<std::string, End, std::less<>> ends; // by method

    Node& below(std::string_view segment)
    {
        auto& next = takes_rest(segment) ? rest : is_capture(segment) ? one : literal[std::string{segment}];
        if (!next)
            next = std::make_unique<Node>();
        return *next;
    }
    // The node at the end of the segments; `captured` gets what the captures took.
    const Node* walk(const std::vector<std::string>& segments, std::size_t at,
                     std::vector<std::string>& captured) const
    {
        if (at == segments.size())
            return ends.empty() ? nullptr : this;
        if (const auto it = literal.find(segments[at]); it != literal.end())
            if (const auto* found = it->second->walk(segments, at + 1, captured))
                return found;
        if (one) {
            captured.push_back(segments[at]);
            if (const auto* found = one->walk(segments, at + 1, captured))
                return found;
            captured.pop_back();
        }
        if (!rest)
            return nullptr;
        auto& all = captured.emplace_back(segments[at]);
        for (auto i = at + 1; i < segments.size(); ++i)
            all += "/" + segments[i];
        return rest.get();
    }
};

Router::Router(std::vector<Route> routes) : routes_{std::move(routes)}, root_{std::make_unique<Node>()}
{
    for (const auto& route : routes_)
        add(route);
}

Router::~Router() = default;

void Router::add(const Route& route)
{
    if (!route.path.starts_with('/'))
        throw std::logic_error("a route must begin with a slash: " + route.path);
    auto* node = root_.get();
    std::vector<std::string> names;
    for (const auto segment : split(route.path)) {
        node = &node->below(segment);
        if (is_capture(segment))
            names.emplace_back(segment.substr(1, segment.size() - (takes_rest(segment) ? 3 : 2)));
    }
    if (!node->ends.emplace(verb(route.method), Node::End{&route, std::move(names)}).second)
        throw std::logic_error("two routes for " + std::string{verb(route.method)} + " " + route.path);
}

Result<Router::Found> Router::find(std::string_view method, const std::vector<std::string>& segments) const
{
    std::vector<std::string> captured;
    const auto* node = root_->walk(segments, 0, captured);
    if (!node)
        return Error{Fault::not_found, "http.no_such_route"};
    Found found;
    const auto end = node->ends.find(method == "HEAD" ? "GET" : method);
    if (end == node->ends.end()) {
        for (const auto& [name, unused] : node->ends)
            found.allowed.push_back(name);
        return found;
    }
    found.route = end->second.route;
    for (std::size_t i = 0; i < captured.size(); ++i)
        found.path.emplace(end->second.names[i], std::move(captured[i]));
    return found;
}

} // namespace tianping::http
