// A round that failed for too few bidders leaves its public evidence in the export: how many, closed and
// witnessed once, and nobody's name.
#include "rooms/notice/api.hpp"
#include "rooms/opening/events.hpp"
#include "verify/failed_scene.hpp"
#include <gtest/gtest.h>

namespace tianping::verify {
namespace {

const std::pair<const char*, std::function<void(Evidence&)>> returned_cases[] = {
    {"verify.closed_set", [](Evidence& e) { flip_bytes(e.closing.message, 200); }},
    {"verify.closed_set", [](Evidence& e) { flip_bytes(e.closing.signature, 20); }},
    {"closing.no_quorum", [](Evidence& e) { e.closing.witnesses.resize(3); }},
    {"closing.no_quorum",
     [](Evidence& e) {
         for (auto& witness : e.closing.witnesses)
             flip_bytes(witness.signature, 20);
     }},
    {"verify.witness_signature", [](Evidence& e) { flip_bytes(e.closing.witnesses.at(4).signature, 20); }},
    {"verify.set_logged",
     [](Evidence& e) {
         change_event<opening::SetClosed>(e, [](auto& body) { flip(body.closing_digest, 7); });
     }},
    {"verify.too_few",
     [](Evidence& e) { change_event<opening::ReturnedUnopened>(e, [](auto& body) { body.minimum = 2; }); }},
    {"verify.nothing_opened",
     [](Evidence& e) {
         e.opened.push_back({"sub_1", "price", "", "", opening::BidState::opened, "", "", {}});
     }},
    {"verify.failed_notice",
     [](Evidence& e) {
         std::erase_if(e.events, [&](const auto& event) {
             return event.kind == notice::Published::kind &&
                    event.body.find("failed_round") != std::string::npos;
         });
     }},
    {"verify.failed_notice",
     [](Evidence& e) {
         std::erase_if(e.events, [&](const auto& event) {
             return event.kind == trade::RoundMoved::kind &&
                    event.body.find("\"to\":\"failed\"") != std::string::npos;
         });
     }},
    {"verify.deadline", [](Evidence& e) { e.kit.deadline += std::chrono::minutes{1}; }},
    {"verify.window", [](Evidence& e) { e.unsealing.window_ends += std::chrono::minutes{1}; }},
    {"verify.closing_shown", [](Evidence& e) { e.closing.witnessed = true; }},
    {"verify.certificate",
     [](Evidence& e) {
         auto& shown = e.closing.certificate;
         flip_bytes(shown, from_base64(shown).value().size() - 1);
     }},
    {"verify.keys", [](Evidence& e) { flip_bytes(e.kit.keys.at(1).message, 150); }},
    {"verify.terms", [](Evidence& e) { e.kit.terms.lots.at(0).minimum_bidders = 2; }},
    {"verify.terms_by_rules", [](Evidence& e) { e.kit.terms.lots.at(0).minimum_bidders = 2; }},
    {"verify.terms_by_rules",
     [](Evidence& e) { change_event<trade::RulesPinned>(e, [](auto& body) { flip(body.rules, 7); }); }},
    {"verify.events", [](Evidence& e) { e.events.erase(e.events.begin()); }},
};

TEST(verify_returned, a_failed_round_is_exported_without_names_and_each_change_is_found)
{
    Failed scene;
    const ExportFolder once{scene.tender, scene.tender.intake()};
    EXPECT_EQ(once.said(), "");
    EXPECT_EQ(once.exported().envelopes, 0U);
    EXPECT_EQ(once.evidence().closing.witnesses.size(), 5U);
    for (const auto& [found_by, change] : returned_cases) {
        const auto said = once.said_of(change);
        EXPECT_NE(said.find(found_by), std::string::npos) << found_by << ": " << said;
    }
}

TEST(verify_returned, rules_that_the_round_did_not_pin_let_no_terms_pass)
{
    Failed scene;
    const ExportFolder once{scene.tender, scene.tender.intake()};
    const auto file = once.folder() / rules_file(once.evidence().kit.round);
    const auto said = once.said_of_file(file, [](std::string& text) {
        const std::string three = R"("minimum_bidders":["3"])";
        text.replace(text.find(three), three.size(), R"("minimum_bidders":["1"])");
    });
    EXPECT_NE(said.find("verify.terms_by_rules verify.rules_differ"), std::string::npos) << said;
}

TEST(verify_returned, nothing_in_the_export_tells_whose_bids_they_were)
{
    Failed scene;
    const ExportFolder once{scene.tender, scene.tender.intake()};
    EXPECT_EQ(said_in_public(scene.tender), "");
    const auto text = text_of(once.evidence_file());
    for (std::size_t i = 0; i < 2; ++i) {
        const auto& certificate = scene.tender.bidder(i).holder().certificate;
        for (const auto& told : {certificate.subject().organisation_code, certificate.subject().organisation,
                                 to_hex(certificate.digest()), to_base64(certificate.der())})
            EXPECT_EQ(text.find(told), std::string::npos) << told;
    }
    EXPECT_EQ(text.find("sub_"), std::string::npos);
    EXPECT_FALSE(std::filesystem::exists(once.folder() / "envelopes"));
}

} // namespace
} // namespace tianping::verify
