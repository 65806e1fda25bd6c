#include "infra/spine/batch.hpp"
#include "infra/spine/log.hpp"
#include <algorithm>

namespace tianping {
namespace {

constexpr std::size_t jobs_a_batch = 64;

Instant later(const Job& job, Instant now)
{
    const auto wait = std::min<std::int64_t>(300, std::int64_t{1} << std::min<std::int64_t>(job.attempts, 9));
    return now + std::chrono::seconds{wait};
}

} // namespace

void Batch::run_jobs(events::LogTx& tx, Left& left)
{
    if (handlers_.empty()) // a tool beside the house, which leaves due work to the house
        return;
    const auto due =
        tx.list<Job>("WHERE state = 'due' AND due <= :now ORDER BY due, id LIMIT 64", tx.head().now());
    for (const auto& job : due)
        run_job(tx, job, left);
    left.jobs = static_cast<std::int64_t>(due.size());
    left.more = left.more || due.size() == jobs_a_batch;
}

Result<jobs::Outcome> Batch::attempt(events::LogTx& tx, const Job& job, std::string& fault)
{
    Result<jobs::Outcome> outcome{jobs::Outcome{jobs::Done{}}};
    const auto handler = handlers_.find(job.kind);
    if (handler == handlers_.end()) {
        fault = "no handler for " + job.kind;
        return outcome;
    }
    Call call;
    call.actor.system = true;
    call.arrived = std::max(job.due, tx.head().now());
    call.key = job.id;
    call.chance = &chance_;
    try {
        in_savepoint(tx, [&] {
            outcome = handler->second(tx, call, job);
            return outcome.has_value() && std::holds_alternative<jobs::Done>(*outcome);
        });
    } catch (const Lost&) {
        throw;
    } catch (const std::exception& e) {
        fault = e.what();
    }
    return outcome;
}

void Batch::run_job(events::LogTx& tx, const Job& job, Left& left)
{
    std::string fault;
    const auto outcome = attempt(tx, job, fault);
    const auto now = tx.head().now();
    const auto set = [&](const char* state, Instant due, const std::string& reason) {
        tx.change("UPDATE job SET state = :s, due = :d, attempts = :a, reason = :r WHERE id = :i",
                  std::string{state}, due, fault.empty() ? 0 : job.attempts + 1, reason, job.id);
    };
    if (!fault.empty()) {
        log::error("due work failed by a fault of the house", {{"job", job.id}, {"reason", fault}});
        set("due", later(job, now), fault);
    } else if (!outcome) {
        log::warn("due work was refused", {{"job", job.id}, {"code", outcome.error().code}});
        set("refused", job.due, outcome.error().code);
    } else if (const auto* wait = std::get_if<jobs::NotYet>(&*outcome)) {
        set("due", wait->again, wait->reason);
        if (wait->reason != job.reason)
            log::warn("due work waits", {{"job", job.id}, {"reason", wait->reason}});
        if (wait->again <= now && left.held++ == 0)
            left.held_by = wait->reason;
    } else {
        set("done", job.due, "");
    }
}

} // namespace tianping
