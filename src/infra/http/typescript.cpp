#include "base/joined_text.hpp"
#include "infra/http/openapi.hpp"
#include "infra/http/problem.hpp"
#include "infra/http/router.hpp"
#include <algorithm>

namespace tianping::http {
namespace {

using boost::json::object;

std::string type_of(const object& schema);

std::string quoted_list(const boost::json::array& names)
{
    return joined_text(names, " | ",
                       [](const auto& name) { return "\"" + std::string{name.get_string()} + "\""; });
}

std::string struct_body(const object& schema, const std::string& indent)
{
    const auto* required = schema.if_contains("required");
    const auto is_required = [&](std::string_view name) {
        return required && std::ranges::any_of(required->get_array(),
                                               [&](const auto& r) { return r.get_string() == name; });
    };
    std::string out = "{\n";
    for (const auto& member : schema.at("properties").get_object())
        out += indent + "  " + std::string{member.key()} + (is_required(member.key()) ? ": " : "?: ") +
               type_of(member.value().get_object()) + ";\n";
    return out + indent + "}";
}

std::string type_of(const object& schema)
{
    if (const auto* ref = schema.if_contains("$ref"))
        return std::string{ref->get_string()}.substr(SchemaBook::prefix.size());
    if (const auto* choices = schema.if_contains("enum"))
        return quoted_list(choices->get_array());
    const auto* type = schema.if_contains("type");
    if (!type)
        return "unknown";
    const std::string_view name = type->get_string();
    if (name == "array") {
        const auto item = type_of(schema.at("items").get_object());
        return item.find(' ') == std::string::npos ? item + "[]" : "(" + item + ")[]";
    }
    if (name == "object") {
        const auto* more = schema.if_contains("additionalProperties");
        return more && more->is_object() ? "Record<string, " + type_of(more->get_object()) + ">" : "object";
    }
    if (name == "integer" || name == "number")
        return "number";
    return std::string{name};
}

std::string names_as_type(const std::vector<std::string>& names, const char* mark)
{
    if (names.empty())
        return "{}";
    std::string out = "{";
    for (const auto& name : names)
        out += " " + name + mark + ": string;";
    return out + " }";
}

std::vector<std::string> captures_of(std::string_view path)
{
    std::vector<std::string> out;
    for (std::size_t open; (open = path.find('{')) != std::string_view::npos;) {
        path.remove_prefix(open + 1);
        out.emplace_back(path.substr(0, path.find_first_of("*}")));
    }
    return out;
}

std::string payload(SchemaOf schema, const std::string& media, SchemaBook& book)
{
    if (schema)
        return type_of(book.lift(schema()));
    return media == "application/json" ? "undefined" : "string";
}

std::string typed_operation(const Route& route, SchemaBook& book)
{
    const auto request =
        route.kind == Kind::receive ? "Blob" : payload(route.request, "application/json", book);
    return "  \"" + std::string{verb(route.method)} + " " + route.path +
           "\": { path: " + names_as_type(captures_of(route.path), "") +
           "; query: " + names_as_type(route.query, "?") + "; request: " + request +
           "; response: " + payload(route.response, route.response_media, book) + " };\n";
}

void indent_into(const boost::json::value& value, const std::string& indent, std::string& out)
{
    const auto list = [&](char open, char close, const auto& items, auto print) {
        out += open;
        bool first = true;
        for (const auto& item : items) {
            out += (std::exchange(first, false) ? "\n" : ",\n") + indent + "  ";
            print(item);
        }
        out += first ? std::string{close} : "\n" + indent + close;
    };
    if (value.is_object())
        list('{', '}', value.get_object(), [&](const auto& member) {
            out += boost::json::serialize(boost::json::string_view{member.key()}) + ": ";
            indent_into(member.value(), indent + "  ", out);
        });
    else if (value.is_array())
        list('[', ']', value.get_array(), [&](const auto& item) { indent_into(item, indent + "  ", out); });
    else
        out += boost::json::serialize(value);
}

} // namespace

std::string typescript(const std::vector<Route>& routes)
{
    SchemaBook book;
    book.lift(schema<Problem>());
    std::string operations;
    for (const auto& route : routes)
        if (route.path.starts_with("/api/"))
            operations += typed_operation(route, book);
    std::string out = "// Printed from the route tables of the server; do not edit.\n\n";
    for (const auto& [name, body] : book.structs())
        out += "export interface " + name + " " + struct_body(body, "") + "\n\n";
    return out + "export interface Operations {\n" + operations + "}\n";
}

std::string indented(const boost::json::value& value)
{
    std::string out;
    indent_into(value, "", out);
    return out + "\n";
}

} // namespace tianping::http
