#include "base/time_text.hpp"
#include "infra/spine/connection.hpp"
#include "infra/spine/log.hpp"
#include "support/scratch.hpp"
#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

namespace tianping {

enum class Tint { light, dark };
BOOST_DESCRIBE_ENUM(Tint, light, dark)

struct PaintRow {
    std::string id;
    Tint tint{};
    std::optional<std::string> note;
    std::optional<std::int64_t> layers;
    Fen price;
    Instant mixed{};
    bool glossy{};
    std::int64_t version{};
    static constexpr std::string_view table = "paint";
};
BOOST_DESCRIBE_STRUCT(PaintRow, (), (id, tint, note, layers, price, mixed, glossy, version))

namespace {

class Store : public testing::TestWithParam<test::Home> {
protected:
    Store()
    {
        connection.execute(
            "CREATE TABLE paint (id TEXT PRIMARY KEY, tint TEXT NOT NULL, note TEXT, layers BIGINT, "
            "price BIGINT NOT NULL, mixed BIGINT NOT NULL, glossy BIGINT NOT NULL, version BIGINT NOT NULL)");
        connection.execute("BEGIN");
    }
    PaintRow row(const std::string& id)
    {
        return {id, Tint::dark, "青黛", std::nullopt, Fen{123}, test::monday, true, 1};
    }

