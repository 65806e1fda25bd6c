#include "app/rehearsal/narrator.hpp"
#include "base/time_text.hpp"

namespace tianping::rehearsal {
namespace {

constexpr const char* margin = "                       ";

} // namespace

void Narrator::act(const std::string& zh, const std::string& en)
{
    out_ << "\n== " << pick(zh, en) << "\n";
}

void Narrator::step(Instant at, const std::string& zh, const std::string& en, const Law& law)
{
    ++steps_;
    out_ << "[" << to_local_text(at).substr(0, 16) << "] " << (steps_ < 10 ? " " : "") << steps_ << ". "
         << pick(zh, en) << "\n"
         << margin << pick(law.zh, law.en) << "\n"
         << std::flush;
}

void Narrator::detail(const std::string& text)
{
    out_ << margin << "· " << text << "\n" << std::flush;
}

void Narrator::refused(const Error& error)
{
    detail(pick("已拒绝：", "refused: ") + error.code +
           (error.article.empty() ? "" : pick("（" + error.article + "）", " (" + error.article + ")")) +
           (error.earliest ? pick("，最早 ", ", earliest ") + to_local_text(*error.earliest) : ""));
}

} // namespace tianping::rehearsal
