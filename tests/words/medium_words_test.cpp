// The outside medium through a real house: its courier runs, keeps the receipt, finds a difference, waits for
// a medium that is away, and ends with the house.
#include "rooms/notice/api.hpp"
#include "support/tender.hpp"
#include "words/program.hpp"
#include <gtest/gtest.h>
#include <thread>

namespace tianping::test {
namespace {

class OutsideMediumOfTheHouse : public testing::Test {
protected:
    std::unique_ptr<Running> medium(std::vector<std::string> more = {})
    {
        more.insert(more.begin(), {"medium-stand-in", "--listen", "127.0.0.1:" + port});
        auto out = std::make_unique<Running>(home, "medium", more);
        const auto base = out->first_line();
        EXPECT_TRUE(base.starts_with("http://127.0.0.1:")) << base << out->log();
        port = base.substr(base.rfind(':') + 1);
        return out;
    }
    TenderPlan plan() const
    {
        TenderPlan out;
        out.bidders = 0;
        out.settings = {{"medium_url", "http://127.0.0.1:" + port},
                        {"medium_name", "平州招标投标公共服务平台"}};
        return out;
    }
    static std::string health(Tender& scene) { return scene.anyone().send("GET", "/healthz").value().body; }
    // The notice's channel at the medium, once it was read back or after ten seconds.
    static notice::ChannelFacts channel(Tender& scene)
    {
        notice::ChannelFacts out;
        for (int i = 0; i < 500; ++i) {
            const auto published = scene.house().reads().read(
                [&](const ReadTx& tx) { return notice::published_of(tx, scene.trade().id); });
            for (const auto& one : published.at(0).channels)
                if (one.channel == procedure::Channel::designated_medium)
                    out = one;
            if (!notice::is_on_its_way(out.state))
                return out;
            std::this_thread::sleep_for(std::chrono::milliseconds{20});
        }
        return out;
    }
    static std::int64_t incidents(Tender& scene)
    {
        return scene.house().reads().read([](const ReadTx& tx) {
            return tx.number("SELECT count(*) FROM event WHERE kind = 'notice.difference_found'");
        });
    }

    ScratchFolder home;
    std::string port{"0"};
};

TEST_F(OutsideMediumOfTheHouse, clause_6_4_1b_a_published_notice_goes_out_and_its_receipt_is_kept)
{
    const auto stand_in = medium();
    Tender scene{plan()};
    const auto out = channel(scene);
    EXPECT_EQ(out.state, notice::ChannelState::out);
    EXPECT_TRUE(out.address.starts_with("http://127.0.0.1:" + port + "/notices/")) << out.address;
    EXPECT_NE(out.receipt.find(out.digest), std::string::npos) << out.receipt;
    EXPECT_EQ(incidents(scene), 0);
    EXPECT_NE(health(scene).find("outside medium: 平州招标投标公共服务平台"), std::string::npos);
    const auto figures = scene.anyone().send("GET", "/metrics").value().body;
    EXPECT_NE(figures.find("tianping_medium_configured 1"), std::string::npos) << figures;
}

TEST_F(OutsideMediumOfTheHouse, a_medium_that_shows_another_text_raises_the_incident_and_operators_read_of_it)
{
    const auto stand_in = medium({"--alter"});
    Tender scene{plan()};
    const auto out = channel(scene);
    EXPECT_EQ(out.state, notice::ChannelState::differs);
    EXPECT_EQ(incidents(scene), 1);
    const auto differs = [&] {
        return health(scene).find("1 notices differ from what was signed") != std::string::npos;
    };
    for (int i = 0; i < 300 && !differs(); ++i) // the courier tells it at the end of its turn
        std::this_thread::sleep_for(std::chrono::milliseconds{20});
    EXPECT_TRUE(differs()) << health(scene);
    const auto figures = scene.anyone().send("GET", "/metrics").value().body;
    EXPECT_NE(figures.find("tianping_medium_differs 1"), std::string::npos) << figures;
}

TEST_F(OutsideMediumOfTheHouse, what_a_medium_that_is_away_could_not_take_is_told_and_carried_later)
{
    EXPECT_EQ(medium()->stop(), 0);
    Tender scene{plan()};
    for (int i = 0; i < 300 && health(scene).find("1 notices wait (client.unreachable)") == std::string::npos;
         ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds{20});
    EXPECT_NE(health(scene).find("1 notices wait (client.unreachable)"), std::string::npos) << health(scene);
    const auto stand_in = medium({"--delay", "50"});
    EXPECT_EQ(channel(scene).state, notice::ChannelState::out);
}

TEST_F(OutsideMediumOfTheHouse, without_a_configured_medium_the_house_and_its_guide_say_so)
{
    Tender scene{{.bidders = 0}};
    EXPECT_NE(health(scene).find("outside medium: none configured"), std::string::npos);
    EXPECT_NE(scene.anyone().send("GET", "/guide").value().body.find("尚未接入其他发布媒介"),
              std::string::npos);
}

TEST_F(OutsideMediumOfTheHouse, the_configuration_names_centre_and_regions_and_every_mistake)
{
    TenderPlan plan;
    plan.bidders = 0;
    plan.settings = {{"site_name", "云岭公共资源交易平台"}, {"regions", "990100=云岭市, 990102=长泽县"}};
    Tender scene{plan};
    const auto page = scene.anyone().send("GET", "/notices").value().body;
    EXPECT_NE(page.find("云岭公共资源交易平台"), std::string::npos);
    EXPECT_NE(page.find("长泽县"), std::string::npos);
    const auto ran = run(home, {"config", "check", "--medium-url", "https://media.example/notices",
                                "--regions", "99=x", "--centre-code", "12990100MB0000018H"});
    EXPECT_EQ(ran.code, 1);
    for (const char* wanted : {"medium_url", "medium_name", "regions", "centre_code"})
        EXPECT_NE(ran.err.find(wanted), std::string::npos) << wanted << "\n" << ran.err;
}

} // namespace
} // namespace tianping::test
