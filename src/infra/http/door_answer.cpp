#include "infra/http/door_visit.hpp"
#include <algorithm>
#include <charconv>

namespace tianping::http {
namespace {

std::string in_quotes(const std::string& etag)
{
    return "\"" + etag + "\"";
}

std::optional<std::int64_t> number(std::string_view text)
{
    std::int64_t out{};
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (text.empty() || ec != std::errc{} || end != text.data() + text.size() || out < 0)
        return std::nullopt;
    return out;
}

struct Part {
    std::int64_t from, length;
};
enum class Wanted { whole, part, nothing };

// One range of bytes (RFC 9110, 14); several ranges or another unit are answered with the whole.
Wanted wanted_part(std::string_view range, std::int64_t size, Part& out)
{
    if (!range.starts_with("bytes=") || range.find(',') != std::string_view::npos)
        return Wanted::whole;
    range.remove_prefix(6);
    const auto dash = range.find('-');
    if (dash == std::string_view::npos)
        return Wanted::whole;
    const auto first = number(range.substr(0, dash)), last = number(range.substr(dash + 1));
    if (!first && !last)
        return Wanted::whole;
    const auto from = first ? *first : std::max<std::int64_t>(0, size - *last);
    const auto to = first && last ? std::min(*last, size - 1) : size - 1;
    if (from >= size || to < from)
        return Wanted::nothing;
    out = {from, to - from + 1};
    return Wanted::part;
}

// The name in a form that every browser reads: RFC 6266 with RFC 8187.
std::string disposition(const std::string& file_name)
{
    static constexpr std::string_view plain =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~";
    std::string out = "attachment; filename*=UTF-8''";
    for (const char c : file_name) {
        if (plain.find(c) != std::string_view::npos) {
            out.push_back(c);
        } else {
            const auto byte = static_cast<std::uint8_t>(c);
            out += "%" + to_hex({&byte, 1});
        }
    }
    return out;
}

bool is_page(const Head& head)
{
    return head.header("Accept").find("text/html") != std::string_view::npos;
}

} // namespace

Response DoorVisit::refuse(const Error& error)
{
    const bool page = (!route_ || route_->kind == Kind::view || route_->kind == Kind::file) && is_page(head_);
    auto out = context_.problem(error, request_.language);
    if (!page || !context_.parts.problem_page)
        return out;
    std::string text;
    try {
        text = context_.parts.problem_page(problem_of(error, context_.parts.catalogue, request_.language),
                                           request_.language);
    } catch (const std::exception& e) {
        context_.fault("problem page", e.what());
        return out;
    }
    out.headers.front().value = "text/html; charset=utf-8";
    out.headers.push_back({"Content-Security-Policy", context_.limits.page_policy});
    out.body = std::move(text);
    return out;
}

Response DoorVisit::respond(const Outcome& outcome)
{
    if (!outcome.answer || outcome.decided == Decided::unknown) {
        auto out = refuse(outcome.answer ? Error{Fault::outcome_unknown, "command.outcome_unknown"}
                                         : outcome.answer.error());
        if (outcome.repeated)
            out.headers.push_back({"Idempotent-Replay", "true"});
        return out;
    }
    return respond(*outcome.answer, outcome.repeated);
}

Response DoorVisit::respond(const Answer& answer, bool repeated)
{
    Response out;
    out.status = answer.status;
    out.headers = {{"Content-Type", "application/json"}, {"Cache-Control", "no-store"}};
    if (answer.version > 0) {
        const auto etag = std::to_string(answer.version);
        if (route_->kind == Kind::read && seen_already(etag))
            return not_changed(etag);
        out.headers.push_back({"ETag", in_quotes(etag)});
    }
    if (repeated)
        out.headers.push_back({"Idempotent-Replay", "true"});
    if (answer.once.empty()) {
        out.body = boost::json::serialize(answer.body);
        return out;
    }
    auto body = answer.body;
    for (const auto& member : answer.once)
        body.as_object()[member.key()] = member.value();
    out.body = boost::json::serialize(body);
    return out;
}

bool DoorVisit::seen_already(const std::string& etag) const
{
    return !etag.empty() && head_.header("If-None-Match") == in_quotes(etag);
}

Response DoorVisit::not_changed(const std::string& etag) const
{
    Response out;
    out.status = 304;
    out.headers = {{"ETag", in_quotes(etag)}};
    return out;
}

Response DoorVisit::respond(Document document)
{
    if (seen_already(document.etag))
        return not_changed(document.etag);
    std::vector<Header> headers{{"Content-Type", document.media}, {"Cache-Control", document.cache}};
    if (!document.etag.empty())
        headers.push_back({"ETag", in_quotes(document.etag)});
    if (!document.file_name.empty())
        headers.push_back({"Content-Disposition", disposition(document.file_name)});
    for (const auto& cookie : document.cookies)
        headers.push_back({"Set-Cookie", cookie});
    if (document.media.starts_with("text/html")) {
        headers.push_back({"Content-Security-Policy", context_.limits.page_policy});
        headers.push_back({"Referrer-Policy", "same-origin"});
    }
    if (std::holds_alternative<FileBody>(document.content))
        return respond_file(std::move(document), std::move(headers));
    Response out;
    out.status = document.status;
    out.headers = std::move(headers);
    out.body = std::get<std::string>(std::move(document.content));
    return out;
}

Response DoorVisit::respond_file(Document document, std::vector<Header> headers)
{
    auto file = std::get<FileBody>(std::move(document.content));
    const auto size = file.length;
    Part part{};
    Response out;
    out.status = document.status;
    headers.push_back({"Accept-Ranges", "bytes"});
    switch (wanted_part(head_.header("Range"), size, part)) {
    case Wanted::nothing: {
        auto e = Error{Fault::malformed, "http.range_not_satisfiable", {}, {{"size", std::to_string(size)}}};
        auto refusal = refuse(e);
        refusal.headers.push_back({"Content-Range", "bytes */" + std::to_string(size)});
        return refusal;
    }
    case Wanted::part:
        out.status = 206;
        headers.push_back({"Content-Range", "bytes " + std::to_string(part.from) + "-" +
                                                std::to_string(part.from + part.length - 1) + "/" +
                                                std::to_string(size)});
        file.from += part.from;
        file.length = part.length;
        break;
    case Wanted::whole:
        break;
    }
    out.headers = std::move(headers);
    out.body = std::move(file);
    return out;
}

} // namespace tianping::http
