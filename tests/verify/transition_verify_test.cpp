// A later version of the procedure takes over a round that runs: what binds the round from then on, and an
// export in which each act is judged by the rules that stood when it was done.
#include "rooms/trade/events.hpp"
#include "support/holding.hpp"
#include "support/places.hpp"
#include "support/refusal.hpp"
#include "support/tender_scene.hpp"
#include "verify/exported.hpp"
#include <gtest/gtest.h>

namespace tianping::verify {
namespace {

TEST(RulesPins, one_binds_at_a_time_and_within_a_minute_of_a_change_clocks_tell_no_order)
{
    constexpr std::int64_t minute = 60'000, changed = 100 * minute;
    const std::vector<RulesPin> pins{{"rnd_1", 4, 10 * minute, "first", "rnd_1"},
                                     {"rnd_1", 9, changed, "later", "rnd_1-later"}};
    const auto bound_by = [&](std::int64_t at) {
        std::string out;
        for (const auto& pin : pins_at(pins, at))
            out += pin.digest + " ";
        return out;
    };
    EXPECT_EQ(bound_by(10 * minute - 1), "") << "nothing was pinned by then";
    EXPECT_EQ(bound_by(10 * minute), "first ");
    EXPECT_EQ(bound_by(changed - minute - 1), "first ");
    EXPECT_EQ(bound_by(changed - minute), "first later ");
    EXPECT_EQ(bound_by(changed + minute), "first later ");
    EXPECT_EQ(bound_by(changed + minute + 1), "later ");
}

class GoneOver : public testing::TestWithParam<test::Home> {
protected:
    // The house's own procedure under the centre's own number: more bidders, and bids are taken despite a
    // hold.
    void bring(std::int64_t version, const std::string& name)
    {
        auto text =
            text_of(std::filesystem::path{test::source_folder()} / "law/procedures/works-open-tender.toml");
        const auto put = [&](const std::string& from, const std::string& to) {
            text.replace(text.find(from), from.size(), to);
        };
        put("version = 1", "version = " + std::to_string(version));
        put("工程建设项目公开招标\"", name + "\"");
        put("by = [\"bidder\"]\narticle = \"招法28",
            "by = [\"bidder\"]\ndespite_hold = true\narticle = \"招法28");
        put("{ minimum_bidders = 3, envelopes", "{ minimum_bidders = 4, envelopes");
        text += "\n[transition]\nfrom_versions = [1]\nin_stages = [\"announced\"]\narticle = \"平州规程1\"\n";
        write_text(own_law.path() / "procedures" / "works-open-tender.toml", text);
        tender.restart_house();
    }
    // Names no acts: it forbids all that it may.
    std::vector<trade::Act> hold_and_lift()
    {
        const auto held = test::scene::must(test::hold_round(tender), "a hold");
        test::scene::must(test::lift_hold(tender, held), "it is lifted");
        return held.hold.forbids;
    }
    std::string get(const std::string& target)
    {
        auto anyone = tender.anyone();
        return anyone.send("GET", target).value().body;
    }
    std::int64_t version_of(const std::string& target)
    {
        return wire::parse<procedure::Rulebook>(get(target)).value().procedure.version;
    }
    std::vector<trade::RulesPinned> pins()
    {
        std::vector<trade::RulesPinned> out;
        for (const auto& event :
             tender.house().reads().read([&](const ReadTx& tx) { return events::of_stream(tx, round); }))
            if (event.kind == trade::RulesPinned::kind)
                out.push_back(event.as<trade::RulesPinned>());
        return out;
    }
    void open()
    {
        tender.all_bid();
        tender.go_to(test::deadline);
        tender.trustees_visit();
        ASSERT_EQ(tender.opened().state, opening::ClosingState::read_out);
    }

