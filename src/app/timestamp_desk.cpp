#include "app/timestamp_desk.hpp"
#include "app/installation.hpp"
#include "infra/spine/log.hpp"
#include <algorithm>
#include <fstream>
#include <sstream>

namespace tianping::app {
namespace {

using SteadyClock = std::chrono::steady_clock;
constexpr std::chrono::seconds first_delay{2}, longest_delay{300};

// Empty where it cannot be read.
std::string text_of_file(const std::string& file)
{
    std::ifstream in{file, std::ios::binary};
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

// Of the network, the status of a refusal, a certificate's subject, another clock's time: whichever it names.
std::string reason_of(const Error& error)
{
    for (const auto* name : {"reason", "status", "subject", "at"})
        if (const auto it = error.params.find(name); it != error.params.end())
            return it->second;
    return error.detail;
}

} // namespace

Result<crypto::TimestampTrust> tsa_trust(const Config& config)
{
    auto trust = crypto::timestamp_trust(text_of_file(config.tsa_certificate));
    if (!trust && trust.error().code == "certificate.malformed")
        return Error{Fault::invalid, "config.tsa_unreadable", {}, {{"file", config.tsa_certificate}}};
    return trust;
}

Status check_tsa_purpose(const Config& config, const std::string& purpose)
{
    if (config.tsa_url.empty())
        return {};
    bool rehearsal = purpose == wire::name_of(ClockPurpose::rehearsal);
    const auto about = wire::parse<InstallationFile>(text_of_file(config.data + "/installation.json"));
    rehearsal = rehearsal || (about && about->purpose == ClockPurpose::rehearsal);
    return rehearsal ? Status{invalid_field("config.tsa_in_rehearsal", "tsa_url", "")} : Status{};
}

TimestampDesk::TimestampDesk(const Config& config, const Parts& parts) : parts_{parts}, delay_{first_delay}
{
    if (config.tsa_url.empty())
        return;
    trust_ = tsa_trust(config).value();
    authority_ = std::make_unique<http::TimestampClient>(config.tsa_url, trust_->store);
    stamper_ = std::make_unique<bidding::ReceiptStamper>(
        bidding::ReceiptStamper::Parts{parts.reads, parts.writer, *authority_, parts.clock, parts.chance});
    rounds_ = std::make_unique<Rounds>("receipts could not be stamped", [this] { turn(); });
}

TimestampDesk::~TimestampDesk()
{
    stop();
}

void TimestampDesk::start()
{
    if (!configured()) {
        if (!parts_.reads.read([](const ReadTx& tx) { return bidding::is_stamping_owed(tx); }))
            return;
        const std::lock_guard lock{mutex_};
        why_ = "config.tsa_incomplete";
        since_ = SteadyClock::now();
        log::warn("receipts wait for the time stamps of an outside authority, and tsa_url names none");
        return;
    }
    const auto recorded = bidding::record_timestamp_anchors(parts_.writer, trust_->authorities,
                                                            parts_.clock.now(), parts_.chance);
    if (!recorded)
        log::error("the time-stamp authority's chain is not on record", {{"code", recorded.error().code}});
    rounds_->start();
}

void TimestampDesk::stop()
{
    if (stamper_)
        stamper_->stop();
    if (rounds_)
        rounds_->stop();
}

void TimestampDesk::wake()
{
    if (rounds_)
        rounds_->wake();
}

void TimestampDesk::turn()
{
    if (SteadyClock::now() >= next_)
        note(stamper_->pass());
}

void TimestampDesk::note(const bidding::ReceiptStamper::Pass& pass)
{
    const auto now = SteadyClock::now();
    const auto code = pass.failed ? pass.failed->code : std::string{};
    if (!pass.failed || pass.stamped > 0)
        delay_ = first_delay;
    next_ = pass.failed ? now + delay_ : pass.early > 0 ? now + first_delay : now;
    if (pass.failed)
        delay_ = std::min(delay_ * 2, longest_delay);
    const std::lock_guard lock{mutex_};
    if (code == why_)
        return;
    if (why_.empty())
        since_ = now;
    why_ = code;
    if (!pass.failed) {
        log::info("the time-stamp authority answers again");
        return;
    }
    log::warn("the time-stamp authority gives no usable answer; receipts wait for it",
              {{"code", code}, {"reason", reason_of(*pass.failed)}});
}

std::vector<std::string> TimestampDesk::says() const
{
    return {configured() ? "time stamps: of an outside authority" : "time stamps: of the installation's own"};
}

std::vector<http::Gauge> TimestampDesk::gauges() const
{
    const std::lock_guard lock{mutex_};
    const std::chrono::duration<double> away = SteadyClock::now() - since_;
    return {{"tianping_tsa_configured", "whether an outside time-stamp authority is named",
             configured() ? 1.0 : 0.0},
            {"tianping_tsa_failing_seconds",
             "since when the outside time-stamp authority gives no usable answer; 0 while it does",
             why_.empty() ? 0.0 : away.count()}};
}

} // namespace tianping::app
