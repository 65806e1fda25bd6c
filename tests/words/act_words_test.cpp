// A consequential act from the command line.
#include "support/tender.hpp"
#include "words/program.hpp"
#include <fstream>
#include <gtest/gtest.h>

namespace tianping::test {
namespace {

TEST(act_words, a_consequential_act_is_signed_with_the_key_of_the_session)
{
    Tender tender;
    ScratchFolder home;
    const auto word = [&](std::vector<std::string> words) {
        words.insert(words.end(), {"--language", "en"});
        return run(home, std::move(words));
    };
    auto& bidder = tender.bidder(0);
    const auto signed_in = word({"login", "--server", tender.anyone().base(), "--platform-origin",
                                 tender.config().origin, "--keys", keys_of(home, "bidder", bidder).string()});
    ASSERT_EQ(signed_in.code, 0) << signed_in.err;
    const auto session = bidder.client().get<identity::SessionOut>("/api/v1/session").value();
    const auto roles = "/api/v1/organisations/" + session.organisation.id.text() + "/people/" +
                       session.person.text() + "/roles";
    const auto body = (home.path() / "roles.json").string();
    std::ofstream{body} << R"({"roles":["org_admin","org_signer","org_member"]})";
    const auto unread = word({"act", "PUT", roles, "--body", body});
    EXPECT_EQ(unread.code, 1) << unread.out;
    EXPECT_NE(unread.err.find("it stands at 1."), std::string::npos)
        << "in its reader's language: " << unread.err;
    const auto changed = word({"act", "PUT", roles, "--body", body, "--if-match", "1"});
    EXPECT_EQ(changed.code, 0) << changed.err;
    EXPECT_NE(changed.err.find("signing: PUT " + roles), std::string::npos) << changed.err;
    EXPECT_TRUE(wire::parse_json(changed.out)) << "what is printed is the answer alone: " << changed.out;
    std::ofstream{body} << R"({"rolls":[]})";
    const auto wrong = word({"act", "PUT", roles, "--body", body, "--if-match", "2"});
    EXPECT_EQ(wrong.code, 1);
    EXPECT_NE(wrong.err.find("wire."), std::string::npos) << wrong.err;
}

} // namespace
} // namespace tianping::test
