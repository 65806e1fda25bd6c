// Whose intakes a trustee serves: the owners whom its operator named and whose certificates its anchors vouch
// for, learned at the first sight of an intake and kept; or whom the platform shows, and then it says so.
#include "words/service_scene.hpp"

namespace tianping::test {
namespace {

class OwnersOfTrustee : public ServiceWords {
protected:
    OwnersOfTrustee() : ServiceWords{{.accidents = {{3, trustee::Accident::absent}}}}
    {
        clock(local_hour(bidding_hour));
        const auto& authority = scene.installation().sm2_authority();
        write_text(file("anchors.pem"), authority.issuing().pem() + authority.root().pem());
        const auto& other = scene.installation().p256_authority();
        write_text(file("other.pem"), other.issuing().pem() + other.root().pem());
    }
    static std::string code_of(const account::Account& account)
    {
        return account.holder().certificate.subject().organisation_code;
    }
    std::string owner() { return code_of(scene.owner()); }
    std::string another() { return code_of(scene.agency()); }
    Ran once(std::size_t number, const std::vector<std::string>& more)
    {
        std::vector<std::string> words{"--once", "--intake", scene.intake(), "--language", "en"};
        words.insert(words.end(), more.begin(), more.end());
        return visit(number, words);
    }
    void expect_refused(const Ran& ran, const std::string& code)
    {
        EXPECT_EQ(ran.code, 1);
        EXPECT_NE(ran.err.find(code), std::string::npos) << ran.err;
    }
    bool holds_something(std::size_t number)
    {
        return std::filesystem::exists(scene.trustee(number).state / (scene.intake() + ".json"));
    }
};

TEST_F(OwnersOfTrustee, an_intake_of_another_owner_than_was_named_gets_no_key_and_nothing_of_it_is_kept)
{
    expect_refused(once(3, {"--owner", another(), "--anchors", file("anchors.pem")}), "trustee.other_owner");
    EXPECT_FALSE(holds_something(3));
    EXPECT_EQ(scene.kit().keys.size(), 4U);
    std::filesystem::remove(scene.trustee(3).state / "owners.pin");
    const auto right = once(3, {"--owner", another(), "--owner", owner()});
    EXPECT_EQ(right.code, 0) << right.err;
    EXPECT_TRUE(holds_something(3));
    EXPECT_EQ(scene.kit().keys.size(), 5U);
    EXPECT_EQ(right.err.find("platform's word"), std::string::npos) << right.err;
}

TEST_F(OwnersOfTrustee, an_owners_certificate_that_leads_to_none_of_its_anchors_gets_no_key)
{
    expect_refused(once(3, {"--owner", owner(), "--anchors", file("other.pem")}),
                   "trustee.owner_not_vouched");
    EXPECT_FALSE(holds_something(3));
    EXPECT_EQ(scene.kit().keys.size(), 4U);
}

TEST_F(OwnersOfTrustee, the_owners_are_pinned_at_the_first_start_and_others_are_refused_from_then_on)
{
    EXPECT_EQ(once(4, {"--owner", owner()}).code, 0);
    const auto later = once(4, {});
    EXPECT_EQ(later.code, 0) << later.err;
    EXPECT_EQ(later.err.find("no owner is named"), std::string::npos) << "it is pinned: " << later.err;
    const auto changed = once(4, {"--owner", another()});
    expect_refused(changed, "trustee.owners_changed");
    EXPECT_NE(changed.err.find("owners.pin"), std::string::npos) << changed.err;
    std::filesystem::remove(scene.trustee(4).state / "owners.pin");
    expect_refused(once(4, {"--owner", another()}), "trustee.other_owner");
    expect_refused(once(5, {"--owner", "12"}), "identity.code_malformed");
}

TEST_F(OwnersOfTrustee, without_either_the_key_is_made_and_that_it_is_the_platforms_word_is_said)
{
    const auto ran = once(3, {});
    EXPECT_EQ(ran.code, 0) << ran.err;
    EXPECT_NE(ran.err.find("no owner is named"), std::string::npos) << ran.err;
    EXPECT_NE(ran.err.find("whose intake it is, is the platform's word"), std::string::npos) << ran.err;
    EXPECT_NE(ran.err.find(owner()), std::string::npos) << "whose it is said to be: " << ran.err;
    EXPECT_EQ(scene.kit().keys.size(), 5U);
}

} // namespace
} // namespace tianping::test
