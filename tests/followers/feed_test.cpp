// The public feed: a dense numbering of its own under an epoch, and readers who come with another one; both
// databases.
#include "followers/feed/feed.hpp"
#include "infra/spine/connection.hpp"
#include "infra/spine/rebuild.hpp"
#include "support/scratch.hpp"
#include <gtest/gtest.h>

namespace tianping::feed {
namespace {

using Ids = std::vector<std::string>;

class FeedTest : public ::testing::TestWithParam<test::Home> {
protected:
    void publish(const std::string& subject, const std::string& kind = "notice.published")
    {
        house.run("per_1", "publish/" + subject, [&](WriteTx& tx, const Call& call) -> Result<Answer> {
            events::append_json(tx, call, subject, {"", {"trd_" + subject}, {}, {}}, kind, 1,
                                boost::json::value{{"title", subject}});
            return Answer{};
        });
        house.writer.settle();
    }
    Result<http::Page<Change>> ask(const std::map<std::string, std::string, std::less<>>& query)
    {
        http::Request request;
        request.query = query;
        return house.pool.read([&](const ReadTx& tx) { return Feed{}.list(tx, request); });
    }
    http::Source source()
    {
        return house.pool.read([](const ReadTx& tx) { return Feed{}.stream(tx, {}).value(); });
    }
    Ids streamed(const std::string& after)
    {
        const auto next = source().next;
        Ids out;
        for (const auto& event : house.pool.read([&](const ReadTx& tx) { return next(tx, after, 100); }))
            out.push_back(event.id);
        return out;
    }
    std::string epoch()
    {
        const auto first = ask({}).value().items.at(0).id;
        return first.substr(0, first.find('.'));
    }

    SeededChance chance{3};
    test::TestHouse house{GetParam(), {}, {follower(chance)}};
};
INSTANTIATE_TEST_SUITE_P(On, FeedTest, ::testing::ValuesIn(test::homes()),
                         [](const auto& chosen) { return test::name_of(chosen.param); });

TEST_P(FeedTest, its_numbers_are_dense_under_one_epoch_and_count_nothing_that_is_hidden)
{
    publish("a");
    publish("hidden", "bidding.submitted");
    publish("b");
    const auto page = ask({}).value();
    ASSERT_EQ(page.items.size(), 2U);
    const auto name = epoch();
    EXPECT_EQ(name.size(), 8U);
    EXPECT_EQ(name.find_first_not_of("0123456789abcdef"), std::string::npos);
    EXPECT_EQ(page.items[0].id, name + ".1");
    EXPECT_EQ(page.items[1].id, name + ".2");
    EXPECT_EQ(page.items[1].subject, "b");
    EXPECT_FALSE(page.next);
    const auto told = [this](const char* kind) {
        return house.pool.read([&](const ReadTx& tx) { return count(tx, kind); });
    };
    EXPECT_EQ(told("notice.published"), 2);
    EXPECT_EQ(told("bidding.submitted"), 0);
}

TEST_P(FeedTest, another_writer_goes_on_under_the_same_epoch)
{
    publish("a");
    const auto name = epoch();
    house.writer.stop();
    SeededChance other{99};
    Writer next{house.database.address(), house.clock, other, {}, {follower(other)}};
    Call call;
    call.key = "second-writer";
    call.chance = &other;
    next.run({"test", "d", call, [](WriteTx& tx, const Call& by) -> Result<Answer> {
                  events::append_json(tx, by, "b", {}, "notice.published", 1, boost::json::object{});
                  return Answer{};
              }});
    next.settle();
    EXPECT_EQ(streamed(""), (Ids{name + ".1", name + ".2"}));
}

TEST_P(FeedTest, a_page_goes_on_behind_any_name_that_was_told)
{
    for (const auto* subject : {"a", "b", "c"})
        publish(subject);
    const auto first = ask({{"limit", "2"}}).value();
    ASSERT_TRUE(first.next);
    EXPECT_EQ(*first.next, epoch() + ".2");
    const auto second = ask({{"after", *first.next}}).value();
    ASSERT_EQ(second.items.size(), 1U);
    EXPECT_EQ(second.items[0].subject, "c");
    EXPECT_TRUE(ask({{"after", second.items[0].id}}).value().items.empty()) << "nothing yet, and no refusal";
    EXPECT_EQ(ask({{"trade", "trd_b"}}).value().items.at(0).id, epoch() + ".2");
}

TEST_P(FeedTest, a_place_of_another_epoch_or_beyond_the_end_is_refused_and_says_to_begin_anew)
{
    EXPECT_EQ(ask({{"after", "0badcafe.1"}}).error().code, "feed.another_epoch") << "an empty feed has none";
    publish("a");
    EXPECT_EQ(ask({{"after", "0badcafe.1"}}).error().code, "feed.another_epoch");
    EXPECT_EQ(ask({{"after", epoch() + ".2"}}).error().code, "feed.another_epoch");
    EXPECT_EQ(ask({{"after", epoch() + ".2"}}).error().fault, Fault::conflict);
}

TEST_P(FeedTest, what_names_no_place_is_refused_beside_every_other_fault)
{
    publish("a");
    for (const auto* after : {"99", "", ".1", "0badcafe.", "0badcafe.x", "0badcafe.-1", "0BADCAFE.1",
                              "0badcafe.99999999999999999999", "0badcafe.1 "}) {
        const auto refused = ask({{"after", after}, {"limit", "999"}});
        ASSERT_FALSE(refused) << after;
        EXPECT_EQ(refused.error().code, "wire.bad_fields");
        ASSERT_EQ(refused.error().fields.size(), 2U) << after;
        EXPECT_EQ(refused.error().fields[0].path, "?limit");
        EXPECT_EQ(refused.error().fields[1].path, "?after");
        EXPECT_EQ(refused.error().fields[1].code, "http.bad_cursor");
    }
}

TEST_P(FeedTest, a_stream_goes_on_after_its_own_names_and_begins_anew_after_any_other)
{
    EXPECT_EQ(source().start, "");
    EXPECT_EQ(streamed("99"), Ids{});
    publish("a");
    const Ids first{epoch() + ".1"};
    EXPECT_EQ(streamed("99"), first) << "who waited with a foreign name at an empty feed misses nothing";
    publish("b");
    const Ids all{epoch() + ".1", epoch() + ".2"};
    EXPECT_EQ(source().start, all[1]) << "who names nothing hears what is published from now on";
    EXPECT_EQ(streamed(all[0]), Ids{all[1]});
    EXPECT_EQ(streamed(all[1]), Ids{});
    for (const auto& foreign : {std::string{"0badcafe.1"}, epoch() + ".3", std::string{"2"}})
        EXPECT_EQ(streamed(foreign), all) << foreign;
}

TEST_P(FeedTest, is_never_replayed_and_never_changed)
{
    publish("a");
    const auto status = rebuild(house.database.address(), follower(chance), test::monday);
    EXPECT_EQ(status.error().code, "house.outbox_never_replayed");
    sql::Connection admin{house.database.address(), sql::Connection::Use::write};
    EXPECT_THROW(admin.execute("UPDATE feed SET number = 7"), sql::DatabaseError);
    EXPECT_THROW(admin.execute("DELETE FROM feed"), sql::DatabaseError);
    EXPECT_EQ(streamed("").size(), 1U);
}

} // namespace
} // namespace tianping::feed
