#include "rooms/hall/service.hpp"

namespace tianping::hall {
namespace {

using http::Method;

std::vector<http::Route> published_routes(const Hall& hall)
{
    const auto object = bidding::intake_object;
    return {
        http::read(Method::get, "/api/v1/openings", Capability::public_read, http::no_object, hall,
                   &Hall::day, "The day's openings", {"day", "after", "limit"}),
        http::read(Method::get, "/api/v1/intakes/{intake}/session", Capability::public_read, object, hall,
                   &Hall::view, "Where an opening's session stands"),
        http::stream("/api/v1/intakes/{intake}/session/stream", Capability::public_read, object, hall,
                     &Hall::live, "An opening as it happens, live"),
        http::read(Method::get, "/api/v1/intakes/{intake}/record.json", Capability::public_read, object, hall,
                   &Hall::record, "The opening record as data", {"version"}),
        http::document("/api/v1/intakes/{intake}/record", Capability::public_read, object, hall,
                       &Hall::record_pdf, "The opening record as PDF", "application/pdf", {"version"}),
    };
}

} // namespace

std::vector<http::Route> routes(const Hall& hall)
{
    const auto object = bidding::intake_object;
    auto out = published_routes(hall);
    std::vector<http::Route> acts{
        http::write(Method::post, "/api/v1/intakes/{intake}/attendance", Capability::opening_attend, object,
                    hall, &Hall::prove_attendance, &Hall::attend, "Sign in to an opening"),
        http::read(Method::get, "/api/v1/intakes/{intake}/attendance", Capability::opening_attend, object,
                   hall, &Hall::own_attendance, "One's own sign-in, and nobody else's"),
        http::write(Method::post, "/api/v1/intakes/{intake}/objections", Capability::opening_attend, object,
                    hall, &Hall::object, "A bidder objects on the spot"),
        http::write(Method::post, "/api/v1/intakes/{intake}/objections/{objection}/answer",
                    Capability::opening_host, object, hall, &Hall::answer, "The host answers on the spot"),
        http::write(Method::post, "/api/v1/intakes/{intake}/session/signing", Capability::opening_host,
                    object, hall, &Hall::open_signing, "The host lays the record out for signature"),
        http::write(Method::post, "/api/v1/intakes/{intake}/session/signatures", Capability::opening_attend,
                    object, hall, &Hall::prove_record, &Hall::sign, "Sign the record"),
        http::write(Method::post, "/api/v1/intakes/{intake}/session/refusals", Capability::opening_attend,
                    object, hall, &Hall::refuse, "Refuse to sign the record, with the reason"),
        http::write(Method::post, "/api/v1/intakes/{intake}/session/end", Capability::opening_host, object,
                    hall, &Hall::end, "The host ends the session"),
    };
    for (auto& route : acts)
        out.push_back(std::move(route));
    return out;
}

} // namespace tianping::hall
