#pragma once
// The house's way to the outside medium (10号令8): a courier with a thread of its own, when the configuration
// names a medium. Without one nothing is started, and /healthz and the portal's guide say so.
#include "app/config.hpp"
#include "infra/http/operations.hpp"
#include "rooms/notice/courier.hpp"

namespace tianping::app {

class MediumDesk {
public:
    struct Parts {
        Writer& writer;
        ReadPool& reads;
        const Clock& clock;
        Chance& chance;
    };
    MediumDesk(const Config& config, const Parts& parts);
    ~MediumDesk();

    void start();
    // Ends after the notice in hand; what waits is carried at the next start.
    void stop();
    void wake();

    bool configured() const { return courier_ != nullptr; }
    // Lines of /healthz: the medium's name, how many published notices wait for it and why, and how many it
    // has otherwise than they were signed.
    std::vector<std::string> says() const;
    std::vector<http::Gauge> gauges() const;

private:
    notice::Courier::Backlog backlog() const;

    std::string name_;
    std::unique_ptr<notice::Medium> medium_;
    std::unique_ptr<notice::Courier> courier_;
    mutable std::mutex mutex_; // the thread's pointer: operators ask while the house stops
    std::unique_ptr<notice::CourierThread> thread_;
};

} // namespace tianping::app
