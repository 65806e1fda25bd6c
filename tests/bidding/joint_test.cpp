// Joint bodies (招法31, 条例37): who is named a member agreed to it, bids in no other way in the same lot,
// and no refusal tells anyone whether somebody else bids (招法22).
#include "app/bidder/joint.hpp"
#include "support/tender.hpp"
#include <gtest/gtest.h>
#include <set>

namespace tianping::bidding {
namespace {

using test::Tender;

class Joint : public testing::TestWithParam<test::Home> {
protected:
    Result<Submitted> bid(std::size_t lead, const JointBody& joint)
    {
        const auto name = "joint" + std::to_string(++bids);
        auto sealed = tender.ready(lead, tender.seal(lead, 10'000'000, name));
        sealed.body.joint = joint;
        return tender.send(lead, sealed);
    }
    std::string code(std::size_t i)
    {
        return tender.bidder(i).holder().certificate.subject().organisation_code;
    }
    // As a lead makes it who asks nobody.
    JointBody unasked(std::size_t lead, std::size_t member)
    {
        return bidder::draft_joint(tender.kit(), tender.bidder(lead).holder(), {code(member)}).value();
    }

    Tender tender{{.home = GetParam(), .joint_bodies = true}};
    int bids = 0;
};
INSTANTIATE_TEST_SUITE_P(homes, Joint, testing::ValuesIn(test::homes()),
                         [](const auto& at) { return test::name_of(at.param); });

// "code: path code allowed;" of a refusal.
std::string told(const Result<Submitted>& result)
{
    if (result)
        return "";
    auto out = result.error().code + ":";
    for (const auto& field : result.error().fields)
        out += " " + field.path + " " + field.code + " " + field.allowed + ";";
    return out;
}

TEST_P(Joint, who_is_named_a_member_has_signed_and_nobody_else)
{
    EXPECT_EQ(told(bid(0, unasked(0, 1))),
              "bidding.joint_unsigned: joint.signatures bidding.joint_unsigned " + code(1) + ";");
    auto with_stranger = unasked(0, 1);
    const auto message = from_base64(with_stranger.message).value();
    with_stranger.signatures.push_back(tender.bidder(2).sign(message));
    EXPECT_EQ(told(bid(0, with_stranger)),
              "bidding.joint_unsigned: joint.signatures.1 bidding.joint_stranger " + code(2) +
                  "; joint.signatures bidding.joint_unsigned " + code(1) + ";");
    auto twice = tender.joint(0, {1});
    twice.signatures.push_back(twice.signatures.back());
    EXPECT_EQ(told(bid(0, twice)),
              "bidding.joint_stranger: joint.signatures.2 bidding.joint_stranger " + code(1) + ";");
    auto forged = unasked(0, 1);
    forged.signatures.push_back(tender.bidder(1).sign(tianping::view(std::string_view{"something else"})));
    EXPECT_EQ(told(bid(0, forged)), "identity.signature_wrong: joint.signatures.1 identity.signature_wrong "
                                    "a signature over the bytes that were asked for;");
    const auto taken = bid(0, tender.joint(0, {1, 2}));
    ASSERT_TRUE(taken) << taken.error().code;
}

TEST_P(Joint, the_agreement_is_for_this_lead_and_this_intake)
{
    EXPECT_EQ(told(bid(2, tender.joint(0, {1, 2}))).substr(0, 24), "bidding.joint_of_another");
    auto kit = tender.kit();
    kit.intake = trade::IntakeId::mint(Instant{}, {7}).text();
    auto elsewhere = bidder::draft_joint(kit, tender.bidder(0).holder(), {code(1)}).value();
    ASSERT_TRUE(bidder::sign_joint(elsewhere, tender.bidder(1).holder()));
    EXPECT_EQ(told(bid(0, elsewhere)).substr(0, 24), "bidding.joint_of_another");
    auto torn = tender.joint(0, {1});
    torn.message = torn.message.substr(0, 40);
    EXPECT_EQ(told(bid(0, torn)), "seal.malformed: joint.message seal.malformed TPJOIN01;");
}

TEST_P(Joint, a_member_bids_in_no_other_way_until_the_joint_bid_is_withdrawn)
{
    const auto joint = bid(0, tender.joint(0, {1}));
    ASSERT_TRUE(joint) << joint.error().code;
    const auto taken =
        "bidding.member_bids_already: joint.message bidding.member_bids_already " + code(1) + ";";
    EXPECT_EQ(told(tender.send(1, tender.ready(1, tender.seal(1, 10'000'001)))), taken);
    EXPECT_EQ(told(bid(2, tender.joint(2, {1}))), taken);
    const bidder::Version in_force{joint->submission, 0, digest_from_hex(joint->message_digest).value()};
    ASSERT_TRUE(bidder::withdraw(tender.bidder(0), tender.kit(), in_force));
    tender.bid(1, 10'000'002, "alone");
}

// As each of them bids neither alone nor as lead.
TEST_P(Joint, owner_agent_and_centre_bid_as_no_member_either_and_each_is_named_with_its_article)
{
    const account::Holder* parties[] = {&tender.owner().holder(), &tender.agency().holder(),
                                        &tender.staff("desk").holder()};
    std::map<std::string, std::string> articles;
    std::vector<std::string> codes{code(1)};
    for (const auto& [party, article] :
         {std::pair{parties[0], "条例34"}, std::pair{parties[1], "条例13"}, std::pair{parties[2], "20-23"}}) {
        codes.push_back(party->certificate.subject().organisation_code);
        articles[codes.back()] = article;
    }
    auto joint = bidder::draft_joint(tender.kit(), tender.bidder(0).holder(), codes).value();
    ASSERT_TRUE(bidder::sign_joint(joint, tender.bidder(1).holder()));
    for (const auto* party : parties)
        ASSERT_TRUE(bidder::sign_joint(joint, *party));
    const auto refused = bid(0, joint);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "bidding.member_is_party");
    std::set<std::string> named;
    for (const auto& field : refused.error().fields) {
        EXPECT_EQ(field.code, "bidding.member_is_party");
        ASSERT_TRUE(articles.contains(field.allowed)) << field.allowed;
        EXPECT_NE(refused.error().article.find(articles.at(field.allowed)), std::string::npos);
        named.insert(field.allowed);
    }
    EXPECT_EQ(named.size(), 3U);
    ASSERT_TRUE(bid(0, tender.joint(0, {1})));
}

TEST_P(Joint, a_bid_may_lose_or_gain_members_as_a_whole_new_version)
{
    ASSERT_TRUE(bid(0, tender.joint(0, {1})));
    ASSERT_TRUE(bid(0, tender.joint(0, {2})));
    tender.bid(1, 10'000'001);
    EXPECT_EQ(told(tender.send(2, tender.ready(2, tender.seal(2, 10'000'002)))).substr(0, 27),
              "bidding.member_bids_already");
}

TEST_P(Joint, naming_one_who_did_not_agree_tells_nothing_of_whether_he_bids)
{
    const auto before = told(bid(0, unasked(0, 1)));
    tender.bid(1, 10'000'001);
    EXPECT_EQ(told(bid(0, unasked(0, 1))), before);
}

TEST_P(Joint, terms_that_take_no_joint_bodies_say_so)
{
    Tender plain{{.home = GetParam()}};
    auto sealed = plain.ready(0, plain.seal(0, 10'000'000));
    sealed.body.joint = plain.joint(0, {1});
    EXPECT_EQ(told(plain.send(0, sealed)), "bidding.no_joint_bodies: joint bidding.no_joint_bodies ;");
}

} // namespace
} // namespace tianping::bidding
