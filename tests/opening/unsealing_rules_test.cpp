// The order of an unsealing by bidders, as a table of facts.
#include "rooms/opening/unsealing_rules.hpp"
#include <gtest/gtest.h>

namespace tianping::opening {
namespace {

using namespace std::chrono_literals;

const Instant ends = from_millis(1'800'000'000'000);
const trade::IntakeId intake{};

BidFacts bid(bool proved, bool given, std::optional<CauseCode> cause = std::nullopt)
{
    static int number = 0;
    const auto name = std::to_string(++number);
    return {"sub_" + name, {"h" + name}, proved, given, cause};
}

UnsealingFacts facts(std::vector<BidFacts> bids, Instant now, bool begun = true)
{
    UnsealingFacts out{std::move(bids), ends, 60min, true, std::nullopt, now};
    if (begun)
        out.begun = giving_from(intake, ends, 60min);
    return out;
}

constexpr auto fault = CauseCode::bidder_lost_key;
constexpr auto no_fault = CauseCode::platform_failed;

TEST(unsealing_rules, giving_begins_at_the_windows_end_and_not_a_millisecond_before)
{
    EXPECT_EQ(due(facts({bid(true, false), bid(false, false)}, ends - 1ms, false)), Due::wait);
    EXPECT_EQ(due(facts({bid(true, false), bid(false, false)}, ends, false)), Due::begin_giving);
    EXPECT_EQ(giving_from(intake, ends - 5min, 60min).giving_until, ends + 55min);
}

TEST(unsealing_rules, nobody_is_opened_before_nobody_gives_any_more_and_causes_are_known)
{
    struct Case {
        const char* what;
        std::vector<BidFacts> bids;
        Instant now;
        Due due;
    };
    const Case cases[] = {
        {"all gave", {bid(true, true), bid(true, true)}, ends, Due::decide},
        {"one may still give", {bid(true, true), bid(true, false)}, ends + 60min - 1ms, Due::wait},
        {"who did not give is rescued", {bid(true, true), bid(true, false)}, ends + 60min, Due::begin_remedy},
        {"a cause is missing", {bid(true, true), bid(false, false)}, ends + 60min, Due::wait},
        {"own fault", {bid(true, true), bid(false, false, fault)}, ends + 1min, Due::decide},
        {"no fault", {bid(true, true), bid(false, false, no_fault)}, ends + 1min, Due::begin_remedy},
        {"one cause of two", {bid(false, false, no_fault), bid(false, false)}, ends + 119min, Due::wait},
        {"the time for causes is over", {bid(true, true), bid(false, false)}, ends + 120min, Due::decide},
    };
    for (const auto& c : cases)
        EXPECT_EQ(due(facts(c.bids, c.now)), c.due) << c.what;
}

TEST(unsealing_rules, duty_20_31_the_remedy_is_for_all_without_fault_or_for_none)
{
    const std::vector<BidFacts> bids{
        bid(true, true),          bid(true, false), bid(false, false, no_fault), bid(false, false, no_fault),
        bid(false, false, fault), bid(false, false)};
    auto all = facts(bids, ends + 120min);
    EXPECT_EQ(remedy_headers(all),
              (std::vector<std::string>{bids[1].headers[0], bids[2].headers[0], bids[3].headers[0]}));
    all.trustees_remedy = false;
    EXPECT_TRUE(remedy_headers(all).empty());
    EXPECT_EQ(due(all), Due::decide);
}

TEST(unsealing_rules, duty_20_31_bidders_cause_revokes_and_anothers_withdraws)
{
    for (const auto code :
         {CauseCode::bidder_did_not_act, CauseCode::bidder_lost_key, CauseCode::bidder_file_defective})
        EXPECT_EQ(outcome_of(code), Outcome::revoked);
    for (const auto code :
         {CauseCode::key_destroyed_by_others, CauseCode::certificate_authority_failed,
          CauseCode::platform_failed, CauseCode::trustees_failed, CauseCode::network_failed})
        EXPECT_EQ(outcome_of(code), Outcome::withdrawn);
}

// Of five trustees three open a part.
FoundPart found_for(const std::string& reason, int ok = 0, int refused = 0)
{
    FoundPart out;
    out.reason = reason;
    out.threshold = 3;
    for (int i = 0; i < ok + refused; ++i)
        out.answers.push_back({i + 1, i < ok ? "ok" : "refused", ""});
    return out;
}

TEST(unsealing_rules, duty_20_31_the_causes_that_are_proposed_lie_where_the_reason_lies)
{
    EXPECT_EQ(proposed_causes(found_for(file_lost), 5), std::vector{CauseCode::platform_failed});
    EXPECT_TRUE(std::ranges::all_of(proposed_causes(found_for(proof_false), 5), lies_with_bidder));
}

TEST(unsealing_rules, duty_20_31_what_too_many_trustees_refuse_lies_first_with_its_bidder)
{
    const auto first = [](int ok, int refused) {
        return proposed_causes(found_for("opening.too_few_answers", ok, refused), 5).front();
    };
    EXPECT_EQ(first(0, 5), CauseCode::bidder_file_defective);
    EXPECT_EQ(first(1, 3), CauseCode::bidder_file_defective);
    EXPECT_EQ(first(0, 2), CauseCode::trustees_failed) << "the three who did not answer could have opened it";
    EXPECT_EQ(first(0, 0), CauseCode::trustees_failed);
}

TEST(unsealing_rules, an_unopened_bid_waits_for_its_cause_and_not_for_ever)
{
    const Instant latest = latest_publication(ends, 60min, std::nullopt, {});
    EXPECT_EQ(latest, ends + 60min);
    EXPECT_FALSE(may_publish_unopened({false, true, latest, latest})) << "not settled";
    EXPECT_TRUE(may_publish_unopened({true, true, latest, ends}));
    EXPECT_FALSE(may_publish_unopened({true, false, latest, latest - 1ms}));
    EXPECT_TRUE(may_publish_unopened({true, false, latest, latest}));
    auto begun = giving_from(intake, ends, 60min);
    EXPECT_EQ(latest_publication(ends, 60min, begun, {}), ends + 120min);
    begun.remedy_until = ends + 180min;
    EXPECT_EQ(latest_publication(ends, 60min, begun, {}), ends + 240min);
}

TEST(unsealing_rules, a_bid_counts_as_proved_or_given_with_all_its_parts_only)
{
    const std::vector<SealedPartRow> parts{{"a", intake, "sub_1", "price", ""},
                                           {"b", intake, "sub_1", "technical", ""}};
    BidderMessageRow message;
    message.act = BidderAct::proof;
    message.header = "a";
    EXPECT_FALSE(bid_facts(parts, {message}, {}).at(0).proved);
    auto second = message;
    second.header = "b";
    EXPECT_TRUE(bid_facts(parts, {message, second}, {}).at(0).proved);
    EXPECT_FALSE(bid_facts(parts, {message, second}, {}).at(0).given);
}

TEST(pauses, what_holds_took_from_a_span_is_added_to_its_end_once)
{
    const auto at = [](int minute) { return ends + std::chrono::minutes{minute}; };
    const auto end = [&](const std::vector<Pause>& pauses) {
        return end_with_pauses(at(0), at(60), apart(pauses, at(1000)));
    };
    EXPECT_EQ(end({}), at(60));
    EXPECT_EQ(end({{at(10), at(20)}}), at(70));
    EXPECT_EQ(end({{at(-10), at(20)}}), at(80)) << "only what it took after the beginning";
    EXPECT_EQ(end({{at(-10), at(0)}}), at(60));
    EXPECT_EQ(end({{at(60), at(90)}}), at(60)) << "it was over already";
    EXPECT_EQ(end({{at(30), at(50)}, {at(10), at(40)}}), at(100)) << "two that overlap take a minute once";
    EXPECT_EQ(end({{at(70), at(75)}, {at(50), at(65)}}), at(80))
        << "the second falls into what the first gave";
    EXPECT_EQ(end_with_pauses(at(0), at(60), apart({{at(50), at(500)}}, at(200))), at(210));
    EXPECT_EQ(apart({{at(50), at(60)}}, at(40)).size(), 0U);
}

TEST(pauses, a_hold_stops_an_opening_when_it_forbids_any_of_its_steps)
{
    using enum trade::Act;
    EXPECT_TRUE(stops_opening({announce, finish_opening}));
    EXPECT_TRUE(stops_opening({close}));
    EXPECT_TRUE(stops_opening({begin_opening}));
    EXPECT_FALSE(stops_opening({announce, fail}));
    EXPECT_FALSE(stops_opening({submit})) << "it stops the closing, and no opening that has begun";
}

TEST(pauses, a_hold_stops_a_closing_when_it_forbids_it_or_the_bids_or_the_opening)
{
    using enum trade::Act;
    EXPECT_TRUE(trade::stops_closing({announce, submit}));
    EXPECT_TRUE(trade::stops_closing({close}));
    EXPECT_TRUE(trade::stops_closing({begin_opening}));
    EXPECT_FALSE(trade::stops_closing({announce, finish_opening, fail}));
}

TEST(pauses, the_time_for_causes_and_the_latest_publication_count_them)
{
    auto waiting = facts({bid(true, true), bid(false, false)}, ends + 120min);
    EXPECT_EQ(due(waiting), Due::decide);
    waiting.pauses = {{ends + 70min, ends + 100min}};
    EXPECT_EQ(due(waiting), Due::wait);
    EXPECT_EQ(next_instant(waiting), ends + 150min);
    EXPECT_EQ(latest_publication(ends, 60min, waiting.begun, waiting.pauses), ends + 150min);
}

} // namespace
} // namespace tianping::opening
