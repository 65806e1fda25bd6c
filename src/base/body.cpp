#include "base/body.hpp"
#include "base/collected.hpp"
#include <algorithm>

namespace tianping::wire {
namespace {

bool at_or_below(std::string_view path, std::string_view other)
{
    return path.starts_with(other) && (other.empty() || path.size() == other.size() ||
                                       path[other.size()] == '.' || path[other.size()] == '[');
}

} // namespace

Error bad_body(Faults kinds, const Status& form)
{
    if (kinds.size() >= most_faults) // and what came behind the last was not read
        return bad_fields(std::move(kinds));
    Collected all;
    all.check(Status{bad_fields(std::move(kinds))});
    const auto named = all.done().error().fields;
    auto broken = form ? Error{} : form.error();
    broken.fault = Fault::invalid;
    std::erase_if(broken.fields, [&](const FieldFault& fault) {
        return std::ranges::any_of(named, [&](const FieldFault& one) {
            return at_or_below(fault.path, one.path) || at_or_below(one.path, fault.path);
        });
    });
    if (!broken.fields.empty())
        all.check(Status{std::move(broken)});
    return all.done().error();
}

} // namespace tianping::wire
