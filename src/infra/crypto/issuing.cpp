#include "infra/crypto/issuing.hpp"
#include "infra/crypto/x509_calls.hpp"
#include <openssl/x509v3.h>

namespace tianping::crypto {

namespace {

using namespace openssl;
using OwnedExtension = Owned<X509_EXTENSION, X509_EXTENSION_free>;
using OwnedTime = Owned<ASN1_TIME, ASN1_TIME_free>;
using OwnedName = Owned<X509_NAME, X509_NAME_free>;
using OwnedRevoked = Owned<X509_REVOKED, X509_REVOKED_free>;
using OwnedReason = Owned<ASN1_ENUMERATED, ASN1_ENUMERATED_free>;

OwnedTime time_of(Instant at)
{
    const auto seconds = std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count();
    return OwnedTime{must(ASN1_TIME_set(nullptr, seconds), "write a time")};
}

void add(X509_NAME* name, int nid, const std::string& value)
{
    if (value.empty())
        return;
    must_succeed(X509_NAME_add_entry_by_NID(name, nid, MBSTRING_UTF8, view(value).data(),
                                            static_cast<int>(value.size()), -1, 0),
                 "write a name");
}

OwnedName name_of(const CertificateDraft& draft)
{
    OwnedName name{must(X509_NAME_new(), "write a name")};
    add(name.get(), NID_countryName, "CN");
    add(name.get(), NID_organizationName, draft.subject.organisation);
    add(name.get(), NID_organizationalUnitName, draft.unit);
    add(name.get(), NID_organizationIdentifier, draft.subject.organisation_code);
    add(name.get(), NID_userId, draft.subject.person);
    add(name.get(), NID_commonName, draft.subject.common_name);
    return name;
}

const char* key_usage_of(const CertificateDraft& draft)
{
    if (draft.rank != Rank::holder)
        return "critical,keyCertSign,cRLSign";
    if (draft.usage == Usage::encrypt)
        return "critical,keyEncipherment,dataEncipherment,keyAgreement";
    return "critical,digitalSignature,nonRepudiation";
}

const char* constraints_of(Rank rank)
{
    switch (rank) {
    case Rank::root:
        return "critical,CA:TRUE";
    case Rank::issuing:
        return "critical,CA:TRUE,pathlen:0";
    case Rank::holder:
        break;
    }
    return "critical,CA:FALSE";
}

void extend(X509* x509, X509* issuer, int nid, const std::string& value)
{
    X509V3_CTX context{};
    X509V3_set_ctx(&context, issuer, x509, nullptr, nullptr, 0);
    const OwnedExtension extension{
        must(X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str()), "write an extension")};
    must_succeed(X509_add_ext(x509, extension.get(), -1), "write an extension");
}

void sign(const PrivateKey& key, const auto& finish)
{
    const auto context = signature_context(key.handle(), true);
    must(context.get(), "start to sign");
    must_succeed(finish(context.get()), "sign");
}

} // namespace

Certificate signed_certificate(const CertificateDraft& draft, const PublicKey& key, const Signer& signer)
{
    const auto made = shared(must(X509_new(), "make a certificate"));
    auto* x509 = made.get();
    must_succeed(X509_set_version(x509, X509_VERSION_3), "set a version");
    must_succeed(X509_set_serialNumber(x509, integer_of(draft.serial).get()), "set a serial");
    must_succeed(X509_set1_notBefore(x509, time_of(draft.period.from).get()), "set a period");
    must_succeed(X509_set1_notAfter(x509, time_of(draft.period.until).get()), "set a period");
    const auto name = name_of(draft);
    must_succeed(X509_set_subject_name(x509, name.get()), "set a name");
    auto* issuer = signer.certificate ? signer.certificate->handle() : x509;
    must_succeed(X509_set_issuer_name(x509, X509_get_subject_name(issuer)), "set a name");
    must_succeed(X509_set_pubkey(x509, key.handle()), "set a key");
    extend(x509, issuer, NID_basic_constraints, constraints_of(draft.rank));
    extend(x509, issuer, NID_key_usage, key_usage_of(draft));
    if (draft.rank == Rank::holder && draft.usage == Usage::timestamp)
        extend(x509, issuer, NID_ext_key_usage, "critical,timeStamping");
    extend(x509, issuer, NID_subject_key_identifier, "hash");
    if (signer.certificate)
        extend(x509, issuer, NID_authority_key_identifier, "keyid:always");
    if (!draft.crl_address.empty())
        extend(x509, issuer, NID_crl_distribution_points, "URI:" + draft.crl_address);
    sign(signer.key, [&](EVP_MD_CTX* context) { return X509_sign_ctx(x509, context); });
    return Certificate::from_der(der_of<const X509>(x509, i2d_X509)).value();
}

RevocationList signed_list(const ListDraft& draft, const Signer& signer)
{
    const auto made = shared(must(X509_CRL_new(), "make a list"));
    auto* crl = made.get();
    must_succeed(X509_CRL_set_version(crl, X509_CRL_VERSION_2), "set a version");
    must_succeed(X509_CRL_set_issuer_name(crl, X509_get_subject_name(signer.certificate->handle())),
                 "set a name");
    must_succeed(X509_CRL_set1_lastUpdate(crl, time_of(draft.this_update).get()), "set a time");
    must_succeed(X509_CRL_set1_nextUpdate(crl, time_of(draft.next_update).get()), "set a time");
    for (const auto& entry : draft.entries) {
        OwnedRevoked revoked{must(X509_REVOKED_new(), "make an entry")};
        const auto digits = entry.serial.size() % 2 ? "0" + entry.serial : entry.serial;
        must_succeed(X509_REVOKED_set_serialNumber(revoked.get(), integer_of(from_hex(digits).value()).get()),
                     "set a serial");
        must_succeed(X509_REVOKED_set_revocationDate(revoked.get(), time_of(entry.at).get()), "set a time");
        if (entry.reason != RevocationReason::unspecified) {
            const OwnedReason reason{must(ASN1_ENUMERATED_new(), "set a reason")};
            must_succeed(ASN1_ENUMERATED_set(reason.get(), static_cast<long>(entry.reason)), "set a reason");
            must_succeed(X509_REVOKED_add1_ext_i2d(revoked.get(), NID_crl_reason, reason.get(), 0, 0),
                         "set a reason");
        }
        must_succeed(X509_CRL_add0_revoked(crl, revoked.release()), "add an entry");
    }
    X509_CRL_sort(crl);
    // Numbers rise with time and count nothing.
    const OwnedInteger number{must(ASN1_INTEGER_new(), "number a list")};
    must_succeed(ASN1_INTEGER_set_int64(number.get(), millis(draft.this_update)), "number a list");
    must_succeed(X509_CRL_add1_ext_i2d(crl, NID_crl_number, number.get(), 0, 0), "number a list");
    X509V3_CTX context{};
    X509V3_set_ctx(&context, signer.certificate->handle(), nullptr, nullptr, crl, 0);
    const OwnedExtension authority{must(
        X509V3_EXT_conf_nid(nullptr, &context, NID_authority_key_identifier, "keyid:always"), "name a key")};
    must_succeed(X509_CRL_add_ext(crl, authority.get(), -1), "name a key");
    sign(signer.key, [&](EVP_MD_CTX* with) { return X509_CRL_sign_ctx(crl, with); });
    return RevocationList::from_der(der_of<const X509_CRL>(crl, i2d_X509_CRL)).value();
}

} // namespace tianping::crypto