    test::ScratchDatabase database{GetParam()};
    sql::Connection connection{database.address(), sql::Connection::Use::write};
    WriteTx tx{connection};
};

std::string commits_with(const DatabaseAddress& database, sql::Connection::Use use)
{
    sql::Connection connection{database, use};
    std::string out;
    connection.query(connection.is_postgres() ? "SELECT current_setting('synchronous_commit')"
                                              : "SELECT CAST(synchronous AS TEXT) FROM pragma_synchronous",
                     {}, {sql::Kind::text},
                     [&](const std::vector<sql::Value>& row) { out = row.at(0).text; });
    return out;
}

TEST_P(Store, what_a_write_connection_commits_is_on_the_disk_whatever_the_database_is_set_to)
{
    if (GetParam() == test::Home::sqlite) {
        EXPECT_EQ(commits_with(database.address(), sql::Connection::Use::write), "2") << "FULL";
        return;
    }
    const auto set_to = [&](const std::string& value) {
        return DatabaseAddress{database.address().text + "?options=-csynchronous_commit%3D" + value};
    };
    for (const auto* weak : {"off", "local"}) {
        EXPECT_EQ(commits_with(set_to(weak), sql::Connection::Use::write), "on") << weak;
        EXPECT_EQ(commits_with(set_to(weak), sql::Connection::Use::read), weak) << "it commits nothing";
    }
    for (const auto* strong : {"on", "remote_write", "remote_apply"})
        EXPECT_EQ(commits_with(set_to(strong), sql::Connection::Use::write), strong);
}

TEST_P(Store, a_described_row_comes_back_as_it_went_in)
{
    tx.insert(row("a")).value();
    const auto back = tx.find<PaintRow>("WHERE id = :id", std::string{"a"}).value();
    EXPECT_EQ(back.tint, Tint::dark);
    EXPECT_EQ(back.note, "青黛");
    EXPECT_FALSE(back.layers);
    EXPECT_EQ(back.price, Fen{123});
    EXPECT_EQ(back.mixed, test::monday);
    EXPECT_TRUE(back.glossy);
    EXPECT_FALSE(tx.find<PaintRow>("WHERE id = :id", std::string{"b"}));
}

TEST_P(Store, a_taken_key_is_a_refusal_and_the_transaction_goes_on)
{
    tx.insert(row("a")).value();
    EXPECT_EQ(tx.insert(row("a")).error().code, "store.duplicate");
    tx.insert(row("b")).value();
    EXPECT_EQ(tx.number("SELECT count(*) FROM paint"), 2);
}

TEST_P(Store, the_second_of_two_editors_is_refused)
{
    tx.insert(row("a")).value();
    auto first = tx.find<PaintRow>("WHERE id = :id", std::string{"a"}).value();
    auto second = first;
    first.note = "one";
    second.note = "two";
    tx.update(first).value();
    EXPECT_EQ(first.version, 2);
    EXPECT_EQ(tx.update(second).error().code, "store.changed_meanwhile");
    EXPECT_EQ(tx.find<PaintRow>("WHERE id = :id", std::string{"a"})->note, "one");
}

TEST_P(Store, values_are_bound_and_never_spliced)
{
    auto odd = row("'; DROP TABLE paint; --");
    tx.insert(odd).value();
    EXPECT_TRUE(tx.find<PaintRow>("WHERE id = :id", odd.id));
}

TEST_P(Store, a_question_that_writes_is_a_bug)
{
    EXPECT_THROW(tx.number("DELETE FROM paint"), std::logic_error);
}

TEST_P(Store, a_read_pool_sees_only_what_was_committed)
{
    ReadPool pool{database.address(), 1};
    const auto count = [&] {
        return pool.read([](const ReadTx& read) { return read.number("SELECT count(*) FROM paint"); });
    };
    if (GetParam() == test::Home::postgres)
        connection.execute("COMMIT; BEGIN");
    tx.insert(row("a")).value();
    EXPECT_EQ(count(), 0);
    connection.execute("COMMIT");
    EXPECT_EQ(count(), 1);
}

bool finds_it_away(const std::function<void()>& ask)
{
    try {
        ask();
    } catch (const sql::DatabaseAway&) {
        return true;
    } catch (const sql::DatabaseError&) {
        return false;
    }
    ADD_FAILURE() << "it answered";
    return false;
}

TEST_P(Store, a_database_that_is_away_is_told_from_one_that_says_no)
{
    EXPECT_FALSE(finds_it_away([&] { connection.execute("SELECT nothing FROM nowhere"); }));
    const auto* nobody =
        GetParam() == test::Home::sqlite ? "no-such-folder/house.db" : "postgresql://nobody@127.0.0.1:1/none";
    EXPECT_TRUE(finds_it_away([&] { sql::Connection{{nobody}, sql::Connection::Use::read}; }));
    if (GetParam() == test::Home::sqlite)
        return;
    ReadPool pool{database.address(), 1};
    const auto own = [&] {
        return pool.read([](const ReadTx& read) { return read.number("SELECT pg_backend_pid()"); });
    };
    const auto first = own();
    connection.execute("ROLLBACK; SELECT pg_terminate_backend(" + std::to_string(first) + ")");
    EXPECT_TRUE(finds_it_away(own));
    EXPECT_NE(own(), first) << "the next read opens another connection";
}

TEST(Masked, a_text_is_told_without_the_passwords_of_its_addresses)
{
    EXPECT_EQ(log::masked("postgresql://t:a:b@c@db:5432/t"), "postgresql://t:***@db:5432/t");
    EXPECT_EQ(log::masked("no 'postgres://t:a@db/t' and \"x://u:p@h\""),
              "no 'postgres://t:***@db/t' and \"x://u:***@h\"");
    EXPECT_EQ(log::masked("postgresql://t@db/t?password=a&sslpassword=b&x=1 c"),
              "postgresql://t@db/t?password=***&sslpassword=***&x=1 c");
    for (const std::string plain :
         {"", "/srv/house.db", "http://127.0.0.1:8080/x", "postgresql://t@db:5432/t", "a@b:c"})
        EXPECT_EQ(log::masked(plain), plain);
}

TEST(Log, a_line_is_an_object_whose_time_is_utc_with_milliseconds)
{
    const auto before = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    testing::internal::CaptureStderr();
    log::info("something happened", {{"where", "here"}});
    const auto line = boost::json::parse(testing::internal::GetCapturedStderr());
    const std::string time{line.at("time").as_string()};
    const auto at = from_rfc3339(time).value();
    EXPECT_EQ(to_rfc3339(at), time) << "in the house's one way of writing an instant";
    EXPECT_GE(at, before);
    EXPECT_LE(at - before, std::chrono::minutes{1});
    EXPECT_EQ(line.at("level"), "info");
    EXPECT_EQ(line.at("message"), "something happened");
    EXPECT_EQ(line.at("where"), "here");
}

INSTANTIATE_TEST_SUITE_P(On, Store, testing::ValuesIn(test::homes()),
                         [](const auto& p) { return test::name_of(p.param); });

} // namespace
} // namespace tianping
