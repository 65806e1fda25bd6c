#include "app/followers.hpp"
#include "followers/feed/feed.hpp"
#include "followers/search/search.hpp"
#include "rooms/deposit/service.hpp"
#include "rooms/hall/service.hpp"
#include "rooms/notice/overtaken.hpp"
#include "rooms/opening/events.hpp"
#include "rooms/opening/service.hpp"

namespace tianping::app {
namespace {

// Tells notice what opening did not close and which hold is lifted: notice stands left of opening and reads
// nothing of it.
Follower postponements()
{
    const auto rounds_of = [](const events::Event& event) {
        return wire::parse<events::About>(event.about).value().rounds;
    };
    Follower out{"postponements", FollowerKind::outbox, {}, {}, {}};
    out.by_kind[std::string{opening::ClosingHeld::kind}] = [=](WriteTx& tx, const events::Event& event) {
        for (const auto& round : rounds_of(event))
            notice::note_overtaken(tx, trade::RoundId::parse(round).value(),
                                   event.as<opening::ClosingHeld>().deadline, event.arrived_at);
    };
    out.by_kind[std::string{trade::HoldLifted::kind}] = [=](WriteTx& tx, const events::Event& event) {
        notice::note_lifted(tx, trade::HoldId::parse(event.stream).value(), rounds_of(event),
                            event.arrived_at);
    };
    return out;
}

} // namespace

std::vector<Follower> followers(Chance& chance)
{
    return {opening::timetable(), deposit::refund_causes(), postponements(),       feed::follower(chance),
            search::follower(),   hall::Hall::schedule(),   hall::Hall::recorder()};
}

} // namespace tianping::app
