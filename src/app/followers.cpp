#include "app/followers.hpp"
#include "followers/feed/feed.hpp"
#include "followers/search/search.hpp"
#include "rooms/bidding/deposits.hpp"
#include "rooms/opening/service.hpp"
#include "rooms/opening/session.hpp"

namespace tianping::app {

std::vector<Follower> followers(Chance& chance)
{
    return {opening::timetable(), bidding::refund_causes(),  feed::follower(chance),
            search::follower(),   opening::Hall::schedule(), opening::Hall::recorder()};
}

} // namespace tianping::app
