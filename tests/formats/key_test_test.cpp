// The test envelope of an intake's keys: every key opens it or is named, and nothing else passes for it.
#include "formats/key_test.hpp"
#include "parties.hpp"
#include <gtest/gtest.h>

namespace tianping::seal {
namespace {

using example::Intake;

// One intake with all its keys, the test envelope, and what each trustee finds in it.
struct Tested {
    Intake intake{};
    std::optional<Sealed> sealed{};
    std::vector<Signed> answers{};

    Tested()
    {
        Chance chance{};
        chance.fill(7);
        sealed = seal_key_test(intake.facts.place, 3, intake.facts.keys, {1, 2, 3}, chance).value();
        for (std::uint8_t i = 1; i <= 5; ++i)
            answers.push_back(signed_answer(i, opened_by(i)));
    }
    const Header& header() const { return sealed->header; }
    Scalar opened_by(std::uint8_t i) const { return open_box(header(), i, example::key(i)).value(); }
    Signed signed_answer(std::uint8_t i, const std::optional<Scalar>& share) const
    {
        return intake.trustees.at(i - 1U).sign(test_answer(header(), i, share).encode());
    }
    std::string checked() const
    {
        const auto status =
            check_key_test(intake.facts.place, intake.facts.keys, header(), answers, intake.signers);
        if (status)
            return "yes";
        const auto error = status.error();
        const auto trustee = error.params.find("trustee");
        return error.code + (trustee == error.params.end() ? "" : " " + trustee->second);
    }
};

TEST(KeyTest, every_key_opens_the_envelope_and_its_answer_is_right)
{
    const Tested tested;
    EXPECT_EQ(tested.checked(), "yes");
    EXPECT_EQ(tested.header().prefix().part, test_part);
    for (std::uint8_t i = 1; i <= 5; ++i)
        EXPECT_TRUE(check_test_answer(tested.header(), *tested.sealed->secret,
                                      test_answer(tested.header(), i, tested.opened_by(i))));
}

TEST(KeyTest, who_answers_wrongly_not_or_without_signature_is_named)
{
    Tested tested;
    const auto good = tested.answers;
    auto wrong = tested.opened_by(3);
    wrong.back() ^= 1;
    tested.answers[2] = tested.signed_answer(3, wrong);
    EXPECT_EQ(tested.checked(), "closing.key_not_proved 3");
    tested.answers[2] = tested.signed_answer(3, std::nullopt);
    EXPECT_EQ(tested.checked(), "closing.key_not_proved 3");
    tested.answers = good;
    tested.answers.pop_back();
    EXPECT_EQ(tested.checked(), "closing.key_not_proved 5");
    tested.answers.push_back(good[0]);
    EXPECT_EQ(tested.checked(), "closing.key_not_proved 1") << "twice";
    tested.answers = good;
    tested.answers[1].signer = tested.intake.trustees[0].certificate;
    EXPECT_EQ(tested.checked(), "closing.key_not_proved 2") << "signed by another";
    tested.answers = good;
    tested.answers[1].signature = good[0].signature;
    EXPECT_EQ(tested.checked(), "closing.key_not_proved 2");
    tested.answers.clear();
    EXPECT_EQ(tested.checked(), "closing.key_not_proved 1");
}

TEST(KeyTest, wrong_answers_of_so_many_that_nothing_is_rebuilt_prove_no_key)
{
    Tested tested;
    for (std::uint8_t i = 1; i <= 3; ++i) {
        auto wrong = tested.opened_by(i);
        wrong.back() ^= i;
        tested.answers[i - 1U] = tested.signed_answer(i, wrong);
    }
    EXPECT_EQ(tested.checked(), "seal.header_not_rebuilt");
}

TEST(KeyTest, an_answer_under_a_close_or_to_another_header_is_none_to_the_test)
{
    const Tested tested;
    auto answer = test_answer(tested.header(), 2, tested.opened_by(2));
    answer.close = example::digest("a CLOSE");
    EXPECT_EQ(Intake::code(check_test_answer(tested.header(), *tested.sealed->secret, answer)),
              "closing.answer_of_another");
    answer = test_answer(tested.intake.headers[0], 2, tested.opened_by(2));
    EXPECT_EQ(Intake::code(check_test_answer(tested.header(), *tested.sealed->secret, answer)),
              "closing.answer_of_another");
    answer = test_answer(tested.header(), 2, tested.opened_by(2));
    answer.index = 0;
    answer.value = tested.sealed->secret->value();
    EXPECT_EQ(Intake::code(check_test_answer(tested.header(), *tested.sealed->secret, answer)),
              "closing.answer_of_another")
        << "the secret itself is no trustee's share";
}

TEST(KeyTest, a_bids_header_or_one_for_other_keys_is_no_test)
{
    const Tested tested;
    const auto& facts = tested.intake.facts;
    const auto code = [&](const Place& place, const std::vector<TrusteeKey>& keys, const Header& header) {
        return Intake::code(check_key_test(place, keys, header, tested.answers, tested.intake.signers));
    };
    EXPECT_EQ(code(facts.place, facts.keys, tested.intake.headers[0]), "closing.header_of_another");
    auto place = facts.place;
    place.intake = "I-2";
    EXPECT_EQ(code(place, facts.keys, tested.header()), "closing.header_of_another");
    auto keys = facts.keys;
    std::swap(keys[0], keys[1]);
    EXPECT_EQ(code(facts.place, keys, tested.header()), "closing.key_substituted");
}

} // namespace
} // namespace tianping::seal
