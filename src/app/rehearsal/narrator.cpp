#include "app/rehearsal/narrator.hpp"
#include "base/time_text.hpp"

namespace tianping::rehearsal {
namespace {

constexpr const char* margin = "                       ";

} // namespace

void Narrator::act(const std::string& zh, const std::string& en)
{
    out_ << "\n== " << (chinese_ ? zh : en) << "\n";
}

void Narrator::step(Instant at, const std::string& zh, const std::string& en, const std::string& law)
{
    ++steps_;
    out_ << "[" << to_local_text(at).substr(0, 16) << "] " << (steps_ < 10 ? " " : "") << steps_ << ". "
         << (chinese_ ? zh : en) << "\n";
    if (!law.empty())
        out_ << margin << law << "\n";
    out_ << std::flush;
}

void Narrator::detail(const std::string& text)
{
    out_ << margin << "· " << text << "\n" << std::flush;
}

void Narrator::refused(const Error& error)
{
    detail((chinese_ ? "已拒绝：" : "refused: ") + error.code +
           (error.article.empty() ? "" : "（" + error.article + "）") +
           (error.earliest ? (chinese_ ? "，最早 " : ", earliest ") + to_local_text(*error.earliest) : ""));
}

} // namespace tianping::rehearsal
