// What the platform takes from trustees, and when.
#include "app/bidder/proving.hpp"
#include "opening/answers_scene.hpp"
#include "support/refusal.hpp"
#include "support/unsealing.hpp"
#include <gtest/gtest.h>
#include <thread>

namespace tianping::opening {
namespace {

using namespace std::chrono_literals;
using test::deadline;
using test::Tender;

// The headers of a bid from its bidder's own disk, as nobody asks for them yet.
std::vector<HeaderToAnswer> headers_of(const std::vector<bidder::SealedPartFile>& parts)
{
    std::vector<HeaderToAnswer> out;
    for (const auto& part : parts)
        out.push_back({"", part.part, to_base64(seal::header_of_file(part.envelope).value().bytes()),
                       std::nullopt, std::nullopt});
    return out;
}

class AnswersLive : public testing::TestWithParam<test::Home> {};
INSTANTIATE_TEST_SUITE_P(homes, AnswersLive, testing::ValuesIn(test::homes()),
                         [](const auto& at) { return test::name_of(at.param); });

TEST_P(AnswersLive, a_right_share_before_the_deadline_or_before_the_quorum_is_refused_and_not_kept)
{
    Tender tender{{.home = GetParam()}};
    const auto parts = tender.seal(0, 10'000'000);
    ASSERT_TRUE(tender.send(0, tender.ready(0, parts)));
    tender.bid(1, 10'000'001);
    tender.bid(2, 10'000'002);
    const auto asked = headers_of(parts);
    ASSERT_EQ(asked.size(), 2U);
    const auto share_sent = [&](std::size_t number, const Digest& set) {
        auto& account = *tender.trustee(number).account;
        return account.client().post<AnsweredOut>(tender.intake_path("answers"),
                                                  right_answers_for(tender, number, set, asked),
                                                  account.key("early/" + to_hex(set)));
    };
    tender.go_to(deadline - 1ms);
    for (const std::size_t number : {1U, 2U, 3U}) { // as many as open a bid
        const auto early = share_sent(number, Digest{});
        ASSERT_FALSE(early);
        EXPECT_EQ(early.error().code, "opening.not_closed");
        EXPECT_EQ(early.error().earliest, deadline);
    }
    EXPECT_EQ(answers_kept(tender), 0U);
    tender.go_to(deadline);
    for (const std::size_t number : {1U, 2U, 3U})
        EXPECT_EQ(test::code_of(share_sent(number, digest_of_set(tender, number))), "opening.not_witnessed");
    EXPECT_EQ(answers_kept(tender), 0U);
    EXPECT_FALSE(test::unsealing::anything_opened(tender));
    EXPECT_EQ(tender.view().state, ClosingState::closed);
    tender.trustees_visit();
    const auto view = tender.opened();
    ASSERT_EQ(test::unsealing::not_opened(view), "");
    EXPECT_EQ(view.bids.size(), 3U);
}

TEST_P(AnswersLive, an_answer_is_not_changed_and_belongs_to_this_set)
{
    Tender tender{{.home = GetParam()}};
    tender.all_bid();
    tender.go_to(deadline);
    for (std::size_t number = 1; number <= 5; ++number)
        tender.trustee(number).service->visit(tender.intake());
    auto& third = *tender.trustee(3).account;
    const auto closing = third.client().get<Closing>(tender.intake_path("closing")).value();
    const auto set = crypto::sm3(from_base64(closing.message).value());
    std::vector<seal::Answer> refusals;
    for (const auto& listed : listed_for(tender, 3))
        refusals.push_back(
            {set, crypto::sm3(from_base64(listed.header).value()), 3, seal::AnswerCode::refused, {}});
    const auto send_all = [&](const std::vector<seal::Answer>& all, const std::string& act = "all") {
        AnswersIn body{third.certificate_base64(), {}};
        for (const auto& answer : all) {
            const auto message = answer.encode();
            body.answers.push_back({to_base64(message), to_base64(third.holder().key.sign(message))});
        }
        return third.client().post<AnsweredOut>(tender.intake_path("answers"), body, "answer-" + act);
    };
    const auto send = [&](const std::vector<seal::Answer>& all, const std::string& act) {
        const auto out = send_all(all, act);
        return out ? "taken " + std::to_string(out->taken) : out.error().code;
    };
    const auto& refusing = refusals.at(0);
    auto other_set = refusing;
    other_set.close[0] ^= 1;
    EXPECT_EQ(send({other_set}, "other-set"), "opening.answer_of_another");
    auto other_header = refusing;
    other_header.header[0] ^= 1;
    EXPECT_EQ(send({other_header}, "other-header"), "opening.answer_of_another");
    EXPECT_EQ(test::bad_fields_of(send_all({other_set, refusing, other_header})),
              "answers[0] opening.answer_of_another;answers[2] opening.answer_of_another;");
    auto other_number = refusing;
    other_number.index = 4;
    EXPECT_EQ(send({other_number}, "other-number"), "opening.not_a_closer");
    EXPECT_EQ(send(refusals, "first"), "taken 6");
    EXPECT_EQ(send(refusals, "again"), "taken 0");
    EXPECT_EQ(send({refusing}, "one-again"), "taken 0");
    auto changed = refusing;
    changed.code = seal::AnswerCode::ok;
    changed.value[31] = 7;
    EXPECT_EQ(send({changed}, "changed"), "opening.answered_otherwise");
}

TEST_P(AnswersLive, a_trustee_who_passes_a_listed_part_over_is_refused_and_none_of_his_answers_is_kept)
{
    Tender tender{{.home = GetParam()}};
    tender.all_bid();
    tender.go_to(deadline);
    for (std::size_t number = 1; number <= 5; ++number)
        tender.trustee(number).service->visit(tender.intake());
    auto& third = *tender.trustee(3).account;
    const auto listed = listed_for(tender, 3);
    const auto send = [&](const std::vector<HeaderToAnswer>& asked, const std::string& key) {
        return third.client().post<AnsweredOut>(tender.intake_path("answers"),
                                                right_answers(tender, 3, asked), key);
    };
    const auto most = send({listed.begin(), listed.end() - 1}, "answers-most");
    EXPECT_EQ(test::code_of(most), "opening.answers_not_whole");
    EXPECT_EQ(test::bad_fields_of(most), "answers opening.answers_not_whole;");
    EXPECT_EQ(answers_kept(tender), 0U);
    const auto whole = send(listed, "answers-whole");
    ASSERT_TRUE(whole) << whole.error().code;
    EXPECT_EQ(whole->taken, 6);
    EXPECT_EQ(answers_kept(tender), 6U);
}

TEST_P(AnswersLive, of_a_round_that_ended_nothing_is_asked_taken_or_published)
{
    Tender tender{{.home = GetParam()}};
    tender.all_bid();
    tender.go_to(deadline);
    test::unsealing::two_trustees_answer(tender);
    auto& third = *tender.trustee(3).account;
    const auto closing = third.client().get<Closing>(tender.intake_path("closing")).value();
    const auto headers = third.client().get<HeadersToAnswer>(tender.intake_path("headers")).value();
    const auto header = seal::Header::decode(from_base64(headers.headers.at(0).header).value()).value();
    const auto message = seal::Answer{
        crypto::sm3(from_base64(closing.message).value()),
        header.digest(),
        3,
        seal::AnswerCode::refused,
        {}}.encode();
    tender.inside([&](WriteTx& tx, const Call& call) {
        ASSERT_TRUE(trade::move(tx, call, tender.trade().rounds.at(0).id, trade::Act::terminate, "test"));
    });
    EXPECT_EQ(third.client().get<HeadersToAnswer>(tender.intake_path("headers")).error().code,
              "opening.round_ended");
    const AnswersIn late{third.certificate_base64(),
                         {{to_base64(message), to_base64(third.holder().key.sign(message))}}};
    EXPECT_EQ(
        third.client().post<AnsweredOut>(tender.intake_path("answers"), late, "late-answer").error().code,
        "opening.round_ended");
    const auto folder = tender.sealed_folder(0);
    const auto given =
        bidder::give(tender.bidder(0), tender.intake(), folder, bidder::read_secrets(folder).value());
    ASSERT_FALSE(given);
    EXPECT_EQ(given.error().code, "opening.round_ended");
    tender.go_to(deadline + 3h);
    std::this_thread::sleep_for(300ms);
    EXPECT_EQ(tender.view().state, ClosingState::witnessed);
    EXPECT_TRUE(tender.view().bids.empty());
}

} // namespace
} // namespace tianping::opening
