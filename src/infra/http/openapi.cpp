#include "infra/http/openapi.hpp"
#include "infra/http/problem.hpp"
#include "infra/http/router.hpp"
#include <algorithm>
#include <set>

namespace tianping::http {
namespace {

using boost::json::array;
using boost::json::object;

// The words of a path after /api/v1/.
std::vector<std::string> words_of(std::string_view path)
{
    std::vector<std::string> out;
    while (!path.empty()) {
        const auto end = std::min(path.find('/', 1), path.size());
        if (const auto word = path.substr(1, end - 1); word != "api" && word != "v1")
            out.emplace_back(word);
        path.remove_prefix(end);
    }
    return out;
}

std::string capture_name(std::string_view word)
{
    return std::string{word.substr(1, word.find_first_of("*}") - 1)};
}

object parameter(std::string name, const char* in, bool required, object schema,
                 const std::string& description = {})
{
    object out{{"name", std::move(name)}, {"in", in}, {"required", required}, {"schema", std::move(schema)}};
    if (!description.empty())
        out["description"] = description;
    return out;
}

array parameters_of(const Route& route)
{
    array out;
    for (const auto& word : words_of(route.path))
        if (is_capture(word))
            out.push_back(parameter(capture_name(word), "path", true, {{"type", "string"}}));
    for (const auto& name : route.query)
        out.push_back(parameter(name, "query", false, {{"type", "string"}}));
    if (route.kind == Kind::write) {
        out.push_back(object{{"$ref", "#/components/parameters/IdempotencyKey"}});
        out.push_back(object{{"$ref", "#/components/parameters/IfMatch"}});
    }
    for (const auto& name : route.headers)
        out.push_back(parameter(name, "header", false, {{"type", "string"}}));
    if (route.kind == Kind::stream)
        out.push_back(
            parameter("Last-Event-ID", "header", false, {{"type", "string"}}, "resume after this event"));
    return out;
}

object content(const std::string& media, object schema)
{
    return {{media, object{{"schema", std::move(schema)}}}};
}

object good_answer(const Route& route, SchemaBook& book)
{
    object out{{"description", route.summary}};
    if (route.response)
        out["content"] = content(route.response_media, book.lift(route.response()));
    else
        out["content"] = content(route.response_media, {{"type", "string"}});
    if (route.kind == Kind::read || route.kind == Kind::write)
        out["headers"] =
            object{{"ETag", object{{"description", "version of what is answered, where it has one"},
                                   {"schema", object{{"type", "string"}}}}}};
    return out;
}

// 422 everywhere: names that a query does not know are refused by every route.
std::set<int> refusals_of(const Route& route)
{
    std::set<int> out{400, 401, 403, 404, 422, 429, 503};
    const bool of_a_thing = std::ranges::any_of(words_of(route.path), is_capture);
    const bool goes_on = std::ranges::find(route.query, "after") != route.query.end();
    if (of_a_thing || goes_on || route.method != Method::get) // what is named may be in another state
        out.insert(409);
    if (of_a_thing || route.kind == Kind::write)
        out.insert(410);
    if (route.request || route.kind == Kind::write || route.kind == Kind::receive)
        out.insert({413, 415});
    return out;
}

object answers_of(const Route& route, SchemaBook& book)
{
    object out{{std::to_string(route.success), good_answer(route, book)}};
    const object problem{{"$ref", "#/components/responses/Problem"}};
    for (const auto status : refusals_of(route))
        out[std::to_string(status)] = problem;
    out["default"] = problem; // 500, and what the connection alone can meet
    return out;
}

object operation(const Route& route, SchemaBook& book)
{
    object out{{"operationId", operation_id(route)},
               {"summary", route.summary},
               {"tags", array{tag_of(route).c_str()}}};
    out["x-capability"] = wire::name_of(route.needs);
    if (route.journaled)
        out["x-in-time"] = "the arrival of the last byte decides";
    const bool anyone = route.needs == Capability::public_read || route.needs == Capability::session_open;
    out["security"] = anyone ? array{object{}} : array{object{{"bearer", array{}}}};
    if (auto parameters = parameters_of(route); !parameters.empty())
        out["parameters"] = std::move(parameters);
    if (route.request)
        out["requestBody"] =
            object{{"required", true}, {"content", content(route.request_media, book.lift(route.request()))}};
    else if (route.kind == Kind::receive)
        out["requestBody"] =
            object{{"required", true},
                   {"content", content(route.request_media, {{"type", "string"}, {"format", "binary"}})}};
    out["responses"] = answers_of(route, book);
    return out;
}

object components(SchemaBook& book)
{
    const auto problem = book.lift(schema<Problem>());
    object schemas;
    for (const auto& [name, body] : book.structs())
        schemas[name] = body;
    const object key_schema{
        {"type", "string"}, {"minLength", 8}, {"maxLength", 128}, {"pattern", "^[!-~]+$"}};
    return {
        {"securitySchemes", object{{"bearer", object{{"type", "http"}, {"scheme", "bearer"}}}}},
        {"parameters",
         object{{"IdempotencyKey",
                 parameter("Idempotency-Key", "header", true, key_schema,
                           "new for each new act; the same when trying again gives the same answer")},
                {"IfMatch", parameter("If-Match", "header", false, {{"type", "string"}},
                                      "the ETag that the caller saw; refused when it has changed")}}},
        {"responses", object{{"Problem", object{{"description", "a refusal (RFC 9457)"},
                                                {"content", content("application/problem+json", problem)}}}}},
        {"schemas", std::move(schemas)}};
}

array tags(const std::vector<const Route*>& routes)
{
    std::set<std::string> names;
    for (const auto* route : routes)
        names.insert(tag_of(*route));
    array out;
    for (const auto& name : names)
        out.push_back(object{{"name", name}, {"description", "/api/v1/" + name}});
    return out;
}

} // namespace

std::string tag_of(const Route& route)
{
    const auto words = words_of(route.path);
    return words.empty() ? "house" : words.front();
}

std::string operation_id(const Route& route)
{
    if (!route.operation.empty())
        return route.operation;
    auto out = wire::name_of(route.method);
    std::erase(out, '_');
    const auto words = words_of(route.path);
    for (const auto& word : words) {
        std::string name = is_capture(word) ? "by_" + capture_name(word) : word;
        bool up = true;
        for (const char c : name) {
            const bool letter = std::isalnum(static_cast<unsigned char>(c)) != 0;
            if (letter)
                out.push_back(up ? static_cast<char>(std::toupper(static_cast<unsigned char>(c))) : c);
            up = !letter;
        }
    }
    return out;
}

boost::json::value SchemaBook::lift_value(const boost::json::value& value)
{
    if (value.is_object())
        return lift(value.get_object());
    if (!value.is_array())
        return value;
    array out;
    for (const auto& item : value.get_array())
        out.push_back(lift_value(item));
    return out;
}

boost::json::object SchemaBook::lift(const object& schema)
{
    object out;
    for (const auto& member : schema)
        out[member.key()] = lift_value(member.value());
    const auto* title = out.if_contains("title");
    if (!title || !title->is_string() || !out.contains("properties"))
        return out;
    const std::string name{title->get_string()};
    const auto [it, fresh] = structs_.emplace(name, out);
    if (!fresh && it->second != out)
        throw std::logic_error("two different structs are called " + name);
    return {{"$ref", std::string{prefix} + name}};
}

boost::json::object openapi(const std::vector<Route>& routes, const ApiInfo& info)
{
    std::vector<const Route*> printed;
    for (const auto& route : routes)
        if (route.path.starts_with("/api/"))
            printed.push_back(&route);
    std::ranges::stable_sort(printed, {}, [](const Route* r) { return std::pair{r->path, r->method}; });
    SchemaBook book;
    std::set<std::string> ids;
    object paths;
    for (const auto* route : printed) {
        if (!ids.insert(operation_id(*route)).second)
            throw std::logic_error("two operations are called " + operation_id(*route));
        auto method = wire::name_of(route->method);
        std::erase(method, '_');
        auto& path = paths[route->path];
        if (!path.is_object())
            path.emplace_object();
        path.get_object()[method] = operation(*route, book);
    }
    object about{{"title", info.title}, {"version", info.version}, {"description", info.description}};
    about["license"] = object{{"name", "Apache-2.0"}, {"identifier", "Apache-2.0"}};
    return {{"openapi", "3.1.0"},
            {"info", std::move(about)},
            {"servers", array{object{{"url", info.server}}}},
            {"tags", tags(printed)},
            {"paths", std::move(paths)},
            {"components", components(book)}};
}

} // namespace tianping::http
