#include "app/erasure_desk.hpp"
#include "infra/http/signed_act.hpp"
#include "infra/spine/private_body.hpp"
#include "rooms/identity/events.hpp"
#include "rooms/identity/register.hpp"

namespace tianping::app {

Status ErasureIn::form() const
{
    return events::check_founded({reason, article});
}

Result<ErasureOut> ErasureDesk::erase(WriteTx& tx, const http::Request& request, const ErasureIn& in) const
{
    TP_CHECK(in.form());
    const auto event = tx.find<events::Event>("WHERE stream = :s AND version = :v", in.stream, in.version);
    if (!event || event->kind != in.kind)
        return Error{Fault::not_found, "house.private_unknown"};
    TP_TRY(done, events::erase_private(tx, request.call, *event, {in.reason, in.article}));
    if (in.kind == identity::PersonJoined::kind) {
        TP_TRY(person, identity::PersonId::parse(in.stream));
        TP_CHECK(identity::erase_name(tx, person));
    }
    return ErasureOut{in.stream, done.version, done.digest};
}

std::vector<http::Route> ErasureDesk::routes() const
{
    return {http::signed_act(http::write(http::Method::post, "/api/v1/erasures", Capability::system_operate,
                                         http::no_object, *this, &ErasureDesk::erase,
                                         "Erase a private body, on record"))};
}

} // namespace tianping::app
