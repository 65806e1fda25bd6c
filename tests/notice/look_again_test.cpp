// What the medium gave its receipt for is kept and read back later, and every notice is looked at again in
// turn.
#include "notice/medium_scene.hpp"
#include <set>

namespace tianping::test {
namespace {

using notice::ChannelState;
using procedure::Channel;

class ReadBack : public OnMedium {
protected:
    notice::PublishedNotice first()
    {
        return house.house.base.pool.read(
            [&](const ReadTx& tx) { return notice::published_of(tx, trade.id).at(0); });
    }
    notice::ChannelFacts channel()
    {
        const auto all = first().channels;
        return *std::ranges::find(all, Channel::designated_medium, &notice::ChannelFacts::channel);
    }
    std::ptrdiff_t count(const std::string& kind) { return std::ranges::count(house.kinds_of_log(), kind); }
    std::optional<Instant> known(const std::string& instant)
    {
        return house.known(trade, instant, Channel::designated_medium);
    }
    // Corrections of the tender notice, each on the medium too where it is carried there.
    void correct(int times)
    {
        draft_corrections(times);
        courier.deliver();
    }
    void draft_corrections(int times)
    {
        for (int i = 0; i < times; ++i) {
            auto in = house.draft_in(notice::Kind::correction, house.house.base.clock.now());
            in.corrects = first().id.text();
            in.changes =
                std::vector<notice::ChangeIn>{{"supervisor", {}, "云川市监督局" + std::to_string(i)}};
            house.sign(house.draft(trade.id, in).value()).value();
        }
    }
    // Of four notices three differ and cannot be read any more; the address of the fourth.
    std::string only_living(MistakenMedium& dying)
    {
        correct(3);
        dying.why = "client.status_503";
        auto looking = through(dying);
        looking.look_again(0);
        const auto fourth = dying.shown.at(0);
        dying.dead = {fourth};
        stand_in.tamper(true);
        EXPECT_EQ(looking.look_again(0), 3U);
        stand_in.tamper(false);
        dying.dead = std::set<std::string>(dying.shown.begin() + 1, dying.shown.begin() + 4);
        dying.shown.clear();
        return fourth;
    }
    notice::Courier through(notice::Medium& other)
    {
        auto& base = house.house.base;
        return notice::Courier{{base.writer, base.pool, base.clock, base.chance, other}};
    }
};

TEST_P(ReadBack, a_receipt_is_kept_with_its_hours_although_the_text_cannot_be_read_yet)
{
    MistakenMedium hiding{*medium};
    auto through_it = through(hiding);
    hiding.hides = true;
    const auto came = at("2026-03-03T10:00:00");
    house.advance(came);
    EXPECT_EQ(through_it.deliver(), 0U);
    EXPECT_EQ(channel().state, ChannelState::received);
    EXPECT_EQ(channel().reached_at, came);
    EXPECT_EQ(channel().out_at, came);
    EXPECT_NE(channel().receipt.find(first().digest), std::string::npos);
    EXPECT_EQ(known("notice_reached_medium"), came) << "10号令11 counts from here";
    EXPECT_EQ(known("notice_out_on_medium"), came);
    EXPECT_EQ(count("notice.out_on_medium"), 0) << "nobody has read it there";
    EXPECT_EQ(through_it.backlog().waiting, 1U);
    house.advance(came + 24h);
    EXPECT_EQ(through_it.deliver(), 0U);
    EXPECT_EQ(through_it.backlog().why, "client.status_404");
    hiding.hides = false;
    EXPECT_EQ(through_it.deliver(), 1U);
    EXPECT_EQ(channel().state, ChannelState::out);
    EXPECT_EQ(channel().reached_at, came);
    EXPECT_EQ(known("notice_reached_medium"), came);
    const auto told = house.house.log().back().as<notice::OutOnMedium>();
    EXPECT_EQ(told.reached_at, came);
    EXPECT_EQ(told.digest, first().digest);
    EXPECT_EQ(hiding.published, 1U) << "it was not handed in again";
    EXPECT_EQ(through_it.backlog().waiting, 0U);
    EXPECT_EQ(through_it.deliver(), 0U);
}

TEST_P(ReadBack, a_page_that_is_not_there_keeps_no_later_notice_from_the_medium)
{
    MistakenMedium hiding{*medium};
    auto through_it = through(hiding);
    hiding.hides = true;
    through_it.deliver();
    ASSERT_EQ(channel().state, ChannelState::received);
    draft_corrections(2);
    through_it.deliver();
    EXPECT_EQ(hiding.published, 3U);
    EXPECT_EQ(through_it.backlog().why, "client.status_404") << "that of the oldest";
}

TEST_P(ReadBack, pages_that_are_not_there_keep_no_other_page_from_being_read_again)
{
    MistakenMedium dying{*medium};
    const auto fourth = only_living(dying);
    through(dying).look_again(0);
    EXPECT_EQ(dying.shown.size(), 4U);
    EXPECT_EQ(std::ranges::count(dying.shown, fourth), 1);
}

TEST_P(ReadBack, clause_6_4_1b_a_page_that_was_taken_down_is_an_incident_until_it_is_back)
{
    MistakenMedium taking_down{*medium};
    auto looking = through(taking_down);
    looking.deliver();
    ASSERT_EQ(channel().state, ChannelState::out);
    taking_down.hides = true;
    for (const auto* status : {"client.status_500", "client.status_403"}) {
        taking_down.why = status;
        testing::internal::CaptureStderr();
        EXPECT_EQ(looking.look_again(), 0U) << "what cannot be read is not known to differ";
        EXPECT_NE(testing::internal::GetCapturedStderr().find(status), std::string::npos);
    }
    EXPECT_EQ(channel().state, ChannelState::out);
    taking_down.why = "client.status_410";
    EXPECT_EQ(looking.look_again(), 1U);
    EXPECT_EQ(looking.look_again(), 0U) << "told once";
    EXPECT_EQ(channel().state, ChannelState::differs);
    EXPECT_EQ(count("notice.difference_found"), 1);
    EXPECT_EQ(looking.backlog().differing, 1U);
    taking_down.hides = false;
    EXPECT_EQ(looking.look_again(), 1U);
    EXPECT_EQ(channel().state, ChannelState::out);
    EXPECT_EQ(count("notice.sameness_restored"), 1);
}

TEST_P(ReadBack, where_a_look_ends_early_the_next_begins_with_what_it_left_out)
{
    MistakenMedium dying{*medium};
    const auto fourth = only_living(dying);
    dying.why = "client.broken";
    through(dying).look_again(0);
    EXPECT_EQ(dying.shown.size(), 3U);
    through(dying).look_again(0);
    EXPECT_EQ(dying.shown.at(3), fourth);
}

TEST_P(ReadBack, a_right_receipt_after_a_wrong_one_ends_the_incident_once_the_text_was_read)
{
    MistakenMedium mistaken{*medium};
    auto misled = through(mistaken);
    mistaken.mistake = [](auto& receipt) { receipt.digest = std::string(64, 'a'); };
    misled.deliver();
    mistaken.mistake = {};
    mistaken.hides = true;
    misled.look_again();
    EXPECT_EQ(channel().state, ChannelState::received);
    EXPECT_EQ(count("notice.sameness_restored"), 0);
    mistaken.hides = false;
    EXPECT_EQ(misled.deliver(), 1U);
    EXPECT_EQ(channel().state, ChannelState::out);
    EXPECT_EQ(count("notice.out_on_medium"), 1);
    EXPECT_EQ(count("notice.sameness_restored"), 1);
}

TEST_P(ReadBack, a_receipt_whose_hour_cannot_be_is_an_incident_and_makes_no_instant)
{
    MistakenMedium mistaken{*medium};
    auto misled = through(mistaken);
    const auto now = at("2026-03-03T11:00:00");
    house.advance(now);
    mistaken.mistake = [&](auto& receipt) { receipt.published_at = first().published_at - 1min - 1ms; };
    misled.deliver();
    EXPECT_EQ(channel().state, ChannelState::differs);
    EXPECT_EQ(count("notice.difference_found"), 1);
    mistaken.mistake = [&](auto& receipt) { receipt.published_at = now + 1min + 1ms; };
    EXPECT_EQ(misled.look_again(), 1U);
    EXPECT_EQ(misled.look_again(), 0U) << "told once";
    EXPECT_EQ(count("notice.difference_found"), 2);
    EXPECT_EQ(count("notice.out_on_medium"), 0);
    EXPECT_FALSE(channel().out_at);
    for (const char* instant : {"notice_reached_medium", "notice_out_on_medium"})
        EXPECT_FALSE(known(instant)) << instant;
    EXPECT_EQ(known("notice_published"), std::nullopt) << "on the medium";
    mistaken.mistake = {};
    EXPECT_EQ(misled.look_again(), 1U);
    EXPECT_EQ(channel().state, ChannelState::out);
    EXPECT_EQ(known("notice_out_on_medium"), now);
    EXPECT_EQ(count("notice.sameness_restored"), 1);
}

TEST_P(ReadBack, two_clocks_may_differ_by_a_minute_and_what_was_published_had_been_received)
{
    MistakenMedium early{*medium};
    const auto said = first().published_at - 1min;
    early.mistake = [&](auto& receipt) { receipt.published_at = said; };
    house.advance(at("2026-03-03T11:00:00"));
    EXPECT_EQ(through(early).deliver(), 1U);
    EXPECT_EQ(channel().state, ChannelState::out);
    EXPECT_EQ(channel().out_at, said);
    EXPECT_EQ(known("notice_reached_medium"), said) << "the answer to an earlier try was lost";
}

TEST_P(ReadBack, a_medium_that_cannot_be_reached_has_received_nothing_and_operators_are_told)
{
    const auto nobody = notice::http_medium("http://127.0.0.1:1");
    auto away = through(*nobody);
    testing::internal::CaptureStderr();
    EXPECT_EQ(away.deliver(), 0U);
    EXPECT_EQ(away.deliver(), 0U);
    const auto warned = testing::internal::GetCapturedStderr();
    const std::string warning = "the outside medium did not take a notice";
    EXPECT_NE(warned.find(warning), std::string::npos) << warned;
    EXPECT_EQ(warned.find(warning), warned.rfind(warning)) << "once for each reason";
    EXPECT_NE(warned.find("client.unreachable"), std::string::npos) << warned;
    EXPECT_EQ(away.backlog().waiting, 1U);
    EXPECT_EQ(away.backlog().why, "client.unreachable");
    EXPECT_EQ(channel().state, ChannelState::pending) << "which the notice's page shows to its owner";
    EXPECT_FALSE(known("notice_reached_medium"));
    const auto there = at("2026-03-04T11:00:00");
    house.advance(there);
    EXPECT_EQ(courier.deliver(), 1U);
    EXPECT_EQ(known("notice_reached_medium"), there) << "the 12 hours of 10号令11 begin here";
}

TEST_P(ReadBack, clause_6_4_1b_all_notices_of_a_round_that_is_still_open_are_read_at_every_look)
{
    correct(2);
    MistakenMedium seen{*medium};
    auto looking = through(seen);
    looking.look_again(0);
    looking.look_again(0);
    EXPECT_EQ(seen.shown.size(), 6U);
    stand_in.tamper(true);
    EXPECT_EQ(looking.look_again(0), 3U);
}

TEST_P(ReadBack, clause_6_4_1b_the_others_are_read_in_turn_also_by_a_house_that_starts_anew)
{
    correct(2);
    house.move(trade.rounds[0].id, trade::Act::close);
    MistakenMedium seen{*medium};
    for (int i = 0; i < 4; ++i)
        through(seen).look_again(1);
    ASSERT_EQ(seen.shown.size(), 4U);
    EXPECT_EQ(std::set<std::string>(seen.shown.begin(), seen.shown.begin() + 3).size(), 3U);
    EXPECT_EQ(seen.shown[3], seen.shown[0]);
    stand_in.tamper(true);
    auto looking = through(seen);
    EXPECT_EQ(looking.look_again(1), 1U);
    EXPECT_EQ(looking.look_again(1), 1U);
    EXPECT_EQ(looking.look_again(1), 1U) << "what differed stays beside those whose turn it is";
    EXPECT_EQ(looking.backlog().differing, 3U);
    stand_in.tamper(false);
    EXPECT_EQ(looking.look_again(0), 3U) << "each difference is looked at until it is repaired";
    EXPECT_EQ(looking.backlog().differing, 0U);
}

TEST_P(ReadBack, a_look_ends_when_it_is_told_to)
{
    correct(2);
    MistakenMedium seen{*medium};
    through(seen).look_again(100, [&] { return seen.shown.empty(); });
    EXPECT_EQ(seen.shown.size(), 1U);
}

INSTANTIATE_TEST_SUITE_P(On, ReadBack, testing::ValuesIn(homes()), identity::home_name);

} // namespace
} // namespace tianping::test
