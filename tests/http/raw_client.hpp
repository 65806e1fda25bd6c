#pragma once
// A client that sends exactly the bytes it is told, well-formed or not.
#include <chrono>
#include <map>
#include <string>
#include <string_view>

namespace tianping::test {

struct RawAnswer {
    int status = 0;                               // 0: the connection ended without an answer
    std::map<std::string, std::string> headers{}; // names in lower case
    std::string body{};
};

class RawClient {
public:
    explicit RawClient(unsigned short port);
    ~RawClient();
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;

    bool send(std::string_view bytes); // false: the other end is gone
    // One whole answer; of a HEAD request only its head.
    RawAnswer read(bool only_head = false);
    // Reads until `text` has come or `patience` is over; everything that came.
    std::string read_until(std::string_view text,
                           std::chrono::milliseconds patience = std::chrono::seconds{5});
    bool ended(std::chrono::milliseconds patience = std::chrono::seconds{5});
    RawAnswer ask(std::string_view bytes, bool only_head = false)
    {
        send(bytes);
        return read(only_head);
    }
    void reset(); // ends with RST, as a machine that loses power looks

private:
    bool more(std::chrono::milliseconds patience);
    int fd_ = -1;
    std::string buffer_{};
};

} // namespace tianping::test
