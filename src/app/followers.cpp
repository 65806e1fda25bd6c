#include "app/followers.hpp"
#include "followers/feed/feed.hpp"
#include "followers/search/search.hpp"
#include "rooms/bidding/deposits.hpp"
#include "rooms/opening/service.hpp"
#include "rooms/opening/session.hpp"

namespace tianping::app {

std::vector<Follower> followers()
{
    return {opening::timetable(), bidding::refund_causes(),  feed::follower(),
            search::follower(),   opening::Hall::schedule(), opening::Hall::recorder()};
}

} // namespace tianping::app
