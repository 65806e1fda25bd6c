// Private bodies: opened to their audience against the commitment, erased on record and no other way; both
// databases.
#include "infra/spine/connection.hpp"
#include "infra/spine/private_body.hpp"
#include "support/scratch.hpp"
#include "support/whole_log.hpp"

namespace tianping {

struct GuestNoted {
    static constexpr std::string_view kind = "test.guest_noted";
    static constexpr int version = 1;
    std::string desk;
};
BOOST_DESCRIBE_STRUCT(GuestNoted, (), (desk))

struct GuestName { // the private body of GuestNoted
    std::string name;
};
BOOST_DESCRIBE_STRUCT(GuestName, (), (name))

namespace {

using events::Erasure;
using events::Event;

const Erasure withdrawn{"本人撤回同意", "个人信息保护法47"};

class PrivateBody : public testing::TestWithParam<test::Home> {
protected:
    void note(const std::string& stream, const std::string& name)
    {
        house.run("per_a", "note/" + stream + name, [=](WriteTx& tx, const Call& call) -> Result<Answer> {
            events::append(tx, call, stream, {"", {"trd_1"}, {}, {}}, GuestNoted{"front"},
                           events::Private{"organisation:org_a", wire::write(GuestName{name})});
            return Answer{};
        });
    }
    void note_openly(const std::string& stream)
    {
        house.run("per_a", "open/" + stream, [=](WriteTx& tx, const Call& call) -> Result<Answer> {
            events::append(tx, call, stream, {}, GuestNoted{"front"});
            return Answer{};
        });
    }
    Event event(const std::string& stream, std::size_t at = 0)
    {
        return house.pool.read([&](const ReadTx& tx) { return events::of_stream(tx, stream).at(at); });
    }
    // The code of the refusal, or what it says.
    std::string opened(const Event& of, const std::string& reader = "organisation:org_a")
    {
        return house.pool.read([&](const ReadTx& tx) {
            const auto body =
                events::open_private(tx, of, [&](const std::string& audience) { return audience == reader; });
            return body ? wire::from_value<GuestName>(*body).value().name : body.error().code;
        });
    }
    std::string erased(const Event& of, const Erasure& why = withdrawn, bool change_mind = false)
    {
        const auto outcome = house.run("per_a", "erase/" + std::to_string(++tries),
                                       [&](WriteTx& tx, const Call& call) -> Result<Answer> {
                                           TP_TRY(done, events::erase_private(tx, call, of, why));
                                           if (change_mind)
                                               return Error{Fault::conflict, "test.changed_mind"};
                                           return Answer{200, boost::json::value(done.version), done.version};
                                       });
        return outcome.answer ? "" : outcome.answer.error().code;
    }
    std::int64_t bodies()
    {
        return house.pool.read(
            [](const ReadTx& tx) { return tx.number("SELECT count(*) FROM event_private"); });
    }

