#include "rooms/identity/register.hpp"
#include "rooms/identity/rules.hpp"
#include "rooms/identity/service.hpp"
#include "rooms/identity/store.hpp"

namespace tianping::identity {
namespace {

CertificateOut certificate_out(const CertificateRow& row)
{
    return {row.digest, row.organisation, row.person,    row.usage,      row.serial,
            row.issuer, row.not_before,   row.not_after, row.revoked_at, row.der};
}

} // namespace

Result<http::Page<CertificateOut>> Identity::list_certificates(const ReadTx& tx,
                                                               const http::Request& request) const
{
    TP_TRY(own, OrganisationId::parse(request.path.at("organisation")));
    return http::read_page<CertificateOut>(
        request, [&](auto& after, auto n) { return store::certificates_of(tx, own, after, n); },
        certificate_out);
}

Result<ReadyCertificates> Identity::prepare_certificate(const http::Request& request,
                                                        const CertificateIn& in) const
{
    TP_TRY(whose, parts_.reads.read([&](const ReadTx& tx) { return certified_of_path(tx, request); }));
    return checked(request, whose, {{"certificate", in.certificate}}, in.chain);
}

Result<CertificateOut> Identity::add_certificate(WriteTx& tx, const http::Request& request,
                                                 const CertificateIn& in,
                                                 const ReadyCertificates& ready) const
{
    TP_CHECK(check_unchanged(tx, request, ready));
    TP_CHECK(ready.bad.done());
    TP_TRY(person, present_person(tx, in.person, request.path.at("organisation")));
    TP_TRY(row, identity::add_certificate(tx, request.call, person, ready.certificates.at(0)));
    return certificate_out(row);
}

Result<CertificateOut> Identity::revoke_certificate(WriteTx& tx, const http::Request& request,
                                                    const ReasonIn& in) const
{
    const auto digest = request.path.at("digest");
    const auto row = store::certificate(tx, digest);
    if (!row || row->organisation.text() != request.path.at("organisation"))
        return Error{Fault::not_found, "identity.certificate_unknown", {}, {{"digest", digest}}};
    TP_CHECK(in.form());
    parts_.sessions.forget(revoke(tx, request.call, *row, request.call.arrived, "holder", in.reason));
    return certificate_out(*store::certificate(tx, digest));
}

} // namespace tianping::identity
