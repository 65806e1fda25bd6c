#include "portal/api_view.hpp"
#include "base/joined_text.hpp"
#include <algorithm>

namespace tianping::portal {

namespace json = boost::json;

namespace {

const json::object empty_object;

std::string text(const json::object& in, std::string_view name)
{
    const auto* value = in.if_contains(name);
    return value && value->is_string() ? std::string{value->get_string()} : std::string{};
}

const json::object& object(const json::object& in, std::string_view name)
{
    const auto* value = in.if_contains(name);
    return value && value->is_object() ? value->get_object() : empty_object;
}

const json::array& array(const json::object& in, std::string_view name)
{
    static const json::array none;
    const auto* value = in.if_contains(name);
    return value && value->is_array() ? value->get_array() : none;
}

// "string (date-time)", "Notice[]", "draft | signed".
std::string type_of(const json::object& schema)
{
    if (const auto ref = text(schema, "$ref"); !ref.empty())
        return ref.substr(ref.rfind('/') + 1);
    if (const auto& choices = array(schema, "enum"); !choices.empty())
        return joined_text(choices, " | ", [](const auto& choice) {
            return choice.is_string() ? std::string{choice.get_string()} : "?";
        });
    std::vector<std::string> types{text(schema, "type")};
    for (const auto& one : array(schema, "type")) // 3.1 allows several: ["string", "null"]
        if (one.is_string())
            types.emplace_back(one.get_string());
    if (joined_text(types, " | ") == "array")
        return type_of(object(schema, "items")) + "[]";
    for (const char* several : {"oneOf", "anyOf", "allOf"})
        for (const auto& one : array(schema, several))
            if (one.is_object())
                types.push_back(type_of(one.get_object()));
    const auto type = joined_text(types, " | ");
    const auto format = text(schema, "format");
    return format.empty() ? type : type + " (" + format + ")";
}

std::string body_type(const json::object& in)
{
    for (const auto& media : object(in, "content"))
        if (media.value().is_object()) {
            const auto type = type_of(object(media.value().get_object(), "schema"));
            return type.empty() ? std::string{media.key()} : type;
        }
    return {};
}

bool truth(const json::object& in, std::string_view name)
{
    const auto* value = in.if_contains(name);
    return value && value->is_bool() && value->get_bool();
}

ApiOperation operation(std::string_view method, std::string_view path, const json::object& in)
{
    ApiOperation out;
    for (const char c : method)
        out.method += static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    out.tone = out.method == "GET" ? "g" : out.method == "DELETE" ? "r" : "b";
    out.path = std::string{path};
    out.summary = text(in, "summary");
    out.description = text(in, "description");
    out.needs = text(in, "x-capability");
    for (const auto& one : array(in, "parameters"))
        if (one.is_object()) {
            const auto& p = one.get_object();
            out.parameters.push_back({text(p, "name"), text(p, "in"), type_of(object(p, "schema")),
                                      text(p, "description"), truth(p, "required")});
        }
    out.request = body_type(object(in, "requestBody"));
    for (const auto& one : object(in, "responses"))
        if (one.value().is_object())
            out.responses.push_back({std::string{one.key()}, text(one.value().get_object(), "description"),
                                     body_type(one.value().get_object())});
    return out;
}

// A part's name becomes an id in the page, so only letters, digits and '-' are kept.
std::string part_of(std::string_view path, const json::object& in)
{
    std::string name;
    if (const auto& tags = array(in, "tags"); !tags.empty() && tags.front().is_string())
        name = std::string{tags.front().get_string()};
    if (name.empty())
        name = std::string{path.substr(path.rfind('/') + 1)};
    for (auto& c : name)
        if (c >= 0 && !((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')))
            c = '-';
    return name;
}

ApiSchema schema(std::string_view name, const json::object& in)
{
    ApiSchema out{std::string{name}, text(in, "description"), type_of(in), {}};
    const auto& required = array(in, "required");
    for (const auto& property : object(in, "properties"))
        if (property.value().is_object()) {
            const auto& p = property.value().get_object();
            const bool needed = std::ranges::any_of(
                required, [&](const auto& r) { return r.is_string() && r.get_string() == property.key(); });
            out.fields.push_back(
                {std::string{property.key()}, "", type_of(p), text(p, "description"), needed});
        }
    return out;
}

} // namespace

ApiReference api_reference(const json::object& openapi)
{
    const auto& info = object(openapi, "info");
    ApiReference out{text(info, "title"),
                     text(info, "version"),
                     text(openapi, "openapi"),
                     text(info, "summary"),
                     0,
                     {},
                     {}};
    for (const auto& path : object(openapi, "paths")) {
        if (!path.value().is_object())
            continue;
        for (const auto& method : path.value().get_object()) {
            static constexpr std::string_view known[] = {"get", "post", "put", "patch", "delete"};
            if (!method.value().is_object() || !std::ranges::count(known, std::string_view{method.key()}))
                continue;
            const auto& in = method.value().get_object();
            const auto name = part_of(path.key(), in);
            auto group = std::ranges::find(out.groups, name, &ApiGroup::name);
            if (group == out.groups.end())
                group = out.groups.insert(out.groups.end(), ApiGroup{name, {}});
            group->operations.push_back(operation(method.key(), path.key(), in));
            ++out.count;
        }
    }
    for (const auto& one : object(object(openapi, "components"), "schemas"))
        if (one.value().is_object())
            out.schemas.push_back(schema(one.key(), one.value().get_object()));
    return out;
}

} // namespace tianping::portal
