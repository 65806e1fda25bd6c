#pragma once
// The door: every request of the house comes in here and leaves as a response. It finds the route, the caller
// and the language, stamps the arrival, asks the policy inside the transaction that decides, hands reads to a
// pool and commands to the writer, and turns outcomes into HTTP (docs/formats/http.md). No thread waits for a
// request.
//
// Where the arrival decides, the request is durable before any read or preparation is before it. Only who
// sent it is asked first, so that no stranger fills the journal: from memory, or on threads that do nothing
// else. Once it is durable it is prepared before all other work of the pool, and no overload turns it away.
#include "infra/http/catalogue.hpp"
#include "infra/http/denied.hpp"
#include "infra/http/hub.hpp"
#include "infra/http/peer_rate.hpp"
#include "infra/http/problem.hpp"
#include "infra/http/route.hpp"
#include "infra/http/site.hpp"
#include "infra/http/stamper.hpp"
#include "infra/spine/writer.hpp"

namespace tianping::http {

// Who signs in with this token. May read the database; refuses with Fault::unauthenticated.
using Sessions = std::function<Result<Actor>(const std::string& bearer_token, const std::string& address)>;
// The same from memory alone, on the network's thread; nothing when it does not know.
using SessionsAtOnce =
    std::function<std::optional<Result<Actor>>(const std::string& bearer_token, const std::string& address)>;
// A refusal as a page, for routes that answer pages. The head may be of a target that cannot be read.
using ProblemPage = std::function<Document(const Error&, const Head&)>;

struct DoorParts {
    Writer& writer;
    ReadPool& reads;
    Chance& chance;
    Stamper& stamper;
    const Catalogue& catalogue;
    Policy policy{};
    Sessions sessions{};
    SessionsAtOnce sessions_at_once{}; // may be null
    AuditDenied denied{};              // may be null
    AuditToken refused_token{};        // may be null
    ProblemPage problem_page{};        // null: problem+json everywhere
};

struct DoorLimits {
    std::size_t workers =
        4; // threads for reads and preparation; the read pool has at least as many connections
    std::size_t worker_queue = 4096;
    std::size_t body_workers = 4; // threads that hash and write uploads and read files
    // Of requests whose arrival decides; neither pool refuses any, their number is the server's `requests`.
    std::size_t lookups = 2;   // threads that ask who sent them, where memory does not know
    std::size_t stampers = 32; // threads that wait for the journal: so many stamps share one sync of its disk
    std::int64_t body = 1 << 20;
    std::size_t inline_body = 16 * 1024; // smaller bodies are read on the network's thread
    PeerRateLimits peers{};
    HubLimits hub{};
    // Whose X-Forwarded-For is believed (its last address; what is none is passed over).
    std::vector<std::string> proxies{"127.0.0.1", "::1"};
    // Content-Security-Policy of pages.
    std::string page_policy{"default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
                            "frame-ancestors 'none'; base-uri 'self'; form-action 'self'"};
};

class Door final : public Site {
public:
    // Order of ending: Server, then Door, then Writer. Throws std::logic_error for a broken route table.
    Door(std::vector<Route> routes, DoorParts parts, DoorLimits limits = {});
    ~Door() override;

    std::shared_ptr<Visit> visit(Head head) override;
    bool run(std::function<void()> work) override;
    Response refuse(const Error& error) override;
    Instant now() const override;

    // Decides a request that was stamped before a crash, as if it came now with its old arrival. Called
    // before the server listens. `decided` is called when it is; a refusal here (no such route any more, a
    // body that cannot be read) is the decision itself.
    Status replay(const StampedRequest& request, std::function<void(const Outcome&)> decided);

    // Wakes the streams; meant for Writer::on_commit.
    void wake();
    // Ends streams and takes no new work.
    void stop();

    struct Figures {
        std::int64_t requests{}, refused{}, faults{}, denials_lost{};
        std::size_t waiting{}, streams{}, undecided{};
    };
    Figures figures() const;
    const std::vector<Route>& routes() const;

    struct Context; // for the parts of the door alone
private:
    std::shared_ptr<Context> context_;
};

} // namespace tianping::http
