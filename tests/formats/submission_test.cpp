#include "parties.hpp"
#include <gtest/gtest.h>

using namespace tianping;
using namespace tianping::seal;

namespace {

template <class T>
std::string code(const Result<T>& result)
{
    return result ? "yes" : result.error().code;
}

// The first version of a submission with two parts.
Submit first_version()
{
    const Prefix prefix = example::prefix();
    Submit out{prefix.place, "sub-1", 0, {}, prefix.terms, prefix.bidder, {}};
    for (const std::string part : {"commercial", "price"})
        out.parts.push_back(
            {part, example::digest("header " + part), example::digest("envelope " + part), 262272});
    return out;
}

} // namespace

TEST(SubmitChain, each_version_names_the_one_before)
{
    const Submit first = first_version();
    EXPECT_EQ(code(may_follow({}, first)), "yes");
    Submit second = first;
    second.replacement = 1;
    second.previous = digest_of(first);
    EXPECT_EQ(code(may_follow(first, second)), "yes");
    EXPECT_EQ(code(may_follow({}, second)), "submit.not_first");
    EXPECT_EQ(code(may_follow(first, first)), "submit.stale_previous");

    Submit third = second;
    third.replacement = 2;
    EXPECT_EQ(code(may_follow(second, third)), "submit.stale_previous"); // still names the first
    third.previous = digest_of(second);
    EXPECT_EQ(code(may_follow(second, third)), "yes");
    EXPECT_EQ(code(may_follow(first, third)), "submit.stale_previous");
    third.replacement = 3;
    EXPECT_EQ(code(may_follow(second, third)), "submit.stale_previous");
    Submit other = second;
    other.submission = "sub-2";
    EXPECT_EQ(code(may_follow(first, other)), "submit.another_submission");
    other = second;
    other.bidder = example::digest("another");
    EXPECT_EQ(code(may_follow(first, other)), "submit.another_submission");
    Submit last = first;
    last.replacement = ~std::uint32_t{0};
    last.previous = digest_of(first);
    EXPECT_EQ(code(may_follow(last, first)), "submit.stale_previous"); // the number does not wrap
}

TEST(SubmitChain, withdrawal_names_the_version_in_force)
{
    const Submit first = first_version();
    Withdraw w{first.place, first.submission, digest_of(first)};
    EXPECT_EQ(code(may_withdraw(first, w)), "yes");
    Submit second = first;
    second.replacement = 1;
    second.previous = digest_of(first);
    EXPECT_EQ(code(may_withdraw(second, w)), "submit.stale_previous");
    w.submission = "sub-2";
    EXPECT_EQ(code(may_withdraw(first, w)), "submit.another_submission");
}

TEST(SubmitChain, every_message_is_signed_by_the_bidder_it_names)
{
    example::Intake intake;
    intake.replace(0);
    SubmissionChain chain = intake.set.chains[0];
    EXPECT_EQ(check_chain(chain, intake.signers).value().digests.size(), 2U);

    SubmissionChain by_another = chain;
    by_another.submits[1] = intake.bidders[1].sign(chain.submits[1].message);
    EXPECT_EQ(code(check_chain(by_another, intake.signers)), "submit.not_signed");
    by_another.submits[1].signer = intake.bidders[0].certificate;
    EXPECT_EQ(code(check_chain(by_another, intake.signers)), "submit.not_signed");

    SubmissionChain headless = chain;
    headless.submits.erase(headless.submits.begin());
    EXPECT_EQ(code(check_chain(headless, intake.signers)), "submit.not_first");
    EXPECT_EQ(code(check_chain({}, intake.signers)), "submit.not_first");

    intake.signers.at(intake.bidders[0].certificate).in_force = false;
    EXPECT_EQ(check_chain(chain, intake.signers).value().unfit, "submit.certificate_not_in_force");
    chain.submits[1].signature = chain.submits[0].signature;
    EXPECT_EQ(code(check_chain(chain, intake.signers)), "submit.not_signed") << "in force or not";
}

TEST(SubmitChain, sign_in_signature_is_no_submission)
{
    example::Intake intake;
    SubmissionChain chain = intake.set.chains[0];
    chain.submits[0].signature = intake.bidders[0].sign(Bytes(64, 'c')).signature;
    EXPECT_EQ(code(check_chain(chain, intake.signers)), "submit.not_signed");
    chain.submits[0] = intake.bidders[0].sign(Bytes(64, 'c'));
    EXPECT_EQ(code(check_chain(chain, intake.signers)), "seal.malformed");
}

TEST(TrusteeKeys, come_from_messages_that_the_trustees_of_the_terms_signed)
{
    const example::Intake intake;
    const std::vector<Digest> certificates = intake.facts.terms[0].trustees;
    const auto message = [&](std::size_t i) {
        return KeyMessage{intake.facts.place, static_cast<std::uint8_t>(i + 1), certificates[i],
                          intake.facts.keys[i].key};
    };
    std::vector<Signed> messages;
    for (std::size_t i = 5; i-- > 0;)
        messages.push_back(intake.trustees[i].sign(message(i).encode()));
    const auto checked = [&](const std::vector<Signed>& m) {
        return code(check_keys(intake.facts.place, certificates, m, intake.signers));
    };
    EXPECT_EQ(check_keys(intake.facts.place, certificates, messages, intake.signers).value(),
              intake.facts.keys);

    auto fewer = messages;
    fewer.pop_back();
    EXPECT_EQ(checked(fewer), "closing.key_missing");
    auto twice = messages;
    twice.push_back(messages[0]);
    EXPECT_EQ(checked(twice), "closing.key_substituted");
    auto substituted = messages;
    KeyMessage other = message(4);
    other.key = crypto::sm2_public_point(example::key(77));
    substituted[0] = intake.platform.sign(other.encode());
    EXPECT_EQ(checked(substituted), "closing.key_substituted");
    substituted[0].signer = certificates[4];
    EXPECT_EQ(checked(substituted), "closing.key_substituted");
    other = message(4);
    other.place.intake = "I-2";
    substituted[0] = intake.trustees[4].sign(other.encode());
    EXPECT_EQ(checked(substituted), "closing.key_substituted");
}
