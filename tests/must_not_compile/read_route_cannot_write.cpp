// expect: no matching function for call to 'read\(
// expect: types 'const tianping::ReadTx' and 'tianping::WriteTx' have incompatible cv-qualifiers
#include "infra/http/route.hpp"

namespace tianping {

struct Room {
    Result<http::Nothing> look(const ReadTx& tx, const http::Request& request) const;
    Result<http::Nothing> withdraw(WriteTx& tx, const http::Request& request, const http::Nothing& in) const;
};

http::Route route(const Room& room)
{
#ifdef TIANPING_RIGHT
    const auto handler = &Room::look;
#else
    const auto handler = &Room::withdraw;
#endif
    return http::read(http::Method::get, "/api/v1/bids/{bid}", Capability::bid_read_own, http::no_object,
                      room, handler, "One bid");
}

} // namespace tianping
