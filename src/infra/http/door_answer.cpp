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

// One range of bytes (RFC 9110, 14). Several ranges, another unit and what is no range are answered with the
// whole.
Wanted wanted_part(std::string_view range, std::int64_t size, Part& out)
{
    if (!range.starts_with("bytes=") || range.find(',') != std::string_view::npos)
        return Wanted::whole;
    range.remove_prefix(6);
    const auto dash = range.find('-');
    if (dash == std::string_view::npos)
        return Wanted::whole;
    const auto before = range.substr(0, dash), after = range.substr(dash + 1);
    const auto first = number(before), last = number(after);
    const bool unreadable = (!first && !before.empty()) || (!last && !after.empty());
    if (unreadable || (!first && !last))
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

// Which of the ids in the path it was that could not be read, and what would be one.
Error named_in_path(Error error, const std::map<std::string, std::string, std::less<>>& path)
{
    const auto given = error.params.find("given"), expected = error.params.find("expected");
    if (error.code != "id.malformed" || !error.fields.empty() || given == error.params.end() ||
        expected == error.params.end())
        return error;
    for (const auto& [name, value] : path)
        if (value == given->second) {
            error.fields.push_back({name, error.code, expected->second});
            break;
        }
    return error;
}

bool is_page(const Head& head)
{
    return head.header("Accept").find("text/html") != std::string_view::npos;
}

} // namespace

Response DoorVisit::refuse(const Error& refused)
{
    const auto error = named_in_path(refused, request_.path);
    const bool page = (!route_ || route_->kind == Kind::view || route_->kind == Kind::file) && is_page(head_);
    auto out = context_.problem(error, request_.language);
    if (!page || !context_.parts.problem_page)
        return out;
    Document shown;
    try {
        shown = context_.parts.problem_page(error, head_);
    } catch (const std::exception& e) {
        context_.fault("problem page", e.what());
        return out;
    }
    // Its language is the page's own choice.
    std::erase_if(out.headers, [](const Header& one) { return same_name(one.name, "Content-Language"); });
    out.headers.front().value = shown.media;
    out.headers.push_back({"Content-Security-Policy", context_.limits.page_policy});
    for (const auto& cookie : shown.cookies)
        out.headers.push_back({"Set-Cookie", cookie});
    out.body = std::get<std::string>(std::move(shown.content));
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
    const auto known = head_.header("If-Range"); // a part of another version would be joined to it
    const bool is_other = !known.empty() && (document.etag.empty() || known != in_quotes(document.etag));
    switch (is_other ? Wanted::whole : wanted_part(head_.header("Range"), size, part)) {
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
