// What later rooms ask about organisations, mandates and certificates.
#include "rooms/identity/policy.hpp"
#include "rooms/identity/rules.hpp"
#include "rooms/identity/store.hpp"
#include <algorithm>

namespace tianping::identity {
namespace {

Organisation known(const OrganisationRow& row)
{
    return {row.id, row.code, row.name, row.region, row.kind};
}

KnownCertificate known(const CertificateRow& row)
{
    return {row.digest,     row.organisation, row.der,       wire::name_of(row.usage),
            row.not_before, row.not_after,    row.revoked_at};
}

Instant begin_of(const CertificateRow& row)
{
    return std::max(row.not_before, row.registered_at);
}

} // namespace

Result<Organisation> organisation(const ReadTx& tx, const OrganisationId& id)
{
    const auto row = store::organisation(tx, id);
    if (!row)
        return Error{Fault::not_found, "identity.organisation_unknown", {}, {{"id", id.text()}}};
    return known(*row);
}

Result<Organisation> organisation_at(const ReadTx& tx, const OrganisationId& id, Instant at)
{
    TP_TRY(out, organisation(tx, id));
    const auto all = store::renamings(tx, id);
    const auto next = std::ranges::find_if(all, [&](const auto& row) { return row.renamed_at >= at; });
    if (next != all.end())
        out.name = next->former_name;
    return out;
}

std::vector<Renaming> renamings_of(const ReadTx& tx, const OrganisationId& id)
{
    std::vector<Renaming> out;
    for (const auto& row : store::renamings(tx, id))
        out.push_back({row.id, row.former_name, row.name, row.certificate, row.renamed_at});
    return out;
}

Result<std::vector<std::string>> names_of(const ReadTx& tx, const OrganisationId& id)
{
    TP_TRY(known, organisation(tx, id));
    std::vector<std::string> out{known.name};
    for (const auto& row : store::renamings(tx, id))
        if (std::ranges::find(out, row.former_name) == out.end())
            out.push_back(row.former_name);
    return out;
}

std::optional<Organisation> organisation_by_code(const ReadTx& tx, std::string_view code)
{
    const auto row = store::organisation_by_code(tx, code);
    if (!row)
        return std::nullopt;
    return known(*row);
}

std::vector<Organisation> organisations_by_codes(const ReadTx& tx, const std::vector<std::string>& codes)
{
    std::vector<Organisation> out;
    for (const auto& row : store::organisations_by_codes(tx, codes))
        out.push_back(known(row));
    return out;
}

std::vector<Organisation> organisations_of(const ReadTx& tx, OrganisationKind kind)
{
    std::vector<Organisation> out;
    for (const auto& row : store::organisations_of(tx, kind))
        out.push_back(known(row));
    return out;
}

bool supervises(const ReadTx& tx, const std::string& organisation, const http::Object& trade)
{
    const auto id = OrganisationId::parse(organisation);
    const auto row = id ? store::organisation(tx, *id) : std::nullopt;
    const auto supervision = row ? supervision_of(*row) : std::nullopt;
    return supervision && reaches(*supervision, trade);
}

Status check_mandate(const ReadTx& tx, const OrganisationId& principal, const OrganisationId& agent,
                     std::string_view scope, Instant at)
{
    TP_CHECK(covering_mandate(store::mandates_between(tx, principal, agent), scope, at));
    return {};
}

Result<KnownCertificate> certificate(const ReadTx& tx, std::string_view digest_hex)
{
    const auto row = store::certificate(tx, digest_hex);
    if (!row)
        return Error{
            Fault::not_found, "identity.certificate_unknown", {}, {{"digest", std::string{digest_hex}}}};
    return known(*row);
}

std::vector<KnownCertificate> certificates_of(const ReadTx& tx, const OrganisationId& organisation)
{
    std::vector<KnownCertificate> out;
    for (const auto& row : store::certificates_of(tx, organisation))
        out.push_back(known(row));
    return out;
}

std::vector<CertificateEnd> certificates_ending(const ReadTx& tx, const OrganisationId& organisation,
                                                Instant now)
{
    std::vector<CertificateEnd> out;
    const auto all = store::certificates_of(tx, organisation);
    for (const auto& row : all)
        if (const auto days = announced_days(row.not_after, now);
            days && !row.revoked_at && !is_renewed(row, all))
            out.push_back({row.digest, wire::name_of(row.usage), row.not_after, *days});
    return out;
}

std::vector<CertificateChange> certificates_changing(const ReadTx& tx, const OrganisationId& organisation,
                                                     Instant sealed, Instant opening)
{
    std::vector<CertificateChange> out;
    const auto all = store::certificates_of(tx, organisation);
    for (const auto& row : all) {
        if (row.revoked_at && *row.revoked_at <= sealed)
            continue;
        if (falls_between(row.not_after, sealed, opening))
            out.push_back({row.digest, wire::name_of(row.usage), row.not_after, false});
        if (falls_between(begin_of(row), sealed, opening) && is_renewal(row, all))
            out.push_back({row.digest, wire::name_of(row.usage), begin_of(row), true});
    }
    return out;
}

std::vector<CertificateChange> renewals_of(const ReadTx& tx, std::string_view digest_hex, Instant after,
                                           Instant until)
{
    std::vector<CertificateChange> out;
    const auto own = store::certificate(tx, digest_hex);
    if (!own)
        return out;
    for (const auto& row : store::certificates_of(tx, own->organisation))
        if (row.person == own->person && row.usage == own->usage && own->registered_at < row.registered_at &&
            falls_between(begin_of(row), after, until) && !(row.revoked_at && *row.revoked_at <= until))
            out.push_back({row.digest, wire::name_of(row.usage), begin_of(row), true});
    return out;
}

Result<OrganisationId> acting_organisation(const Call& call)
{
    if (call.actor.organisation.empty())
        return Error{Fault::unauthenticated, "identity.sign_in_first"};
    return OrganisationId::parse(call.actor.organisation);
}

Result<OrganisationId> acting_for(const Call& call)
{
    if (!call.actor.on_behalf_of.empty())
        return OrganisationId::parse(call.actor.on_behalf_of);
    return acting_organisation(call);
}

} // namespace tianping::identity
