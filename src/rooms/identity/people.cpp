#include "infra/http/read_version.hpp"
#include "infra/spine/event_log.hpp"
#include "rooms/identity/events.hpp"
#include "rooms/identity/register.hpp"
#include "rooms/identity/rules.hpp"
#include "rooms/identity/service.hpp"
#include "rooms/identity/store.hpp"
#include <algorithm>

namespace tianping::identity {
namespace {

PersonOut person_out(const PersonRow& row)
{
    return {row.id, row.organisation, row.name, roles_of(row.roles), row.joined_at, row.left_at, row.version};
}

Result<PersonRow> person_of_path(const ReadTx& tx, const http::Request& request)
{
    const auto id = PersonId::parse(request.path.at("person"));
    auto row = id ? store::person(tx, *id) : std::nullopt;
    if (!row || row->organisation.text() != request.path.at("organisation"))
        return Error{Fault::not_found, "identity.person_unknown", {}, {{"id", request.path.at("person")}}};
    return *row;
}

bool holds(const std::vector<Role>& roles, Role role)
{
    return std::ranges::count(roles, role) > 0;
}

// An organisation whose people nobody manages could never change again, and no centre is without one who
// operates it or reads its audit.
Status check_somebody_stays(const ReadTx& tx, const PersonRow& going, const std::vector<Role>& after)
{
    const auto present = store::present_people(tx, going.organisation);
    for (const auto role : roles_of(going.roles)) {
        if ((role != Role::org_admin && !is_administrator(role)) || holds(after, role))
            continue;
        const bool held = std::ranges::any_of(present, [&](const PersonRow& other) {
            return other.id != going.id && holds(roles_of(other.roles), role);
        });
        if (!held)
            return Error{Fault::conflict, "identity.last_administrator", {}, {{"role", wire::name_of(role)}}};
    }
    return {};
}

Status check_present(const PersonRow& person)
{
    if (!person.left_at)
        return {};
    return Error{Fault::conflict, "identity.person_left", {}, {{"at", to_rfc3339(*person.left_at)}}};
}

} // namespace

Result<http::Page<PersonOut>> Identity::list_people(const ReadTx& tx, const http::Request& request) const
{
    TP_TRY(own, OrganisationId::parse(request.path.at("organisation")));
    return http::read_page<PersonOut>(
        request, [&](auto& after, auto n) { return store::people_of(tx, own, after, n); }, person_out);
}

Result<ReadyCertificates> Identity::prepare_person(const http::Request& request, const PersonIn& in) const
{
    TP_TRY(whose, parts_.reads.read([&](const ReadTx& tx) { return certified_of_path(tx, request); }));
    std::vector<GivenCertificate> given;
    for (const auto& one : in.certificates)
        given.push_back({"certificates[" + std::to_string(given.size()) + "]", one});
    return checked(request, whose, given, in.chain);
}

Result<PersonOut> Identity::add_person(WriteTx& tx, const http::Request& request, const PersonIn& in,
                                       const ReadyCertificates& ready) const
{
    TP_CHECK(check_unchanged(tx, request, ready));
    TP_TRY(organisation, organisation_of_path(tx, request));
    Collected bad;
    bad.check(check_name(in.name, "name"));
    bad.check(check_roles(in.roles, organisation.kind));
    bad.check(ready.bad.done());
    TP_CHECK(bad.done());
    TP_TRY(person, identity::add_person(tx, request.call, {organisation, in.name, in.roles}));
    for (const auto& certificate : ready.certificates)
        TP_CHECK(identity::add_certificate(tx, request.call, person, certificate));
    return person_out(person);
}

Result<PersonOut> Identity::change_roles(WriteTx& tx, const http::Request& request, const RolesIn& in) const
{
    TP_TRY(person, person_of_path(tx, request));
    TP_CHECK(http::check_read_version(request, person.version));
    TP_CHECK(check_present(person));
    const auto organisation = store::organisation(tx, person.organisation);
    TP_CHECK(check_roles(in.roles, organisation.value().kind));
    const auto before = roles_of(person.roles);
    auto touched = before;
    touched.insert(touched.end(), in.roles.begin(), in.roles.end());
    if (std::ranges::any_of(touched, is_administrator) && person.id.text() == request.call.actor.person)
        return Error{Fault::forbidden, "identity.not_oneself"};
    TP_CHECK(check_somebody_stays(tx, person, in.roles));
    TP_CHECK(check_two_administrators(tx, request.call, touched));
    person.roles = roles_text(in.roles);
    TP_CHECK(tx.update(person));
    events::append(tx, request.call, person.id.text(), {}, RolesChanged{person.id, before, in.roles});
    parts_.sessions.forget_person(person.id);
    return person_out(person);
}

Result<PersonOut> Identity::leave(WriteTx& tx, const http::Request& request, const http::Nothing&) const
{
    TP_TRY(person, person_of_path(tx, request));
    TP_CHECK(check_present(person));
    TP_CHECK(check_somebody_stays(tx, person, {}));
    TP_CHECK(check_two_administrators(tx, request.call, roles_of(person.roles)));
    person.left_at = request.call.arrived;
    TP_CHECK(tx.update(person));
    events::append(tx, request.call, person.id.text(), {}, PersonLeft{person.id, person.organisation});
    for (const auto& certificate : store::certificates_of(tx, person.id))
        revoke(tx, request.call, certificate, request.call.arrived, "left");
    store::end_sessions_of_person(tx, person.id, request.call.arrived);
    parts_.sessions.forget_person(person.id);
    return person_out(person);
}

} // namespace tianping::identity
