#include "infra/http/client_state.hpp"

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

struct Address {
    std::string host, port;
};

std::optional<Address> server_at(std::string_view base)
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
            e.fields.push_back({text_member(f, "path"),
                                text_member(f, "code"),
                                text_member(f, "allowed"),
                                {{"message", text_member(f, "message")}}});
    return e;
}

Status Client::State::connect()
{
    const auto address = server_at(base);
    if (!address)
        return lost("client.unreachable", "not an http:// address");
    beast::error_code ec;
    const auto found = asio::ip::tcp::resolver{io}.resolve(address->host, address->port, ec);
    if (ec)
        return lost("client.unreachable", ec.message());
    stream.emplace(io);
    ec = wait([&](auto done) { stream->async_connect(found, done); });
    if (ec) {
        stream.reset();
        return lost("client.unreachable", ec.message());
    }
    stream->socket().set_option(asio::ip::tcp::no_delay{true}, ec);
    return {};
}

std::string Client::State::host() const
{
    const auto host = server_at(base).value_or(Address{}).host;
    return host.find(':') == std::string::npos ? host : "[" + host + "]";
}

Error Client::State::lost(const char* code, const std::string& reason) const
{
    Error e{Fault::unavailable, code};
    e.params["address"] = base;
    e.params["reason"] = reason;
    return e;
}

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
void Client::speak(std::string language)
{
    state_->language = std::move(language);
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
