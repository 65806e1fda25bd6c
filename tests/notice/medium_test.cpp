#include "infra/crypto/digest.hpp"
#include "infra/http/client.hpp"
#include "notice/medium_scene.hpp"

namespace tianping::test {
namespace {

using notice::ChannelState;
using procedure::Channel;

class OutsideMedium : public OnMedium {
protected:
    notice::PublishedNotice published()
    {
        return house.house.base.pool.read(
            [&](const ReadTx& tx) { return notice::published_of(tx, trade.id).at(0); });
    }
    notice::ChannelFacts medium_channel()
    {
        const auto all = published().channels;
        return *std::ranges::find(all, Channel::designated_medium, &notice::ChannelFacts::channel);
    }
    std::size_t count(const std::string& kind)
    {
        const auto kinds = house.kinds_of_log();
        return static_cast<std::size_t>(std::ranges::count(kinds, kind));
    }
};

TEST_P(OutsideMedium, clause_6_4_1b_the_same_text_stands_in_both_channels_proved_by_digest)
{
    EXPECT_EQ(medium_channel().state, ChannelState::pending);
    EXPECT_EQ(courier.deliver(), 1U);
    const auto channel = medium_channel();
    EXPECT_EQ(channel.state, ChannelState::out);
    EXPECT_EQ(channel.digest, published().digest);
    EXPECT_EQ(channel.out_at, at("2026-03-03T09:00:00"));
    EXPECT_TRUE(channel.address.starts_with(stand_in.base()));
    EXPECT_EQ(count("notice.out_on_medium"), 1U);
    EXPECT_EQ(courier.deliver(), 0U);
    EXPECT_EQ(stand_in.shown(), 1U);
    EXPECT_EQ(courier.look_again(), 0U);
}

TEST_P(OutsideMedium, clause_6_4_1b_a_difference_is_an_incident_once)
{
    stand_in.tamper(true);
    courier.deliver();
    EXPECT_EQ(medium_channel().state, ChannelState::differs);
    EXPECT_EQ(count("notice.difference_found"), 1U);
    const auto found = house.house.log().back().as<notice::DifferenceFound>();
    EXPECT_EQ(found.signed_digest, published().digest);
    EXPECT_NE(found.shown_digest, found.signed_digest);
    courier.deliver();
    EXPECT_EQ(count("notice.difference_found"), 1U);
}

TEST_P(OutsideMedium, clause_6_4_1b_a_text_that_is_changed_later_is_found_too)
{
    courier.deliver();
    stand_in.tamper(true);
    EXPECT_EQ(courier.look_again(), 1U);
    EXPECT_EQ(medium_channel().state, ChannelState::differs);
    EXPECT_EQ(count("notice.difference_found"), 1U);
}

TEST_P(OutsideMedium, clause_6_4_1b_a_repair_ends_the_incident_and_the_same_falsification_again_is_another)
{
    courier.deliver();
    for (const std::size_t incidents : {1U, 2U}) {
        stand_in.tamper(true);
        EXPECT_EQ(courier.look_again(), 1U);
        EXPECT_EQ(courier.look_again(), 0U) << "told once";
        EXPECT_EQ(medium_channel().state, ChannelState::differs);
        EXPECT_EQ(count("notice.difference_found"), incidents);
        stand_in.tamper(false);
        EXPECT_EQ(courier.look_again(), 1U);
        EXPECT_EQ(courier.look_again(), 0U);
        EXPECT_EQ(medium_channel().state, ChannelState::out);
        EXPECT_EQ(medium_channel().digest, published().digest);
        EXPECT_EQ(count("notice.sameness_restored"), incidents);
        EXPECT_EQ(house.house.log().back().as<notice::SamenessRestored>().digest, published().digest);
    }
}

TEST_P(OutsideMedium, a_text_that_differed_from_the_first_on_is_read_again)
{
    stand_in.tamper(true);
    courier.deliver();
    stand_in.tamper(false);
    EXPECT_EQ(courier.look_again(), 1U);
    EXPECT_EQ(medium_channel().state, ChannelState::out);
}

TEST_P(OutsideMedium, clause_6_4_1b_a_receipt_of_another_text_or_notice_is_an_incident_and_no_publication)
{
    auto& base = house.house.base;
    MistakenMedium mistaken{*medium};
    notice::Courier misled{{base.writer, base.pool, base.clock, base.chance, mistaken}};
    mistaken.mistake = [](auto& receipt) { receipt.digest = std::string(64, 'a'); };
    EXPECT_EQ(misled.deliver(), 1U);
    EXPECT_EQ(medium_channel().state, ChannelState::differs);
    EXPECT_EQ(house.house.log().back().as<notice::DifferenceFound>().shown_digest, std::string(64, 'a'));
    EXPECT_EQ(misled.deliver(), 0U);
    EXPECT_EQ(misled.look_again(), 0U) << "told once";
    mistaken.mistake = [](auto& receipt) { receipt.notice = "ntc_" + std::string(32, '0'); };
    EXPECT_EQ(misled.look_again(), 1U);
    EXPECT_EQ(misled.look_again(), 0U) << "told once";
    EXPECT_EQ(count("notice.difference_found"), 2U);
    EXPECT_EQ(count("notice.out_on_medium"), 0U);
    EXPECT_FALSE(medium_channel().out_at);
    EXPECT_EQ(medium_channel().address, "") << "nobody is led where such a receipt points";
    mistaken.mistake = {};
    house.advance(at("2026-03-03T23:00:00"));
    EXPECT_EQ(misled.look_again(), 1U);
    EXPECT_EQ(medium_channel().state, ChannelState::out);
    EXPECT_TRUE(medium_channel().out_at) << "from here on it counts";
    EXPECT_EQ(count("notice.out_on_medium"), 1U);
    EXPECT_EQ(count("notice.sameness_restored"), 1U);
    EXPECT_EQ(misled.look_again(), 0U);
}

TEST_P(OutsideMedium, operators_are_told_of_a_difference_as_long_as_it_lasts_and_the_log_warns_of_it)
{
    EXPECT_EQ(courier.backlog().differing, 0U);
    stand_in.tamper(true);
    testing::internal::CaptureStderr();
    courier.deliver();
    const auto said = testing::internal::GetCapturedStderr();
    EXPECT_NE(said.find("the outside medium has something else than the owner signed"), std::string::npos)
        << said;
    EXPECT_NE(said.find(published().id.text()), std::string::npos) << said;
    EXPECT_EQ(courier.backlog().differing, 1U);
    EXPECT_EQ(courier.backlog().waiting, 0U);
    stand_in.tamper(false);
    courier.look_again();
    EXPECT_EQ(courier.backlog().differing, 0U);
}

TEST_P(OutsideMedium, a_closed_medium_is_tried_again_and_its_reason_is_kept_once)
{
    stand_in.close(true);
    EXPECT_EQ(courier.deliver(), 0U);
    EXPECT_EQ(courier.deliver(), 0U);
    const auto why = house.house.base.pool.read([&](const ReadTx& tx) {
        return tx.number(
            "SELECT count(*) FROM notice_channel WHERE why = 'medium.closed' AND state = 'pending'");
    });
    EXPECT_EQ(why, 1);
    stand_in.close(false);
    house.advance(at("2026-03-03T23:00:00"));
    EXPECT_EQ(courier.deliver(), 1U);
    EXPECT_EQ(medium_channel().out_at, at("2026-03-03T23:00:00"));
}

TEST_P(OutsideMedium, each_channel_keeps_its_own_hour_for_the_limits_that_start_there)
{
    house.advance(at("2026-03-03T11:00:00"));
    courier.deliver();
    EXPECT_EQ(house.known(trade, "notice_published", Channel::platform), at("2026-03-03T09:00:00"));
    EXPECT_EQ(house.known(trade, "notice_published", Channel::designated_medium), at("2026-03-03T11:00:00"));
    EXPECT_EQ(house.known(trade, "notice_published", Channel::last), at("2026-03-03T11:00:00"));
}

TEST_P(OutsideMedium, the_medium_itself_refuses_a_false_digest_and_a_false_signature)
{
    const auto known = published();
    notice::Delivery delivery;
    delivery.text = known.text;
    delivery.digest = known.digest;
    delivery.certificate = house.owner_holder.certificate();
    delivery.signature =
        house.agent_holder.sign(notice::signed_bytes(digest_from_hex(known.digest).value())).value;
    EXPECT_EQ(code_of(medium->publish(delivery, known.published_at)), "identity.signature_wrong");
    delivery.text.title = "别的";
    EXPECT_EQ(code_of(medium->publish(delivery, known.published_at)), "medium.digest_wrong");
    EXPECT_EQ(stand_in.shown(), 0U);
}

TEST_P(OutsideMedium, a_receipt_cannot_send_the_platform_to_another_machine)
{
    EXPECT_EQ(code_of(medium->show("http://127.0.0.1:1/notices/x")), "notice.address_of_another");
    EXPECT_EQ(code_of(medium->show(stand_in.base() + ".example/x")), "notice.address_of_another");
    std::string far = "http://elsewhere.example/";
    for (int i = 0; i < 100; ++i)
        far += "告";
    const auto refused = medium->show(far);
    EXPECT_TRUE(is_utf8(refused.error().params.at("address"))) << "cut at a character";
}

TEST_P(OutsideMedium, a_thread_delivers_when_it_is_woken)
{
    notice::CourierThread thread{courier, std::chrono::hours{1}};
    thread.wake();
    for (int i = 0; i < 500 && stand_in.shown() == 0; ++i)
        std::this_thread::sleep_for(10ms);
    EXPECT_EQ(stand_in.shown(), 1U);
}

INSTANTIATE_TEST_SUITE_P(On, OutsideMedium, testing::ValuesIn(homes()), identity::home_name);

} // namespace
} // namespace tianping::test
