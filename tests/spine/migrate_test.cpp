#include "infra/spine/connection.hpp"
#include "support/scratch.hpp"
#include <fstream>
#include <gtest/gtest.h>

namespace tianping {
namespace {

class Migrate : public testing::TestWithParam<test::Home> {
protected:
    void script(const std::string& name, const std::string& text)
    {
        std::ofstream{folder.path() / name} << text;
    }
    Status run() { return migrate(database.address(), folder.path().string()); }
    test::ScratchFolder folder;
    test::ScratchDatabase database{GetParam(), test::Holds::nothing};
};

TEST_P(Migrate, each_script_runs_once_and_sections_hold_for_their_database)
{
    script("0001_a.sql",
           "CREATE TABLE a (n {int} NOT NULL) {strict};\n-- on sqlite\nINSERT INTO a (n) VALUES (1);\n"
           "-- on postgres\nINSERT INTO a (n) VALUES (2);\n-- on both\nINSERT INTO a (n) VALUES (10);\n");
    ASSERT_TRUE(run());
    ASSERT_TRUE(run());
    ReadPool pool{database.address(), 1};
    const auto sum =
        pool.read([](const ReadTx& tx) { return tx.number("SELECT CAST(sum(n) AS BIGINT) FROM a"); });
    EXPECT_EQ(sum, GetParam() == test::Home::sqlite ? 11 : 12);
}

TEST_P(Migrate, a_changed_or_vanished_script_is_refused)
{
    script("0001_a.sql", "CREATE TABLE a (n {int} NOT NULL);\n");
    ASSERT_TRUE(run());
    script("0001_a.sql", "CREATE TABLE a (n TEXT);\n");
    EXPECT_EQ(run().error().code, "store.migration_changed");
    std::filesystem::remove(folder.path() / "0001_a.sql");
    EXPECT_EQ(run().error().code, "store.newer_schema");
}

TEST_P(Migrate, a_script_that_fails_leaves_nothing)
{
    script("0001_a.sql", "CREATE TABLE a (n {int} NOT NULL);\nINSERT INTO nowhere (n) VALUES (1);\n");
    EXPECT_THROW(static_cast<void>(run()), sql::DatabaseError);
    script("0001_a.sql", "CREATE TABLE a (n {int} NOT NULL);\n");
    EXPECT_TRUE(run());
}

INSTANTIATE_TEST_SUITE_P(On, Migrate, testing::ValuesIn(test::homes()),
                         [](const auto& p) { return test::name_of(p.param); });

} // namespace
} // namespace tianping
