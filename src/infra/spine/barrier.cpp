#include "infra/spine/barrier.hpp"
#include "infra/spine/event_log.hpp"
#include "infra/spine/stamp_file.hpp"

namespace tianping {
namespace {

struct NodeName {
    std::string name;
};
BOOST_DESCRIBE_STRUCT(NodeName, (), (name))

Error about_node(Fault fault, const char* code, const std::string& node)
{
    return Error{fault, code, {}, {{"node", node}}};
}

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
    const auto published =
        tx.number("SELECT coalesce(max(published), -1) FROM node WHERE name = :n", what.node);
    if (published < 0)
        return about_node(Fault::not_found, "house.node_unknown", what.node);
    if (what.silent_since && published > millis(*what.silent_since))
        return about_node(Fault::too_early, "house.node_has_lease", what.node);
    tx.change("UPDATE node SET retired = 1 WHERE name = :n", what.node);
    events::append(tx, call, "node_" + what.node, {}, NodeRetired{what.node, what.reason, what.by});
    return {};
}

Status check_journal(const std::filesystem::path& journal, const std::string& node)
{
    if (stamps::undecided_in(journal).empty())
        return {};
    return about_node(Fault::conflict, "house.node_has_stamps", node);
}

} // namespace barrier
} // namespace tianping
