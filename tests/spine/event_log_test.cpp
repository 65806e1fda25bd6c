#include "infra/crypto/digest.hpp"
#include "infra/spine/connection.hpp"
#include "support/golden.hpp"
#include "support/scratch.hpp"
#include <boost/json/parse.hpp>
#include <gtest/gtest.h>
#include <set>

namespace tianping {

struct ThingMade {
    static constexpr std::string_view kind = "thing.made";
    static constexpr int version = 1;
    std::string name;
    std::optional<std::string> commitment;
};
BOOST_DESCRIBE_STRUCT(ThingMade, (), (name, commitment))

struct ThingNamedFirst { // as version 1 was
    std::string name;
};
BOOST_DESCRIBE_STRUCT(ThingNamedFirst, (), (name))

struct ThingNamed {
    static constexpr std::string_view kind = "thing.named";
    static constexpr int version = 2;
    std::string title;
    std::string language;

    static ThingNamed upgraded(std::int64_t, const boost::json::value& old)
    {
        return {wire::from_value<ThingNamedFirst>(old).value().name, "zh"};
    }
};
BOOST_DESCRIBE_STRUCT(ThingNamed, (), (title, language))

namespace {

class EventLog : public testing::TestWithParam<test::Home> {
protected:
    Outcome make(const std::string& key, const std::string& stream, bool refuse = false,
                 std::optional<events::Private> secret = std::nullopt)
    {
        return house.run("per_a", key, [=](WriteTx& tx, const Call& call) -> Result<Answer> {
            const auto done =
                events::append(tx, call, stream, {"", {"trd_1"}, {}, {"rnd_1"}}, ThingMade{key, {}}, secret);
            if (refuse)
                return Error{Fault::conflict, "test.changed_mind"};
            return Answer{200, boost::json::value(done.seq), done.version};
        });
    }
    template <class Work>
    auto read(Work work)
    {
        return house.pool.read(work);
    }
    test::TestHouse house{GetParam()};
};

TEST_P(EventLog, numbers_have_no_gaps_and_streams_count_their_own_versions)
{
    make("k1", "sub_a");
    make("k2", "sub_b", true);
    make("k3", "sub_a");
    const auto events = read([](const ReadTx& tx) { return tx.list<events::Event>("ORDER BY seq"); });
    ASSERT_EQ(events.size(), 2U);
    EXPECT_EQ(events[0].seq, 1);
    EXPECT_EQ(events[1].seq, 2);
    EXPECT_EQ(events[1].version, 2);
    EXPECT_EQ(events[1].as<ThingMade>().name, "k3");
}

TEST_P(EventLog, each_digest_covers_the_one_before_in_its_stream)
{
    make("k1", "sub_a");
    make("k2", "sub_a");
    auto events = read([](const ReadTx& tx) { return events::of_stream(tx, "sub_a"); });
    EXPECT_EQ(events[0].digest, events::digest_of(events[0], std::string(64, '0')));
    EXPECT_EQ(events[1].digest, events::digest_of(events[1], events[0].digest));
    events[0].body = R"({"name":"forged"})";
    EXPECT_NE(events[1].digest,
              events::digest_of(events[1], events::digest_of(events[0], std::string(64, '0'))));
}

TEST_P(EventLog, the_dossier_of_a_trade_is_what_concerns_it)
{
    make("k1", "sub_a");
    EXPECT_EQ(read([](const ReadTx& tx) { return events::of_trade(tx, "trd_1").size(); }), 1U);
    EXPECT_EQ(read([](const ReadTx& tx) { return events::of_trade(tx, "trd_2").size(); }), 0U);
}

TEST_P(EventLog, a_private_body_stays_out_of_the_log_and_is_committed_to)
{
    make("k1", "sub_a", false, events::Private{"owner", boost::json::parse(R"({"bidder":"某公司"})")});
    const auto event = read([](const ReadTx& tx) { return events::of_stream(tx, "sub_a").at(0); });
    EXPECT_EQ(event.body.find("某公司"), std::string::npos);
    EXPECT_EQ(event.as<ThingMade>().commitment->size(), 64U);
}

TEST_P(EventLog, a_body_of_an_earlier_version_is_upgraded_by_whoever_reads_it)
{
    house.run("per_a", "k1", [](WriteTx& tx, const Call& call) -> Result<Answer> {
        events::append_json(tx, call, "sub_a", {}, ThingNamed::kind, 1, {{"name", "大桥"}});
        events::append(tx, call, "sub_a", {}, ThingNamed{"Bridge", "en"});
        return Answer{};
    });
    const auto both = read([](const ReadTx& tx) { return events::of_stream(tx, "sub_a"); });
    EXPECT_EQ(both[0].as<ThingNamed>().title, "大桥");
    EXPECT_EQ(both[0].as<ThingNamed>().language, "zh");
    EXPECT_EQ(both[1].as<ThingNamed>().title, "Bridge");
    EXPECT_EQ(both[1].as<ThingNamed>().language, "en");
    EXPECT_EQ(both[0].body, R"({"name":"大桥"})") << "the log stays as it was";
}

TEST_P(EventLog, nobody_changes_or_deletes_an_event)
{
    make("k1", "sub_a");
    sql::Connection admin{house.database.address(), sql::Connection::Use::write};
    EXPECT_THROW(admin.execute("UPDATE event SET body = '{}'"), sql::DatabaseError);
    EXPECT_THROW(admin.execute("DELETE FROM event"), sql::DatabaseError);
}

events::Event as_read(std::string_view kind, std::int64_t version, std::string body)
{
    events::Event event;
    event.kind = kind;
    event.body_version = version;
    event.body = std::move(body);
    return event;
}

TEST(EventBody, of_a_version_that_nobody_here_knows_is_a_bug)
{
    const std::string made = R"({"name":"x"})", named = R"({"title":"x","language":"zh"})";
    EXPECT_EQ(as_read("thing.made", 1, made).as<ThingMade>().name, "x");
    EXPECT_THROW(as_read("thing.made", 2, made).as<ThingMade>(), std::logic_error) << "from a later program";
    EXPECT_THROW(as_read("thing.made", 0, made).as<ThingMade>(), std::logic_error);
    EXPECT_THROW(as_read("thing.named", 3, named).as<ThingNamed>(), std::logic_error);
    EXPECT_THROW(as_read("thing.named", 0, R"({"name":"x"})").as<ThingNamed>(), std::logic_error);
    EXPECT_THROW(as_read("thing.made", 1, made).as<ThingNamed>(), std::logic_error) << "another kind";
}

TEST(EventBody, beside_a_private_one_is_read_without_the_commitment_that_the_struct_has_no_place_for)
{
    EXPECT_EQ(as_read("thing.named", 1, R"({"commitment":"c","name":"x"})").as<ThingNamed>().title, "x");
    EXPECT_EQ(as_read("thing.made", 1, R"({"commitment":"c","name":"x"})").as<ThingMade>().commitment, "c");
}

TEST(EventBody, of_an_earlier_version_has_a_golden_file_that_is_still_read)
{
    const test::ScratchFolder folder;
    std::ofstream{folder.path() / "thing.named.1.json"} << R"({"name":"x"})"
                                                        << "\n";
    std::set<std::string> seen;
    test::check_older<ThingNamed>(folder.path(), seen);
    EXPECT_EQ(seen, (std::set<std::string>{"thing.named.1.json"}));
}

TEST(EventDigest, is_the_published_one)
{
    // docs/formats/event.md prints this example.
    const events::Event event{
        1,
        "rnd_1",
        1,
        R"({"centre":"","lots":[],"rounds":[],"trades":[]})",
        "thing.made",
        1,
        R"({"mandate":"","on_behalf_of":"","organisation":"","person":"","system":true})",
        from_millis(1),
        from_millis(2),
        R"({"name":"x"})",
        ""};
    const std::string text =
        R"({"about":{"centre":"","lots":[],"rounds":[],"trades":[]},"actor":{"mandate":"","on_behalf_of":"","organisation":"","person":"","system":true},"arrived_at":1,"body":{"name":"x"},"body_version":1,"kind":"thing.made","recorded_at":2,"stream":"rnd_1","version":1})";
    const std::string message = std::string{"tianping/event/1\0", 17} + std::string(32, '\0') + text;
    EXPECT_EQ(events::digest_of(event, std::string(64, '0')), to_hex(crypto::sm3(view(message))));
}

INSTANTIATE_TEST_SUITE_P(On, EventLog, testing::ValuesIn(test::homes()),
                         [](const auto& p) { return test::name_of(p.param); });

} // namespace
} // namespace tianping
