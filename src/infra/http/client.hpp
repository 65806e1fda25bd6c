#pragma once
// A plain HTTP/1.1 client for the house's own tools: the bidder's program, the trustee, the rehearsal and the
// outside medium. Synchronous, one connection at a time, with time limits. TLS is nginx's business on the
// server's side; a tool that speaks to an https address does so through a local proxy.
#include "base/bytes.hpp"
#include "base/wire.hpp"
#include <chrono>
#include <map>
#include <memory>
#include <string>

namespace tianping::http {

struct ClientAnswer {
    int status = 0;
    std::map<std::string, std::string, std::less<>> headers{}; // names in lower case
    std::string body{};

    bool ok() const { return status >= 200 && status < 300; }
    // The body as JSON; `client.no_json` when it is none.
    Result<boost::json::value> json() const;
    // The refusal of a problem+json body; `detail` and a field's params["message"] are the platform's words.
    Error problem() const;
};

// One of a stream of server-sent events (docs/formats/http.md, 8).
struct ClientEvent {
    std::string id{};
    std::string event{};
    std::string data{};
};

class Client {
public:
    // "http://127.0.0.1:8080". Refuses nothing yet; an address that cannot be read fails at the first call.
    explicit Client(std::string base, std::chrono::milliseconds patience = std::chrono::seconds{30});
    ~Client();
    Client(Client&&) noexcept;
    Client& operator=(Client&&) noexcept;

    void sign_in_with(std::string bearer_token);
    // The language of the server's words, "zh" or "en"; the server's own where nothing is said.
    void speak(std::string language);
    // Of an answer's body, 1 GiB where nothing else is said; a longer one is `client.broken`.
    void take_at_most(std::uint64_t bytes);
    const std::string& base() const;

    // One exchange. `client.unreachable` when nobody answers, `client.broken` when the answer breaks off or
    // is longer than is taken; with a command both mean that its outcome is unknown: ask again with the same
    // key.
    Result<ClientAnswer> send(const std::string& method, const std::string& target,
                              const std::string& body = {},
                              const std::map<std::string, std::string>& headers = {});

    // GET and the body as T; a refusal of the server comes back as its Error.
    template <class T>
    Result<T> get(const std::string& target)
    {
        TP_TRY(answer, send("GET", target));
        return read_as<T>(answer);
    }
    // A command with its idempotency key, and whatever other headers it needs.
    template <class Out, class In>
    Result<Out> post(const std::string& target, const In& in, const std::string& key,
                     std::map<std::string, std::string> headers = {})
    {
        headers.insert({{"Content-Type", "application/json"}, {"Idempotency-Key", key}});
        TP_TRY(answer, send("POST", target, boost::json::serialize(wire::write(in)), headers));
        return read_as<Out>(answer);
    }

    // Begins to follow a stream of server-sent events, after the one that `after` names (Last-Event-ID) or
    // from now on; comes back once the server follows. The stream's refusal is its Error. This client does
    // nothing else then; whoever drops it stops following.
    Status follow(const std::string& target, const std::string& after = {});
    // The next event; comments are passed over. `client.broken` when none comes within the client's patience,
    // the stream ends, or nothing is followed.
    Result<ClientEvent> next_event();

private:
    template <class T>
    static Result<T> read_as(const ClientAnswer& answer)
    {
        if (!answer.ok())
            return answer.problem();
        if constexpr (std::is_same_v<T, ClientAnswer>) {
            return answer;
        } else {
            TP_TRY(value, answer.json());
            return wire::from_value<T>(value);
        }
    }
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace tianping::http
