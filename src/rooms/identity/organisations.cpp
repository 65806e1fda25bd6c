#include "base/joined_text.hpp"
#include "infra/crypto/digest.hpp"
#include "infra/spine/event_log.hpp"
#include "rooms/identity/events.hpp"
#include "rooms/identity/register.hpp"
#include "rooms/identity/rules.hpp"
#include "rooms/identity/service.hpp"
#include "rooms/identity/store.hpp"

namespace tianping::identity {
namespace {

std::vector<GivenCertificate> certificates_given(const RegistrationIn& in)
{
    std::vector<GivenCertificate> out{{"certificate", in.certificate, "name"}};
    if (in.encrypt_certificate)
        out.push_back({"encrypt_certificate", *in.encrypt_certificate, "name"});
    return out;
}

// What is entered is checked against what the authority certified (20-24), and a later certificate against
// what was registered: who signs is always shown by the name in his certificate.
Status check_certified_name(const crypto::Certificate& certificate, const std::string& name,
                            const GivenCertificate& given)
{
    const auto certified = certificate.subject().organisation;
    if (certified.empty() || certified == name)
        return {};
    return given.name_path.empty() ? invalid_field("identity.name_differs", given.path, name)
                                   : invalid_field("identity.name_differs", given.name_path, certified);
}

// It signs and names the organisation: what a verifier asks of the proof of a new name.
Status check_proves_name(const crypto::Certificate& proof, const std::string& name)
{
    TP_CHECK(signing_key(proof));
    return proof.subject().organisation.empty()
               ? Status{invalid_field("identity.name_not_certified", "certificate", name)}
               : Status{};
}

OrganisationOut shown(const ReadTx& tx, const OrganisationRow& row)
{
    std::vector<FormerName> former;
    for (const auto& one : store::renamings(tx, row.id))
        former.push_back({one.former_name, one.renamed_at, one.certificate});
    return {row.id,   row.code,          row.name,    row.region,
            row.kind, row.registered_at, row.version, supervision_of(row),
            former};
}

// Roles that people hold now exist in an organisation of that kind too.
Status check_roles_stay(const std::vector<PersonRow>& people, OrganisationKind kind)
{
    for (const auto& person : people)
        for (const auto role : roles_of(person.roles))
            if (!exists_in(role, kind)) {
                Error e{Fault::conflict, "identity.role_elsewhere"};
                e.params = {{"role", wire::name_of(role)}, {"kind", wire::name_of(kind)}};
                return e;
            }
    return {};
}

} // namespace

Result<OrganisationRow> organisation_of_path(const ReadTx& tx, const http::Request& request)
{
    const auto& text = request.path.at("organisation");
    const auto id = OrganisationId::parse(text);
    auto row = id ? store::organisation(tx, *id) : std::nullopt;
    if (!row)
        return Error{Fault::not_found, "identity.organisation_unknown", {}, {{"id", text}}};
    return *row;
}

Result<Certified> Identity::certified_of_path(const ReadTx& tx, const http::Request& request) const
{
    TP_TRY(row, organisation_of_path(tx, request));
    return Certified{row.code, row.name};
}

Status Identity::check_unchanged(const ReadTx& tx, const http::Request& request,
                                 const ReadyCertificates& ready) const
{
    TP_CHECK(check_trust_stays(tx, ready.trust));
    TP_TRY(whose, certified_of_path(tx, request));
    return whose.name == ready.name ? Status{} : Status{Error{Fault::unavailable, "identity.name_changed"}};
}

ReadyCertificates Identity::checked(const http::Request& request, const Certified& whose,
                                    const std::vector<GivenCertificate>& certificates,
                                    const std::optional<CertificateTexts>& chain) const
{
    ReadyCertificates out;
    out.name = whose.name;
    const auto between = read_chain(chain, out.bad);
    auto trust = parts_.reads.read([&](const ReadTx& tx) {
        out.trust = trust_version(tx);
        return trust_of(tx);
    });
    for (const auto& given : certificates) {
        const auto leaf = out.bad.read(read_certificate(given.base64, given.path));
        auto one =
            leaf ? out.bad.read(check_certificate(trust, *leaf, between, whose.code, request.call.arrived),
                                given.path)
                 : std::nullopt;
        if (!one)
            continue;
        out.bad.check(check_outside(*one), given.path);
        out.bad.check(check_certified_name(one->certificate, whose.name, given));
        out.certificates.push_back(*std::move(one));
    }
    return out;
}

Result<ReadyToRegister> Identity::prepare_registration(const http::Request& request,
                                                       const RegistrationIn& in) const
{
    TP_CHECK(in.form());
    TP_TRY(challenge, parts_.reads.read([&](const ReadTx& tx) {
        return open_challenge(tx, in.challenge, Purpose::registration, request.call.arrived);
    }));
    const auto message = registration_message({in.challenge, in.code, in.name, challenge.nonce, parts_.origin,
                                               in.person, in.region, challenge.made_at});
    Collected bad;
    const SignatureIn signature{in.certificate, in.signature};
    bad.check(prove_signature(message, signature, RegistrationIn::signed_paths()));
    auto ready = checked(request, {in.code, in.name}, certificates_given(in), in.chain);
    bad.check(ready.bad.done());
    TP_CHECK(bad.done());
    return ReadyToRegister{challenge, std::move(ready.certificates), std::move(ready.trust)};
}

Result<RegistrationOut> Identity::register_organisation(WriteTx& tx, const http::Request& request,
                                                        const RegistrationIn& in,
                                                        const ReadyToRegister& ready) const
{
    const auto& call = request.call;
    TP_CHECK(consume(tx, ready.challenge, call.arrived));
    TP_CHECK(check_trust_stays(tx, ready.trust));
    TP_TRY(organisation,
           add_organisation(tx, call, {{}, in.code, in.name, in.region, OrganisationKind::market, {}, 1}));
    const std::vector<Role> roles{Role::org_admin, Role::org_signer};
    TP_TRY(person, identity::add_person(tx, call, {organisation, in.person, roles}));
    RegistrationOut out{
        {organisation.id, in.code, in.name, in.region, OrganisationKind::market}, person.id, {}};
    for (const auto& certificate : ready.certificates) {
        TP_TRY(row, identity::add_certificate(tx, call, person, certificate));
        out.certificates.push_back(row.digest);
    }
    return out;
}

Result<OrganisationOut> Identity::get_organisation(const ReadTx& tx, const http::Request& request) const
{
    TP_TRY(row, organisation_of_path(tx, request));
    return shown(tx, row);
}

Result<ReadyCertificates> Identity::prepare_renaming(const http::Request& request, const RenamingIn& in) const
{
    TP_TRY(whose, parts_.reads.read([&](const ReadTx& tx) { return certified_of_path(tx, request); }));
    auto ready = checked(request, {whose.code, in.name}, {{"certificate", in.certificate, "name"}}, in.chain);
    for (const auto& proof : ready.certificates)
        ready.bad.check(check_proves_name(proof.certificate, in.name), "certificate");
    ready.bad.check(in.form());
    return ready;
}

Result<OrganisationOut> Identity::rename(WriteTx& tx, const http::Request& request, const RenamingIn& in,
                                         const ReadyCertificates& ready) const
{
    TP_CHECK(check_trust_stays(tx, ready.trust));
    TP_TRY(row, organisation_of_path(tx, request));
    auto bad = ready.bad;
    if (in.name == row.name)
        bad.check(Status{invalid_field("identity.name_unchanged", "name", "another name")});
    TP_CHECK(bad.done());
    TP_TRY(person, present_person(tx, in.person, row.id.text()));
    TP_TRY(proof, identity::add_certificate(tx, request.call, person, ready.certificates.at(0)));
    const RenamingRow renaming{
        request.call.mint<RenamingId>(), row.id, row.name, in.name, proof.digest, request.call.arrived};
    tx.insert(renaming).value();
    row.name = in.name;
    TP_CHECK(tx.update(row));
    events::append(
        tx, request.call, renaming.id.text(), {},
        OrganisationRenamed{row.id, row.code, renaming.former_name, renaming.name, renaming.certificate});
    return shown(tx, row);
}

Result<OrganisationOut> Identity::recognise(WriteTx& tx, const http::Request& request,
                                            const RecogniseIn& in) const
{
    TP_TRY(row, organisation_of_path(tx, request));
    if (row.kind == OrganisationKind::centre || in.kind == OrganisationKind::centre)
        return Error{Fault::conflict, "identity.centre_is_fixed"};
    TP_CHECK(check_supervision(in.supervision, in.kind));
    if (row.kind == in.kind && supervision_of(row) == in.supervision)
        return shown(tx, row);
    const auto people = store::present_people(tx, row.id);
    TP_CHECK(check_roles_stay(people, in.kind));
    const auto before = row.kind;
    row.kind = in.kind;
    const auto [regions, classes] = in.supervision.value_or(Supervision{});
    row.supervised_regions = joined_text(regions, " ");
    row.supervised_classes = joined_text(classes, " ");
    TP_CHECK(tx.update(row));
    if (before != in.kind)
        events::append(tx, request.call, row.id.text(), {}, OrganisationRecognised{row.id, before, in.kind});
    if (in.supervision)
        events::append(tx, request.call, row.id.text(), {}, SupervisionSet{row.id, *in.supervision});
    for (const auto& person : people)
        parts_.sessions.forget_person(person.id);
    return shown(tx, row);
}

} // namespace tianping::identity
