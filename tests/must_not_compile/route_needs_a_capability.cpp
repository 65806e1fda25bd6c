// expect: no matching function for call to 'write\(tianping::http::Method, const char .*http::FindObject&
#include "infra/http/route.hpp"

namespace tianping {

struct Room {
    Result<http::Nothing> withdraw(WriteTx& tx, const http::Request& request, const http::Nothing& in) const;
};

http::Route route(const Room& room)
{
#ifdef TIANPING_RIGHT
    return http::write(http::Method::post, "/api/v1/bids/{bid}/withdrawal", Capability::bid_submit,
                       http::no_object, room, &Room::withdraw, "Withdraw a bid");
#else
    return http::write(http::Method::post, "/api/v1/bids/{bid}/withdrawal", http::no_object, room,
                       &Room::withdraw, "Withdraw a bid");
#endif
}

} // namespace tianping
