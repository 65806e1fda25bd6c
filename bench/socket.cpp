#include "socket.hpp"
#include <arpa/inet.h>
#include <cerrno>
#include <netinet/tcp.h>
#include <stdexcept>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace tianping::bench {
namespace {

sockaddr_in loopback(unsigned short port)
{
    sockaddr_in out{};
    out.sin_family = AF_INET;
    out.sin_port = htons(port);
    out.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return out;
}

[[noreturn]] void fail(const char* what)
{
    throw std::system_error(errno, std::generic_category(), what);
}

} // namespace

unsigned short free_port()
{
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    auto address = loopback(0);
    socklen_t size = sizeof address;
    const bool bound = ::bind(fd, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                       ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) == 0;
    ::close(fd);
    if (!bound)
        fail("no free port");
    return ntohs(address.sin_port);
}

Socket::Socket(unsigned short port) : fd_{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)}
{
    const auto address = loopback(port);
    if (::connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        const int why = errno;
        ::close(fd_);
        errno = why;
        fail("connect");
    }
    const int on = 1;
    ::setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

Socket::~Socket()
{
    if (fd_ >= 0)
        ::close(fd_);
}

Socket::Socket(Socket&& other) noexcept : fd_{std::exchange(other.fd_, -1)} {}

void Socket::send_all(std::string_view bytes)
{
    while (!bytes.empty()) {
        const auto n = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (n <= 0)
            fail("send");
        bytes.remove_prefix(static_cast<std::size_t>(n));
    }
}

void Socket::receive(std::string& into)
{
    char piece[16 * 1024];
    const auto n = ::recv(fd_, piece, sizeof piece, 0);
    if (n < 0)
        fail("recv");
    if (n == 0)
        throw std::runtime_error("the server closed the connection");
    into.append(piece, static_cast<std::size_t>(n));
}

bool take_answer(std::string& buffer, Answer& answer)
{
    const auto end = buffer.find("\r\n\r\n");
    if (end == std::string::npos)
        return false;
    auto at = buffer.find("Content-Length: ");
    if (at > end)
        throw std::runtime_error("an answer without Content-Length: " + buffer.substr(0, end));
    const auto length = std::stoul(buffer.substr(at + 16, 20));
    if (buffer.size() < end + 4 + length)
        return false;
    answer.status = std::stoi(buffer.substr(9, 3));
    answer.body = buffer.substr(end + 4, length);
    buffer.erase(0, end + 4 + length);
    return true;
}

std::string exchange(Socket& socket, std::string_view head, std::string_view body)
{
    socket.send_all(head);
    socket.send_all(body);
    std::string buffer;
    Answer answer;
    while (!take_answer(buffer, answer))
        socket.receive(buffer);
    if (answer.status / 100 != 2)
        throw std::runtime_error("answered " + std::to_string(answer.status) + ": " + answer.body);
    return answer.body;
}

} // namespace tianping::bench
