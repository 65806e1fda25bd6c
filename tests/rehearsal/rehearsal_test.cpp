// The main job: a tender of three lots from registration to opened bids through the real interface, and its
// export checked offline. The exit code is what a person sees.
#include "app/rehearsal/cast.hpp"
#include "app/rehearsal/command.hpp"
#include "app/rehearsal/plan.hpp"
#include "app/rehearsal/scene.hpp"
#include "app/verify/verify.hpp"
#include "support/scratch.hpp"
#include <algorithm>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <regex>
#include <set>
#include <sstream>

namespace tianping::rehearsal {
namespace {

struct Played {
    int code = -1;
    std::string out{}, err{};
};

Played play(const std::filesystem::path& folder, const Options& options, app::Settings more = {},
            const std::string& language = "en")
{
    more["data"] = folder.string();
    const auto config = app::load_config("", {}, more).value();
    std::ostringstream out, err;
    const app::Where where{config, out, err, language};
    const int code = rehearse_command(where, options);
    return {code, out.str(), err.str()};
}

// What is told, without what comes from fresh keys: digests and ids.
std::string told(const std::string& out)
{
    return std::regex_replace(out.substr(0, out.find("  ok      ")),
                              std::regex{"[0-9a-f]{16,}|verify trade [^\n]*"}, "~");
}

// From U+3000 on, by its first byte in UTF-8: Chinese characters and their punctuation.
bool has_chinese(const std::string& line)
{
    return std::ranges::any_of(line, [](const char c) { return static_cast<unsigned char>(c) >= 0xE3; });
}

// An article and what it demands, in the language of the play.
bool says_its_law(const std::string& line, bool chinese)
{
    const auto has = [&](const char* part) { return line.find(part) != std::string::npos; };
    const bool words = chinese ? has("：") || has("法律没有规定") : has(": ") || has("No law sets");
    return line.starts_with(" ") && !has("· ") && words && has_chinese(line) == chinese;
}

// What stands below a step, where its law should: each step has its law on the next line.
std::string without_law(const std::string& out, bool chinese)
{
    std::string bare, line;
    bool step = false;
    for (std::istringstream lines{out}; std::getline(lines, line);) {
        if (step && !says_its_law(line, chinese))
            bare += line + "\n";
        step = line.starts_with("[2026-");
    }
    return bare;
}

// A step of its own with the house's time, and not a line below another.
bool tells_step(const std::string& out, const std::string& time, const std::string& what)
{
    std::string line;
    for (std::istringstream lines{out}; std::getline(lines, line);)
        if (line.starts_with("[" + time + "]") && line.find(what) != std::string::npos)
            return true;
    return false;
}

// Every eighth plays on PostgreSQL, where there is one; the twentieth on both, below.
class Seed : public testing::TestWithParam<std::uint64_t> {};

TEST_P(Seed, works_open_tender_runs_from_registration_to_opened_bids_and_verifies_with_its_law_in_english)
{
    const test::ScratchFolder folder;
    const test::ScratchDatabase database{GetParam() % 8 == 0 ? test::homes().back() : test::Home::sqlite,
                                         test::Holds::nothing};
    const auto played =
        play(folder.path(), {"works-open-tender", GetParam(), true}, {{"database", database.address().text}});
    EXPECT_EQ(played.code, 0) << played.out << played.err;
    for (const char* part : {"Twelve questions are asked anonymously",
                             "brings a bank draft to the centre",
                             "downloads each file that the terms name",
                             "follows the opening live",
                             "he goes on from Last-Event-ID",
                             "the record says of each bidder what was heard",
                             "own authorities vouch for its certificate",
                             "A transfer names a sub-account that nobody has",
                             "the bank has sent back 1 transfer",
                             "and 1 paper at the desk for lot 1",
                             "the deadline moves to 2026-04-01 09:30",
                             "it counts",
                             "uploaded in time but submitted at the deadline: refused",
                             "The trustee whose shares are wrong is named",
                             "loses the file with its secrets",
                             "tries to prove and cannot",
                             "uploads the laboratory's report",
                             "the bidder's own cause",
                             "Lot 3 has fewer than three bidders",
                             "the agency drafts the suspension notice from the hold",
                             "the platform drafted the owner's postponement",
                             "the draft says that no limit binds any more",
                             "the second round opens lawfully",
                             "signed names version 1 of the terms",
                             "notice of a clarification of tender documents: stops",
                             "contract within the bid validity: runs",
                             "refused: trade.held",
                             "the owner exports the whole besides",
                             "rehearsal finished: 63 steps"})
        EXPECT_NE(played.out.find(part), std::string::npos) << part;
    EXPECT_TRUE(tells_step(played.out, "2026-03-31 17:00", "submits to lot 2 again; its bid stands"));
    EXPECT_TRUE(tells_step(played.out, "2026-04-03 09:20", "replaces its bid for the newer terms"));
    EXPECT_NE(played.out.find(" ok, 0 differ"), std::string::npos) << played.out;
    EXPECT_EQ(played.out.find("DIFFERS"), std::string::npos) << played.out;
    EXPECT_EQ(played.out.find(verify::anchors_not_given), std::string::npos) << played.out;
    EXPECT_NE(played.out.find("  ok      verify.terms_file "), std::string::npos) << played.out;
    const auto kept = played.out.find("  note    verify.part_kept ");
    EXPECT_NE(kept, std::string::npos) << "of the public export";
    EXPECT_EQ(played.out.find("verify.part_kept", kept + 30), std::string::npos) << "and not of the whole";
    EXPECT_NE(played.out.find(" ok, 0 differ", played.out.find(" ok, 0 differ") + 1), std::string::npos);
    EXPECT_EQ(without_law(played.out, false), "");
}

INSTANTIATE_TEST_SUITE_P(seeds, Seed, testing::Range<std::uint64_t>(1, 20));

TEST(rehearsal, the_same_seed_tells_the_same_story_in_chinese_on_each_database_and_each_step_has_its_law)
{
    const test::ScratchFolder one, other;
    const test::ScratchDatabase database{test::homes().back(),
                                         test::Holds::nothing}; // PostgreSQL, where there is one
    const auto first = play(one.path(), {"works-open-tender", 20, true}, {}, "zh");
    const auto second =
        play(other.path(), {"works-open-tender", 20, true}, {{"database", database.address().text}}, "zh");
    ASSERT_EQ(first.code, 0) << first.out << first.err;
    EXPECT_EQ(second.code, 0) << second.out << second.err;
    EXPECT_EQ(told(first.out), told(second.out));
    EXPECT_NE(first.out.find("演练完成"), std::string::npos) << first.out;
    EXPECT_EQ(without_law(first.out, true), "");
    std::ostringstream pem;
    pem << std::ifstream{one.path() / "export" / "authorities.pem"}.rdbuf();
    const auto authorities = crypto::certificates_from_pem(pem.str()).value();
    EXPECT_EQ(authorities.size(), 4U);
    for (const auto& entry : std::filesystem::directory_iterator{one.path() / "export"})
        EXPECT_TRUE(!entry.is_directory() ||
                    verify::all_ok(verify::verify_export(entry.path(), authorities)));
}

// Of each bidder.
std::map<std::size_t, std::set<std::size_t>> lots_of(const Plan& plan)
{
    std::map<std::size_t, std::set<std::size_t>> out;
    for (const auto* bids : {&plan.bids, &plan.second_round})
        for (const auto& bid : *bids)
            out[bid.bidder].insert(bid.lot);
    return out;
}

TEST(rehearsal, article_37_who_stands_in_a_joint_body_bids_nowhere_else_in_the_tender)
{
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        const auto plan = plan_of(seed);
        ASSERT_EQ(std::ranges::count(plan.bids, true, &PlannedBid::joint), 1) << seed;
        const auto lead = std::ranges::find(plan.bids, true, &PlannedBid::joint);
        EXPECT_EQ(lead->lot, 1U) << seed << ": lot 2 alone takes joint bodies";
        EXPECT_EQ(lots_of(plan).at(lead->bidder).size(), 1U) << seed;
        EXPECT_EQ(std::ranges::count(plan.second_round, true, &PlannedBid::joint), 0) << seed;
        const auto cast = cast_of(seed, bidders_in_play);
        EXPECT_EQ(std::ranges::count(cast.bidders, cast.partner.code, &Player::code), 0) << seed;
        EXPECT_EQ(std::ranges::count(cast.bidders, cast.partner.name, &Player::name), 0) << seed;
    }
}

TEST(rehearsal, every_seed_has_bidders_on_two_lots_none_on_three_and_a_second_round_of_four)
{
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        const auto plan = plan_of(seed);
        std::map<std::size_t, std::size_t> first_round;
        for (const auto& bid : plan.bids)
            ++first_round[bid.bidder];
        EXPECT_EQ(std::ranges::count_if(first_round, [](const auto& one) { return one.second == 2; }), 3)
            << seed;
        for (const auto& [bidder, lots] : lots_of(plan))
            EXPECT_LE(lots.size(), 2U) << seed << ", bidder " << bidder;
        std::set<std::size_t> second_round;
        for (const auto& bid : plan.second_round)
            second_round.insert(bid.bidder);
        EXPECT_EQ(plan.second_round.size(), 4U) << seed;
        EXPECT_EQ(second_round.size(), 4U) << seed;
        EXPECT_EQ(std::ranges::count(plan.bids, Fate::replaced, &PlannedBid::fate), 2) << seed;
        EXPECT_GE(std::ranges::count_if(plan.bids,
                                        [](const PlannedBid& bid) {
                                            return bid.lot == 0 && bid.fate == Fate::stands &&
                                                   bid.payment == Payment::guarantee;
                                        }),
                  1)
            << seed;
    }
}

