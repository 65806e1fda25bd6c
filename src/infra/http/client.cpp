#include "infra/http/client.hpp"
#include <algorithm>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <optional>

namespace tianping {

// What a problem+json document says that a program may act on (RFC 9457).
struct ProblemIn {
    std::optional<std::string> code;
    std::optional<std::string> title;
    std::optional<std::string> detail;
    std::optional<std::string> article;
    std::optional<Instant> earliest;
    std::optional<std::vector<std::map<std::string, boost::json::value>>> fields;
};
BOOST_DESCRIBE_STRUCT(ProblemIn, (), (code, title, detail, article, earliest, fields))

namespace http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;

constexpr std::uint64_t largest_answer = std::uint64_t{1} << 30;

struct Address {
    std::string host, port;
};

std::optional<Address> address_of(std::string_view base)
{
    constexpr std::string_view scheme = "http://";
    if (!base.starts_with(scheme))
        return std::nullopt;
    base.remove_prefix(scheme.size());
    base = base.substr(0, base.find('/'));
    const auto bracket = base.find(']');
    const bool numbered = base.starts_with('[') && bracket != std::string_view::npos;
    const auto colon = base.find(':', numbered ? bracket : 0);
    if (base.empty() || colon == 0)
        return std::nullopt;
    return Address{std::string{numbered ? base.substr(1, bracket - 1) : base.substr(0, colon)},
                   colon == std::string_view::npos ? "80" : std::string{base.substr(colon + 1)}};
}

Error failure(const char* code, const std::string& base, const std::string& reason)
{
    Error e{Fault::unavailable, code};
    e.params["address"] = base;
    e.params["reason"] = reason;
    return e;
}

Fault fault_of(int status)
{
    switch (status) {
    case 400:
        return Fault::malformed;
    case 401:
        return Fault::unauthenticated;
    case 403:
        return Fault::forbidden;
    case 404:
        return Fault::not_found;
    case 409:
        return Fault::conflict;
    case 410:
        return Fault::too_late;
    case 413:
        return Fault::too_large;
    case 422:
        return Fault::invalid;
    case 429:
        return Fault::too_many;
    case 503:
        return Fault::unavailable;
    default:
        return Fault::internal;
    }
}

std::string text_member(const std::map<std::string, boost::json::value>& members, const char* name)
{
    const auto at = members.find(name);
    return at != members.end() && at->second.is_string() ? std::string{at->second.get_string()}
                                                         : std::string{};
}

} // namespace

Result<boost::json::value> ClientAnswer::json() const
{
    auto value = wire::parse_json(body);
    if (value)
        return value;
    Error e{Fault::unavailable, "client.no_json"};
    e.params["status"] = std::to_string(status);
    return e;
}

Error ClientAnswer::problem() const
{
    Error e{fault_of(status), "client.status_" + std::to_string(status)};
    const auto value = wire::parse_json(body);
    if (!value || !value->is_object())
        return e;
    boost::json::object known;
    for (const auto* name : {"code", "title", "detail", "article", "earliest", "fields"})
        if (const auto* member = value->get_object().if_contains(name))
            known[name] = *member;
    const auto problem = wire::from_value<ProblemIn>(known);
    if (!problem)
        return e;
    e.code = problem->code.value_or(e.code);
    e.detail = problem->detail.value_or(problem->title.value_or(""));
    e.article = problem->article.value_or("");
    e.earliest = problem->earliest;
    if (problem->fields)
        for (const auto& f : *problem->fields)
            e.fields.push_back({text_member(f, "path"), text_member(f, "code"), text_member(f, "allowed")});
    return e;
}

struct Client::State {
    std::string base;
    std::chrono::milliseconds patience;
    std::string token;
    std::uint64_t at_most = largest_answer;
    asio::io_context io;
    std::optional<beast::tcp_stream> stream;

    // Runs one asynchronous step to its end, so that the stream's time limit holds.
    template <class Start>
    beast::error_code wait(Start start)
    {
        beast::error_code result = asio::error::would_block;
        stream->expires_after(patience);
        start([&](beast::error_code ec, auto&&...) { result = ec; });
        io.restart();
        io.run();
        return result;
    }

