// A platform that lists what is not in force and shows the trustees nothing else: they open it, and the
// bidder's receipts show what was done.
#include "support/unsealing.hpp"
#include "words/service_scene.hpp"
#include <boost/json/serialize.hpp>

namespace tianping::test {
namespace {

class LyingSet : public ServiceWords {
protected:
    LyingSet() : ServiceWords{{.bidders = 4}} {}
    void keep(std::size_t i, const bidding::Submitted& sent, const std::string& name)
    {
        const auto receipt = bidder::fetch_receipt(scene.bidder(i), sent).value();
        write_text(file(name), boost::json::serialize(wire::write(receipt)));
    }
    // The others bid too; all is closed, opened by the real trustees and exported.
    void open_and_export()
    {
        for (const std::size_t i : {1U, 2U, 3U})
            scene.bid(i, 10'000'000 + static_cast<std::int64_t>(i));
        scene.go_to(local_hour(deadline_hour));
        scene.trustees_visit();
        const auto view = scene.opened();
        ASSERT_EQ(test::unsealing::not_opened(view), "") << "the trustees cannot know";
        EXPECT_EQ(view.bids.size(), 4U);
        const auto exported = run(home, {"export", scene.trade().id.text(), "--server", scene.anyone().base(),
                                         "--out", file("export")});
        ASSERT_EQ(exported.code, 0) << exported.err;
    }
    std::string told_of(const std::string& receipt)
    {
        const auto ran = run(home, {"receipt", "verify", file(receipt), "--platform",
                                    to_hex(scene.installation().platform().certificate.digest()),
                                    "--without-timestamp", "--export", file("export"), "--language", "en"});
        EXPECT_EQ(ran.code, 1) << ran.out;
        EXPECT_NE(ran.out.find("the receipt is good"), std::string::npos) << ran.out;
        return ran.err;
    }
};

TEST_F(LyingSet, of_a_replaced_bid_is_opened_and_the_later_receipt_shows_that_it_was_left_out)
{
    const auto first = scene.bid(0, 10'000'000);
    const auto second = scene.bid(0, 9'000'000, "b");
    keep(0, second, "receipt.json");
    scene.inside([&](WriteTx& tx, const Call&) {
        tx.change("DELETE FROM submission_version WHERE message_digest = :m", second.message_digest);
        tx.change("UPDATE submission SET replacement = 0, message_digest = :m WHERE id = :s",
                  first.message_digest, first.submission);
    });
    open_and_export();
    EXPECT_NE(told_of("receipt.json").find("receipt.left_out"), std::string::npos);
}

TEST_F(LyingSet, of_a_withdrawn_bid_is_opened_and_the_withdrawals_receipt_shows_it)
{
    const auto sent = scene.bid(0, 10'000'000);
    keep(0, sent, "receipt.json");
    const bidder::Version in_force{sent.submission, 0, digest_from_hex(sent.message_digest).value()};
    keep(0, bidder::withdraw(scene.bidder(0), scene.kit(), in_force).value(), "withdrawal-receipt.json");
    scene.inside([&](WriteTx& tx, const Call&) {
        tx.change("DELETE FROM submission_withdrawal WHERE submission = :s", sent.submission);
        tx.change("UPDATE submission SET state = 'submitted' WHERE id = :s", sent.submission);
    });
    open_and_export();
    EXPECT_NE(told_of("receipt.json").find("receipt.closed_though_withdrawn"), std::string::npos);
    EXPECT_NE(told_of("withdrawal-receipt.json").find("receipt.closed_though_withdrawn"), std::string::npos);
}

} // namespace
} // namespace tianping::test
