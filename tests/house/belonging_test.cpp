// A database belongs to one installation: a process with other keys never writes into it.
#include "app/belonging.hpp"
#include "house/fresh_house.hpp"
#include "infra/blob/mark.hpp"
#include "infra/spine/connection.hpp"
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

    std::filesystem::path blobs_in(const std::string& data) const { return folder.path() / data / "blobs"; }
    // The installation's files without its blobs, as an operator copies them for a node elsewhere.
    void copy_installation(const std::string& from, const std::string& to) const
    {
        std::filesystem::create_directory(folder.path() / to);
        for (const auto* name : {"installation.json", "authority", "platform"})
            std::filesystem::copy(folder.path() / from / name, folder.path() / to / name,
                                  std::filesystem::copy_options::recursive);
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

TEST_P(Belonging, a_node_with_a_folder_of_blobs_of_its_own_is_refused_until_it_shares_the_one_on_record)
{
    auto first = node("first");
    ASSERT_EQ(code_of(first.start().establish()), "");
    first.house.reset();
    copy_installation("first", "second");
    {
        auto second = node("second", "b");
        const auto status = app::make_ready(second.config, second.installation);
        ASSERT_EQ(code_of(status), "installation.other_blobs");
        EXPECT_EQ(status.error().params.at("folder"), blobs_in("second").string());
        EXPECT_EQ(status.error().params.at("mark"), blob::mark_of(blobs_in("first")));
        EXPECT_FALSE(std::filesystem::exists(blobs_in("second"))) << "nothing was written";
    }
    const auto told = test::run(folder, {"serve", "--data", (folder.path() / "second").string(), "--database",
                                         database.address().text, "--installation", "ggzy.pingzhou.example",
                                         "--node", "b", "--language", "en"});
    EXPECT_EQ(told.code, 1);
    EXPECT_NE(told.err.find("Mount the shared folder there"), std::string::npos) << told.err;
    std::filesystem::create_directory_symlink(blobs_in("first"), blobs_in("second"));
    auto second = node("second", "b");
    EXPECT_EQ(code_of(second.start().establish()), "");
}

TEST_P(Belonging, of_two_that_establish_at_once_the_one_with_other_blobs_is_refused)
{
    auto a = node("first", "a");
    copy_installation("first", "second");
    auto b = node("second", "b");
    a.start();
    b.start(); // both saw an empty database
    EXPECT_EQ(code_of(a.house->establish()), "");
    EXPECT_EQ(code_of(b.house->establish()), "installation.other_blobs");
}

TEST_P(Belonging, a_folder_of_blobs_from_before_there_were_marks_goes_on_record_at_the_next_start)
{
    auto first = node("first");
    ASSERT_EQ(code_of(first.start().establish()), "");
    first.house.reset();
    std::filesystem::remove(blob::mark_file(blobs_in("first")));
    sql::Connection{database.address(), sql::Connection::Use::write}.execute("DELETE FROM blob_folder");
    auto again = node("first");
    EXPECT_EQ(code_of(again.start().establish()), "");
    EXPECT_EQ(count(*again.house, "blob_folder"), 1);
    EXPECT_TRUE(blob::mark_of(blobs_in("first")));
}

TEST_P(Belonging, two_processes_of_one_name_in_one_folder_are_one_too_many)
{
    auto first = node("first");
    ASSERT_EQ(code_of(first.start().establish()), "");
    auto second = node("first");
    EXPECT_EQ(code_of(app::make_ready(second.config, second.installation)), "house.node_taken");
    EXPECT_THROW(second.start(), std::logic_error) << "the stamps of the first are touched by nobody else";
    first.house->stop();
    EXPECT_EQ(code_of(second.start().establish()), "");
}

TEST_P(Belonging, a_name_that_is_at_work_in_another_folder_opens_no_door)
{
    auto first = node("first");
    ASSERT_EQ(code_of(first.start().establish()), "");
    ASSERT_EQ(code_of(first.house->open_door({.any_port = true})), "");
    copy_installation("first", "copy");
    std::filesystem::create_directory_symlink(blobs_in("first"), blobs_in("copy"));
    auto copy = node("copy");
    ASSERT_EQ(code_of(copy.start().establish()), "");
    EXPECT_EQ(code_of(copy.house->open_door({.any_port = true})), "house.node_elsewhere");
    copy.house.reset();
    EXPECT_EQ(count(*first.house, "node WHERE retired = 0"), 1)
        << "who was refused said nothing for the first";
    first.house->stop();
    ASSERT_EQ(code_of(copy.start().establish()), "");
    EXPECT_EQ(code_of(copy.house->open_door({.any_port = true})), "") << "the first left in order";
}

TEST_P(Belonging, the_blobs_of_another_installation_are_refused)
{
    auto first = node("first");
    ASSERT_EQ(code_of(first.start().establish()), "");
    const test::ScratchDatabase fresh{GetParam()};
    FreshNode other{folder.path() / "other", fresh.address(), ClockPurpose::real};
    std::filesystem::create_directory_symlink(blobs_in("first"), blobs_in("other"));
    EXPECT_EQ(code_of(app::make_ready(other.config, other.installation)), "installation.blobs_of_another");
}

INSTANTIATE_TEST_SUITE_P(on, Belonging, testing::ValuesIn(test::homes()),
                         [](const auto& p) { return test::name_of(p.param); });

} // namespace
} // namespace tianping