    Status connect()
    {
        const auto address = address_of(base);
        if (!address)
            return failure("client.unreachable", base, "not an http:// address");
        beast::error_code ec;
        const auto found = asio::ip::tcp::resolver{io}.resolve(address->host, address->port, ec);
        if (ec)
            return failure("client.unreachable", base, ec.message());
        stream.emplace(io);
        ec = wait([&](auto done) { stream->async_connect(found, done); });
        if (ec) {
            stream.reset();
            return failure("client.unreachable", base, ec.message());
        }
        stream->socket().set_option(asio::ip::tcp::no_delay{true}, ec);
        return {};
    }

    template <class Body>
    Result<ClientAnswer> exchange(beast::http::request<Body>& request)
    {
        const bool fresh = !stream;
        if (fresh)
            TP_CHECK(connect());
        auto answer = exchange_once(request);
        // A kept connection that the server closed meanwhile; nothing of this request was answered.
        if (!answer && !fresh && answer.error().code == "client.not_sent") {
            TP_CHECK(connect());
            answer = exchange_once(request);
        }
        if (!answer && answer.error().code == "client.not_sent")
            return failure("client.broken", base, answer.error().params["reason"]);
        return answer;
    }

    template <class Body>
    Result<ClientAnswer> exchange_once(beast::http::request<Body>& request)
    {
        const auto lost = [&](const char* code, const beast::error_code& ec) {
            stream.reset();
            return failure(code, base, ec.message());
        };
        auto ec = wait([&](auto done) { beast::http::async_write(*stream, request, done); });
        // A server that refuses a large body answers before it has read all of it: the answer is still read.
        const auto write_error = ec;
        beast::flat_buffer buffer;
        beast::http::response_parser<beast::http::string_body> parser;
        parser.body_limit(at_most);
        ec = wait([&](auto done) { beast::http::async_read(*stream, buffer, parser, done); });
        if (ec)
            return lost(write_error || ec == beast::http::error::end_of_stream ? "client.not_sent"
                                                                               : "client.broken",
                        ec);
        auto message = parser.release();
        ClientAnswer out{static_cast<int>(message.result_int()), {}, std::move(message.body())};
        for (const auto& field : message) {
            std::string name{field.name_string()};
            std::ranges::transform(name, name.begin(),
                                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
            out.headers[name] = std::string{field.value()};
        }
        if (write_error || !message.keep_alive())
            stream.reset();
        return out;
    }

    template <class Body>
    beast::http::request<Body> request(const std::string& method, const std::string& target) const
    {
        beast::http::request<Body> out;
        out.version(11);
        out.method_string(method);
        out.target(target);
        const auto host = address_of(base).value_or(Address{}).host;
        out.set(beast::http::field::host, host.find(':') == std::string::npos ? host : "[" + host + "]");
        out.set(beast::http::field::user_agent, "tianping");
        if (!token.empty())
            out.set(beast::http::field::authorization, "Bearer " + token);
        return out;
    }
};

Client::Client(std::string base, std::chrono::milliseconds patience) : state_{std::make_unique<State>()}
{
    state_->base = std::move(base);
    state_->patience = patience;
}

Client::~Client() = default;
Client::Client(Client&&) noexcept = default;
Client& Client::operator=(Client&&) noexcept = default;

void Client::sign_in_with(std::string bearer_token)
{
    state_->token = std::move(bearer_token);
}
void Client::take_at_most(std::uint64_t bytes)
{
    state_->at_most = bytes;
}
const std::string& Client::base() const
{
    return state_->base;
}

Result<ClientAnswer> Client::send(const std::string& method, const std::string& target,
                                  const std::string& body, const std::map<std::string, std::string>& headers)
{
    auto request = state_->request<beast::http::string_body>(method, target);
    for (const auto& [name, value] : headers)
        request.set(name, value);
    request.body() = body;
    request.prepare_payload();
    return state_->exchange(request);
}

} // namespace http
} // namespace tianping
