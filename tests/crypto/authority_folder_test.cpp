#include "base/wire.hpp"
#include "crypto/demonstration.hpp"
#include "infra/crypto/authority.hpp"
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <thread>

using namespace tianping;
using namespace tianping::crypto;
using namespace tianping::test;

namespace {

class EveryFolder : public testing::TestWithParam<Algorithm>, protected Demonstration {
protected:
    EveryFolder() : Demonstration{GetParam()} {}
};
INSTANTIATE_TEST_SUITE_P(Folders, EveryFolder, testing::Values(Algorithm::sm2, Algorithm::p256),
                         [](const auto& made) { return wire::name_of(made.param); });

} // namespace

TEST_P(EveryFolder, holds_the_same_authority_when_opened_again)
{
    const auto sign = authority.make_pair(bidder(), period)->certificates.sign;
    ASSERT_TRUE(authority.revoke(sign.serial(), RevocationReason::superseded, noon));
    const auto again = Authority::open({folder.path("keys"), GetParam()}, noon + year);
    ASSERT_TRUE(again) << again.error().code;
    EXPECT_EQ(again->root(), authority.root());
    EXPECT_EQ(again->crl(noon + year).entries().size(), 1u);
    EXPECT_TRUE(again->make_pair(bidder(), period));
}

TEST_P(EveryFolder, keeps_its_keys_from_others)
{
    const auto home = folder.path("keys/demonstration-" + wire::name_of(GetParam()));
    for (const auto* name : {"/root.key.pem", "/issuing.key.pem"}) {
        struct ::stat status {};
        ASSERT_EQ(::stat((home + name).c_str(), &status), 0);
        EXPECT_EQ(status.st_mode & 0777, 0600u);
    }
    std::filesystem::permissions(home + "/root.key.pem", std::filesystem::perms{0640});
    EXPECT_EQ(Authority::open({folder.path("keys"), GetParam()}, noon).error().code, "authority.key_exposed");
}

TEST(an_authority, whose_files_do_not_fit_each_other_is_refused)
{
    const Demonstration demo{Algorithm::sm2};
    const Demonstration other{Algorithm::sm2};
    const auto home = demo.folder.path("keys/demonstration-sm2/");
    demo.folder.write("keys/demonstration-sm2/issuing.pem", other.authority.issuing().pem());
    EXPECT_EQ(Authority::open({demo.folder.path("keys"), Algorithm::sm2}, noon).error().code,
              "authority.damaged");
    demo.folder.write("keys/demonstration-sm2/issuing.pem", demo.authority.issuing().pem());
    EXPECT_TRUE(Authority::open({demo.folder.path("keys"), Algorithm::sm2}, noon));
    std::filesystem::remove(home + "register.txt");
    EXPECT_EQ(Authority::open({demo.folder.path("keys"), Algorithm::sm2}, noon).error().code,
              "authority.damaged");
}

TEST(an_authority, opened_by_many_at_once_is_made_once)
{
    const Folder folder;
    std::vector<std::string> roots(6);
    std::vector<std::thread> openers;
    for (auto& root : roots)
        openers.emplace_back([&] {
            root = Authority::open({folder.path("keys"), Algorithm::p256}, noon)->root().pem();
        });
    for (auto& opener : openers)
        opener.join();
    for (const auto& root : roots)
        EXPECT_EQ(root, roots[0]);
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator{folder.path("keys")}, {}), 1);
}

TEST(an_authoritys_register, passes_over_a_line_that_a_crash_cut_off)
{
    const Demonstration demo{Algorithm::p256};
    const auto first = demo.authority.make_pair(bidder(), demo.period)->certificates.sign;
    const auto file = demo.folder.path("keys/demonstration-p256/register.txt");
    std::filesystem::resize_file(file, std::filesystem::file_size(file) - 3);
    const auto second = demo.authority.make_pair(bidder(), demo.period)->certificates;
    EXPECT_TRUE(demo.authority.revoke(first.serial(), RevocationReason::hold, noon));
    EXPECT_TRUE(demo.authority.revoke(second.sign.serial(), RevocationReason::hold, noon));
    EXPECT_TRUE(demo.authority.revoke(second.encrypt.serial(), RevocationReason::hold, noon));
    EXPECT_EQ(demo.authority.crl(noon).entries().size(), 3u);
    std::ofstream{file, std::ios::app} << "nonsense .\n";
    EXPECT_THROW(demo.authority.crl(noon), std::runtime_error);
}
