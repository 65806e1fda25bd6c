#pragma once
// A migrated database without a house, for the SQL of one room: rows go in as they are and come back the
// same.
#include "base/canonical.hpp"
#include "support/scratch.hpp"
#include <gtest/gtest.h>

namespace tianping::test {

class StoreTest : public testing::TestWithParam<Home> {
protected:
    // In one transaction; false where it refused, and then nothing is kept.
    bool write(const std::function<Status(WriteTx&)>& work)
    {
        const auto outcome =
            house_.run("per_a", std::to_string(++commands_), [&](WriteTx& tx, const Call&) -> Result<Answer> {
                TP_CHECK(work(tx));
                return Answer{};
            });
        return outcome.decided == Decided::committed;
    }
    template <class... Rows>
    bool keep(const Rows&... rows)
    {
        return write([&](WriteTx& tx) -> Status {
            for (const auto& status : {Status{tx.insert(rows)}...})
                TP_CHECK(status);
            return {};
        });
    }
    template <class F>
    auto read(F look)
    {
        return house_.pool.read([&](const ReadTx& tx) { return look(tx); });
    }

private:
    TestHouse house_{GetParam()};
    int commands_ = 0;
};

// Ascending with `n`.
template <class Id>
Id id(int n)
{
    return Id::mint(monday, {static_cast<std::uint8_t>(n)});
}

template <class Row>
std::string said(const Row& row)
{
    return canonical(wire::write(row));
}
template <class Row>
std::string said(const std::optional<Row>& row)
{
    return row ? said(*row) : "none";
}
template <class Row>
std::string said(const std::vector<Row>& rows)
{
    std::string out;
    for (const auto& row : rows)
        out += said(row) + "\n";
    return out;
}

// Longer than any page of a database, with what quoting would break.
inline std::string long_text()
{
    std::string out = "'\"\\%_\n；招标";
    while (out.size() < 20'000)
        out += out;
    return out;
}

} // namespace tianping::test
