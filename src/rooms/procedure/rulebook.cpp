// Which rules of a library bind a procedure.
#include "rooms/procedure/load.hpp"
#include "rooms/procedure/loading.hpp"
#include <algorithm>

namespace tianping::procedure {
namespace {

template <class T>
void take(const std::vector<T>& all, const std::vector<std::string>& patterns, std::vector<T>& into)
{
    for (const auto& entry : all)
        if (std::ranges::any_of(patterns, [&](const auto& p) { return takes_in(p, entry.id); }))
            into.push_back(entry);
}

} // namespace

bool takes_in(std::string_view pattern, std::string_view id)
{
    return pattern.ends_with('*') ? id.starts_with(pattern.substr(0, pattern.size() - 1)) : pattern == id;
}

Result<Rulebook> Library::rulebook(std::string_view procedure) const
{
    const auto found = procedures.find(std::string{procedure});
    if (found == procedures.end()) {
        Error e{Fault::not_found, "procedure.unknown_procedure"};
        e.params["procedure"] = procedure;
        return e;
    }
    Rulebook out;
    out.procedure = found->second;
    out.instants = all.instants;
    take(all.limits, out.procedure.limits, out.limits);
    take(all.amounts, out.procedure.limits, out.amounts);
    take(all.numbers, out.procedure.limits, out.numbers);
    take(all.thresholds, out.procedure.limits, out.thresholds);
    take(all.duties, out.procedure.limits, out.duties);
    return out;
}

} // namespace tianping::procedure
