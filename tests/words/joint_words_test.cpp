// The agreement of a joint body goes from party to party as a file, and the lead submits with it.
#include "support/tender.hpp"
#include "words/program.hpp"
#include <gtest/gtest.h>

namespace tianping::test {
namespace {

class JointWords : public testing::Test {
protected:
    JointWords()
    {
        write_text(home.path() / "kit.json", boost::json::serialize(wire::write(scene.kit())));
        write_text(home.path() / "part.pdf", "%PDF-1.7 part");
        for (std::size_t i = 0; i < 3; ++i)
            keys.push_back(keys_of(home, "bidder-" + std::to_string(i), scene.bidder(i)).string());
    }
    std::string file(const char* name) const { return (home.path() / name).string(); }
    std::string code(std::size_t i)
    {
        return scene.bidder(i).holder().certificate.subject().organisation_code;
    }
    Ran word(std::vector<std::string> words)
    {
        words.insert(words.end(), {"--language", "en"});
        return run(home, std::move(words));
    }
    Ran draft()
    {
        return word({"joint", "draft", file("joint.json"), "--kit", file("kit.json"), "--keys", keys[0],
                     "--member", code(1)});
    }
    Ran submit()
    {
        word({"login", "--server", scene.anyone().base(), "--platform-origin", "http://127.0.0.1:8080",
              "--keys", keys[0]});
        const auto part = file("part.pdf");
        word({"seal", "--kit", file("kit.json"), "--keys", keys[0], "--part", "price=" + part, "--part",
              "technical=" + part, "--price-letter", "price=9999999.50", "--price-letter", "quality=合格",
              "--out", file("bid")});
        return word({"submit", file("bid"), "--joint", file("joint.json")});
    }

    Tender scene{{.joint_bodies = true}};
    ScratchFolder home;
    std::vector<std::string> keys;
};

TEST_F(JointWords, lead_drafts_member_signs_and_the_lead_submits)
{
    const auto drafted = draft();
    ASSERT_EQ(drafted.code, 0) << drafted.err;
    EXPECT_NE(drafted.out.find("member  " + code(1) + "  not signed"), std::string::npos) << drafted.out;
    EXPECT_EQ(word({"joint", "show", file("joint.json")}).code, 1);
    const auto early = submit();
    EXPECT_EQ(early.code, 1);
    EXPECT_NE(early.err.find("bidding.joint_unsigned"), std::string::npos) << early.err;
    const auto stranger = word({"joint", "sign", file("joint.json"), "--keys", keys[2]});
    EXPECT_NE(stranger.err.find("bidder.not_a_party"), std::string::npos) << stranger.err;
    const auto joined = word({"joint", "sign", file("joint.json"), "--keys", keys[1]});
    EXPECT_EQ(joined.code, 0) << joined.err;
    const auto shown = word({"joint", "show", file("joint.json")});
    EXPECT_EQ(shown.code, 0) << shown.err;
    EXPECT_NE(shown.out.find("member  " + code(1) + "  signed"), std::string::npos) << shown.out;
    const auto sent = submit();
    EXPECT_EQ(sent.code, 0) << sent.err;
}

TEST_F(JointWords, a_false_code_is_refused_before_anything_is_signed)
{
    const auto ran = word({"joint", "draft", file("joint.json"), "--kit", file("kit.json"), "--keys", keys[0],
                           "--member", "911101080000000000"});
    EXPECT_EQ(ran.code, 1);
    EXPECT_NE(ran.err.find("identity.code_"), std::string::npos) << ran.err;
    EXPECT_FALSE(std::filesystem::exists(file("joint.json")));
}

TEST_F(JointWords, an_agreement_that_was_changed_is_named_as_such)
{
    ASSERT_EQ(draft().code, 0);
    auto text = text_of(file("joint.json"));
    const auto at = text.find("\"value\":\"") + 40;
    text[at] = text[at] == 'A' ? 'B' : 'A';
    write_text(file("joint.json"), text);
    const auto ran = word({"joint", "show", file("joint.json")});
    EXPECT_EQ(ran.code, 1);
    EXPECT_NE(ran.err.find("identity.signature_wrong"), std::string::npos) << ran.err;
}

} // namespace
} // namespace tianping::test
