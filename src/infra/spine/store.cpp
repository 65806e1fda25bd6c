#include "infra/spine/store.hpp"
#include "infra/spine/connection.hpp"

namespace tianping {

void ReadTx::run_query(const std::string& text, const std::vector<sql::Value>& args,
                       const std::vector<sql::Kind>& kinds,
                       const std::function<void(const std::vector<sql::Value>&)>& each) const
{
    const auto verb = text.substr(0, text.find(' '));
    if (verb != "SELECT" && verb != "WITH")
        throw std::logic_error("a question must be a SELECT: " + text);
    connection_.query(text, args, kinds, each);
}

Status WriteTx::run_insert(const std::string& table, const std::string& columns,
                           const std::vector<sql::Value>& values)
{
    std::string places;
    for (std::size_t i = 0; i < values.size(); ++i)
        places += (i == 0 ? ":v" : ", :v") + std::to_string(i);
    const auto added = connection().change(
        "INSERT INTO " + table + " (" + columns + ") VALUES (" + places + ") ON CONFLICT DO NOTHING", values);
    if (added == 1)
        return {};
    Error e{Fault::conflict, "store.duplicate"};
    e.params["table"] = table;
    return e;
}

Status WriteTx::run_update(const std::string& table, const std::vector<std::string>& names,
                           const std::vector<sql::Value>& values, std::int64_t seen)
{
    std::string assignments;
    for (std::size_t i = 0; i < names.size(); ++i)
        assignments += (i == 0 ? "" : ", ") + names[i] + " = :v" + std::to_string(i);
    auto args = values;
    args.push_back(values.front());
    args.push_back(sql::integer_value(seen));
    const auto touched = connection().change("UPDATE " + table + " SET " + assignments + " WHERE " +
                                                 names.front() + " = :key AND version = :seen",
                                             args);
    if (touched == 1)
        return {};
    Error e{Fault::conflict, "store.changed_meanwhile"};
    e.params["table"] = table;
    return e;
}

std::int64_t WriteTx::run_change(const std::string& text, const std::vector<sql::Value>& args)
{
    return connection().change(text, args);
}

} // namespace tianping
