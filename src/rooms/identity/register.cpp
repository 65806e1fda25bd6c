#include "rooms/identity/register.hpp"
#include "base/joined_text.hpp"
#include "infra/spine/event_log.hpp"
#include "infra/spine/job.hpp"
#include "rooms/identity/due.hpp"
#include "rooms/identity/events.hpp"
#include "rooms/identity/rules.hpp"
#include "rooms/identity/store.hpp"

namespace tianping::identity {
namespace {

// Who is an administrator of the organisation that acts, and has not left.
std::vector<Role> part_of(const ReadTx& tx, const std::string& person, const Call& call)
{
    const auto id = PersonId::parse(person);
    const auto row = id ? store::person(tx, *id) : std::nullopt;
    if (!row || row->left_at || row->organisation.text() != call.actor.organisation)
        return {};
    auto roles = roles_of(row->roles);
    std::erase_if(roles, [](Role role) { return !is_administrator(role); });
    return roles;
}

} // namespace

Status check_two_administrators(const ReadTx& tx, const Call& call, std::span<const Role> roles)
{
    if (std::ranges::none_of(roles, is_administrator) || call.actor.person.empty())
        return {};
    const auto first = part_of(tx, call.actor.person, call);
    const auto second = part_of(tx, call.second, call);
    if (!first.empty() && !second.empty() && first != second)
        return {};
    return Error{Fault::forbidden, "identity.two_administrators"};
}

Result<OrganisationRow> add_organisation(WriteTx& tx, const Call& call, OrganisationRow row)
{
    if (const auto known = store::organisation_by_code(tx, row.code)) {
        Error e{Fault::conflict, "identity.code_registered"};
        e.params = {{"code", row.code}};
        return e;
    }
    row.id = call.mint<OrganisationId>();
    row.registered_at = call.arrived;
    tx.insert(row).value();
    events::append(tx, call, row.id.text(), {},
                   OrganisationRegistered{row.id, row.code, row.name, row.region, row.kind});
    return row;
}

Result<PersonRow> add_person(WriteTx& tx, const Call& call, const NewPerson& person)
{
    TP_CHECK(check_name(person.name, "name"));
    TP_CHECK(check_roles(person.roles, person.organisation.kind));
    TP_CHECK(check_two_administrators(tx, call, person.roles));
    const PersonRow row{call.mint<PersonId>(),
                        person.organisation.id,
                        person.name,
                        roles_text(person.roles),
                        call.arrived,
                        std::nullopt,
                        1};
    tx.insert(row).value();
    events::append(
        tx, call, row.id.text(), {}, PersonJoined{row.id, row.organisation, person.roles},
        events::Private{"organisation:" + row.organisation.text(), wire::write(PersonName{row.name})});
    return row;
}

Result<PersonRow> present_person(const ReadTx& tx, const PersonId& id, std::string_view organisation)
{
    auto row = store::person(tx, id);
    if (!row || row->left_at || row->organisation.text() != organisation)
        return Error{Fault::not_found, "identity.person_unknown", {}, {{"id", id.text()}}};
    return *std::move(row);
}

Status erase_name(WriteTx& tx, const PersonId& person)
{
    auto row = store::person(tx, person);
    if (!row)
        return {};
    store::rename_in_answers(tx, *row, std::string{erased_name});
    row->name = erased_name;
    return tx.update(*row);
}

Result<CertificateRow> add_certificate(WriteTx& tx, const Call& call, const PersonRow& person,
                                       const CheckedCertificate& checked)
{
    TP_CHECK(check_two_administrators(tx, call, roles_of(person.roles)));
    const auto& c = checked.certificate;
    const auto digest = c.digest_text();
    if (store::certificate(tx, digest))
        return Error{Fault::conflict, "identity.certificate_registered", {}, {{"digest", digest}}};
    if (const auto holder = store::holder_of_key(tx, checked.key_digest); holder && *holder != person.id)
        return Error{Fault::conflict, "identity.key_of_another", {}, {{"serial", c.serial()}}};
    const CertificateRow row{
        digest,
        call.mint<CertificateId>(),
        person.organisation,
        person.id,
        checked.usage,
        c.serial(),
        c.issuer_text(),
        checked.key_digest,
        checked.anchor,
        to_base64(c.der()),
        c.not_before(),
        c.not_after(),
        call.arrived,
        std::nullopt,
        {},
        1,
        joined_text(checked.between, " ", [](const auto& one) { return one.digest_text(); })};
    tx.insert(row).value();
    keep_intermediates(tx, call, checked.between);
    events::append(tx, call, row.id.text(), {},
                   CertificateRegistered{digest, row.organisation, row.person, row.usage, row.serial,
                                         row.issuer, row.anchor, row.not_before, row.not_after});
    schedule_warnings(tx, row, call.arrived);
    return row;
}

std::vector<std::string> revoke(WriteTx& tx, const Call& call, CertificateRow row, Instant at,
                                const std::string& reason, std::optional<std::string> stated)
{
    if (row.revoked_at && *row.revoked_at <= at)
        return {};
    row.revoked_at = at;
    row.revoked_why = reason;
    tx.update(row).value();
    events::append(tx, call, row.id.text(), {},
                   CertificateRevoked{row.digest, row.organisation, at, reason, std::move(stated)});
    if (at > call.arrived) // until then it is as good as any
        return {};
    return store::end_sessions_of_certificate(tx, row.digest, call.arrived);
}

void keep_intermediates(WriteTx& tx, const Call& call, const std::vector<crypto::Certificate>& between)
{
    for (const auto& one : between) {
        const TrustAnchorRow row{one.digest_text(),          call.mint<AnchorId>(), to_base64(one.der()),
                                 one.subject_text(),         call.arrived,          std::nullopt,
                                 AuthorityKind::intermediate};
        if (tx.insert(row))
            events::append(tx, call, row.id.text(), {}, IntermediateMet{row.digest, row.subject});
    }
}

Result<TrustAnchorRow> add_anchor(WriteTx& tx, const Call& call, const crypto::Certificate& authority)
{
    if (!authority.is_authority()) {
        Error e =
            invalid_field("certificate.not_authority", "certificate", "the certificate of an authority");
        e.params = {{"subject", authority.subject_text()}, {"serial", authority.serial()}};
        return e;
    }
    TrustAnchorRow row{authority.digest_text(),  {},           to_base64(authority.der()),
                       authority.subject_text(), call.arrived, std::nullopt,
                       AuthorityKind::anchor};
    if (const auto known = store::anchor(tx, row.digest)) {
        if (!known->distrusted_at && known->kind == AuthorityKind::anchor)
            return *known;
        row.id = known->id;
        tx.change(
            "UPDATE trust_anchor SET distrusted_at = NULL, trusted_at = :t, kind = :k WHERE digest = :d",
            call.arrived, wire::name_of(row.kind), row.digest);
    } else {
        row.id = call.mint<AnchorId>();
        tx.insert(row).value();
    }
    events::append(tx, call, row.id.text(), {}, AnchorTrusted{row.digest, row.subject});
    return row;
}

} // namespace tianping::identity
