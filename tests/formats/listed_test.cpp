// Whose header it is that a SUBMIT lists.
#include "parties.hpp"
#include <gtest/gtest.h>

using namespace tianping;
using namespace tianping::seal;
using example::Intake;

// The bidder lists what he likes; the prefix decides whether the trustee opens it.
TEST(Trustee, header_says_the_same_as_the_submission_that_lists_it)
{
    const Intake good;
    const auto with = [&](auto change) {
        Intake intake = good;
        Prefix prefix = intake.prefix_of(0);
        change(prefix);
        const Header header = example::header_for(prefix);
        intake.headers[0] = header;
        intake.set.chains[0].submits[0] = intake.bidders[0].sign(intake.submit_of(0).encode());
        intake.close();
        return intake.answering(header);
    };
    EXPECT_EQ(with([](Prefix&) {}), "yes");
    EXPECT_EQ(with([](Prefix& p) { p.own = crypto::sm2_public_point(example::key(0)); }), "yes");
    EXPECT_EQ(with([](Prefix& p) { p.place.intake = "I-0"; }), "closing.header_of_another");
    EXPECT_EQ(with([](Prefix& p) { p.place.lot = "L-2"; }), "closing.header_of_another");
    EXPECT_EQ(with([](Prefix& p) { p.part = "technical"; }), "closing.header_of_another");
    EXPECT_EQ(with([](Prefix& p) { p.bidder = example::digest("another"); }), "closing.header_of_another");
    EXPECT_EQ(with([](Prefix& p) { p.terms = example::digest("unsigned"); }), "closing.header_of_another");
    EXPECT_EQ(with([](Prefix& p) { p.threshold = 4; }), "closing.header_of_another");
    EXPECT_EQ(with([](Prefix& p) { p.trustees[3].key = crypto::sm2_public_point(example::key(9)); }),
              "closing.key_substituted");
    EXPECT_EQ(with([](Prefix& p) { p.trustees[3].certificate = example::digest("x"); }),
              "closing.header_of_another");
    EXPECT_EQ(with([](Prefix& p) { std::swap(p.trustees[0], p.trustees[4]); }), "closing.header_of_another");
}

TEST(Trustee, header_is_of_its_own_bidder_also_where_another_lists_it_first)
{
    Intake intake;
    const Digest own = digest_of(intake.submit_of(0));
    Submit thief = intake.submit_of(1);
    thief.parts[0].header = intake.headers[0].digest();
    while (digest_of(thief) > own) // the set is in the order of these digests
        thief.parts[0].bytes += 1;
    intake.set.chains[1].submits[0] = intake.bidders[1].sign(thief.encode());
    intake.close();
    EXPECT_EQ(intake.answering(intake.headers[0]), "yes");
    EXPECT_EQ(intake.answering(intake.headers[1]), "closing.header_not_listed");
    intake.facts.due = {{"price", std::vector<std::string>{"sub-1"}}};
    EXPECT_EQ(intake.answering(intake.headers[0]), "closing.part_not_due") << "the thief's place is not its";
}
