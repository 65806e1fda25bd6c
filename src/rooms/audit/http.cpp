#include "rooms/audit/http.hpp"

namespace tianping::audit {

std::vector<http::Route> routes(const Audit& room)
{
    using http::Method;
    return {
        http::read(Method::get, "/api/v1/audit/denials", Capability::audit_read, http::no_object, room,
                   &Audit::list_denials, "Denied acts, newest first", {"after", "limit"}),
        http::read(Method::get, "/api/v1/audit/commands", Capability::audit_read, http::no_object, room,
                   &Audit::list_commands, "Who did what, when and from where, oldest first",
                   {"after", "limit", "from", "until", "person"}),
    };
}

} // namespace tianping::audit
