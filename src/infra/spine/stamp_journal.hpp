#pragma once
// The stamps of one node: arrivals that decide whether a bid is in time are pending from the moment that the
// time is read, durable before any queue, and hold every closing back until they are decided (design.md 2).
#include "infra/http/stamper.hpp"
#include "infra/spine/store.hpp"
#include <chrono>
#include <filesystem>
#include <memory>
#include <vector>

namespace tianping {

// Without publish() for so long a node stamps nothing more.
inline constexpr std::chrono::milliseconds stamp_lease{30'000};

class StampJournal final : public http::Stamper {
public:
    struct Kept {
        http::Arrival arrival{};
        http::StampedRequest request{};
    };

    // Opens the journal file of this node, whose NodeLock the caller holds, and reads what was not decided
    // when it was last closed or killed; those arrivals are pending again. `lease` is counted in steady time.
    StampJournal(const std::filesystem::path& file, const Clock& clock,
                 std::chrono::milliseconds lease = stamp_lease);
    ~StampJournal() override;

    Instant now() override;
    Result<http::Arrival> arrive() override; // `clock.no_lease`
    Status journal(const http::Arrival& arrival,
                   const http::StampedRequest& request) override; // `clock.journal_failed`: the disk did not
                                                                  // take it, and it must be sent again
    void decided(const http::Arrival& arrival) override;

    // Whether arrive() would stamp: the lease is alive, or alive again after committed(), nobody left, and
    // the name is not another's.
    bool has_lease() const;
    // What a killed process left undecided, once; the door decides it again with its old stamp.
    std::vector<Kept> take_undecided();
    // No arrival before this instant is undecided here, and none will be.
    Instant low_water();
    // An orderly end: no arrival is taken any more, and once none is undecided, publish() says that this node
    // holds nothing back. What is undecided still holds closings back until the node comes again.
    void leave();
    // Writes the low-water mark into this node's row; called at the head of each of the writer's batches. A
    // row that another `folder` (NodeLock::folder) published, and whose node neither left nor was retired,
    // stays as it is: what that node has not decided holds closings back.
    void publish(WriteTx& tx, const std::string& node, const std::string& folder = {});
    // Whether publish() last found the name to be another folder's; nothing is stamped then.
    bool is_anothers() const;
    // What was last published stands: the lease counts from when it was. Called once that transaction is
    // committed.
    void committed();

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace tianping
