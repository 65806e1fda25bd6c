#pragma once
// Due work: commands that the house owes itself, keyed by job id, taken in order of instant at a batch's
// head by whichever node writes. A follow-up of a command is a job whose instant is now.
#include "infra/spine/call.hpp"
#include "infra/spine/store.hpp"
#include <functional>
#include <map>

namespace tianping {

struct Job {
    std::string id{}; // "close_intake/int_…": scheduling the same id again moves it, never doubles it
    std::string kind{};
    Instant due{};
    std::string body{};      // canonical JSON, read by the handler
    std::int64_t attempts{}; // faults of the house since it last ran to its end
    std::string reason{};    // why it is not done

    static constexpr std::string_view table = "job";
};
BOOST_DESCRIBE_STRUCT(Job, (), (id, kind, due, body, attempts, reason))

namespace jobs {

// Moves the job when it exists and is not done; a done job stays done.
void schedule(WriteTx& tx, const std::string& id, std::string_view kind, Instant due,
              const boost::json::value& body);
void cancel(WriteTx& tx, const std::string& id);

// What a job's handler answers: done, or not yet (asked again at `again`, for example by the closing
// barrier).
struct Done {};
struct NotYet {
    Instant again{};
    std::string reason{};
};
using Outcome = std::variant<Done, NotYet>;

// How many wait to be tried again after a fault of the house. None is given up: it is tried every five
// minutes at last.
std::int64_t failing(const ReadTx& tx);

// Runs inside the writer's transaction as the actor `system`, with call.arrived = the job's instant or now,
// whichever is later. A refusal is recorded with the job and not tried again.
using Handler = std::function<Result<Outcome>(WriteTx&, const Call&, const Job&)>;
using Handlers = std::map<std::string, Handler>;

} // namespace jobs
} // namespace tianping
