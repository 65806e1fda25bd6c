#include "app/words/progress.hpp"
#include <algorithm>
#include <unistd.h>

namespace tianping::words {
namespace {

constexpr const char* wiped = "\r\033[K";

} // namespace

Progress::Progress(const app::Where& where, std::string act, bool quiet)
    : where_{where}, act_{std::move(act)}, shown_{!quiet && ::isatty(STDERR_FILENO) == 1}
{
}

Progress::~Progress()
{
    if (!last_.empty())
        where_.err << wiped << std::flush;
}

void Progress::operator()(const std::string& what, std::int64_t done, std::int64_t total)
{
    if (!shown_)
        return;
    const auto percent = total > 0 ? std::clamp<std::int64_t>(done * 100 / total, 0, 100) : 100;
    auto line = act_ + "  " + what + "  " + std::to_string(percent) + "%";
    if (line == last_)
        return;
    where_.err << wiped << line << std::flush;
    last_ = std::move(line);
}

} // namespace tianping::words
