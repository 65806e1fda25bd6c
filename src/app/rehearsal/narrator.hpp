#pragma once
// What a rehearsal tells its watcher: acts, each step with the house's time, who acts, and the law behind it.
#include "base/result.hpp"
#include <ostream>
#include <string>

namespace tianping::rehearsal {

// The article behind a step, and what it demands.
struct Law {
    const char* zh;
    const char* en;
};

class Narrator {
public:
    Narrator(std::ostream& out, bool chinese) : out_{out}, chinese_{chinese} {}

    // A headline over the steps that follow.
    void act(const std::string& zh, const std::string& en);
    // "[2026-03-03 09:00] 3. 公告发布 …" and under it the article that wants it so.
    void step(Instant at, const std::string& zh, const std::string& en, const Law& law);
    void detail(const std::string& text);
    void detail(const std::string& zh, const std::string& en) { detail(pick(zh, en)); }
    // What the house answered where the step wanted a refusal.
    void refused(const Error& error);
    std::int64_t steps() const { return steps_; }
    bool chinese() const { return chinese_; }
    // The one of the two in which the play is told.
    std::string pick(const std::string& zh, const std::string& en) const { return chinese_ ? zh : en; }

private:
    std::ostream& out_;
    bool chinese_;
    std::int64_t steps_ = 0;
};

// A step that the house refused although the rehearsal expected it to pass: the rehearsal is over.
struct Stopped : std::runtime_error {
    Stopped(std::string step, Error why)
        : std::runtime_error{step + ": " + why.code}, where{std::move(step)}, error{std::move(why)}
    {
    }
    std::string where;
    Error error;
};
// Stops (`rehearsal.not_as_told`) where a fact is not as it is told.
inline void expect(bool fact, const std::string& step)
{
    if (!fact)
        throw Stopped{step, Error{Fault::internal, "rehearsal.not_as_told"}};
}

template <class T>
T must(Result<T> result, const std::string& step)
{
    if (!result)
        throw Stopped{step, std::move(result).error()};
    if constexpr (!std::is_void_v<T>)
        return *std::move(result);
}

} // namespace tianping::rehearsal
