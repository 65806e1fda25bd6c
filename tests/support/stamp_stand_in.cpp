#include "support/stamp_stand_in.hpp"
#include "support/scratch.hpp"
#include <algorithm>
#include <atomic>
#include <boost/asio.hpp>
#include <boost/beast.hpp>
#include <thread>

namespace tianping::test {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using Tcp = asio::ip::tcp;
using Ask = beast::http::request<beast::http::string_body>;
using Reply = beast::http::response<beast::http::string_body>;

struct Signer {
    explicit Signer(Instant from)
        : authority{crypto::Authority::open({folder.path(), crypto::Algorithm::p256}, from).value()},
          stamps{crypto::TimestampAuthority::open(folder.path(), authority, from).value()}
    {
    }
    ScratchFolder folder;
    crypto::Authority authority;
    crypto::TimestampAuthority stamps;
};

// Behind the imprint's digest, an OCTET STRING of 32 bytes, stands the nonce.
void change(Bytes& query, bool nonce)
{
    const Bytes head{0x04, 0x20};
    const auto at = std::ranges::search(query, head).begin() + 2;
    ++*(nonce ? at + 32 + 4 : at);
}

} // namespace

struct StampStandIn::State {
    State(const Clock& c, Instant from)
        : clock{c}, own{from}, other{from}, acceptor{io, {asio::ip::address_v4::loopback(), 0}}
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

    void serve(Tcp::socket socket)
    {
        boost::system::error_code ec;
        beast::flat_buffer buffer;
        Ask ask;
        beast::http::read(socket, buffer, ask, ec);
        if (ec)
            return;
        ++asked;
        const auto now = manners.load();
        if (now == Manners::hanging_up)
            return;
        if (now == Manners::silent) {
            kept.push_back(std::move(socket));
            return;
        }
        auto reply = answer(ask, now);
        reply.prepare_payload();
        beast::http::write(socket, reply, ec);
        socket.shutdown(Tcp::socket::shutdown_both, ec);
    }

    Reply answer(const Ask& ask, Manners now) const
    {
        Reply out{beast::http::status::ok, ask.version()};
        out.keep_alive(false);
        out.set(beast::http::field::content_type, "application/timestamp-reply");
        if (ask.method() != beast::http::verb::post || ask.target() != "/stamps/tsa" ||
            ask[beast::http::field::content_type] != "application/timestamp-query")
            out.result(beast::http::status::bad_request);
        else if (now == Manners::busy)
            out.result(beast::http::status::service_unavailable);
        else
            out.body() = text_view(reply(Bytes(ask.body().begin(), ask.body().end()), now));
        return out;
    }

    Bytes reply(Bytes query, Manners now) const
    {
        if (now == Manners::garbage)
            return Bytes(100, 0x30);
        if (now == Manners::oversized)
            return Bytes(std::size_t{1} << 20, 0x30);
        if (now == Manners::refusing)
            return {0x30, 0x05, 0x30, 0x03, 0x02, 0x01, 0x02}; // status 2, rejection, and no token
        if (now == Manners::wrong_imprint || now == Manners::wrong_nonce)
            change(query, now == Manners::wrong_nonce);
        auto at = clock.now();
        if (now == Manners::other_clock)
            at += std::chrono::minutes{2};
        if (now == Manners::whole_seconds)
            at = std::chrono::floor<std::chrono::seconds>(at);
        auto out = (now == Manners::untrusted ? other : own).stamps.answer(query, at).value();
        if (now == Manners::damaged)
            out.back() ^= 1;
        return out;
    }

    const Clock& clock;
    Signer own, other;
    std::atomic<Manners> manners{Manners::good};
    std::atomic<std::size_t> asked{0};
    asio::io_context io;
    Tcp::acceptor acceptor;
    std::vector<Tcp::socket> kept;
    std::thread thread;
};

StampStandIn::StampStandIn(const Clock& clock, Instant from) : state_{std::make_unique<State>(clock, from)} {}

StampStandIn::~StampStandIn() = default;

std::string StampStandIn::url() const
{
    return "http://127.0.0.1:" + std::to_string(state_->acceptor.local_endpoint().port()) + "/stamps/tsa";
}

std::string StampStandIn::chain() const
{
    return state_->own.stamps.signer().pem() + state_->own.authority.issuing().pem() + root().pem();
}

const crypto::Certificate& StampStandIn::root() const
{
    return state_->own.authority.root();
}

void StampStandIn::behave(Manners manners)
{
    state_->manners = manners;
}

std::size_t StampStandIn::asked() const
{
    return state_->asked;
}

} // namespace tianping::test
