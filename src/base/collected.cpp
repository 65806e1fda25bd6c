#include "base/collected.hpp"
#include <algorithm>
#include <utility>

namespace tianping {
namespace {

bool says_nothing_of_fields(Fault fault)
{
    return fault == Fault::too_many || fault == Fault::unavailable || fault == Fault::outcome_unknown ||
           fault == Fault::internal;
}

} // namespace

void Collected::add(FieldFault fault)
{
    Error one{Fault::invalid, fault.code, {}, fault.params};
    one.fields.push_back(std::move(fault));
    take(std::move(one), {});
}

void Collected::add(wire::Faults faults)
{
    for (auto& fault : faults)
        add(std::move(fault));
}

void Collected::take(Error refused, const std::string& path)
{
    if (alone_)
        return;
    if (says_nothing_of_fields(refused.fault)) {
        refusal_ = std::move(refused);
        alone_ = true;
        return;
    }
    auto fields = std::exchange(refused.fields, {});
    if (fields.empty()) {
        const auto expected = refused.params.find("expected");
        fields.push_back({path, refused.code, expected == refused.params.end() ? "" : expected->second});
    }
    for (auto& fault : fields)
        if (fault.code == refused.code && fault.params.empty())
            fault.params = refused.params;
    if (empty())
        refusal_ = std::move(refused);
    else
        join(refused);
    for (auto& fault : fields)
        put(std::move(fault));
}

void Collected::join(const Error& other)
{
    if (refusal_.code != other.code) {
        refusal_.code = "wire.bad_fields";
        refusal_.params.clear();
    }
    if (refusal_.fault != other.fault)
        refusal_.fault = Fault::invalid;
    if (refusal_.article.empty())
        refusal_.article = other.article;
    if (!refusal_.earliest)
        refusal_.earliest = other.earliest;
}

void Collected::put(FieldFault fault)
{
    const auto same = [&](const FieldFault& one) { return one.path == fault.path && one.code == fault.code; };
    if (refusal_.fields.size() < wire::most_faults && std::ranges::none_of(refusal_.fields, same))
        refusal_.fields.push_back(std::move(fault));
}

Status counted(std::string code, wire::Faults bad, std::string article)
{
    if (bad.empty())
        return {};
    Error whole{Fault::invalid, std::move(code), {}, {{"count", std::to_string(bad.size())}}};
    whole.fields = std::move(bad);
    whole.article = std::move(article);
    return whole;
}

Error below(const std::string& path, Error refused)
{
    for (auto& fault : refused.fields)
        fault.path = wire::joined(path, fault.path);
    return refused;
}

} // namespace tianping
