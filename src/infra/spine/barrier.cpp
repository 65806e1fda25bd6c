#include "infra/spine/barrier.hpp"
#include "infra/spine/event_log.hpp"

namespace tianping {
namespace {

struct NodeName {
    std::string name;
};
BOOST_DESCRIBE_STRUCT(NodeName, (), (name))

} // namespace

namespace barrier {

std::string waits_for(const ReadTx& tx, Instant closing)
{
    const auto late = tx.query<NodeName>(
        "SELECT name FROM node WHERE retired = 0 AND low_water < :c ORDER BY low_water, name LIMIT 1",
        closing);
    return late.empty() ? std::string{} : late.front().name;
}

bool passed(const ReadTx& tx, Instant closing)
{
    return waits_for(tx, closing).empty();
}

jobs::NotYet not_yet(const Call& call, const std::string& node)
{
    return {call.arrived, "stamps may be undecided on node " + node +
                              ": start it again; only when it will not come back, tianping node retire " +
                              node};
}

Status retire(WriteTx& tx, const Call& call, const Retirement& what)
{
    if (what.reason.empty() || what.by.empty())
        return Error{Fault::invalid, "house.reason_missing"};
    if (tx.change("UPDATE node SET retired = 1 WHERE name = :n", what.node) != 1) {
        Error e{Fault::not_found, "house.node_unknown"};
        e.params["node"] = what.node;
        return e;
    }
    events::append(tx, call, "node_" + what.node, {}, NodeRetired{what.node, what.reason, what.by});
    return {};
}

} // namespace barrier
} // namespace tianping