TEST(rehearsal, every_seed_gives_each_accident_to_somebody_and_seeds_differ)
{
    std::set<std::size_t> absent, late, withdrawn;
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const auto plan = plan_of(seed);
        EXPECT_EQ(plan.bids.size(), 27U);
        std::set<std::size_t> bidders;
        for (const auto& bid : plan.bids)
            bidders.insert(bid.bidder);
        EXPECT_EQ(bidders.size(), bidders_in_play);
        for (const auto fate :
             {Fate::early_replaced, Fate::early_stands, Fate::last_moment, Fate::withdrawn, Fate::late})
            EXPECT_EQ(std::ranges::count(plan.bids, fate, &PlannedBid::fate), 1) << seed;
        const auto at_desk = std::ranges::find(plan.bids, Payment::at_the_desk, &PlannedBid::payment);
        ASSERT_NE(at_desk, plan.bids.end()) << seed;
        EXPECT_EQ(std::ranges::count(plan.bids, Payment::at_the_desk, &PlannedBid::payment), 1) << seed;
        EXPECT_EQ(at_desk->fate, Fate::stands) << seed;
        for (const auto key : {Key::lost, Key::own_cause})
            EXPECT_EQ(std::ranges::count(plan.bids, key, &PlannedBid::key), 1) << seed;
        EXPECT_EQ((std::set{plan.absent, plan.late, plan.wrong}).size(), 3U);
        absent.insert(plan.absent);
        late.insert(plan.late);
        withdrawn.insert(std::ranges::find(plan.bids, Fate::withdrawn, &PlannedBid::fate)->bidder);
    }
    EXPECT_GT(absent.size(), 2U);
    EXPECT_GT(late.size(), 2U);
    EXPECT_GT(withdrawn.size(), 4U);
}

