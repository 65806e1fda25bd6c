#include "http/raw_client.hpp"
#include <algorithm>
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace tianping::test {

RawClient::RawClient(unsigned short port) : fd_{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)}
{
    sockaddr_in where{};
    where.sin_family = AF_INET;
    where.sin_port = htons(port);
    where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(fd_, reinterpret_cast<const sockaddr*>(&where), sizeof where) != 0)
        throw std::runtime_error("cannot connect");
}

RawClient::~RawClient()
{
    if (fd_ >= 0)
        ::close(fd_);
}

bool RawClient::send(std::string_view bytes)
{
    while (!bytes.empty()) {
        const auto n = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (n <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(n));
    }
    return true;
}

bool RawClient::more(std::chrono::milliseconds patience)
{
    pollfd wait{fd_, POLLIN, 0};
    if (::poll(&wait, 1, static_cast<int>(patience.count())) <= 0)
        return false;
    char piece[65536];
    const auto n = ::recv(fd_, piece, sizeof piece, 0);
    if (n <= 0)
        return false;
    buffer_.append(piece, static_cast<std::size_t>(n));
    return true;
}

RawAnswer RawClient::read(bool only_head)
{
    constexpr std::chrono::seconds patience{20};
    std::size_t end{};
    while ((end = buffer_.find("\r\n\r\n")) == std::string::npos)
        if (!more(patience))
            return {};
    RawAnswer out;
    out.status = std::stoi(buffer_.substr(9, 3));
    for (std::size_t at = buffer_.find("\r\n") + 2; at < end;) {
        const auto line_end = buffer_.find("\r\n", at);
        const auto colon = buffer_.find(':', at);
        auto name = buffer_.substr(at, colon - at);
        std::ranges::transform(name, name.begin(), [](unsigned char c) { return std::tolower(c); });
        out.headers[name] = buffer_.substr(colon + 2, line_end - colon - 2);
        at = line_end + 2;
    }
    buffer_.erase(0, end + 4);
    const auto length =
        out.headers.contains("content-length") ? std::stoul(out.headers["content-length"]) : 0;
    if (only_head)
        return out;
    while (buffer_.size() < length)
        if (!more(patience))
            break;
    out.body = buffer_.substr(0, length);
    buffer_.erase(0, length);
    return out;
}

std::string RawClient::read_until(std::string_view text, std::chrono::milliseconds patience)
{
    const auto until = std::chrono::steady_clock::now() + patience;
    while (buffer_.find(text) == std::string::npos) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
        if (left.count() <= 0 || !more(left))
            break;
    }
    return std::exchange(buffer_, {});
}

bool RawClient::ended(std::chrono::milliseconds patience)
{
    const auto until = std::chrono::steady_clock::now() + patience;
    while (std::chrono::steady_clock::now() < until) {
        pollfd wait{fd_, POLLIN, 0};
        char piece[4096];
        if (::poll(&wait, 1, 50) > 0 && ::recv(fd_, piece, sizeof piece, 0) <= 0)
            return true;
    }
    return false;
}

void RawClient::reset()
{
    const linger hard{1, 0};
    ::setsockopt(fd_, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
    ::close(std::exchange(fd_, -1));
}

} // namespace tianping::test
