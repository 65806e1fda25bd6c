#include "law.hpp"

namespace tianping::procedure {
namespace {

TEST(Stages, acts_lead_from_registration_to_opened_bids_and_nowhere_out_of_order)
{
    const auto& procedure = works().procedure;
    std::string stage = procedure.starts_in;
    for (const auto* act : {"register", "announce", "clarify", "close", "begin_opening", "finish_opening"})
        stage = next_stage(procedure, stage, act).value();
    EXPECT_EQ(stage, "opened");
    EXPECT_EQ(next_stage(procedure, "closed", "fail").value(), "failed");
    EXPECT_EQ(next_stage(procedure, "opened", "announce").error().code, "procedure.act_not_in_stage");
    EXPECT_EQ(next_stage(procedure, "lost", "announce").error().code, "procedure.unknown_stage");
    EXPECT_TRUE(find_stage(procedure, "failed")->ends);
}

TEST(Stages, attributes_choose_among_the_acts)
{
    const auto call_off = law().rulebook("framework-call-off").value().procedure;
    Facts facts;
    facts.attributes["call_off"] = "competition";
    std::vector<std::string> ids;
    for (const auto* act : acts_in(call_off, "draft", facts))
        ids.push_back(act->id);
    EXPECT_EQ(ids, (std::vector<std::string>{"invite_all", "cancel"}));
}

TEST(Stages, capabilities_carry_their_parameters)
{
    const auto* bidding = find_capability(works().procedure, "bidding");
    ASSERT_TRUE(bidding);
    EXPECT_EQ(number_parameter(*bidding, "minimum_bidders"), 3);
    EXPECT_EQ(text_parameter(*bidding, "joint_bodies"), "yes");
    EXPECT_EQ(number_parameter(*bidding, "open_to"), std::nullopt);
    const auto land = law().rulebook("land-listing").value();
    EXPECT_EQ(number_parameter(*find_capability(land.procedure, "listing"), "minimum_bidders"), 1);
    EXPECT_EQ(find_capability(land.procedure, "opening"), nullptr);
}

// A digest that is good enough to tell texts apart; the house gives SM3.
Digest toy_digest(ByteView bytes)
{
    Digest out{};
    std::uint64_t h = 1469598103934665603u;
    for (const auto b : bytes)
        h = (h ^ b) * 1099511628211u;
    for (std::size_t i = 0; i < 8; ++i)
        out[i] = static_cast<std::uint8_t>(h >> (8 * i));
    return out;
}

TEST(Pins, a_round_keeps_its_rules_whatever_is_loaded_later)
{
    const auto text = rulebook_text(works());
    const auto pin = pin_of(works(), toy_digest);
    EXPECT_EQ(pin.procedure, "works-open-tender");
    const auto kept = pinned_rulebook(pin, text, toy_digest).value();
    EXPECT_EQ(rulebook_text(kept), text);
    Facts facts;
    facts.instants = {{"documents_released", at("2026-03-03 09:30"), Channel::none}};
    EXPECT_EQ(*lawful(kept, law().calendar, "bid_deadline", facts).value().earliest, at("2026-03-23 09:30"));

    auto later = works();
    later.limits[5].figure = 30;
    EXPECT_NE(pin_of(later, toy_digest).digest, pin.digest);
    EXPECT_EQ(pinned_rulebook(pin, rulebook_text(later), toy_digest).error().code, "procedure.pin_broken");
}

TEST(Pins, rules_that_were_pinned_before_instants_told_of_publications_still_stand)
{
    auto text = rulebook_text(works());
    const std::string told = ",\"publication\":true";
    ASSERT_NE(text.find(told), std::string::npos);
    for (auto at = text.find(told); at != std::string::npos; at = text.find(told))
        text.erase(at, told.size());
    const Pin pin{"works-open-tender", 1, to_hex(toy_digest(view(text)))};
    EXPECT_EQ(rulebook_text(pinned_rulebook(pin, text, toy_digest).value()), text);
}

TEST(Pins, a_later_version_takes_over_only_by_its_own_transition_rule)
{
    const Pin pin{"works-open-tender", 1, ""};
    auto later = works().procedure;
    later.version = 2;
    EXPECT_FALSE(goes_over(pin, "announced", later));
    later.transition = Transition{{1}, {"registered", "announced"}, ""};
    EXPECT_TRUE(goes_over(pin, "announced", later));
    EXPECT_FALSE(goes_over(pin, "opened", later));
    EXPECT_FALSE(goes_over({"works-open-tender", 2, ""}, "announced", later));
    EXPECT_FALSE(goes_over({"land-listing", 1, ""}, "announced", later));
}

} // namespace
} // namespace tianping::procedure
