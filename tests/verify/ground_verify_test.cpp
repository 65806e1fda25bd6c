// On what ground a part was opened, what its bid is called after it, and who answered what.
#include "rooms/opening/events.hpp"
#include "verify/opened_scene.hpp"

namespace tianping::verify {
namespace {

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

} // namespace
} // namespace tianping::verify
