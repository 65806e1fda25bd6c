#include "base/joined_text.hpp"
#include "infra/http/address.hpp"
#include "infra/http/door_visit.hpp"
#include "infra/http/page.hpp"
#include "infra/http/target.hpp"
#include <algorithm>
#include <charconv>

namespace tianping::http {
namespace {

Error malformed(const char* code, std::string name = {})
{
    Error e{Fault::malformed, code};
    if (!name.empty())
        e.params["name"] = std::move(name);
    return e;
}

bool is_printable(std::string_view text)
{
    return std::ranges::all_of(text, [](char c) { return c > 0x20 && c < 0x7f; });
}

// "application/json; charset=UTF-8", or no charset.
bool is_utf8_media(std::string_view content_type)
{
    while (!content_type.empty()) {
        const auto end = std::min(content_type.find(';'), content_type.size());
        const auto part = trimmed(content_type.substr(0, end));
        content_type.remove_prefix(std::min(end + 1, content_type.size()));
        const auto equals = std::min(part.find('='), part.size());
        if (same_name(part.substr(0, equals), "charset") && !same_name(part.substr(equals), "=utf-8") &&
            !same_name(part.substr(equals), "=\"utf-8\""))
            return false;
    }
    return true;
}

// "\"17\"" -> 17
std::optional<std::int64_t> version_in(std::string_view etag)
{
    if (etag.size() < 3 || etag.front() != '"' || etag.back() != '"')
        return std::nullopt;
    std::int64_t out{};
    const auto* const end = etag.data() + etag.size() - 1;
    const auto [stop, ec] = std::from_chars(etag.data() + 1, end, out);
    if (ec != std::errc{} || stop != end || out < 1)
        return std::nullopt;
    return out;
}

Error wrong_media(const Route& route)
{
    return Error{Fault::malformed, "http.want_json", {}, {{"media", route.request_media}}};
}

// Names that the route does not declare. Where the room reads its query, QueryReader::done() refuses them
// there, together with bad values; a page takes any value, and who declares nothing reads nothing.
Status refuse_unknown_names(const Route& route, const std::map<std::string, std::string, std::less<>>& query)
{
    if (!route.query.empty() && route.response_media != "text/html")
        return {};
    Error unknown{Fault::invalid, "wire.bad_fields"};
    unknown.fields = unexpected(query, {route.query.begin(), route.query.end()});
    return unknown.fields.empty() ? Status{} : Status{unknown};
}

} // namespace

DoorVisit::DoorVisit(Door::Context& context, Head head) : context_{context}, head_{std::move(head)}
{
    request_.call.chance = &context_.parts.chance;
    set_caller();
    if (const auto status = read_head(); !status)
        refused_ = status.error();
}

void DoorVisit::set_caller()
{
    request_.language = language_of(head_.header("Accept-Language"));
    auto& address = request_.call.actor.address;
    address = head_.peer;
    const auto& proxies = context_.limits.proxies;
    const auto forwarded = head_.header("X-Forwarded-For");
    if (!forwarded.empty() && std::ranges::find(proxies, head_.peer) != proxies.end()) {
        auto last = address_of(std::string{trimmed(forwarded.substr(forwarded.rfind(',') + 1))});
        // What is none is not put on record as it came, nor taken for the proxy, which may do more.
        address = last.empty() ? "unknown" : std::move(last);
    }
}

Status DoorVisit::read_head()
{
    if (!context_.rate.allow(request_.call.actor.address, std::chrono::steady_clock::now()))
        return Error{Fault::too_many, "http.too_many_requests"};
    TP_CHECK(read_target());
    for (const auto* name :
         {"Authorization", "Idempotency-Key", "If-Match", "Content-Type", "Content-Encoding", "Host"})
        if (head_.repeats(name))
            return malformed("http.repeated_header", name);
    TP_CHECK(read_credentials());
    TP_CHECK(read_conditions());
    for (const auto& name : route_->headers)
        if (const auto value = head_.header(name); !value.empty())
            request_.headers[name] = value;
    TP_CHECK(read_content_headers());
    if (route_->kind == Kind::write)
        return read_write_headers();
    return {};
}

// The bytes of a body count as they come: nothing is unpacked and no other charset is read.
Status DoorVisit::read_content_headers()
{
    if (!route_->request && route_->kind != Kind::receive)
        return {};
    const auto coding = head_.header("Content-Encoding");
    if (!coding.empty() && !same_name(coding, "identity"))
        return malformed("http.content_coded");
    if (route_->request && !is_utf8_media(head_.header("Content-Type")))
        return wrong_media(*route_);
    return {};
}

Status DoorVisit::read_target()
{
    TP_TRY(target, parse_target(head_.target));
    TP_TRY(found, context_.router.find(head_.method, target.segments));
    if (!found.route) {
        auto e = malformed("http.method_not_allowed");
        e.params["allowed"] = joined_text(found.allowed, ", ");
        return e;
    }
    route_ = found.route;
    request_.path = std::move(found.path);
    request_.query = std::move(target.query);
    return refuse_unknown_names(*route_, request_.query);
}

Status DoorVisit::read_credentials()
{
    const auto given = head_.header("Authorization");
    if (given.empty())
        return {};
    const auto space = std::min(given.find(' '), given.size());
    const auto token = trimmed(given.substr(space));
    if (!same_name(given.substr(0, space), "Bearer") || token.empty() || token.size() > 512 ||
        !is_printable(token))
        return Error{Fault::unauthenticated, "http.bad_authorization"};
    token_ = token;
    return {};
}

Status DoorVisit::read_conditions()
{
    const auto given = head_.header("If-Match");
    if (given.empty())
        return {};
    request_.if_match = version_in(given);
    if (!request_.if_match)
        return malformed("http.bad_if_match");
    return {};
}

Status DoorVisit::read_write_headers()
{
    auto media = head_.header("Content-Type");
    media = trimmed(media.substr(0, media.find(';')));
    if (route_->request && !same_name(media, route_->request_media))
        return wrong_media(*route_);
    const auto key = head_.header("Idempotency-Key");
    if (key.empty())
        return malformed("http.want_idempotency_key");
    if (key.size() < 8 || key.size() > 128 || !is_printable(key))
        return malformed("http.bad_idempotency_key");
    request_.call.key = key;
    return {};
}

BodyPlan DoorVisit::plan()
{
    if (refused_)
        return {BodyPlan::Way::refuse, 0};
    if (route_->kind == Kind::receive)
        return {BodyPlan::Way::streamed, 0};
    return {BodyPlan::Way::memory, context_.limits.body};
}

} // namespace tianping::http
