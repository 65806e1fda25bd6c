// What everybody reads of the bids, and what a bidder reads: it verifies, each part that is not given is
// named, and nothing is kept back that is read out.
#include "rooms/opening/events.hpp"
#include "verify/opened_scene.hpp"
#include <set>

namespace tianping::verify {
namespace {

using opening::BidState;
using opening::Given;
using opening::OpenedEvidence;

const ExportFolder& in_public()
{
    static const ExportFolder once{scene().tender, scene().tender.intake(), nullptr};
    return once;
}

OpenedEvidence& part_of(Evidence& evidence, std::string_view part)
{
    return *std::ranges::find(evidence.opened, part, &OpenedEvidence::part);
}

void keep(Evidence& evidence, OpenedEvidence& part)
{
    part.kept = true;
    part.secret.clear();
    std::erase_if(evidence.answers, [&](const auto& one) { return one.header == part.header; });
}

std::set<std::string> kinds_in(const ExportFolder& once)
{
    std::set<std::string> out;
    for (const auto& finding : verify_export(once.folder()))
        out.insert(finding.what);
    return out;
}

TEST(verify_kept, duty_20_56_the_public_export_verifies_and_names_each_part_that_it_was_not_given)
{
    EXPECT_EQ(in_public().said(), "");
    const auto& evidence = in_public().evidence();
    EXPECT_EQ(evidence.given, Given::read_out);
    std::vector<std::string> kept;
    for (const auto& part : evidence.opened) {
        EXPECT_EQ(part.kept, part.part != "price") << part.part;
        EXPECT_EQ(part.secret.empty(), part.kept);
        EXPECT_EQ(std::ranges::count(evidence.answers, part.header, &opening::TrusteeAnswer::header) == 0,
                  part.kept);
        EXPECT_EQ(std::filesystem::exists(in_public().folder() / "envelopes" / (part.envelope + ".sealed")),
                  !part.kept);
        if (part.kept)
            kept.push_back(part.submission + "/" + part.part);
    }
    EXPECT_EQ(kept.size(), 3U);
    EXPECT_EQ(in_public().said_kept(), kept);
    EXPECT_EQ(in_public().exported().kept, 3U);
    EXPECT_EQ(in_public().exported().envelopes, 3U);
}

TEST(verify_kept, nothing_is_left_unverified_in_the_whole_export_and_no_kind_of_check_in_the_public_one)
{
    EXPECT_EQ(exported().evidence().given, Given::whole);
    EXPECT_TRUE(exported().said_kept().empty());
    EXPECT_EQ(exported().exported().kept, 0U);
    const auto in_whole = kinds_in(exported()), public_kinds = kinds_in(in_public());
    for (const auto& kind : in_whole)
        EXPECT_TRUE(public_kinds.contains(kind)) << kind;
}

TEST(verify_kept, duty_20_56_a_bidder_is_given_his_own_bid_and_of_others_what_is_read_out)
{
    const ExportFolder own{scene().tender, scene().tender.intake(), &scene().tender.bidder(0).client()};
    EXPECT_EQ(own.said(), "");
    EXPECT_EQ(own.evidence().given, Given::own_bid);
    const auto code = scene().tender.bidder(0).holder().certificate.subject().organisation_code;
    const auto line = std::ranges::find(own.evidence().read_out, code, &opening::ReadOut::bidder_code);
    for (const auto& part : own.evidence().opened)
        EXPECT_EQ(part.kept, part.part != "price" && part.submission != line->submission);
    EXPECT_EQ(own.said_kept().size(), 2U);
    EXPECT_TRUE(own.exported().as_public.empty());
}

const Case public_cases[] = {
    {"a price kept back", "verify.part_kept verify.kept_back: price",
     [](Evidence& e) { keep(e, part_of(e, "price")); }},
    {"a price without its secret", "verify.part ", [](Evidence& e) { part_of(e, "price").secret.clear(); }},
    {"a secret of what is kept", "verify.part_kept verify.kept_and_given",
     [](Evidence& e) { part_of(e, "technical").secret = part_of(e, "price").secret; }},
    {"a share of what is kept", "verify.part_kept verify.kept_and_given",
     [](Evidence& e) {
         e.answers.push_back(e.answers.front());
         e.answers.back().header = part_of(e, "technical").header;
     }},
    {"another part in place of what is kept", "verify.part_kept verify.part_of_another",
     [](Evidence& e) { flip(part_of(e, "technical").envelope, 9); }},
    {"a kept part left out", "verify.parts_complete verify.part_left_out",
     [](Evidence& e) { e.opened.erase(std::ranges::find(e.opened, "technical", &OpenedEvidence::part)); }},
    {"a kept part that is void for no reason", "verify.part_kept verify.line_state_differs",
     [](Evidence& e) { part_of(e, "technical").state = BidState::void_; }},
    {"a kept part that is sealed still", "verify.part_kept verify.line_state_differs",
     [](Evidence& e) {
         part_of(e, "technical").state = BidState::sealed;
         part_of(e, "technical").reason = "opening.not_given";
     }},
    {"a reason for a kept part that opened", "verify.part_kept verify.reason_differs",
     [](Evidence& e) { part_of(e, "technical").reason = "opening.not_given"; }},
    {"who lied about a kept part", "verify.wrong_logged",
     [](Evidence& e) { part_of(e, "technical").wrong.clear(); }},
    {"a kept part that nobody had opened by then", "verify.part_kept verify.opened_without_ground",
     [](Evidence& e) {
         for (auto& event : e.events)
             if (event.kind == opening::TrusteeAnswered::kind)
                 event.version += 1000;
     }},
    {"a trustee who was not asked about a kept part", "verify.answers_complete verify.answers_differ",
     [](Evidence& e) { change_event<opening::TrusteeAnswered>(e, [](auto& body) { body.answers -= 1; }); }},
    {"a share of a price left out", "verify.answers_complete verify.answers_differ",
     [](Evidence& e) { e.answers.pop_back(); }},
};

TEST(verify_kept, what_is_kept_back_unlawfully_given_after_all_or_swapped_is_found_in_the_public_export)
{
    for (const auto& c : public_cases) {
        const auto said = in_public().said_of(c.change);
        EXPECT_NE(said.find(c.found_by), std::string::npos) << c.what << ": " << said;
    }
    const auto file =
        in_public().folder() / "envelopes" /
        (std::ranges::find(in_public().evidence().opened, "price", &OpenedEvidence::part)->envelope +
         ".sealed");
    const auto bytes = text_of(file);
    std::filesystem::remove(file);
    const auto said = in_public().said();
    write_text(file, bytes);
    EXPECT_NE(said.find("verify.part verify.file_missing"), std::string::npos) << said;
    EXPECT_EQ(in_public().said(), "");
}

TEST(verify_kept, duty_20_56_a_public_export_over_a_whole_one_leaves_nothing_of_what_is_kept)
{
    const test::ScratchFolder scratch;
    const auto folder = scratch.path() / "export";
    const auto trade = scene().tender.trade().id.text();
    ASSERT_TRUE(exporting::export_whole_trade(scene().tender.owner().client(), trade, folder));
    auto anyone = scene().tender.anyone();
    ASSERT_TRUE(exporting::export_trade(anyone, trade, folder));
    EXPECT_EQ(differing(verify_export(folder)), "");
    for (const auto& part : in_public().evidence().opened)
        EXPECT_EQ(std::filesystem::exists(folder / envelope_file(part.envelope)), !part.kept);
}

TEST(verify_kept, duty_20_56_the_envelope_of_what_is_kept_lies_in_no_public_export)
{
    auto evidence = in_public().evidence();
    const auto name = envelope_file(part_of(evidence, "technical").envelope);
    write_text(in_public().folder() / name, text_of(exported().folder() / name));
    const auto said = in_public().said();
    std::filesystem::remove(in_public().folder() / name);
    EXPECT_EQ(said, "verify.files verify.file_not_named: " + name + "; ");
}

TEST(verify_kept, a_whole_export_keeps_nothing_back)
{
    for (const auto* part : {"price", "technical"}) {
        const auto said = said_of([&](Evidence& e) { keep(e, part_of(e, part)); });
        EXPECT_NE(said.find("verify.part_kept verify.kept_back: "), std::string::npos)
            << part << ": " << said;
    }
}

} // namespace
} // namespace tianping::verify
