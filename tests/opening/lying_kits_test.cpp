// A platform that shows a trustee the sealing kit of another intake, or another closed set under another
// name.
#include "app/trustee/evidence.hpp"
#include "infra/crypto/digest.hpp"
#include "support/kept_state.hpp"
#include "support/lying_platform.hpp"
#include <fstream>
#include <functional>
#include <gtest/gtest.h>
#include <sstream>

namespace tianping::opening {
namespace {

using namespace test::unsealing;
using test::LyingTender;
using trustee::Step;

std::string text_in(const std::filesystem::path& kept)
{
    std::ostringstream out;
    out << std::ifstream{kept}.rdbuf();
    return out.str();
}

std::string with_another_end(std::string id)
{
    id.back() = id.back() == '0' ? '1' : '0';
    return id;
}

TEST(lying_kits, a_kit_of_another_intake_than_was_asked_for_is_refused_and_nothing_of_it_is_kept)
{
    LyingTender lying;
    auto& tender = lying.tender;
    tender.all_bid();
    const auto& state = tender.trustee(3).state;
    const auto before = text_in(state / (tender.intake() + ".json"));
    ASSERT_FALSE(before.empty());
    const auto another = with_another_end(tender.intake());
    test::Misled misled{tender, 3, tender.intake(), another};
    EXPECT_EQ(misled.visit().reason, "trustee.kit_of_another");
    tender.go_to(deadline);
    EXPECT_EQ(misled.visit().reason, "trustee.kit_of_another");
    EXPECT_GT(misled.rewritten(), 0);
    EXPECT_EQ(text_in(state / (tender.intake() + ".json")), before);
    EXPECT_FALSE(std::filesystem::exists(state / (another + ".json")));
    EXPECT_EQ(lying.visit(3).step, Step::set_witnessed) << "the true kit is still good";
}

struct Change {
    const char* what;
    void (*make)(bidding::SealingKit&);
};
const Change changes[] = {
    {"the intake", [](auto& kit) { kit.intake = with_another_end(kit.intake); }},
    {"the platform", [](auto& kit) { kit.platform = "other.example"; }},
    {"the trade", [](auto& kit) { kit.trade = with_another_end(kit.trade); }},
    {"the lot", [](auto& kit) { kit.lot = with_another_end(kit.lot); }},
    {"the round", [](auto& kit) { kit.round = with_another_end(kit.round); }},
    {"a round that is none", [](auto& kit) { kit.round = "../"; }},
    {"the terms' intake",
     [](auto& kit) { kit.terms.lots.at(0).intake = with_another_end(kit.terms.lots.at(0).intake); }},
    {"terms without this lot", [](auto& kit) { kit.terms.lots.clear(); }},
};

TEST(lying_kits, a_kit_whose_terms_name_another_place_is_of_another)
{
    test::Tender tender;
    EXPECT_EQ(test::code_of(trustee::check_kit(tender.kit(), tender.intake())), "");
    for (const auto& change : changes) {
        auto kit = tender.kit();
        change.make(kit);
        EXPECT_EQ(test::code_of(trustee::check_kit(kit, tender.intake())), "trustee.kit_of_another")
            << change.what;
    }
}

TEST(lying_kits, terms_whose_closers_cannot_be_checked_are_refused)
{
    test::Tender tender;
    const auto said = [&](const std::function<void(terms::Closer&)>& change) {
        auto kit = tender.kit();
        change(kit.terms.lots.at(0).unsealing.closers.at(2));
        return test::code_of(trustee::check_kit(kit, tender.intake()));
    };
    EXPECT_EQ(said([](auto& closer) { closer.certificate_digest = "none"; }), "trustee.terms_malformed");
    EXPECT_EQ(said([](auto& closer) { closer.index = 258; }), "trustee.terms_malformed");
    EXPECT_EQ(said([](auto& closer) { closer.index = 2; }), "trustee.terms_malformed");
}

TEST(lying_kits, terms_that_the_owner_did_not_sign_are_refused_and_never_held)
{
    LyingTender lying;
    auto& tender = lying.tender;
    tender.all_bid();
    const auto kept = tender.trustee(3).state / (tender.intake() + ".json");
    const auto before = text_in(kept);
    ASSERT_FALSE(before.empty());
    const std::map<std::string, std::string> lies{
        {"2026-03-24T01:30:00.000Z", "2026-03-25T01:30:00.000Z"}, // the deadline
        {tender.kit().terms_signature.substr(0, 16), std::string(16, 'A')}};
    for (const auto& [from, to] : lies) {
        test::Misled misled{tender, 3, from, to};
        EXPECT_EQ(misled.visit().reason, "trustee.terms_not_signed") << from;
        EXPECT_GT(misled.rewritten(), 0);
        EXPECT_EQ(text_in(kept), before);
    }
    tender.go_to(deadline);
    EXPECT_EQ(lying.visit(3).step, Step::set_witnessed) << "the true kit is still good";
}

TEST(lying_kits, terms_that_nobody_signed_pin_no_owner_and_make_no_key)
{
    LyingTender lying{{.accidents = {{2, trustee::Accident::absent}}}};
    auto& tender = lying.tender;
    test::Misled misled{tender, 2, tender.kit().terms_signature.substr(0, 16), std::string(16, 'A')};
    EXPECT_EQ(misled.visit().reason, "trustee.terms_not_signed");
    EXPECT_FALSE(std::filesystem::exists(tender.trustee(2).state / (tender.intake() + ".json")));
    tender.restart_trustee(2);
    EXPECT_EQ(lying.visit(2).step, Step::key_published);
}

TEST(lying_kits, keys_that_cannot_be_read_are_refused_and_end_nothing)
{
    LyingTender lying{{}, test::closed_with_bids};
    auto& tender = lying.tender;
    const auto signature = tender.kit().keys.at(0).signature.substr(0, 16);
    test::Misled misled{tender, 3, signature, std::string(signature.size(), '*')};
    EXPECT_EQ(misled.visit().reason, "bytes.not_base64");
    EXPECT_EQ(lying.visit(3).step, Step::answered);
}

TEST(lying_kits, the_first_set_of_a_place_is_remembered_whatever_became_of_the_intakes_own_state)
{
    LyingTender lying{{}, test::closed_with_bids};
    auto& tender = lying.tender;
    auto state = test::kept_by(tender, 3);
    state.first_close.reset(); // as if it had been filed under another intake
    state.witnessed = false;
    test::states_of(tender, 3).save(state);
    auto other =
        seal::Close::decode(
            from_base64(
                tender.trustee(3).account->client().get<Closing>(tender.intake_path("closing"))->message)
                .value())
            .value();
    other.submits.pop_back();
    const auto message = other.encode();
    tender.inside([&](WriteTx& tx, const Call&) {
        tx.change("DELETE FROM closing_witness WHERE intake = :i", tender.intake());
        tx.change("UPDATE closing SET message = :m, message_digest = :d, signature = :s WHERE intake = :i",
                  to_base64(message), to_hex(crypto::sm3(message)),
                  to_base64(tender.installation().platform().key.sign(message)), tender.intake());
    });
    EXPECT_EQ(lying.visit(3).reason, "closing.second_set");
    EXPECT_EQ(tender.view().witnesses, 0);
}

} // namespace
} // namespace tianping::opening
