// The trustees at the hour: three of five open, two do not; a wrong answer is named; a lost or older state
// never answers; nothing is published before all are done.
#include "infra/crypto/digest.hpp"
#include "rooms/opening/service.hpp"
#include "rooms/opening/store.hpp"
#include "support/kept_state.hpp"
#include "support/tender.hpp"
#include <gtest/gtest.h>
#include <set>
#include <thread>

namespace tianping::opening {
namespace {

using namespace std::chrono_literals;
using test::deadline;
using test::Tender;
using trustee::Accident;
using trustee::Step;

std::vector<std::int64_t> wrong_named(Tender& tender)
{
    const auto evidence = tender.anyone().get<Evidence>(tender.intake_path("evidence")).value();
    std::set<std::int64_t> out;
    for (const auto& part : evidence.opened)
        out.insert(part.wrong.begin(), part.wrong.end());
    return {out.begin(), out.end()};
}

bool event_names(Tender& tender, const std::string& kind)
{
    const auto evidence = tender.anyone().get<Evidence>(tender.intake_path("evidence")).value();
    return std::ranges::any_of(evidence.events, [&](const auto& e) { return e.kind == kind; });
}

class UnsealingLive : public testing::TestWithParam<test::Home> {};
INSTANTIATE_TEST_SUITE_P(homes, UnsealingLive, testing::ValuesIn(test::homes()),
                         [](const auto& at) { return test::name_of(at.param); });

TEST_P(UnsealingLive, duty_43_10_three_of_five_open_while_two_are_absent_after_the_quorum)
{
    Tender tender{{.home = GetParam()}};
    tender.all_bid();
    tender.go_to(deadline);
    // Four witness, which is the quorum; then one of them goes away.
    for (const std::size_t number : {1U, 2U, 3U, 4U})
        EXPECT_EQ(tender.trustee(number).service->visit(tender.intake()).step, Step::set_witnessed);
    EXPECT_EQ(tender.view().state, ClosingState::witnessed);
    for (const std::size_t number : {1U, 2U})
        EXPECT_EQ(tender.trustee(number).service->visit(tender.intake()).step, Step::answered);
    std::this_thread::sleep_for(300ms);
    const auto two = tender.view();
    EXPECT_EQ(two.state, ClosingState::witnessed) << "two shares of three open nothing";
    EXPECT_TRUE(two.bids.empty());
    EXPECT_EQ(tender.trustee(3).service->visit(tender.intake()).step, Step::answered);
    const auto view = tender.opened();
    ASSERT_EQ(view.state, ClosingState::read_out);
    ASSERT_EQ(view.bids.size(), 3U);
    std::set<std::string> prices;
    for (const auto& bid : view.bids) {
        EXPECT_EQ(bid.state, BidState::opened);
        prices.insert(bid.fields.at("price"));
    }
    EXPECT_EQ(prices, (std::set<std::string>{"1000000000", "1000000100", "1000000200"}));
    EXPECT_EQ(tender.stage(), trade::Stage::opened);
}

TEST_P(UnsealingLive, duty_43_21_creation_id_machine_code_and_tool_of_each_file_come_out_with_it)
{
    Tender tender{{.home = GetParam()}};
    tender.all_bid();
    tender.go_to(deadline);
    tender.trustees_visit();
    ASSERT_EQ(tender.opened().state, ClosingState::read_out);
    const auto parts = tender.house().reads().read([&](const ReadTx& tx) {
        return store::opened_parts(tx, trade::IntakeId::parse(tender.intake()).value());
    });
    ASSERT_EQ(parts.size(), 6U);
    std::set<std::string> machines;
    for (const auto& part : parts) {
        const auto manifest = wire::parse<seal::Manifest>(part.manifest).value();
        EXPECT_TRUE(manifest.creation_id.starts_with("CREATION-")) << part.manifest;
        EXPECT_FALSE(manifest.tool.empty());
        machines.insert(manifest.machine_code);
    }
    EXPECT_EQ(machines, (std::set<std::string>{"MACHINE-0", "MACHINE-1", "MACHINE-2"}));
}

TEST_P(UnsealingLive, an_absent_trustee_hinders_nothing)
{
    Tender tender{{.home = GetParam()}};
    tender.all_bid();
    tender.restart_trustee(4, Accident::absent);
    tender.go_to(deadline);
    tender.trustees_visit();
    EXPECT_EQ(tender.opened().state, ClosingState::read_out);
    EXPECT_TRUE(wrong_named(tender).empty());
}

TEST_P(UnsealingLive, a_wrong_answer_is_named_once_enough_right_ones_are_there)
{
    Tender tender{{.home = GetParam(), .accidents = {{1, Accident::wrong_answer}}}};
    tender.all_bid();
    tender.go_to(deadline);
    for (int i = 1; i <= 5; ++i)
        tender.trustee(static_cast<std::size_t>(i)).service->visit(tender.intake());
    for (const std::size_t number : {1U, 2U, 3U})
        EXPECT_EQ(tender.trustee(number).service->visit(tender.intake()).step, Step::answered);
    std::this_thread::sleep_for(300ms);
    EXPECT_EQ(tender.view().state, ClosingState::witnessed)
        << "two right answers and a wrong one open nothing";
    tender.trustee(4).service->visit(tender.intake());
    ASSERT_EQ(tender.opened().state, ClosingState::read_out);
    EXPECT_EQ(wrong_named(tender), std::vector<std::int64_t>{1});
    EXPECT_TRUE(event_names(tender, "opening.wrong_answer_named"));
}

TEST_P(UnsealingLive, a_wrong_answer_that_comes_last_is_named_too)
{
    Tender tender{{.home = GetParam(), .accidents = {{5, Accident::wrong_answer}}}};
    tender.all_bid();
    tender.go_to(deadline);
    tender.trustees_visit();
    ASSERT_EQ(tender.opened().state, ClosingState::read_out);
    EXPECT_EQ(wrong_named(tender), std::vector<std::int64_t>{5});
    EXPECT_TRUE(event_names(tender, "opening.wrong_answer_named"));
}

TEST_P(UnsealingLive, a_trustee_whose_clock_is_a_millisecond_early_does_nothing)
{
    Tender tender{{.home = GetParam()}};
    tender.all_bid();
    tender.house_goes_to(deadline);
    for (std::size_t number = 1; number <= 5; ++number) {
        ASSERT_TRUE(tender.trustee(number).clock->move_to(deadline - 1ms));
        EXPECT_EQ(tender.trustee(number).service->visit(tender.intake()).step, Step::nothing);
    }
    EXPECT_EQ(tender.view().witnesses, 0);
    ASSERT_TRUE(tender.trustee(1).clock->move_to(deadline));
    EXPECT_EQ(tender.trustee(1).service->visit(tender.intake()).step, Step::set_witnessed);
}

TEST_P(UnsealingLive, a_trustee_whose_state_was_lost_never_answers_and_makes_no_second_key)
{
    Tender tender{{.home = GetParam()}};
    tender.all_bid();
    const auto before = tender.kit().keys.at(2).message;
    std::filesystem::remove_all(tender.trustee(3).state);
    tender.restart_trustee(3);
    EXPECT_NE(tender.trustee(3).service->visit(tender.intake()).step, Step::key_published);
    EXPECT_EQ(tender.kit().keys.at(2).message, before);
    tender.go_to(deadline);
    for (int i = 0; i < 3; ++i) {
        const auto visit = tender.trustee(3).service->visit(tender.intake());
        EXPECT_EQ(visit.step, Step::refused) << visit.reason;
    }
    EXPECT_EQ(tender.view().witnesses, 0);
    tender.trustees_visit();
    EXPECT_EQ(tender.opened().state, ClosingState::read_out) << "the other four open it";
}

TEST_P(UnsealingLive, a_trustee_put_back_to_an_older_state_never_answers)
{
    Tender tender{{.home = GetParam()}};
    tender.all_bid();
    tender.go_to(deadline);
    const auto& state = tender.trustee(3).state;
    const auto kept = state.parent_path() / "kept";
    std::filesystem::copy(state, kept, std::filesystem::copy_options::recursive);
    EXPECT_EQ(tender.trustee(3).service->visit(tender.intake()).step, Step::set_witnessed);
    std::filesystem::remove_all(state);
    std::filesystem::copy(kept, state, std::filesystem::copy_options::recursive);
    tender.restart_trustee(3);
    tender.trustees_visit();
    const auto visit = tender.trustee(3).service->visit(tender.intake());
    EXPECT_EQ(visit.step, Step::refused);
    EXPECT_EQ(visit.reason, "closing.state_lost");
    EXPECT_EQ(tender.opened().state, ClosingState::read_out) << "the other four open it";
    const auto evidence = tender.anyone().get<Evidence>(tender.intake_path("evidence")).value();
    for (const auto& answer : evidence.answers)
        EXPECT_NE(answer.number, 3);
}

TEST_P(UnsealingLive, a_trustee_put_back_to_its_state_before_it_answered_signs_no_answer_again)
{
    Tender tender{{.home = GetParam()}};
    tender.all_bid();
    tender.go_to(deadline);
    for (std::size_t number = 1; number <= 5; ++number)
        EXPECT_EQ(tender.trustee(number).service->visit(tender.intake()).step, Step::set_witnessed);
    const auto& state = tender.trustee(3).state;
    const auto kept = state.parent_path() / "kept";
    std::filesystem::copy(state, kept, std::filesystem::copy_options::recursive);
    EXPECT_EQ(tender.trustee(3).service->visit(tender.intake()).step, Step::answered);
    std::filesystem::remove_all(state);
    std::filesystem::copy(kept, state, std::filesystem::copy_options::recursive);
    tender.restart_trustee(3);
    const auto visit = tender.trustee(3).service->visit(tender.intake());
    EXPECT_EQ(visit.step, Step::refused);
    EXPECT_EQ(visit.reason, "closing.state_lost");
    EXPECT_FALSE(test::kept_by(tender, 3).answers);
}

TEST_P(UnsealingLive, a_trustee_without_a_connection_publishes_his_key_when_it_comes_back)
{
    Tender tender{{.home = GetParam(), .accidents = {{2, Accident::absent}}}};
    EXPECT_EQ(tender.kit().keys.size(), 4U);
    auto& second = tender.trustee(2);
    http::Client nowhere{"http://127.0.0.1:1"};
    trustee::Trustee cut{{nowhere,
                          *second.clock,
                          tender.chance(),
                          second.account->holder().key,
                          second.account->holder().certificate,
                          second.state,
                          {}}};
    EXPECT_EQ(cut.visit(tender.intake()).step, Step::refused);
    tender.restart_trustee(2);
    EXPECT_EQ(second.service->visit(tender.intake()).step, Step::key_published);
    EXPECT_EQ(tender.kit().keys.size(), 5U);
}

} // namespace
} // namespace tianping::opening
