#pragma once
// A client's end of a connection to this machine, as bare as can be: the measurements should not measure it.
#include <string>
#include <string_view>

namespace tianping::bench {

unsigned short free_port();

class Socket {
public:
    explicit Socket(unsigned short port); // throws std::system_error when nobody listens
    ~Socket();
    Socket(Socket&& other) noexcept;
    Socket& operator=(Socket&&) = delete;

    int descriptor() const { return fd_; }
    void send_all(std::string_view bytes);
    // What has come by now, waiting for at least one byte. Throws when the other end is gone.
    void receive(std::string& into);

private:
    int fd_;
};

struct Answer {
    int status = 0;
    std::string body{};
};
// Takes one whole answer with a Content-Length off the front of `buffer`; false when it is not all there yet.
bool take_answer(std::string& buffer, Answer& answer);
// Sends a request in two pieces and waits for its answer. Throws unless the status is 2xx.
std::string exchange(Socket& socket, std::string_view head, std::string_view body);

} // namespace tianping::bench