    int tries = 0;
    test::TestHouse house{GetParam()};
    sql::Connection admin{house.database.address(), sql::Connection::Use::write};
};
INSTANTIATE_TEST_SUITE_P(On, PrivateBody, testing::ValuesIn(test::homes()),
                         [](const auto& p) { return test::name_of(p.param); });

TEST_P(PrivateBody, is_opened_to_its_audience_and_to_others_not_there)
{
    note("gst_1", "某人");
    note_openly("gst_2");
    EXPECT_EQ(opened(event("gst_1")), "某人");
    EXPECT_EQ(opened(event("gst_1"), "organisation:org_b"), "house.private_unknown");
    EXPECT_EQ(opened(event("gst_2")), "house.private_unknown");
    EXPECT_EQ(event("gst_1").as<GuestNoted>().desk, "front") << "the public body is read as any other";
}

TEST_P(PrivateBody, that_the_log_did_not_commit_to_is_not_shown)
{
    note("gst_1", "某人");
    note("gst_2", "另一人");
    admin.execute("DROP TRIGGER private_is_final" +
                  std::string{admin.is_postgres() ? " ON event_private" : ""});
    admin.execute("UPDATE event_private SET body = '{\"name\":\"forged\"}' WHERE seq = 1");
    admin.execute("UPDATE event_private SET salt = '" + std::string(64, '0') + "' WHERE seq = 2");
    EXPECT_EQ(opened(event("gst_1")), "house.private_differs");
    EXPECT_EQ(opened(event("gst_2")), "house.private_differs");
}

TEST_P(PrivateBody, goes_with_an_event_that_says_what_went_why_and_by_which_article)
{
    note("gst_1", "某人");
    note("gst_1", "另一人");
    const auto before = event("gst_1");
    EXPECT_EQ(erased(before), "");
    EXPECT_EQ(opened(before), "house.private_erased");
    EXPECT_EQ(opened(before, "organisation:org_b"), "house.private_erased");
    EXPECT_EQ(opened(event("gst_1", 1)), "另一人") << "the other body of the stream stays";
    EXPECT_EQ(bodies(), 1);
    const auto record = event("gst_1", 2);
    const auto said = record.as<PrivateErased>();
    EXPECT_EQ(said.of_kind, "test.guest_noted");
    EXPECT_EQ(said.of_version, 1);
    EXPECT_EQ(said.of_digest, before.digest);
    EXPECT_NE(before.body.find("\"commitment\":\"" + said.of_commitment + "\""), std::string::npos);
    EXPECT_EQ(said.reason, withdrawn.reason);
    EXPECT_EQ(said.article, withdrawn.article);
    EXPECT_EQ(record.about, before.about);
    house.pool.read([](const ReadTx& tx) { return test::whole_log(tx).size(); });
    EXPECT_EQ(event("gst_1").digest, before.digest) << "the log stays checkable";
}

TEST_P(PrivateBody, is_erased_once_with_reason_and_article_and_with_its_event_or_not_at_all)
{
    note("gst_1", "某人");
    note_openly("gst_2");
    const auto one = event("gst_1");
    EXPECT_EQ(erased(one, {"", "个人信息保护法47"}), "house.erasure_unfounded");
    EXPECT_EQ(erased(one, {"本人撤回同意", ""}), "house.erasure_unfounded");
    EXPECT_EQ(erased(event("gst_2")), "house.private_unknown");
    EXPECT_EQ(erased(one, withdrawn, true), "test.changed_mind");
    EXPECT_EQ(opened(one), "某人");
    EXPECT_EQ(erased(one), "");
    EXPECT_EQ(erased(one), "house.private_erased");
    EXPECT_EQ(house.pool.read([](const ReadTx& tx) { return test::whole_log(tx).size(); }), 3U);
}

TEST_P(PrivateBody, is_changed_or_taken_away_by_nobody_without_the_event)
{
    note("gst_1", "某人");
    note("gst_2", "另一人");
    EXPECT_EQ(erased(event("gst_2")), "");
    EXPECT_THROW(admin.execute("UPDATE event_private SET audience = 'all'"), sql::DatabaseError);
    EXPECT_THROW(admin.execute("DELETE FROM event_private"), sql::DatabaseError);
    EXPECT_THROW(admin.execute("DELETE FROM event_private WHERE seq = 1"), sql::DatabaseError);
    EXPECT_EQ(opened(event("gst_1")), "某人");
}

TEST_P(PrivateBody, neither_it_nor_the_log_is_emptied_at_a_stroke)
{
    if (!admin.is_postgres())
        return; // there is no TRUNCATE
    note("gst_1", "某人");
    for (const auto* table : {"event", "event_about", "event_private"})
        EXPECT_THROW(admin.execute("TRUNCATE " + std::string{table}), sql::DatabaseError) << table;
    EXPECT_EQ(opened(event("gst_1")), "某人");
}

} // namespace
} // namespace tianping