// 望澜 is no county or city, and no place has the area code 0000.
TEST(rehearsal, no_real_neighbour_is_named_and_no_telephone_rings_anywhere)
{
    const auto cast = cast_of(1, bidders_in_play);
    EXPECT_EQ(cast.trustees.back().name, "望澜市公共资源交易中心");
    const auto in = registration_of(cast, cast.lots, local_instant("2026-03-25 09:30"));
    ASSERT_TRUE(in.agent_contact);
    for (const auto& phone : {in.owner_contact.phone, in.agent_contact->phone})
        EXPECT_TRUE(phone.starts_with("0000-")) << phone;
}

TEST(rehearsal, an_unknown_story_and_a_folder_of_someone_else_are_refused)
{
    const test::ScratchFolder folder;
    EXPECT_EQ(play(folder.path(), {"no-such-story", 1}).code, 1);
    std::ofstream{folder.path() / "letter.txt"} << "mine";
    const auto refused = play(folder.path(), {"works-open-tender", 1});
    EXPECT_EQ(refused.code, 1);
    EXPECT_NE(refused.err.find("Choose another folder"), std::string::npos) << refused.err;
    EXPECT_TRUE(std::filesystem::exists(folder.path() / "letter.txt"));
}

} // namespace
} // namespace tianping::rehearsal
