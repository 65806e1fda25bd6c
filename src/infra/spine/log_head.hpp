#pragma once
// The head of the log within one batch. Only the writer makes one; an event outside a writer's batch is a
// bug.
#include "infra/spine/store.hpp"

namespace tianping::events {

class LogHead {
public:
    LogHead(std::int64_t last, Instant now) : last_{last}, kept_{last}, now_{now} {}

    std::int64_t next() { return ++last_; }
    std::int64_t last() const { return last_; }
    // recorded_at of this batch: the house's clock when the batch began.
    Instant now() const { return now_; }

    void keep() { kept_ = last_; } // the command's savepoint was released
    void roll_back()
    {
        last_ = kept_;
    } // it was rolled back; its numbers are used again, so there are no gaps
    void roll_back_to(std::int64_t last) { last_ = last; } // the same of what a part of it appended since

private:
    std::int64_t last_;
    std::int64_t kept_;
    Instant now_;
};

// A transaction that may append events.
class LogTx final : public WriteTx {
public:
    LogTx(sql::Connection& connection, LogHead& head) : WriteTx{connection}, head_{head} {}
    LogHead& head() { return head_; }

private:
    LogHead& head_;
};

inline LogHead& log_head(WriteTx& tx)
{
    auto* log = dynamic_cast<LogTx*>(&tx);
    if (log == nullptr)
        throw std::logic_error("events are appended only inside a command");
    return log->head();
}

} // namespace tianping::events
