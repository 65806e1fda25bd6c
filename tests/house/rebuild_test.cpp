// `tianping rebuild` in a house with an opening behind it: each view comes back as it was, byte for byte, and
// no outbox is replayed; both databases.
#include "app/commands.hpp"
#include "app/followers.hpp"
#include "base/joined_text.hpp"
#include "hall/hall_scene.hpp"
#include "infra/spine/connection.hpp"
#include <gtest/gtest.h>
#include <sstream>

namespace tianping::test {
namespace {

struct Text {
    std::string text{};
};
BOOST_DESCRIBE_STRUCT(Text, (), (text))

// Every row and column of a table as text.
std::string contents(const ReadTx& tx, const std::string& table)
{
    const auto columns = tx.query<Text>(
        tx.connection().is_postgres()
            ? "SELECT 'coalesce(CAST(' || column_name || ' AS TEXT), ''-'')' FROM information_schema.columns "
              "WHERE table_schema = current_schema() AND table_name = :t ORDER BY ordinal_position"
            : "SELECT 'coalesce(CAST(' || name || ' AS TEXT), ''-'')' FROM pragma_table_info(:t) ORDER BY "
              "cid",
        table);
    auto rows = tx.query<Text>("SELECT " + joined_text(columns, " || '|' || ", &Text::text) +
                               " AS line FROM " + table + " ORDER BY line");
    return joined_text(rows, "\n", &Text::text);
}

class Rebuild : public testing::TestWithParam<Home> {
protected:
    struct Said {
        int code = 0;
        std::string out{}, err{};
    };
    Said rebuild(const std::string& name)
    {
        std::ostringstream out, err;
        const auto code = app::rebuild_command({tender.config(), out, err, "en"}, name);
        return {code, out.str(), err.str()};
    }
    std::string table(const std::string& name)
    {
        sql::Connection connection{{tender.config().database}, sql::Connection::Use::read};
        return contents(ReadTx{connection}, name);
    }
    void spoil(const std::string& name)
    {
        sql::Connection connection{{tender.config().database}, sql::Connection::Use::write};
        connection.execute("DELETE FROM " + name);
    }
    void expect_rebuilt(const Follower& view)
    {
        ASSERT_FALSE(view.tables.empty()) << view.name;
        std::map<std::string, std::string> before;
        for (const auto& name : view.tables) {
            before[name] = table(name);
            EXPECT_NE(before[name], "") << name << " holds nothing, so this test says nothing of it";
            spoil(name);
        }
        const auto said = rebuild(view.name);
        EXPECT_EQ(said.code, 0) << said.err;
        EXPECT_TRUE(said.out.starts_with(view.name + ": ")) << said.out;
        for (const auto& [name, rows] : before)
            EXPECT_EQ(table(name), rows) << name;
    }

    Tender tender{{.home = GetParam(), .drawings = true}};
};

TEST_P(Rebuild, every_view_comes_back_byte_for_byte_and_no_outbox_is_replayed)
{
    read_out(tender);
    int views = 0;
    tender.restart_house({}, [&] {
        for (const auto& follower : app::followers(tender.chance())) {
            if (follower.kind == FollowerKind::view) {
                expect_rebuilt(follower);
                ++views;
                continue;
            }
            const auto said = rebuild(follower.name);
            EXPECT_EQ(said.code, 1) << follower.name;
            EXPECT_NE(said.err.find("[house.outbox_never_replayed]"), std::string::npos) << said.err;
        }
    });
    EXPECT_EQ(views, 2);
    EXPECT_TRUE(tender.house().writer().figures().stopped_followers.empty());
}

TEST_P(Rebuild, a_name_that_follows_nothing_is_told_which_views_there_are)
{
    const auto said = rebuild("serch");
    EXPECT_EQ(said.code, 1);
    EXPECT_NE(said.err.find("[house.follower_unknown]"), std::string::npos) << said.err;
    EXPECT_NE(said.err.find(": search, hall_schedule."), std::string::npos) << said.err;
}

// docs/formats/event.md, "Versions of rows, and ETags".
TEST_P(Rebuild, the_rows_that_others_may_change_count_as_their_streams_do)
{
    read_out(tender);
    sql::Connection connection{{tender.config().database}, sql::Connection::Use::read};
    const ReadTx tx{connection};
    for (const std::string name : {"organisation", "person", "mandate", "trade", "trade_round", "trade_hold",
                                   "notice", "question", "refund_order"})
        EXPECT_EQ(tx.number("SELECT count(*) FROM " + name +
                            " WHERE version <> (SELECT max(version) FROM event " + "WHERE stream = " + name +
                            ".id)"),
                  0)
            << name;
    for (const auto* name : {"organisation", "person", "mandate", "trade", "trade_round", "notice"})
        EXPECT_NE(table(name), "") << name << " holds nothing, so this test says nothing of it";
}

INSTANTIATE_TEST_SUITE_P(On, Rebuild, testing::ValuesIn(homes()),
                         [](const auto& p) { return name_of(p.param); });

} // namespace
} // namespace tianping::test
