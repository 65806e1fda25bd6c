// A database belongs to one installation: a process with other keys never writes into it.
#include "app/belonging.hpp"
#include "house/fresh_house.hpp"
#include "words/program.hpp"
#include <algorithm>
#include <future>

namespace tianping {
namespace {

using test::FreshNode;

class Belonging : public testing::TestWithParam<test::Home> {
protected:
    FreshNode node(const std::string& data, const std::string& name = "main",
                   ClockPurpose purpose = ClockPurpose::real) const
    {
        return {folder.path() / data, database.address(), purpose, name};
    }
    template <class T>
    static std::string code_of(const Result<T>& status)
    {
        return status ? "" : status.error().code;
    }
    static std::vector<std::string> differing(const Result<app::Ready>& status)
    {
        std::vector<std::string> out;
        for (const auto& field : status.error().fields)
            out.push_back(field.path);
        return out;
    }
    static std::int64_t count(app::House& at, const std::string& table)
    {
        return at.reads().read([&](const ReadTx& tx) { return tx.number("SELECT count(*) FROM " + table); });
    }

    test::ScratchFolder folder;
    test::ScratchDatabase database{GetParam()};
};

TEST_P(Belonging, another_folder_on_the_same_database_is_refused_with_what_differs)
{
    auto first = node("first");
    ASSERT_EQ(code_of(first.start().establish()), "");
    auto second = node("second", "b");
    const auto status = app::make_ready(second.config, second.installation);
    ASSERT_EQ(code_of(status), "installation.of_another");
    EXPECT_EQ(differing(status), (std::vector<std::string>{"platform", "sm2_root", "sm2_issuing", "p256_root",
                                                           "p256_issuing", "timestamps"}));
    EXPECT_EQ(status.error().fields.front().allowed,
              to_hex(first.installation.platform().certificate.digest()));
    EXPECT_EQ(status.error().params.at("folder"), (folder.path() / "second").string());
    EXPECT_THROW(second.start(), std::logic_error) << "there is no house without";
    EXPECT_EQ(count(*first.house, "node WHERE name = 'b'"), 0) << "nothing was written";
    auto rehearsal = node("rehearsal", "c", ClockPurpose::rehearsal);
    const auto other = differing(app::make_ready(rehearsal.config, rehearsal.installation));
    EXPECT_NE(std::ranges::find(other, "purpose"), other.end());
}

TEST_P(Belonging, serve_says_what_differs_and_what_to_do)
{
    auto first = node("first");
    ASSERT_EQ(code_of(first.start().establish()), "");
    first.house.reset();
    const auto second = test::run(folder, {"serve", "--data", (folder.path() / "second").string(),
                                           "--database", database.address().text, "--installation",
                                           "ggzy.pingzhou.example", "--node", "b", "--language", "en"});
    EXPECT_EQ(second.code, 1);
    EXPECT_EQ(second.out, "") << "no door was opened";
    EXPECT_NE(second.err.find("[installation.of_another]"), std::string::npos) << second.err;
    EXPECT_NE(second.err.find("use that installation's folder"), std::string::npos) << second.err;
    EXPECT_NE(second.err.find("  platform: The database has " +
                              to_hex(first.installation.platform().certificate.digest()) + " on record.\n"),
              std::string::npos)
        << second.err;
}

TEST_P(Belonging, the_same_files_serve_every_node_and_every_later_start)
{
    auto first = node("first");
    ASSERT_EQ(code_of(first.start().establish()), "");
    first.house.reset();
    std::filesystem::copy(folder.path() / "first", folder.path() / "copy",
                          std::filesystem::copy_options::recursive);
    auto again = node("first"), copy = node("copy", "b");
    EXPECT_EQ(code_of(again.start().establish()), "");
    EXPECT_EQ(code_of(app::make_ready(copy.config, copy.installation)), "");
    EXPECT_EQ(code_of(copy.start().establish()), "");
    EXPECT_EQ(count(*copy.house, "installation"), 1);
}

TEST_P(Belonging, of_two_that_establish_at_once_the_loser_hands_out_nothing)
{
    auto winner = node("winner", "a"), loser = node("loser", "b");
    winner.start();
    loser.start(); // both saw an empty database
    ASSERT_EQ(code_of(winner.house->establish()), "");
    EXPECT_EQ(code_of(loser.house->establish()), "installation.of_another");
    EXPECT_TRUE(std::filesystem::exists(winner.folder / "handed-out" / "desk" / "sign.key.pem"));
    EXPECT_FALSE(std::filesystem::exists(loser.folder / "handed-out"));
    EXPECT_EQ(count(*winner.house, "organisation"), 1);
}

TEST_P(Belonging, two_nodes_of_one_folder_that_establish_at_once_keep_the_keys_that_were_registered)
{
    auto a = node("shared", "a"), b = node("shared", "b");
    a.start();
    b.start();
    auto other = std::async(std::launch::async, [&] { return code_of(b.house->establish()); });
    EXPECT_EQ(code_of(a.house->establish()), "");
    EXPECT_EQ(other.get(), "");
    a.house->open_door({.any_port = true}).value();
    for (const auto* handle : {"desk", "security-admin"})
        EXPECT_TRUE(a.staff(handle).sign_in()) << handle;
}

INSTANTIATE_TEST_SUITE_P(on, Belonging, testing::ValuesIn(test::homes()),
                         [](const auto& p) { return test::name_of(p.param); });

} // namespace
} // namespace tianping
