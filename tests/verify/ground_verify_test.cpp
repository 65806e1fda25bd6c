// On what ground a part was opened, what its bid is called after it, and who answered what.
#include "rooms/opening/events.hpp"
#include "rooms/trade/events.hpp"
#include "verify/opened_scene.hpp"

namespace tianping::verify {
namespace {

using opening::BidState;

// In what is shown and in the log alike.
void read_out_as(Evidence& evidence, std::size_t lines, BidState state)
{
    for (std::size_t i = 0; i < lines; ++i) {
        auto& line = evidence.read_out.at(i);
        line.state = state;
        line.fields.clear();
        line.cause = "opening.cause_not_recorded";
    }
    change_event<opening::ReadOutPublished>(evidence, [&](auto& body) { body.bids = evidence.read_out; });
}

void call_failed(Evidence& evidence)
{
    for (auto& event : evidence.events)
        if (event.kind == trade::RoundMoved::kind && event.stream == evidence.kit.round) {
            auto moved = wire::parse<trade::RoundMoved>(event.body).value();
            if (moved.to == trade::Stage::opened)
                moved.to = trade::Stage::failed;
            event.body = canonical(wire::write(moved));
        }
}

void log_that_nothing_opened(Evidence& evidence)
{
    auto event = *std::ranges::find(evidence.events, evidence.kit.round, &opening::LoggedEvent::stream);
    event.kind = trade::InstantSet::kind;
    event.body = canonical(
        wire::write(trade::InstantSet{"nothing_opened", procedure::Channel::none, evidence.kit.deadline}));
    evidence.events.push_back(event);
}

TEST(verify_ground, duty_20_30_a_part_that_was_opened_without_enough_shares_is_found)
{
    const auto header = exported().evidence().opened.at(1).header;
    find_each({
        {"nobody answered", "verify.opened_without_ground", [](Evidence& e) { e.answers.clear(); }},
        {"two right shares, where three are needed", "verify.opened_without_ground",
         [&](Evidence& e) { // the one of trustee 1 is wrong
             std::erase_if(e.answers,
                           [&](const auto& one) { return one.header == header && one.number > 3; });
         }},
        {"who answered did so after the reading out", "verify.opened_without_ground",
         [](Evidence& e) {
             for (auto& event : e.events)
                 if (event.kind == opening::TrusteeAnswered::kind)
                     event.version += 1000;
         }},
    });
}

TEST(verify_ground, duty_20_31_whose_parts_opened_is_not_read_out_as_anything_else)
{
    const auto lines = exported().evidence().read_out.size();
    find_each({
        {"a competitor called void", "verify.read_out verify.line_state_differs",
         [](Evidence& e) { read_out_as(e, 1, BidState::void_); }},
        {"a competitor called sealed", "verify.read_out verify.line_state_differs",
         [](Evidence& e) { read_out_as(e, 1, BidState::sealed); }},
        {"all called void, and the round failed", "verify.failed_notice verify.failure_without_ground",
         [&](Evidence& e) {
             read_out_as(e, lines, BidState::void_);
             call_failed(e);
         }},
        {"that nothing opened", "verify.none_opened verify.none_opened_differs", log_that_nothing_opened},
        {"a part called sealed", "verify.part verify.line_state_differs",
         [](Evidence& e) { e.opened.at(0).state = BidState::sealed; }},
    });
}

TEST(verify_ground, duty_20_30_a_bid_that_was_kept_from_the_trustees_is_found)
{
    const auto header = exported().evidence().opened.at(1).header;
    find_each({
        {"from all", "verify.answers_whole verify.answers_not_whole",
         [&](Evidence& e) {
             std::erase_if(e.answers, [&](const auto& one) { return one.header == header; });
         }},
        {"from one", "verify.answers_whole verify.answers_not_whole: 5",
         [&](Evidence& e) {
             std::erase_if(e.answers,
                           [&](const auto& one) { return one.header == header && one.number == 5; });
         }},
    });
}

} // namespace
} // namespace tianping::verify
