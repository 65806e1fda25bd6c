#include "rooms/notice/medium_stand_in.hpp"
#include "base/canonical.hpp"
#include "base/time_text.hpp"
#include "rooms/identity/api.hpp"
#include <algorithm>
#include <atomic>
#include <boost/asio.hpp>
#include <boost/beast.hpp>
#include <map>
#include <mutex>
#include <thread>

namespace tianping::notice {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using Tcp = asio::ip::tcp;
using Ask = beast::http::request<beast::http::string_body>;
using Reply = beast::http::response<beast::http::string_body>;

Reply reply(const Ask& ask, beast::http::status status, std::string body)
{
    Reply out{status, ask.version()};
    out.set(beast::http::field::content_type, "application/json");
    out.keep_alive(false);
    out.body() = std::move(body);
    out.prepare_payload();
    return out;
}

std::string problem(const std::string& code)
{
    return boost::json::serialize(boost::json::object{{"code", code}});
}

Status check(const Delivery& delivery)
{
    if (to_hex(digest(delivery.text)) != delivery.digest)
        return Error{Fault::invalid, "medium.digest_wrong"};
    const auto own = digest_from_hex(delivery.digest).value();
    TP_CHECK(identity::prove_signature(signed_bytes(own), {delivery.certificate, delivery.signature}));
    return {};
}

} // namespace

struct MediumStandIn::State {
    State(std::string n, std::uint16_t port)
        : name{std::move(n)}, acceptor{io, {asio::ip::address_v4::loopback(), port}}
    {
        accept();
        thread = std::thread{[this] { io.run(); }};
    }
    ~State()
    {
        io.stop();
        thread.join();
    }

    void accept()
    {
        acceptor.async_accept([this](boost::system::error_code ec, Tcp::socket socket) {
            if (ec)
                return;
            serve(std::move(socket));
            accept();
        });
    }

    // One exchange a connection, and nobody keeps it waiting for longer than five seconds.
    void serve(Tcp::socket socket)
    {
        const timeval patience{5, 0};
        setsockopt(socket.native_handle(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        boost::system::error_code ec;
        beast::flat_buffer buffer;
        beast::http::request_parser<beast::http::string_body> parser;
        parser.body_limit(4 << 20);
        beast::http::read(socket, buffer, parser, ec);
        if (ec)
            return;
        std::this_thread::sleep_for(delay.load());
        beast::http::write(socket, answer(parser.get()), ec);
        socket.shutdown(Tcp::socket::shutdown_both, ec);
    }

    Reply answer(const Ask& ask)
    {
        const std::lock_guard lock{mutex};
        const std::string target{ask.target()};
        if (closed)
            return reply(ask, beast::http::status::service_unavailable, problem("medium.closed"));
        if (ask.method() == beast::http::verb::post && target == "/notices")
            return take(ask);
        const auto at = target.starts_with("/notices/") ? texts.find(target.substr(9)) : texts.end();
        if (ask.method() != beast::http::verb::get || at == texts.end())
            return reply(ask, beast::http::status::not_found, problem("medium.unknown"));
        auto text = at->second;
        if (tampers)
            text.title += "（改）";
        return reply(ask, beast::http::status::ok, canonical(wire::write(text)));
    }

    Reply take(const Ask& ask)
    {
        const auto delivery = wire::parse<Delivery>(ask.body());
        if (!delivery)
            return reply(ask, beast::http::status::bad_request, problem("medium.malformed"));
        if (const auto good = check(*delivery); !good)
            return reply(ask, beast::http::status::unprocessable_entity, problem(good.error().code));
        const auto sent_at = from_rfc3339(std::string{ask["Sent-At"]});
        if (!sent_at)
            return reply(ask, beast::http::status::bad_request, problem("medium.sent_at_wanted"));
        auto& receipt = receipts[delivery->digest];
        if (receipt.digest.empty())
            receipt = {name, delivery->text.notice, delivery->digest, base() + "/notices/" + delivery->digest,
                       *sent_at};
        texts[delivery->digest] = delivery->text;
        return reply(ask, beast::http::status::created, boost::json::serialize(wire::write(receipt)));
    }

    std::string base() const
    {
        return "http://127.0.0.1:" + std::to_string(acceptor.local_endpoint().port());
    }

    std::string name;
    mutable std::mutex mutex;
    std::map<std::string, Text> texts;             // by digest
    std::map<std::string, MediumReceipt> receipts; // by digest
    bool tampers = false, closed = false;
    std::atomic<std::chrono::milliseconds> delay{std::chrono::milliseconds{0}};
    asio::io_context io;
    Tcp::acceptor acceptor;
    std::thread thread;
};

MediumStandIn::MediumStandIn(std::string name, std::uint16_t port)
    : state_{std::make_unique<State>(std::move(name), port)}
{
}

MediumStandIn::~MediumStandIn() = default;

std::string MediumStandIn::base() const
{
    return state_->base();
}

void MediumStandIn::tamper(bool on)
{
    const std::lock_guard lock{state_->mutex};
    state_->tampers = on;
}

void MediumStandIn::close(bool on)
{
    const std::lock_guard lock{state_->mutex};
    state_->closed = on;
}

void MediumStandIn::delay(std::chrono::milliseconds by)
{
    state_->delay = std::clamp(by, std::chrono::milliseconds{0}, std::chrono::milliseconds{5000});
}

std::size_t MediumStandIn::shown() const
{
    const std::lock_guard lock{state_->mutex};
    return state_->texts.size();
}

} // namespace tianping::notice
