#pragma once
// The stamps of one node: arrivals that decide whether a bid is in time are pending from the moment that the
// time is read, durable before any queue, and hold every closing back until they are decided (design.md 2).
#include "infra/http/stamper.hpp"
#include "infra/spine/call.hpp"
#include "infra/spine/store.hpp"
#include <filesystem>
#include <memory>
#include <vector>

namespace tianping {

class StampJournal final : public http::Stamper {
public:
    struct Kept {
        http::Arrival arrival{};
        http::StampedRequest request{};
    };

    // Opens the journal file of this node and reads what was not decided when it was last closed or killed;
    // those arrivals are pending again. `lease`: without publish() for so long (steady time), arrive()
    // refuses.
    StampJournal(const std::filesystem::path& file, const Clock& clock,
                 std::chrono::milliseconds lease = std::chrono::seconds{30});
    ~StampJournal() override;

    Instant now() override;
    Result<http::Arrival> arrive() override; // `clock.no_lease`
    Status journal(const http::Arrival& arrival,
                   const http::StampedRequest& request) override; // `clock.journal_failed`
    void decided(const http::Arrival& arrival) override;

    // What a killed process left undecided, once; the door decides it again with its old stamp.
    std::vector<Kept> take_undecided();
    // No arrival before this instant is undecided here, and none will be.
    Instant low_water();
    // An orderly end: no arrival is taken any more, and once none is undecided, publish() says that this node
    // holds nothing back. What is undecided still holds closings back until the node comes again.
    void leave();
    // Writes the low-water mark into this node's row; called at the head of each of the writer's batches.
    void publish(WriteTx& tx, const std::string& node);

private:
    struct State;
    std::unique_ptr<State> state_;
};

struct NodeRetired {
    static constexpr std::string_view kind = "house.node_retired";
    static constexpr int version = 1;
    std::string node{};
    std::string reason{};
    std::string by{};
};
BOOST_DESCRIBE_STRUCT(NodeRetired, (), (node, reason, by))

namespace barrier {

// Whether every arrival before `closing` is decided on every node that was not retired. Whoever closes an
// intake asks this inside the transaction that closes it and waits with jobs::NotYet while it is false.
bool passed(const ReadTx& tx, Instant closing);
// The node that holds closings back, for people; empty when none does.
std::string waits_for(const ReadTx& tx, Instant closing);
// The act of whoever looked through a node's journal by hand and knows that it will not come back.
struct Retirement {
    std::string node{};
    std::string reason{};
    std::string by{}; // who acts on the machine, where nobody is signed in
};
// The node holds nothing back any more, and the log says who said so and why (`house.node_retired`). Refuses
// with `house.node_unknown`, or `house.reason_missing` without reason or name. A node that comes back all the
// same takes part again.
Status retire(WriteTx& tx, const Call& call, const Retirement& what);

} // namespace barrier
} // namespace tianping
