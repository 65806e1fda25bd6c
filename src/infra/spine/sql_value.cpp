#include "infra/spine/sql_value.hpp"

namespace tianping::sql {

std::vector<std::string> names(std::span<const Column> columns)
{
    std::vector<std::string> out;
    out.reserve(columns.size());
    for (const auto& column : columns)
        out.emplace_back(column.name);
    return out;
}

std::string listed(std::span<const Column> columns)
{
    std::string out;
    for (const auto& column : columns)
        out.append(out.empty() ? "" : ", ").append(column.name);
    return out;
}

std::vector<Kind> kinds(std::span<const Column> columns)
{
    std::vector<Kind> out;
    out.reserve(columns.size());
    for (const auto& column : columns)
        out.push_back(column.kind);
    return out;
}

std::vector<Value> values(std::span<const Column> columns, const void* row)
{
    std::vector<Value> out;
    out.reserve(columns.size());
    for (const auto& column : columns)
        out.push_back(column.get(row));
    return out;
}

} // namespace tianping::sql
