#include "infra/crypto/digest.hpp"
#include "infra/spine/event_log.hpp"
#include "rooms/identity/events.hpp"
#include "rooms/identity/register.hpp"
#include "rooms/identity/rules.hpp"
#include "rooms/identity/service.hpp"
#include "rooms/identity/store.hpp"

namespace tianping::identity {
namespace {

// Every fault of every field at once.
class Collected {
public:
    void add(const Status& status)
    {
        if (status)
            return;
        auto e = status.error();
        error_.code = error_.code.empty() ? e.code : error_.code;
        error_.fields.insert(error_.fields.end(), e.fields.begin(), e.fields.end());
    }
    Status done() const
    {
        if (error_.fields.empty())
            return {};
        return error_;
    }

private:
    Error error_{Fault::invalid, {}};
};

Status check_fields(const RegistrationIn& in)
{
    Collected all;
    all.add(check_organisation_code(in.code));
    all.add(check_name(in.name, "name"));
    all.add(check_region(in.region));
    all.add(check_name(in.person, "person"));
    return all.done();
}

// What is entered is checked against what the authority certified (20-24).
Status check_certified_name(const crypto::Certificate& certificate, const std::string& name)
{
    const auto& certified = certificate.subject().organisation;
    if (certified.empty() || certified == name)
        return {};
    return invalid_field("identity.name_differs", "name", certified);
}

OrganisationOut shown(const OrganisationRow& row)
{
    return {row.id, row.code, row.name, row.region, row.kind, row.registered_at, row.version};
}

Result<OrganisationRow> organisation_of_path(const ReadTx& tx, const http::Request& request)
{
    const auto id = OrganisationId::parse(request.path.at("organisation"));
    auto row = id ? store::organisation(tx, *id) : std::nullopt;
    if (!row)
        return Error{
            Fault::not_found, "identity.organisation_unknown", {}, {{"id", request.path.at("organisation")}}};
    return *row;
}

} // namespace

Result<std::string> Identity::code_of_path(const ReadTx& tx, const http::Request& request) const
{
    TP_TRY(row, organisation_of_path(tx, request));
    return row.code;
}

Result<ReadyCertificates> Identity::checked(const http::Request& request, const std::string& code,
                                            const CertificateTexts& certificates,
                                            const std::optional<CertificateTexts>& chain,
                                            const std::string& path) const
{
    std::vector<crypto::Certificate> between;
    for (std::size_t i = 0; chain && i < chain->size() && i < 8; ++i) {
        TP_TRY(authority, read_certificate((*chain)[i], "chain[" + std::to_string(i) + "]"));
        between.push_back(authority);
    }
    ReadyCertificates out;
    auto trust = parts_.reads.read([&](const ReadTx& tx) {
        out.trust = trust_version(tx);
        return trust_of(tx);
    });
    for (std::size_t i = 0; i < certificates.size(); ++i) {
        TP_TRY(leaf, read_certificate(certificates[i], path + "[" + std::to_string(i) + "]"));
        TP_TRY(one, check_certificate(trust, leaf, between, code, request.call.arrived));
        TP_CHECK(check_outside(one));
        out.certificates.push_back(one);
    }
    return out;
}

Result<ReadyToRegister> Identity::prepare_registration(const http::Request& request,
                                                       const RegistrationIn& in) const
{
    TP_CHECK(check_fields(in));
    TP_TRY(challenge, parts_.reads.read([&](const ReadTx& tx) {
        return open_challenge(tx, in.challenge, Purpose::registration, request.call.arrived);
    }));
    const auto message = registration_message({in.challenge, in.code, in.name, challenge.nonce, parts_.origin,
                                               in.person, in.region, challenge.made_at});
    TP_TRY(proved, prove_signature(message, {in.certificate, in.signature}));
    TP_CHECK(check_certified_name(proved.certificate, in.name));
    CertificateTexts texts{in.certificate};
    if (in.encrypt_certificate)
        texts.push_back(*in.encrypt_certificate);
    TP_TRY(ready, checked(request, in.code, texts, in.chain, "certificates"));
    return ReadyToRegister{challenge, std::move(ready.certificates), std::move(ready.trust)};
}

Result<RegistrationOut> Identity::register_organisation(WriteTx& tx, const http::Request& request,
                                                        const RegistrationIn& in,
                                                        const ReadyToRegister& ready) const
{
    const auto& call = request.call;
    TP_CHECK(consume(tx, ready.challenge, call.arrived));
    if (trust_version(tx) != ready.trust)
        return Error{Fault::unavailable, "identity.trust_changed"};
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
    return shown(row);
}

Result<OrganisationOut> Identity::recognise(WriteTx& tx, const http::Request& request,
                                            const RecogniseIn& in) const
{
    TP_TRY(row, organisation_of_path(tx, request));
    if (row.kind == OrganisationKind::centre || in.kind == OrganisationKind::centre)
        return Error{Fault::conflict, "identity.centre_is_fixed"};
    if (row.kind == in.kind)
        return shown(row);
    for (const auto& person : store::present_people(tx, row.id))
        for (const auto role : roles_of(person.roles))
            if (!exists_in(role, in.kind)) {
                Error e{Fault::conflict, "identity.role_elsewhere"};
                e.params = {{"role", wire::name_of(role)}, {"kind", wire::name_of(in.kind)}};
                return e;
            }
    const auto before = row.kind;
    row.kind = in.kind;
    TP_CHECK(tx.update(row));
    events::append(tx, request.call, row.id.text(), {}, OrganisationRecognised{row.id, before, in.kind});
    return shown(row);
}

} // namespace tianping::identity
