#pragma once
// Carries published notices to the outside medium: reads what waits, talks to the medium outside any
// transaction, and hands the receipt to the writer as a command.
#include "infra/spine/writer.hpp"
#include "rooms/notice/medium.hpp"
#include "rooms/notice/service.hpp"
#include <condition_variable>
#include <functional>
#include <thread>

namespace tianping::notice {

class Courier {
public:
    struct Parts {
        Writer& writer;
        ReadPool& reads;
        const Clock& clock;
        Chance& chance;
        Medium& medium;
    };
    explicit Courier(Parts parts) : parts_{parts} {}

    // Everything that waits, once; how many stand there now. What could not be delivered waits for the next
    // call, with its reason in the channel, and holds up no other notice, but where the medium cannot be
    // reached; what the medium gave its receipt for is only read back then. One thread at a time.
    std::size_t deliver();
    // Reads again what the medium shows, as long as `go_on` says so and the medium answers: all that
    // differed, all of rounds that are not closed yet, and of the others the `most` that were read longest
    // ago, so that each has its turn. Another difference, and a page that was taken down, raises an incident,
    // the signed text ends it. Where
    // its receipt was of something else it is asked for another one. How many it shows otherwise than when it
    // was last read.
    std::size_t look_again(std::int64_t most = 100, const std::function<bool()>& go_on = {});
    // What waits for the medium (at most `most` are counted), and why the oldest was not taken; and of how
    // many notices the medium shows, or its receipt names, something else than was signed.
    struct Backlog {
        std::size_t waiting = 0;
        std::string why{};
        std::size_t differing = 0;
    };
    Backlog backlog(std::int64_t most = 1000) const;

private:
    Result<ReceiptIn> carry(const NoticeId& id);
    Result<ReceiptIn> read_back(const ChannelRow& row);
    Result<bool> deliver(const ChannelRow& row);
    Result<std::optional<ReceiptIn>> news_of(const ChannelRow& row);
    Result<bool> look_at(const ChannelRow& row);
    void note_looks(const std::vector<std::string>& looked_at);
    ChannelRow channel(const NoticeId& id) const;
    void warn_of_difference(const NoticeId& id) const;
    bool hand_in(const std::string& key, const ReceiptIn& receipt);
    bool decide(const char* name, const std::string& key, const std::string& body,
                const std::function<Status(WriteTx&, const Call&)>& act);

    Parts parts_;
};

// A thread that delivers whenever it is woken, and every `rhythm`; looks at the medium again every
// `look_again`. While the medium takes nothing it is asked once each `rhythm`, however often it is woken.
class CourierThread {
public:
    CourierThread(Courier& courier, std::chrono::milliseconds rhythm,
                  std::chrono::milliseconds look_again = std::chrono::hours{1});
    ~CourierThread();
    void wake();
    // As it was after the last turn.
    Courier::Backlog backlog() const;

private:
    void run(std::chrono::milliseconds rhythm, std::chrono::milliseconds look_again);
    void turn(bool look_again);
    Courier& courier_;
    mutable std::mutex mutex_;
    Courier::Backlog backlog_;
    std::condition_variable woken_;
    bool due_ = true, stop_ = false;
    std::thread thread_;
};

} // namespace tianping::notice
