#include "infra/http/connection.hpp"
#include <boost/asio/write.hpp>
#include <boost/beast/http/status.hpp>
#include <fcntl.h>
#include <unistd.h>

namespace tianping::http {
namespace {

constexpr std::size_t file_piece = 256 * 1024;

class OpenFile {
public:
    explicit OpenFile(const std::filesystem::path& path) : fd_{::open(path.c_str(), O_RDONLY | O_CLOEXEC)} {}
    ~OpenFile()
    {
        if (fd_ >= 0)
            ::close(fd_);
    }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;
    // Fewer bytes than asked, or none: the file is not what was promised.
    std::string read(std::int64_t from, std::size_t length) const
    {
        std::string out(length, '\0');
        const auto got = fd_ < 0 ? -1 : ::pread(fd_, out.data(), length, from);
        out.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
        return out;
    }

private:
    int fd_;
};

// "Tue, 24 Nov 2026 14:32:05 GMT"
std::string http_date(Instant at)
{
    static constexpr const char* days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr const char* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                             "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = std::chrono::floor<std::chrono::days>(at);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss time{std::chrono::floor<std::chrono::seconds>(at - day)};
    std::array<char, 40> out{};
    std::snprintf(out.data(), out.size(), "%s, %02u %s %d %02d:%02d:%02d GMT",
                  days[std::chrono::weekday{day}.c_encoding()], static_cast<unsigned>(date.day()),
                  months[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
                  static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                  static_cast<int>(time.seconds().count()));
    return out.data();
}

// A line break in a value would begin a header of somebody else's choosing.
std::string safe(std::string value)
{
    std::erase_if(value, [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\t'; });
    return value;
}

bool has_no_body(int status)
{
    return status == 204 || status == 304;
}

} // namespace

std::string Connection::head_of(const Response& response, std::int64_t length) const
{
    const auto status = static_cast<unsigned>(response.status);
    std::string out = "HTTP/1.1 " + std::to_string(status) + " " +
                      std::string{beast::http::obsolete_reason(beast::http::int_to_status(status))} +
                      "\r\nDate: " + http_date(server_->site.now()) +
                      "\r\nX-Content-Type-Options: nosniff\r\n";
    for (const auto& header : response.headers)
        out += header.name + ": " + safe(header.value) + "\r\n";
    if (length >= 0 && !has_no_body(response.status))
        out += "Content-Length: " + std::to_string(length) + "\r\n";
    out += keep_ ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n";
    return out;
}

Task<bool> Connection::send(Response response)
{
    const bool only_head = head_ && head_->get().method() == beast::http::verb::head;
    static const std::string nothing;
    if (const auto* feed = std::get_if<std::shared_ptr<Feed>>(&response.body)) {
        keep_ = false;
        const auto head = head_of(response, -1);
        if (only_head)
            co_return co_await send_bytes(head, nothing);
        co_return co_await send_feed(head, **feed);
    }
    if (const auto* file = std::get_if<FileBody>(&response.body)) {
        const auto head = head_of(response, file->length);
        if (only_head)
            co_return co_await send_bytes(head, nothing);
        co_return co_await send_file(head, *file);
    }
    const auto& body = std::get<std::string>(response.body);
    const auto head = head_of(response, static_cast<std::int64_t>(body.size()));
    if (only_head || has_no_body(response.status))
        co_return co_await send_bytes(head, nothing);
    co_return co_await send_bytes(head, body);
}

Task<bool> Connection::send_bytes(const std::string& head, const std::string& body)
{
    const auto& o = server_->options;
    const auto size = static_cast<std::int64_t>(head.size() + body.size());
    stream_.expires_after(o.grace + std::chrono::milliseconds{size * 1000 / o.floor});
    const std::array<asio::const_buffer, 2> both{asio::buffer(head), asio::buffer(body)};
    error_code ec;
    co_await asio::async_write(stream_, both, into(ec));
    if (ec == beast::error::timeout)
        ++server_->cut;
    co_return !ec;
}

Task<bool> Connection::send_file(const std::string& head, const FileBody& file)
{
    const OpenFile open{file.path};
    std::string lead = head;
    for (std::int64_t sent = 0; sent < file.length;) {
        const auto want = static_cast<std::size_t>(std::min<std::int64_t>(file_piece, file.length - sent));
        const auto bytes =
            co_await delivered<std::string>(loop_, [&](std::function<void(std::string)> deliver) {
                const auto from = file.from + sent;
                if (!server_->site.run([&open, from, want, deliver] { deliver(open.read(from, want)); }))
                    deliver(open.read(from, want));
            });
        if (bytes.empty() || !co_await send_bytes(std::exchange(lead, {}), bytes))
            co_return false; // cut before the promised length: the reader sees that it is not whole
        sent += static_cast<std::int64_t>(bytes.size());
    }
    co_return lead.empty() || co_await send_bytes(lead, {});
}

Task<bool> Connection::send_feed(const std::string& head, Feed& feed)
{
    pause_ = std::make_shared<Timer>(loop_->context);
    const auto came = std::make_shared<std::optional<std::string>>();
    bool asked = false, alive = co_await send_bytes(head, "retry: 2000\n\n");
    while (alive && !stopping_) {
        if (!std::exchange(asked, true))
            feed.next([came, loop = loop_, pause = std::weak_ptr{pause_}](std::string text) {
                asio::post(loop->context, [came, pause, text = std::move(text)]() mutable {
                    *came = std::move(text);
                    if (const auto timer = pause.lock())
                        timer->cancel();
                });
            });
        error_code ec;
        pause_->expires_after(*came ? std::chrono::milliseconds{0} : server_->options.heartbeat);
        co_await pause_->async_wait(into(ec));
        if (!*came) {
            alive = stopping_ || co_await send_bytes(": still here\n\n", {});
            continue;
        }
        asked = false;
        const auto text = *std::exchange(*came, std::nullopt);
        if (text.empty())
            break;
        alive = co_await send_bytes(text, {});
    }
    pause_.reset();
    co_return false;
}

} // namespace tianping::http
