#include "rooms/identity/bootstrap.hpp"
#include "infra/crypto/digest.hpp"
#include "rooms/identity/register.hpp"
#include "rooms/identity/rules.hpp"
#include "rooms/identity/store.hpp"
#include <algorithm>

namespace tianping::identity {
namespace {

Status check_administrators(const CentrePlan& plan)
{
    for (const auto role : {Role::system_admin, Role::security_admin, Role::audit_admin}) {
        const auto holders = std::ranges::count_if(plan.people, [&](const FirstPerson& person) {
            return std::ranges::find(person.roles, role) != person.roles.end();
        });
        if (holders != 1)
            return Error{
                Fault::invalid, "identity.administrator_missing", {}, {{"role", wire::name_of(role)}}};
    }
    return {};
}

Result<CheckedCertificate> as_checked(const crypto::Certificate& certificate, crypto::Usage usage,
                                      const std::string& anchor)
{
    TP_TRY(key, certificate.public_key());
    return CheckedCertificate{certificate, usage, anchor, to_hex(crypto::sm3(key.der()))};
}

Result<std::string> anchor_of(const crypto::Certificate& certificate,
                              std::span<const crypto::Authority> authorities)
{
    for (const auto& authority : authorities)
        if (authority.issuing().subject_text() == certificate.issuer_text())
            return authority.issuing().digest_text();
    return Error{Fault::invalid, "certificate.untrusted"};
}

Status add_first(WriteTx& tx, const Call& call, const PersonRow& person, const crypto::CertificatePair& pair,
                 std::span<const crypto::Authority> authorities)
{
    TP_TRY(anchor, anchor_of(pair.sign, authorities));
    TP_TRY(sign, as_checked(pair.sign, crypto::Usage::sign, anchor));
    TP_TRY(encrypt, as_checked(pair.encrypt, crypto::Usage::encrypt, anchor));
    TP_CHECK(add_certificate(tx, call, person, sign));
    TP_CHECK(add_certificate(tx, call, person, encrypt));
    return {};
}

} // namespace

CentrePlan demonstration_centre()
{
    return {"12990100MB0000019H",
            "平州市公共资源交易中心",
            "990100",
            {{"desk", "受理岗", {Role::centre_desk}},
             {"venue", "场地岗", {Role::centre_venue}},
             {"witness", "见证岗", {Role::centre_witness}},
             {"archivist", "档案岗", {Role::centre_archivist}},
             {"system-admin", "系统管理员", {Role::system_admin}},
             {"security-admin", "安全管理员", {Role::security_admin}},
             {"audit-admin", "审计管理员", {Role::audit_admin}}}};
}

Result<std::vector<FirstKeys>> prepare_centre(const crypto::Authority& authority, const CentrePlan& plan,
                                              Instant now, std::chrono::hours lasts)
{
    TP_CHECK(check_organisation_code(plan.code));
    std::vector<FirstKeys> out;
    for (const auto& person : plan.people) {
        TP_TRY(pair,
               authority.make_pair({person.name, plan.name, plan.code, person.handle}, {now, now + lasts}));
        out.push_back({person, std::move(pair)});
    }
    return out;
}

Result<Centre> establish_centre(WriteTx& tx, const Call& call, const CentrePlan& plan,
                                std::span<const FirstKeys> keys,
                                std::span<const crypto::Authority> authorities)
{
    if (store::has_centre(tx))
        return Error{Fault::conflict, "identity.centre_exists"};
    TP_CHECK(check_organisation_code(plan.code));
    TP_CHECK(check_region(plan.region));
    TP_CHECK(check_administrators(plan));
    for (const auto& authority : authorities) {
        TP_CHECK(add_anchor(tx, call, authority.issuing()));
        TP_CHECK(add_anchor(tx, call, authority.root()));
    }
    TP_TRY(
        organisation,
        add_organisation(tx, call, {{}, plan.code, plan.name, plan.region, OrganisationKind::centre, {}, 1}));
    Centre out{organisation.id, {}};
    for (const auto& one : keys) {
        TP_TRY(person, add_person(tx, call, {organisation, one.person.name, one.person.roles}));
        TP_CHECK(add_first(tx, call, person, one.pair.certificates, authorities));
        out.people[one.person.handle] = person.id;
    }
    return out;
}

} // namespace tianping::identity
