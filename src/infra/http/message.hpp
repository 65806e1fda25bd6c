#pragma once
// What passes between the network (server.hpp) and the site behind it (door.hpp): no sockets here, and no
// rooms there.
#include "base/bytes.hpp"
#include "base/result.hpp"
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace tianping::http {

struct Header {
    std::string name{};
    std::string value{};
};

// A request before its body.
struct Head {
    std::string method{}; // "GET"
    std::string target{}; // as it came: "/api/v1/trades?after=…"
    std::vector<Header> headers{};
    std::string peer{};               // address of the other end of the socket
    std::int64_t content_length = -1; // -1: unknown (chunked)

    // The first value under this name in any case, empty when there is none.
    std::string_view header(std::string_view name) const;
    bool repeats(std::string_view name) const;
};

// Whether it is beyond doubt where the body ends, or its rest would count as the next request. Refuses with
// `http.coding_unknown` for any Transfer-Encoding but chunked and identity, and with `http.bad_request`.
Status check_transfer(const Head& head);

// A file, or a part of it.
struct FileBody {
    std::filesystem::path path{};
    std::int64_t from = 0;
    std::int64_t length = 0;
};

// A body without end. The network asks for more only when what it had is written, so one page is all that
// ever waits for a slow reader.
class Feed {
public:
    virtual ~Feed() = default; // the reader is gone
    // `ready` is called once, from any thread, when there is something to write; empty text ends the stream.
    virtual void next(std::function<void(std::string)> ready) = 0;
};

struct Response {
    int status = 200;
    std::vector<Header> headers{};
    std::variant<std::string, FileBody, std::shared_ptr<Feed>> body{};
    bool close = false; // the connection ends after it
};

// Built on the thread that writes it, so that the thread that decided goes on.
using Render = std::function<Response()>;
using Deliver = std::function<void(Render)>; // called exactly once, from any thread

bool same_name(std::string_view a, std::string_view b); // of headers: ASCII without case
std::string_view trimmed(std::string_view text);        // no blanks and tabs around it

} // namespace tianping::http
