#include "rooms/notice/http.hpp"

namespace tianping::notice {

std::vector<http::Route> routes(const Notices& room)
{
    using http::Method;
    const std::string notice = "/api/v1/notices/{notice}";
    return {
        http::write(Method::post, "/api/v1/trades/{trade}/notices", Capability::notice_draft,
                    trade::trade_object, room, &Notices::draft, "Draft a notice from its template"),
        http::write(Method::put, notice, Capability::notice_draft, notice_object, room, &Notices::edit,
                    "Replace a draft; If-Match says which one was read"),
        http::write(Method::post, notice + "/withdrawal", Capability::notice_draft, notice_object, room,
                    &Notices::withdraw, "Withdraw a notice that is not out yet"),
        http::write(Method::post, notice + "/signature", Capability::notice_sign, notice_object, room,
                    &Notices::prove, &Notices::sign, "Sign a notice; it is published at its time"),
        http::read(Method::get, "/api/v1/notices", Capability::public_read, http::no_object, room,
                   &Notices::list, "Notices, newest first", {"trade", "kind", "after", "limit"}),
        http::read(Method::get, notice, Capability::public_read, notice_object, room, &Notices::get,
                   "One notice"),
        http::read(Method::get, "/api/v1/taken-terms", Capability::session_own, http::no_object, room,
                   &Notices::taken_terms,
                   "The terms that one's organisation took, and what was published since",
                   {"after", "limit"}),
    };
}

} // namespace tianping::notice
