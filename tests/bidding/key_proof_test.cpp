// The keys of an intake are tested before anyone seals to them.
#include "infra/crypto/digest.hpp"
#include "rooms/bidding/events.hpp"
#include "rooms/bidding/service.hpp"
#include "rooms/bidding/store.hpp"
#include "support/tender.hpp"
#include <gtest/gtest.h>

namespace tianping::bidding {
namespace {

using test::Tender;
using trustee::Accident;
using trustee::Step;

class KeyProof : public testing::TestWithParam<test::Home> {};
INSTANTIATE_TEST_SUITE_P(homes, KeyProof, testing::ValuesIn(test::homes()),
                         [](const auto& at) { return test::name_of(at.param); });

std::vector<KeyState> standing(Tender& tender)
{
    std::vector<KeyState> out;
    for (const auto& one : tender.kit().standing)
        out.push_back(one.state);
    return out;
}

std::string code_of_kit(Tender& tender)
{
    const auto checked = bidder::check_kit(tender.kit());
    std::string out = checked ? "" : checked.error().code;
    for (const auto& field : checked ? std::vector<FieldFault>{} : checked.error().fields)
        out += " " + field.path;
    return out;
}

std::vector<KeyAnswered> answers_told(Tender& tender)
{
    std::vector<KeyAnswered> out;
    for (const auto& event : tender.house().reads().read(
             [&](const ReadTx& tx) { return events::of_stream(tx, tender.intake()); }))
        if (event.kind == KeyAnswered::kind)
            out.push_back(event.as<KeyAnswered>());
    return out;
}

// A SUBMIT as a tool sends it that does not look at the keys.
std::string submit_by_hand(Tender& tender, const std::string& act)
{
    auto& account = tender.bidder(0);
    const auto kit = tender.kit();
    const auto begun = bidder::begin(account, tender.intake()).value();
    const auto digest = crypto::sm3(view(std::string_view{"sealed without looking"}));
    const auto made = bidder::sign_submission(kit, {begun.id.text(), 0, {}},
                                              {{"price", "", digest, digest, 1000}}, account);
    const SubmitIn body{to_base64(made.message), made.signature, {}, std::nullopt};
    const auto out = account.client().post<Submitted>("/api/v1/submissions/" + begun.id.text() + "/versions",
                                                      body, account.key("by-hand-" + act));
    return out ? "" : out.error().code;
}

TEST_P(KeyProof, each_key_is_proved_by_its_trustees_answer_before_anyone_seals)
{
    Tender tender{{.home = GetParam(), .accidents = {{2, Accident::absent}}}};
    EXPECT_EQ(standing(tender), (std::vector{KeyState::published, KeyState::missing, KeyState::published,
                                             KeyState::published, KeyState::published}));
    EXPECT_FALSE(tender.kit().test) << "there is no test of some of the keys";
    EXPECT_EQ(code_of_kit(tender), "closing.key_missing");
    tender.restart_trustee(2);
    ASSERT_EQ(tender.trustee(2).service->visit(tender.intake()).step, Step::key_published);
    EXPECT_TRUE(tender.key_test().answers.empty());
    EXPECT_EQ(code_of_kit(tender), "bidder.keys_not_proved keys.1 keys.2 keys.3 keys.4 keys.5");
    EXPECT_EQ(submit_by_hand(tender, "before"), "bidding.keys_not_proved");
    for (const std::size_t number : {1U, 2U, 3U, 4U})
        EXPECT_EQ(tender.trustee(number).service->visit(tender.intake()).step, Step::key_proved);
    EXPECT_EQ(code_of_kit(tender), "bidder.keys_not_proved keys.5");
    EXPECT_TRUE(tender.kit().test->answers.empty()) << "from these the fifth could be computed";
    EXPECT_EQ(tender.trustee(5).service->visit(tender.intake()).step, Step::key_proved);
    EXPECT_EQ(tender.trustee(5).service->visit(tender.intake()).step, Step::nothing);
    EXPECT_EQ(standing(tender), std::vector(5, KeyState::proved));
    EXPECT_EQ(tender.kit().test->answers.size(), 5U);
    EXPECT_EQ(code_of_kit(tender), "");
    EXPECT_EQ(answers_told(tender).size(), 5U);
    EXPECT_EQ(submit_by_hand(tender, "after"), "bidding.parts_refused");
    tender.all_bid();
}

TEST_P(KeyProof, a_key_that_another_trustee_has_published_is_refused_and_the_intake_lives_on)
{
    Tender tender{{.home = GetParam(), .accidents = {{5, Accident::absent}}}};
    const auto kit = tender.kit();
    auto& fifth = *tender.trustee(5).account;
    auto message = seal::KeyMessage::decode(from_base64(kit.keys.at(0).message).value()).value();
    message.index = 5;
    message.certificate = fifth.holder().certificate.digest();
    const auto bytes = message.encode();
    const auto copied = fifth.client().post<KeyOut>(
        tender.intake_path("keys"), KeyIn{to_base64(bytes), fifth.sign(bytes)}, fifth.key("copied"));
    ASSERT_FALSE(copied);
    EXPECT_EQ(copied.error().code, "bidding.key_of_another");
    EXPECT_EQ(copied.error().fields.at(0).allowed, std::to_string(kit.keys.at(0).index));
    tender.restart_trustee(5);
    ASSERT_EQ(tender.trustee(5).service->visit(tender.intake()).step, Step::key_published);
    tender.key_test();
}

TEST_P(KeyProof, a_wrong_answer_is_named_once_and_a_right_one_may_follow_it)
{
    Tender tender{{.home = GetParam(), .accidents = {{3, Accident::wrong_test_answer}}}};
    const auto again = tender.trustee(3).service->visit(tender.intake());
    EXPECT_EQ(again.step, Step::refused);
    EXPECT_EQ(again.reason, "closing.key_not_proved");
    EXPECT_EQ(standing(tender), (std::vector{KeyState::proved, KeyState::proved, KeyState::wrong,
                                             KeyState::proved, KeyState::proved}));
    EXPECT_EQ(code_of_kit(tender), "bidder.keys_not_proved keys.3");
    auto told = answers_told(tender);
    ASSERT_EQ(told.size(), 5U);
    const auto wrong = std::ranges::find(told, KeyState::wrong, &KeyAnswered::state);
    ASSERT_NE(wrong, told.end());
    EXPECT_EQ(wrong->answer.index, 3);
    const auto page = tender.anyone().send("GET", "/openings/" + tender.intake()).value().body;
    EXPECT_NE(page.find("试解密答复错误，密钥不可用"), std::string::npos) << page;
    tender.restart_trustee(3);
    EXPECT_EQ(tender.trustee(3).service->visit(tender.intake()).step, Step::key_proved);
    EXPECT_EQ(code_of_kit(tender), "");
    told = answers_told(tender);
    ASSERT_EQ(told.size(), 6U);
    EXPECT_EQ(told.back().state, KeyState::proved);
}

TEST_P(KeyProof, a_bids_header_that_is_put_before_a_trustee_as_a_test_is_not_touched)
{
    Tender tender{{.home = GetParam()}};
    const auto sealed = tender.seal(0, 10'000'000);
    const auto header = seal::header_of_file(sealed.at(0).envelope.string()).value();
    tender.inside([&](WriteTx& tx, const Call&) {
        tx.change("DELETE FROM key_answer WHERE intake = :i", tender.intake());
        tx.change("UPDATE key_test SET header = :h WHERE intake = :i", to_base64(header.bytes()),
                  tender.intake());
    });
    const auto visit = tender.trustee(3).service->visit(tender.intake());
    EXPECT_EQ(visit.step, Step::refused);
    EXPECT_EQ(visit.reason, "closing.header_of_another");
    EXPECT_EQ(standing(tender).at(2), KeyState::published);
    EXPECT_EQ(answers_told(tender).size(), 5U) << "nothing was answered";
}

TEST_P(KeyProof, only_the_pinned_trustee_answers_and_a_right_answer_stands)
{
    Tender tender{{.home = GetParam()}};
    const auto header = seal::Header::decode(from_base64(tender.kit().test->header).value()).value();
    const auto send = [&](std::size_t by, std::uint8_t index, const Digest& of, const std::string& act) {
        auto& account = *tender.trustee(by).account;
        const auto message = seal::Answer{{}, of, index, seal::AnswerCode::refused, {}}.encode();
        const TestAnswerIn body{to_base64(message), account.sign(message)};
        const auto out = account.client().post<KeyTestedOut>(tender.intake_path("keys/test"), body,
                                                             account.key("test-" + act));
        return out ? "taken" : out.error().code;
    };
    EXPECT_EQ(send(3, 4, header.digest(), "as-another"), "bidding.not_the_pinned_trustee");
    EXPECT_EQ(send(3, 3, crypto::sm3(header.bytes().first(10)), "of-another"), "closing.answer_of_another");
    EXPECT_EQ(send(3, 3, header.digest(), "late-doubt"), "bidding.key_proved_already");
    const auto message = seal::Answer{{}, header.digest(), 3, seal::AnswerCode::refused, {}}.encode();
    const auto by_bidder = tender.bidder(0).client().post<KeyTestedOut>(
        tender.intake_path("keys/test"),
        TestAnswerIn{to_base64(message), tender.trustee(3).account->sign(message)},
        tender.bidder(0).key("bidder"));
    EXPECT_EQ(by_bidder.error().code, "identity.not_allowed");
}

} // namespace
} // namespace tianping::bidding
