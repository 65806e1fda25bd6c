// Receipts whose time stamps come from an outside authority: the bid and its receipt wait for nobody, the
// token follows once it is proved, and nothing else stands in for it.
#include "infra/crypto/authority.hpp"
#include "infra/crypto/digest.hpp"
#include "infra/http/every_page.hpp"
#include "rooms/audit/bodies.hpp"
#include "rooms/bidding/events.hpp"
#include "rooms/bidding/stamping.hpp"
#include "support/stamp_stand_in.hpp"
#include "support/tender.hpp"
#include <fstream>
#include <gtest/gtest.h>
#include <set>
#include <thread>

namespace tianping::bidding {
namespace {

using namespace std::chrono_literals;
using test::Manners;

const Instant begin = test::local_hour("2026-03-02 09:00");

class Stamping : public testing::TestWithParam<test::Home> {
protected:
    Stamping() : clock{HouseClock::rehearsal(begin)}, authority{clock, begin}
    {
        std::ofstream{certificate()} << authority.chain();
        tender.emplace(
            test::TenderPlan{.home = GetParam(),
                             .settings = {{"tsa_url", authority.url()}, {"tsa_certificate", certificate()}}});
        clock.move_to(tender->installation().clock().now()).value();
    }
    std::string certificate() const { return (folder.path() / "tsa.pem").string(); }
    Result<SignedReceipt> receipt(std::size_t i, const Submitted& bid)
    {
        return bidder::fetch_receipt(tender->bidder(i), bid);
    }
    // Waits until the authority's token is there, for at most half a minute.
    SignedReceipt stamped(std::size_t i, const Submitted& bid)
    {
        const auto until = std::chrono::steady_clock::now() + 30s;
        auto out = receipt(i, bid).value();
        while (out.timestamp.empty() && std::chrono::steady_clock::now() < until) {
            std::this_thread::sleep_for(50ms);
            out = receipt(i, bid).value();
        }
        return out;
    }
    Result<Instant> proved(const SignedReceipt& receipt) const
    {
        const auto trust = crypto::timestamp_trust(authority.chain()).value().store;
        return crypto::verify_timestamp(from_base64(receipt.timestamp).value(),
                                        crypto::sm3(from_base64(receipt.message).value()), trust);
    }
    std::vector<events::Event> events_of(const std::string& submission)
    {
        return tender->house().reads().read(
            [&](const ReadTx& tx) { return events::of_stream(tx, submission); });
    }
    // Asked by the test itself, beside the house's own thread.
    ReceiptStamper::Pass pass(const http::TimestampClient& client)
    {
        ReceiptStamper stamper{{tender->house().reads(), tender->house().writer(), client,
                                tender->installation().clock(), tender->chance()}};
        return stamper.pass();
    }
    // How many lines of the record of commands tell of a stamp, as the audit administrator reads it.
    std::size_t lines_of_stamps()
    {
        std::size_t out = 0;
        std::string target = "/api/v1/audit/commands?limit=100";
        for (std::optional<std::string> next{""}; next;) {
            auto page = tender->staff("audit-admin").client().get<audit::CommandPage>(target + *next).value();
            for (const auto& line : page.items)
                out += line.name == stamping_command || line.key.starts_with("stamp/") ? 1 : 0;
            next = page.next ? std::optional{"&after=" + *page.next} : std::nullopt;
        }
        return out;
    }
    double failing_seconds()
    {
        const auto text = tender->anyone().send("GET", "/metrics").value().body;
        const auto at = text.find("\ntianping_tsa_failing_seconds ");
        return at == std::string::npos ? -1 : std::stod(text.substr(at + 30));
    }

