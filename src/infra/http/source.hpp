#pragma once
// What a route may take or answer besides JSON.
#include "infra/http/message.hpp"
#include "infra/spine/command.hpp"

namespace tianping::http {

// Text, a page or a file.
struct Document {
    std::string media{"text/html; charset=utf-8"};
    std::variant<std::string, FileBody> content{};
    std::string etag{};                 // without quotes; empty for none
    std::string cache{"no-store"};      // Cache-Control
    std::string file_name{};            // offered for saving when not empty
    std::vector<std::string> cookies{}; // Set-Cookie, each whole
    int status = 200;
};

struct StreamEvent {
    std::string id{}; // what the reader names to resume; one line
    std::string event{};
    std::string data{}; // JSON text
};

// What a stream shows. Readers of the same topic share one look into the database, so the topic names
// everything that `next` depends on, the right of the reader included.
struct Source {
    std::string topic{};
    // The events after `after` (empty: from the beginning), at most `most`, in order.
    std::function<std::vector<StreamEvent>(const ReadTx&, const std::string& after, std::size_t most)> next{};
    std::string start{}; // where a reader without Last-Event-ID begins
};

// Takes a body piece by piece. Dropped without finish(): nothing happened. Called on workers.
class Sink {
public:
    virtual ~Sink() = default;
    virtual Status write(ByteView bytes) = 0;
    virtual Result<Answer> finish(Instant last_byte_read) = 0;
    // After finish(): whether the change that these bytes belong to is done, and goes on record (20-49).
    virtual bool completes() const { return true; }
};

} // namespace tianping::http
