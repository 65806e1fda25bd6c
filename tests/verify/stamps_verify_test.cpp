// Time stamps of an outside authority: the export carries what they lead to, and without a stamp a receipt
// does not verify.
#include "support/stamp_stand_in.hpp"
#include "verify/exported.hpp"
#include <gtest/gtest.h>
#include <thread>

namespace tianping::verify {
namespace {

using namespace std::chrono_literals;

const Instant begin = test::local_hour("2026-03-02 09:00");

// A tender that was read out, its receipts stamped from outside.
class OutsideStamped : public testing::Test {
protected:
    static void SetUpTestSuite() { scene = std::make_unique<Scene>(); }
    static void TearDownTestSuite() { scene.reset(); }

    struct Scene {
        Scene()
        {
            clock.move_to(tender.installation().clock().now()).value();
            tender.all_bid();
            wait_for_stamps();
            tender.go_to(test::local_hour(test::deadline_hour));
            tender.trustees_visit();
            tender.opened();
            exported.emplace(tender, tender.intake());
        }
        test::TenderPlan plan()
        {
            write_text(folder.path() / "tsa.pem", authority.chain());
            return {.settings = {{"tsa_url", authority.url()},
                                 {"tsa_certificate", (folder.path() / "tsa.pem").string()}}};
        }
        void wait_for_stamps()
        {
            const auto until = std::chrono::steady_clock::now() + 20s;
            const auto wait = [&] {
                return tender.house().reads().read([](const ReadTx& tx) {
                    return tx.number("SELECT count(*) FROM receipt WHERE timestamp_token <> ''") < 3;
                });
            };
            while (wait() && std::chrono::steady_clock::now() < until)
                std::this_thread::sleep_for(50ms);
        }

        test::ScratchFolder folder;
        HouseClock clock = HouseClock::rehearsal(begin);
        test::StampStandIn authority{clock, begin};
        test::Tender tender{plan()};
        std::optional<ExportFolder> exported{};
    };
    static std::vector<crypto::Certificate> certificates(const std::filesystem::path& file)
    {
        return crypto::certificates_from_pem(text_of(file)).value();
    }
    static inline std::unique_ptr<Scene> scene;
};

TEST_F(OutsideStamped, receipts_verify_by_what_the_export_brings_and_by_the_readers_own)
{
    const auto& exported = *scene->exported;
    ASSERT_EQ(exported.evidence().receipts.size(), 3U);
    EXPECT_EQ(exported.said(), "");
    auto own = certificates(exported.folder() / "anchors.pem");
    const auto without = differing(verify_export(exported.folder(), own));
    EXPECT_NE(without.find("verify.receipt certificate.untrusted"), std::string::npos) << without;
    std::ranges::copy(crypto::certificates_from_pem(scene->authority.chain()).value(),
                      std::back_inserter(own));
    EXPECT_EQ(differing(verify_export(exported.folder(), own)), "");
}

TEST_F(OutsideStamped, a_reader_names_the_authorities_of_time_stamps_apart)
{
    const auto& folder = scene->exported->folder();
    const auto own = certificates(folder / "anchors.pem");
    const auto outside = crypto::certificates_from_pem(scene->authority.chain()).value();
    EXPECT_EQ(differing(verify_export(folder, own, outside)), "");
    const auto stamps = differing(verify_export(folder, own, own));
    EXPECT_NE(stamps.find("verify.receipt certificate.untrusted"), std::string::npos) << stamps;
    const auto people = differing(verify_export(folder, outside, outside));
    EXPECT_NE(people.find("verify.certificate certificate.untrusted"), std::string::npos) << people;
    EXPECT_EQ(people.find("verify.receipt certificate.untrusted"), std::string::npos) << people;
    auto all = own;
    std::ranges::copy(outside, std::back_inserter(all));
    const auto apart = differing(verify_export(folder, all, own));
    EXPECT_NE(apart.find("verify.receipt certificate.untrusted"), std::string::npos) << apart;
}

TEST_F(OutsideStamped, what_vouches_for_time_stamps_vouches_for_no_certificate_and_is_named)
{
    const auto& exported = *scene->exported;
    const auto findings = verify_export(exported.folder());
    EXPECT_EQ(std::ranges::count(findings, "verify.timestamp_anchor", &Finding::what), 2);
    const auto file = exported.folder() / "timestamp-anchors.pem";
    const auto damaged = exported.said_of_file(file, [](std::string& text) { text.resize(200); });
    EXPECT_NE(damaged.find("verify.timestamp_anchor certificate.malformed"), std::string::npos) << damaged;
    EXPECT_NE(damaged.find("verify.receipt certificate.untrusted"), std::string::npos) << damaged;
    // The platform's own authorities, moved to where only time stamps may lead.
    const auto anchors = exported.folder() / "anchors.pem";
    const auto whole = text_of(anchors);
    const auto moved = exported.said_of_file(file, [&](std::string& text) {
        text += whole;
        write_text(anchors, scene->authority.chain());
    });
    write_text(anchors, whole);
    EXPECT_NE(moved.find("verify.certificate certificate.untrusted"), std::string::npos) << moved;
}

TEST_F(OutsideStamped, a_receipt_without_its_stamp_differs)
{
    const auto said =
        scene->exported->said_of([](Evidence& evidence) { evidence.receipts.at(0).timestamp.clear(); });
    EXPECT_NE(said.find("verify.receipt verify.receipt_not_stamped"), std::string::npos) << said;
}

} // namespace
} // namespace tianping::verify
