#pragma once
// The one SQL layer for rooms: described structs over SOCI, the same text on SQLite and PostgreSQL.
// A ReadTx cannot write: the difference is a type. Rooms never begin, commit or roll back (one act within an
// act: attempt.hpp); they are lent a transaction. Each `:name` in a text takes one argument, in order of
// appearance.
//
// A Row is a described struct with `static constexpr std::string_view table`. Its members are the columns:
// std::string, std::int64_t, bool, enumerations, Instant, Fen, Id<Tag> and std::optional of these.
#include "base/wire.hpp"
#include "infra/spine/sql_value.hpp"
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tianping {

namespace sql {
class Connection;
}

class ReadTx {
public:
    explicit ReadTx(sql::Connection& connection) : connection_{connection} {}
    ReadTx(const ReadTx&) = delete;
    ReadTx& operator=(const ReadTx&) = delete;
    virtual ~ReadTx() = default;

    // The row that `where` ("WHERE id = :id") selects, or nothing. More than one row is a bug and throws.
    template <class Row, class... Args>
    std::optional<Row> find(const std::string& where, const Args&... args) const
    {
        return first(list<Row>(where + " LIMIT 2", args...));
    }
    // All rows that `rest` ("WHERE round = :r ORDER BY id LIMIT 50") selects.
    template <class Row, class... Args>
    std::vector<Row> list(const std::string& rest, const Args&... args) const
    {
        return query<Row>("SELECT " + sql::listed(sql::columns_of<Row>) + " FROM " + std::string{Row::table} +
                              " " + rest,
                          args...);
    }
    // Any SELECT whose columns are Row's members in order.
    template <class Row, class... Args>
    std::vector<Row> query(const std::string& text, const Args&... args) const
    {
        std::vector<Row> out;
        run_query(text, {sql::to_value(args)...}, sql::kinds(sql::columns_of<Row>),
                  [&](const std::vector<sql::Value>& values) { out.push_back(sql::to_row<Row>(values)); });
        return out;
    }
    // A SELECT of one whole number, 0 when there is no row: "SELECT count(*) FROM bid WHERE round = :r".
    template <class... Args>
    std::int64_t number(const std::string& text, const Args&... args) const
    {
        std::int64_t out = 0;
        run_query(text, {sql::to_value(args)...}, {sql::Kind::integer},
                  [&](const std::vector<sql::Value>& values) { out = values.at(0).integer; });
        return out;
    }

    sql::Connection& connection() const { return connection_; }

private:
    template <class Row>
    static std::optional<Row> first(std::vector<Row> rows)
    {
        if (rows.size() > 1)
            throw std::logic_error("find() met two rows of " + std::string{Row::table});
        if (rows.empty())
            return std::nullopt;
        return std::move(rows.front());
    }
    void run_query(const std::string& text, const std::vector<sql::Value>& args,
                   const std::vector<sql::Kind>& kinds,
                   const std::function<void(const std::vector<sql::Value>&)>& each) const;

    sql::Connection& connection_;
};

class WriteTx : public ReadTx {
public:
    using ReadTx::ReadTx;

    // Refuses with `store.duplicate` when a unique key is taken; the transaction stays usable.
    template <class Row>
    Status insert(const Row& row)
    {
        return run_insert(std::string{Row::table}, sql::listed(sql::columns_of<Row>),
                          sql::values(sql::columns_of<Row>, &row));
    }
    // Writes every member of a row whose key is its first column and that has a `version`: the row must still
    // have the version that the caller saw (row.version), and gets the next one. Two people editing one row:
    // the second is refused with `store.changed_meanwhile`.
    template <class Row>
    Status update(Row& row)
    {
        const auto seen = row.version;
        row.version = seen + 1;
        const auto status = run_update(std::string{Row::table}, sql::names(sql::columns_of<Row>),
                                       sql::values(sql::columns_of<Row>, &row), seen);
        if (!status)
            row.version = seen;
        return status;
    }
    // Any INSERT, UPDATE or DELETE; the number of rows it touched.
    template <class... Args>
    std::int64_t change(const std::string& text, const Args&... args)
    {
        return run_change(text, {sql::to_value(args)...});
    }

private:
    Status run_insert(const std::string& table, const std::string& columns,
                      const std::vector<sql::Value>& values);
    Status run_update(const std::string& table, const std::vector<std::string>& names,
                      const std::vector<sql::Value>& values, std::int64_t seen);
    std::int64_t run_change(const std::string& text, const std::vector<sql::Value>& args);
};

} // namespace tianping