    test::ScratchFolder own_law;
    test::Tender tender{{.home = GetParam(), .settings = {{"law_overrides", own_law.path().string()}}}};
    std::string round = tender.trade().rounds.at(0).id.text();
    std::string rules = "/api/v1/rounds/" + round + "/rules";
    std::string page = "/trades/" + tender.trade().id.text();
};
INSTANTIATE_TEST_SUITE_P(homes, GoneOver, testing::ValuesIn(test::homes()),
                         [](const auto& home) { return std::string{test::name_of(home.param)}; });

TEST_P(GoneOver, a_round_pins_the_version_whose_transition_names_its_stage_once_and_no_other)
{
    ASSERT_EQ(version_of(rules), 1);
    bring(2, "第二版公开招标");
    EXPECT_EQ(version_of(rules), 2);
    EXPECT_NE(get(page).find("第二版公开招标"), std::string::npos);
    tender.restart_house();
    const auto all = pins();
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[1].procedure_version, 2);
    EXPECT_EQ(version_of(rules + "/" + all[0].rules), 1);
    EXPECT_EQ(version_of(rules + "/" + all[1].rules), 2);
    EXPECT_NE(get(rules + "/" + std::string(64, 'a')).find("trade.rules_unknown"), std::string::npos);
    bring(3, "第三版公开招标");
    EXPECT_EQ(version_of(rules), 2) << "it takes over from version 1 alone";
    EXPECT_EQ(get(page).find("第三版公开招标"), std::string::npos);
    EXPECT_EQ(pins().size(), 2U);
}

TEST_P(GoneOver, a_round_in_another_stage_keeps_its_rules)
{
    open();
    bring(2, "第二版公开招标");
    EXPECT_EQ(version_of(rules), 1);
    EXPECT_EQ(pins().size(), 1U);
    EXPECT_EQ(get(page).find("第二版公开招标"), std::string::npos);
}

TEST_P(GoneOver, each_act_is_judged_by_the_rules_that_stood_when_it_was_done)
{
    using trade::Act;
    EXPECT_EQ(std::ranges::count(hold_and_lift(), Act::submit), 1);
    tender.go_to(test::local_hour("2026-03-24 08:50"));
    bring(2, "第二版公开招标");
    tender.go_to(test::local_hour("2026-03-24 09:00"));
    EXPECT_EQ(std::ranges::count(hold_and_lift(), Act::submit), 0);
    open();
    const ExportFolder once{tender, tender.intake()};
    EXPECT_EQ(once.said(), "");
    const auto pinned_at = [&](std::chrono::minutes later) {
        return once.said_of([&](Evidence& e) {
            for (auto& event : e.events)
                if (event.stream == round && event.kind == trade::RulesPinned::kind &&
                    event.body.find("\"procedure_version\":2") != std::string::npos)
                    event.recorded_at += std::chrono::milliseconds{later}.count();
        });
    };
    EXPECT_NE(pinned_at(std::chrono::minutes{-20}).find("verify.hold verify.act_of_another"),
              std::string::npos);
    EXPECT_NE(pinned_at(std::chrono::minutes{20}).find("verify.hold verify.act_of_another"),
              std::string::npos);
    const auto in_force_later = once.said_of([](Evidence& e) {
        for (auto& event : e.events)
            if (event.kind == trade::TermsInForce::kind)
                event.version += 1000; // under the second version, which wants four bidders
    });
    EXPECT_NE(in_force_later.find("verify.terms_by_rules trade.procedure_forbids"), std::string::npos)
        << in_force_later;
}

TEST_P(GoneOver, a_changed_or_missing_rulebook_is_found_whichever_version_it_is)
{
    bring(2, "第二版公开招标");
    open();
    const ExportFolder once{tender, tender.intake()};
    EXPECT_EQ(once.said(), "");
    const auto later = round + "-" + pins().at(1).rules;
    for (const auto& name : {round, later}) {
        const auto file = once.folder() / rules_file(name);
        const auto changed = once.said_of_file(file, [](std::string& text) { text[text.size() / 2] ^= 1; });
        EXPECT_NE(changed.find("verify.rules verify.rules_differ: " + name + ";"), std::string::npos)
            << changed;
        const auto away = once.folder() / "away";
        std::filesystem::rename(file, away);
        const auto missing = once.said();
        EXPECT_NE(missing.find("verify.rules verify.file_missing: " + rules_file(name) + ";"),
                  std::string::npos)
            << missing;
        std::filesystem::rename(away, file);
    }
    EXPECT_EQ(once.said(), "");
}

} // namespace
} // namespace tianping::verify