    test::ScratchFolder folder;
    HouseClock clock; // the authority's own
    test::StampStandIn authority;
    std::optional<test::Tender> tender;
};
INSTANTIATE_TEST_SUITE_P(homes, Stamping, testing::ValuesIn(test::homes()),
                         [](const auto& at) { return test::name_of(at.param); });

TEST_P(Stamping, duty_20_27_a_receipt_is_given_at_once_and_its_token_follows_when_the_authority_answers)
{
    authority.behave(Manners::hanging_up);
    const auto bid = tender->bid(0, 10'000'000);
    const auto at_once = receipt(0, bid);
    ASSERT_TRUE(at_once) << at_once.error().code;
    EXPECT_EQ(at_once->timestamp, "") << "no other authority stands in";
    const auto message = digest_from_hex(bid.message_digest).value();
    EXPECT_EQ(bidder::verify_receipt(*at_once, message, "").value().arrived, bid.arrived);
    const auto until = std::chrono::steady_clock::now() + 10s;
    while (failing_seconds() <= 0 && std::chrono::steady_clock::now() < until)
        std::this_thread::sleep_for(50ms);
    EXPECT_GT(failing_seconds(), 0);
    const auto second = tender->bid(1, 10'000'001);
    EXPECT_LT(second.arrived, test::local_hour(test::deadline_hour));

    authority.behave(Manners::good);
    const auto later = stamped(0, bid);
    ASSERT_NE(later.timestamp, "");
    EXPECT_EQ(later.message, at_once->message) << "the receipt itself stays as it was given";
    EXPECT_GE(proved(later).value(), bid.arrived);
    EXPECT_TRUE(proved(stamped(1, second)));
    const auto log = events_of(bid.submission);
    ASSERT_EQ(log.back().kind, ReceiptStamped::kind);
    EXPECT_EQ(log.back().as<ReceiptStamped>().token_digest,
              to_hex(crypto::sm3(from_base64(later.timestamp).value())));
}

TEST_P(Stamping, duty_20_21_the_record_of_commands_tells_of_no_receipt_before_the_reading_out)
{
    for (const std::size_t i : {0U, 1U, 2U})
        ASSERT_NE(stamped(i, tender->bid(i, 10'000'000)).timestamp, "");
    EXPECT_EQ(lines_of_stamps(), 0U);
    tender->go_to(test::local_hour(test::deadline_hour));
    tender->trustees_visit();
    ASSERT_EQ(tender->opened().state, opening::ClosingState::read_out);
    EXPECT_EQ(lines_of_stamps(), 3U);
}

TEST_P(Stamping, no_answer_that_proves_nothing_is_used_and_none_is_lost)
{
    authority.behave(Manners::busy);
    const auto bid = tender->bid(0, 10'000'000);
    ASSERT_TRUE(receipt(0, bid));
    const auto trust = crypto::timestamp_trust(authority.chain()).value().store;
    const http::TimestampClient client{authority.url(), trust, 300ms};
    const std::map<Manners, std::string> refused{{Manners::wrong_imprint, "timestamp.other_request"},
                                                 {Manners::wrong_nonce, "timestamp.other_request"},
                                                 {Manners::untrusted, "certificate.untrusted"},
                                                 {Manners::refusing, "timestamp.rejected"},
                                                 {Manners::garbage, "timestamp.malformed"},
                                                 {Manners::oversized, "client.broken"},
                                                 {Manners::silent, "client.broken"},
                                                 {Manners::other_clock, "timestamp.clocks_differ"}};
    for (const auto& [manners, code] : refused) {
        authority.behave(manners);
        const auto made = pass(client);
        EXPECT_EQ(made.stamped, 0U);
        EXPECT_EQ(made.failed ? made.failed->code : "", code);
        EXPECT_EQ(receipt(0, bid)->timestamp, "") << code;
    }
    authority.behave(Manners::good);
    pass(client); // or the house's own thread, whichever is first
    const auto good = stamped(0, bid);
    EXPECT_TRUE(proved(good));
    EXPECT_EQ(pass(client).stamped, 0U) << "a receipt takes one token";
    EXPECT_EQ(receipt(0, bid)->timestamp, good.timestamp);
    EXPECT_EQ(std::ranges::count(events_of(bid.submission), ReceiptStamped::kind, &events::Event::kind), 1);
}

TEST_P(Stamping, an_authority_that_counts_whole_seconds_is_asked_again_once_the_second_is_over)
{
    authority.behave(Manners::busy);
    tender->go_to(test::local_hour(test::bidding_hour) + 400ms);
    clock.move_to(tender->installation().clock().now()).value();
    const auto bid = tender->bid(0, 10'000'000);
    ASSERT_TRUE(receipt(0, bid));
    const http::TimestampClient client{authority.url(),
                                       crypto::timestamp_trust(authority.chain()).value().store};
    authority.behave(Manners::whole_seconds);
    const auto early = pass(client);
    EXPECT_EQ(early.early, 1U);
    EXPECT_FALSE(early.failed);
    clock.move_to(clock.now() + 1s).value();
    pass(client);
    EXPECT_GE(proved(stamped(0, bid)).value(), bid.arrived);
}

TEST_P(Stamping, what_waits_is_stamped_after_a_restart_and_a_withdrawal_has_its_token_too)
{
    authority.behave(Manners::hanging_up);
    const auto bid = tender->bid(0, 10'000'000);
    ASSERT_TRUE(receipt(0, bid));
    const auto taken_back = bidder::withdraw(
        tender->bidder(0), tender->kit(), {bid.submission, 0, digest_from_hex(bid.message_digest).value()});
    ASSERT_TRUE(taken_back) << taken_back.error().code;
    ASSERT_TRUE(receipt(0, *taken_back));
    tender->restart_house();
    EXPECT_EQ(receipt(0, bid)->timestamp, "");
    authority.behave(Manners::good);
    EXPECT_TRUE(proved(stamped(0, bid)));
    EXPECT_TRUE(proved(stamped(0, *taken_back)));
}

TEST_P(Stamping, everybody_reads_the_authorities_that_were_ever_named_page_by_page)
{
    const auto other =
        crypto::Authority::open({folder.path() / "other", crypto::Algorithm::sm2}, begin).value();
    ASSERT_TRUE(record_timestamp_anchors(tender->house().writer(), {other.root(), other.issuing()}, begin,
                                         tender->chance()));
    std::set<std::string> wanted{to_hex(other.root().digest()), to_hex(other.issuing().digest())};
    for (const auto& named : crypto::timestamp_trust(authority.chain()).value().authorities)
        wanted.insert(to_hex(named.digest()));
    auto anyone = tender->anyone();
    const auto listed = http::every_page<TimestampAnchor>(anyone, "/api/v1/timestamp-anchors", 1).value();
    std::set<std::string> told;
    for (const auto& one : listed)
        told.insert(one.digest);
    EXPECT_EQ(told, wanted);
    EXPECT_EQ(listed.size(), wanted.size()) << "each once";
}

TEST_P(Stamping, no_receipt_is_asked_for_after_the_stop)
{
    authority.behave(Manners::hanging_up);
    const auto bid = tender->bid(0, 10'000'000);
    ASSERT_TRUE(receipt(0, bid));
    const auto trust = crypto::timestamp_trust(authority.chain()).value().store;
    const http::TimestampClient client{authority.url(), trust, 300ms};
    ReceiptStamper stamper{{tender->house().reads(), tender->house().writer(), client,
                            tender->installation().clock(), tender->chance()}};
    EXPECT_TRUE(stamper.pass().failed) << "it is asked";
    stamper.stop();
    EXPECT_FALSE(stamper.pass().failed) << "it is not";
}

TEST_P(Stamping, operators_are_told_when_receipts_wait_and_nobody_is_named_any_more)
{
    const auto told = [&] {
        const app::Config without;
        app::TimestampDesk desk{without,
                                {tender->house().writer(), tender->house().reads(),
                                 tender->installation().clock(), tender->chance()}};
        desk.start();
        std::this_thread::sleep_for(1ms);
        return desk.gauges().at(1).value > 0;
    };
    authority.behave(Manners::hanging_up);
    EXPECT_FALSE(told());
    const auto bid = tender->bid(0, 10'000'000);
    ASSERT_TRUE(receipt(0, bid));
    EXPECT_TRUE(told());
    EXPECT_EQ(receipt(0, bid)->timestamp, "") << "the installation's own does not stand in";
}

} // namespace
} // namespace tianping::bidding
