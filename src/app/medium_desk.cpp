#include "app/medium_desk.hpp"

namespace tianping::app {
namespace {

constexpr std::chrono::seconds rhythm{2};

} // namespace

MediumDesk::MediumDesk(const Config& config, const Parts& parts) : name_{config.medium_name}
{
    if (config.medium_url.empty())
        return;
    medium_ = notice::http_medium(config.medium_url);
    courier_ = std::make_unique<notice::Courier>(
        notice::Courier::Parts{parts.writer, parts.reads, parts.clock, parts.chance, *medium_});
}

MediumDesk::~MediumDesk()
{
    stop();
}

void MediumDesk::start()
{
    const std::lock_guard lock{mutex_};
    if (courier_ && !thread_)
        thread_ = std::make_unique<notice::CourierThread>(*courier_, rhythm);
}

void MediumDesk::stop()
{
    std::unique_ptr<notice::CourierThread> ending;
    const std::lock_guard lock{mutex_};
    ending.swap(thread_);
}

void MediumDesk::wake()
{
    const std::lock_guard lock{mutex_};
    if (thread_)
        thread_->wake();
}

notice::Courier::Backlog MediumDesk::backlog() const
{
    const std::lock_guard lock{mutex_};
    return thread_ ? thread_->backlog() : notice::Courier::Backlog{};
}

std::vector<std::string> MediumDesk::says() const
{
    if (!configured())
        return {"outside medium: none configured"};
    const auto left = backlog();
    std::vector<std::string> out;
    if (left.waiting == 0)
        out.push_back("outside medium: " + name_ + ", nothing waits");
    else
        out.push_back("outside medium: " + name_ + ", " + std::to_string(left.waiting) + " notices wait" +
                      (left.why.empty() ? "" : " (" + left.why + ")"));
    if (left.differing != 0)
        out.push_back("outside medium: " + name_ + ", " + std::to_string(left.differing) +
                      " notices differ from what was signed");
    return out;
}

std::vector<http::Gauge> MediumDesk::gauges() const
{
    const auto left = backlog();
    return {{"tianping_medium_configured", "whether an outside medium is named", configured() ? 1.0 : 0.0},
            {"tianping_medium_waiting", "published notices that wait for the outside medium",
             static_cast<double>(left.waiting)},
            {"tianping_medium_differs", "notices that the outside medium has otherwise than they were signed",
             static_cast<double>(left.differing)}};
}

} // namespace tianping::app
