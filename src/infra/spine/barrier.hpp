#pragma once
// The closing barrier: an intake closes only when no stamp before its instant is undecided on any node
// (design.md 2). A node that is gone holds closings back for as long as it may take: its lease is over, so it
// stamps nothing more, but what it stamped in time stands in the journal on its own disk and nowhere else.
#include "infra/spine/call.hpp"
#include "infra/spine/job.hpp"
#include "infra/spine/store.hpp"
#include <filesystem>

namespace tianping {

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
// What due work answers meanwhile: asked again at once. The reason of the job names the node and the remedy.
jobs::NotYet not_yet(const Call& call, const std::string& node);

// The act of whoever looked through a node's journal by hand and knows that it will not come back.
struct Retirement {
    std::string node{};
    std::string reason{};
    std::string by{};                      // who acts on the machine, where nobody is signed in
    std::optional<Instant> silent_since{}; // where time runs: the node's lease must be over
};
// The node holds nothing back any more, and the log says who said so and why (`house.node_retired`). Refuses
// with `house.node_unknown`, `house.reason_missing` without reason or name, and `house.node_has_lease` while
// the node may still be stamping. A node that comes back all the same takes part again: what its journal
// holds is decided then, against the set that was closed without it.
Status retire(WriteTx& tx, const Call& call, const Retirement& what);
// Refuses with `house.node_has_stamps` when the node's journal lies at hand and holds stamps that nobody has
// decided: the node can be started again here.
Status check_journal(const std::filesystem::path& journal, const std::string& node);

} // namespace barrier
} // namespace tianping
