// Closing an intake: behind the barrier, once, witnessed by those whom the terms pin; too few bids stay
// sealed.
#include "infra/crypto/digest.hpp"
#include "infra/spine/stamp_journal.hpp"
#include "rooms/opening/service.hpp"
#include "support/holding.hpp"
#include "support/kept_state.hpp"
#include "support/unsealing.hpp"
#include <future>
#include <gtest/gtest.h>
#include <latch>

namespace tianping::opening {
namespace {

using namespace std::chrono_literals;
using test::deadline;
using test::Tender;

std::string closing_code(Tender& tender)
{
    const auto view = tender.anyone().get<OpeningView>(tender.intake_path("opening"));
    return view ? "" : view.error().code;
}

class ClosingLive : public testing::TestWithParam<test::Home> {};
INSTANTIATE_TEST_SUITE_P(homes, ClosingLive, testing::ValuesIn(test::homes()),
                         [](const auto& at) { return test::name_of(at.param); });

TEST_P(ClosingLive, an_undecided_stamp_of_any_node_before_the_deadline_holds_it_back)
{
    Tender tender{{.home = GetParam()}};
    tender.all_bid();
    StampJournal other{tender.data() / "other.stamps", tender.installation().clock()};
    const auto arrival = other.arrive().value();
    tender.inside([&](WriteTx& tx, const Call&) { other.publish(tx, "other"); });
    auto moved = std::async(std::launch::async, [&] { tender.house_goes_to(deadline); });
    EXPECT_EQ(moved.wait_for(500ms), std::future_status::timeout);
    EXPECT_EQ(closing_code(tender), "opening.closing_waits");
    other.decided(arrival);
    tender.inside([&](WriteTx& tx, const Call&) { other.publish(tx, "other"); });
    moved.get();
    EXPECT_EQ(closing_code(tender), "");
    EXPECT_EQ(tender.stage(), trade::Stage::closed);
}

TEST_P(ClosingLive, fewer_than_three_bidders_are_returned_unopened_and_the_round_fails)
{
    Tender tender{{.home = GetParam()}};
    tender.bid(0, 10'000'000);
    tender.bid(1, 10'000'001);
    tender.go_to(deadline);
    EXPECT_EQ(tender.view().state, ClosingState::returned);
    EXPECT_EQ(tender.stage(), trade::Stage::failed);
    tender.trustees_visit();
    const auto view = tender.view();
    EXPECT_EQ(view.state, ClosingState::returned);
    EXPECT_EQ(view.witnesses, 5) << "the one set is witnessed all the same";
    EXPECT_TRUE(view.bids.empty());
    auto& trustee = tender.trustee(3);
    const auto headers = trustee.account->client().get<HeadersToAnswer>(tender.intake_path("headers"));
    EXPECT_EQ(headers.error().code, "opening.not_witnessed");
    for (std::size_t number = 1; number <= 5; ++number) {
        const auto kept = test::states_of(tender, number).load(tender.intake());
        EXPECT_TRUE(kept && !kept->key) << "no key is left that could open them: " << number;
    }
    const auto evidence = tender.anyone().get<Evidence>(tender.intake_path("evidence")).value();
    EXPECT_TRUE(evidence.closing.submissions.empty()) << "nobody learns whose bids they were";
    EXPECT_TRUE(evidence.receipts.empty());
    EXPECT_EQ(evidence.closing.witnesses.size(), 5U);
    for (const std::size_t number : {1U, 2U, 3U}) {
        auto& closer = tender.trustee(number).account->client();
        const auto set = closer.get<Closing>(tender.intake_path("closing")).value();
        EXPECT_EQ(set.witnesses.size(), 5U) << number;
        EXPECT_TRUE(set.submissions.empty()) << "nor does a closer: " << number;
    }
}

TEST_P(ClosingLive, a_hold_that_forbids_the_failing_of_the_round_holds_its_closing_until_it_is_lifted)
{
    Tender tender{{.home = GetParam()}};
    tender.bid(0, 10'000'000);
    const auto held = test::hold_round(tender, {trade::Act::fail});
    ASSERT_TRUE(held) << held.error().code;
    tender.go_to(deadline + 10min);
    EXPECT_EQ(closing_code(tender), "opening.not_closed");
    ASSERT_TRUE(test::lift_hold(tender, *held));
    tender.go_to(deadline + 12min);
    EXPECT_EQ(tender.view().state, ClosingState::returned);
    EXPECT_EQ(tender.stage(), trade::Stage::failed);
}

TEST_P(ClosingLive, a_hold_that_lets_nobody_submit_overtakes_the_deadline)
{
    Tender tender{{.home = GetParam()}};
    tender.all_bid();
    test::hold_round(tender, {trade::Act::submit}).value();
    tender.go_to(deadline);
    EXPECT_EQ(closing_code(tender), "opening.not_closed");
    EXPECT_EQ(tender.stage(), trade::Stage::announced);
}

// Another node has an undecided stamp; a minute after the deadline something is done, and the node decides.
void close_late(Tender& tender, const std::function<void()>& meanwhile)
{
    StampJournal other{tender.data() / "other.stamps", tender.installation().clock()};
    const auto arrival = other.arrive().value();
    tender.inside([&](WriteTx& tx, const Call&) { other.publish(tx, "other"); });
    auto moved = std::async(std::launch::async, [&] { tender.house_goes_to(deadline + 10min); });
    EXPECT_EQ(moved.wait_for(500ms), std::future_status::timeout);
    tender.installation().clock().move_to(deadline + 1min).value();
    meanwhile();
    other.decided(arrival);
    tender.inside([&](WriteTx& tx, const Call&) { other.publish(tx, "other"); });
    moved.get();
}

TEST_P(ClosingLive, a_hold_that_comes_after_the_deadline_lets_the_set_be_made_and_stops_its_opening)
{
    Tender tender{{.home = GetParam()}};
    tender.all_bid();
    using enum trade::Act;
    close_late(tender, [&] { test::hold_round(tender, {close, begin_opening, finish_opening}).value(); });
    EXPECT_EQ(closing_code(tender), "");
    EXPECT_EQ(tender.stage(), trade::Stage::closed);
    tender.go_to(deadline + 11min);
    tender.trustees_visit();
    EXPECT_EQ(tender.view().state, ClosingState::closed) << "nobody witnesses what is held";
    EXPECT_EQ(tender.stage(), trade::Stage::closed);
}

TEST_P(ClosingLive, a_hold_that_stood_at_the_deadline_overtakes_it_though_it_was_lifted_before_the_closing)
{
    Tender tender{{.home = GetParam()}};
    tender.all_bid();
    const auto held = test::hold_round(tender, {trade::Act::close}).value();
    close_late(tender, [&] {
        const auto lifted = test::lift_hold(tender, held);
        EXPECT_TRUE(lifted) << lifted.error().code;
    });
    EXPECT_EQ(closing_code(tender), "opening.not_closed");
    EXPECT_EQ(tender.stage(), trade::Stage::announced);
}

// One command holds the writer until it is free, and more than a batch waits behind it.
void keep_busy(Tender& tender, std::latch& free)
{
    std::latch entered{1};
    const auto queue = [&](const std::string& key, const std::function<void()>& act) {
        Call call{{}, tender.installation().clock().now(), key, &tender.chance()};
        EXPECT_TRUE(tender.house().writer().submit({"test", "digest", call,
                                                    [act](WriteTx&, const Call&) -> Result<Answer> {
                                                        act();
                                                        return Answer{};
                                                    }},
                                                   [](const auto&) {}));
    };
    queue("holds-the-writer", [&] {
        entered.count_down();
        free.wait();
    });
    entered.wait();
    for (std::size_t i = 0; i < WriterLimits{}.batch; ++i)
        queue("before-" + std::to_string(i), [] {});
}

TEST_P(ClosingLive, a_hold_that_came_in_time_and_waits_in_our_own_queue_beyond_the_deadline_stops_the_closing)
{
    Tender tender{{.home = GetParam()}};
    tender.all_bid();
    tender.go_to(deadline - 1ms);
    std::latch free{1};
    keep_busy(tender, free);
    const auto stamps = tender.data() / "stamps" / "main.stamps";
    const auto before = std::filesystem::file_size(stamps);
    auto held =
        std::async(std::launch::async, [&] { return test::hold_round(tender, {trade::Act::close}).value(); });
    for (const auto until = std::chrono::steady_clock::now() + 5s;
         std::filesystem::file_size(stamps) == before && std::chrono::steady_clock::now() < until;)
        std::this_thread::sleep_for(5ms);
    EXPECT_GT(std::filesystem::file_size(stamps), before) << "its stamp is kept before any queue";
    EXPECT_TRUE(tender.installation().clock().move_to(deadline + 5ms));
    free.count_down();
    EXPECT_EQ(held.get().hold.set_at, deadline - 1ms);
    tender.go_to(deadline + 6ms);
    EXPECT_EQ(closing_code(tender), "opening.not_closed");
    EXPECT_EQ(tender.stage(), trade::Stage::announced);
}

TEST_P(ClosingLive, clause_6_5_2b_a_step_out_of_order_is_refused_at_each_step)
{
    Tender tender{{.home = GetParam()}};
    tender.all_bid();
    auto& client = tender.trustee(3).account->client();
    EXPECT_EQ(client.get<Closing>(tender.intake_path("closing")).error().code, "opening.not_closed");
    EXPECT_EQ(client.get<HeadersToAnswer>(tender.intake_path("headers")).error().code, "opening.not_closed");
    EXPECT_EQ(tender.anyone().get<Evidence>(tender.intake_path("evidence")).error().code,
              "opening.not_closed");
    tender.go_to(deadline);
    EXPECT_TRUE(client.get<Closing>(tender.intake_path("closing")));
    EXPECT_EQ(client.get<HeadersToAnswer>(tender.intake_path("headers")).error().code,
              "opening.not_witnessed");
    EXPECT_EQ(tender.anyone().get<Evidence>(tender.intake_path("evidence")).error().code,
              "opening.not_read_out");
    // An answer before the quorum stands, signed as it should be.
    const auto& holder = tender.trustee(3).account->holder();
    const auto closing = client.get<Closing>(tender.intake_path("closing")).value();
    const auto part = test::unsealing::parts_of(tender, 0).at(0);
    const seal::Answer answer{crypto::sm3(from_base64(closing.message).value()),
                              digest_from_hex(part.header).value(),
                              3,
                              seal::AnswerCode::refused,
                              {}};
    const auto message = answer.encode();
    const AnswersIn early{to_base64(holder.certificate.der()),
                          {{to_base64(message), to_base64(holder.key.sign(message))}}};
    EXPECT_EQ(client.post<AnsweredOut>(tender.intake_path("answers"), early, "early-answer").error().code,
              "opening.not_witnessed");
}

CloserSignature signature_over_set(Tender& tender, account::Account& signer, std::int64_t index)
{
    const auto closing =
        tender.trustee(3).account->client().get<Closing>(tender.intake_path("closing")).value();
    return {index, signer.sign(from_base64(closing.message).value())};
}

TEST_P(ClosingLive, each_closer_signs_once_and_only_whom_the_terms_pin)
{
    Tender tender{{.home = GetParam()}};
    tender.all_bid();
    tender.go_to(deadline);
    auto& third = *tender.trustee(3).account;
    const auto path = tender.intake_path("closing/signatures");
    const auto signed_once =
        third.client().post<WitnessedOut>(path, signature_over_set(tender, third, 3), "close-first");
    ASSERT_TRUE(signed_once);
    EXPECT_EQ(signed_once->witnesses, 1);
    EXPECT_EQ(signed_once->quorum, 4);
    EXPECT_EQ(signed_once->state, ClosingState::closed);
    EXPECT_EQ(third.client()
                  .post<WitnessedOut>(path, signature_over_set(tender, third, 3), "close-again")
                  .error()
                  .code,
              "opening.signed_already");
    auto& fourth = *tender.trustee(4).account;
    EXPECT_EQ(fourth.client()
                  .post<WitnessedOut>(path, signature_over_set(tender, fourth, 5), "close-as-5")
                  .error()
                  .code,
              "opening.not_a_closer");
    // Signed by a certificate that is pinned, sent by someone else.
    EXPECT_FALSE(fourth.client().post<WitnessedOut>(
        path, signature_over_set(tender, *tender.trustee(5).account, 5), "close-5"));
    auto forged = signature_over_set(tender, fourth, 4);
    forged.signature.value = fourth.sign(view(std::string_view{"another set"})).value;
    EXPECT_FALSE(fourth.client().post<WitnessedOut>(path, forged, "close-forged"));
    EXPECT_EQ(tender.view().witnesses, 1);
    EXPECT_EQ(tender.stage(), trade::Stage::closed);
}

} // namespace
} // namespace tianping::opening
