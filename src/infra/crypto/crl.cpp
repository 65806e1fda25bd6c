#include "infra/crypto/crl.hpp"
#include "infra/crypto/pem.hpp"
#include "infra/crypto/x509_calls.hpp"
#include <algorithm>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

namespace tianping::crypto {

namespace {

using namespace openssl;
using OwnedPart = Owned<ISSUING_DIST_POINT, ISSUING_DIST_POINT_free>;
using OwnedPoints = Owned<CRL_DIST_POINTS, CRL_DIST_POINTS_free>;
using OwnedReason = Owned<ASN1_ENUMERATED, ASN1_ENUMERATED_free>;

constexpr std::size_t longest_list = 64u << 20;

Error malformed_list(const char* why)
{
    ERR_clear_error();
    Error e{Fault::invalid, "certificate.crl_malformed"};
    e.detail = why;
    return e;
}

std::vector<std::string> addresses_of(const DIST_POINT_NAME* point)
{
    std::vector<std::string> out;
    if (!point || point->type != 0)
        return out;
    for (int i = 0; i < sk_GENERAL_NAME_num(point->name.fullname); ++i) {
        const auto* name = sk_GENERAL_NAME_value(point->name.fullname, i);
        if (name->type != GEN_URI)
            continue;
        const auto* text = name->d.uniformResourceIdentifier;
        out.emplace_back(reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
                         static_cast<std::size_t>(ASN1_STRING_length(text)));
    }
    return out;
}

std::vector<std::string> addresses_of(const X509* certificate)
{
    const OwnedPoints points{static_cast<CRL_DIST_POINTS*>(
        X509_get_ext_d2i(certificate, NID_crl_distribution_points, nullptr, nullptr))};
    std::vector<std::string> out;
    for (int i = 0; points && i < sk_DIST_POINT_num(points.get()); ++i)
        for (auto& address : addresses_of(sk_DIST_POINT_value(points.get(), i)->distpoint))
            out.push_back(std::move(address));
    return out;
}

bool only_known_critical(const X509_CRL* crl)
{
    for (int at = -1; (at = X509_CRL_get_ext_by_critical(crl, 1, at)) >= 0;) {
        const auto nid = OBJ_obj2nid(X509_EXTENSION_get_object(X509_CRL_get_ext(crl, at)));
        if (nid != NID_issuing_distribution_point)
            return false;
    }
    return X509_CRL_get_ext_by_NID(crl, NID_delta_crl, -1) < 0;
}

// The part of the DER that is signed, as it came.
ByteView signed_part(ByteView der)
{
    const auto* at = der.data();
    long length{};
    int tag{}, kind{};
    ASN1_get_object(&at, &length, &tag, &kind, static_cast<long>(der.size()));
    const auto* start = at;
    if (ASN1_get_object(&at, &length, &tag, &kind, length) & 0x80)
        return {};
    return {start, at + length};
}

std::optional<Revocation> entry_of(const X509_REVOKED* revoked)
{
    const auto serial = serial_hex(X509_REVOKED_get0_serialNumber(revoked));
    const auto at = instant_of(X509_REVOKED_get0_revocationDate(revoked));
    if (!serial || !at)
        return std::nullopt;
    const OwnedReason reason{
        static_cast<ASN1_ENUMERATED*>(X509_REVOKED_get_ext_d2i(revoked, NID_crl_reason, nullptr, nullptr))};
    return Revocation{*serial, *at,
                      reason ? static_cast<RevocationReason>(ASN1_ENUMERATED_get(reason.get()))
                             : RevocationReason::unspecified};
}

bool strong_signature(int nid)
{
    constexpr int least_digest = 32;
    int digest{}, kind{};
    if (OBJ_find_sigid_algs(nid, &digest, &kind) != 1)
        return false;
    const auto* known = EVP_get_digestbynid(digest);
    return known && EVP_MD_get_size(known) >= least_digest;
}

bool clean_entries(X509_CRL* crl)
{
    const auto* all = X509_CRL_get_REVOKED(crl);
    for (int i = 0; all && i < sk_X509_REVOKED_num(all); ++i) {
        const auto* revoked = sk_X509_REVOKED_value(all, i);
        if (X509_REVOKED_get_ext_by_critical(revoked, 1, -1) >= 0 || !entry_of(revoked))
            return false;
    }
    return true;
}

} // namespace

bool RevocationList::read_part(X509_CRL* crl, Read& read)
{
    int problem{};
    const OwnedPart part{static_cast<ISSUING_DIST_POINT*>(
        X509_CRL_get_ext_d2i(crl, NID_issuing_distribution_point, &problem, nullptr))};
    if (!part)
        return problem == -1; // absent
    if (part->indirectCRL > 0 || part->onlysomereasons || part->onlyattr > 0)
        return false;
    read.addresses = addresses_of(part->distpoint);
    read.users = part->onlyCA <= 0;
    read.authorities = part->onlyuser <= 0;
    return !part->distpoint || !read.addresses.empty();
}

Result<RevocationList> RevocationList::from_der(ByteView der)
{
    if (der.size() > longest_list)
        return malformed_list("too long");
    const auto* begin = der.data();
    auto crl = shared(d2i_X509_CRL(nullptr, &begin, static_cast<long>(der.size())));
    if (!crl)
        return malformed_list("no DER of a list");
    auto read = std::make_shared<Read>();
    read->der = der_of<const X509_CRL>(crl.get(), i2d_X509_CRL);
    if (!std::ranges::equal(read->der, der))
        return malformed_list("bytes behind it, or not the one encoding that DER allows");
    const auto from = instant_of(X509_CRL_get0_lastUpdate(crl.get()));
    const auto until = instant_of(X509_CRL_get0_nextUpdate(crl.get()));
    if (!from || !until || *from >= *until)
        return malformed_list("the updates");
    if (!only_known_critical(crl.get()) || !clean_entries(crl.get()) || !read_part(crl.get(), *read))
        return malformed_list("needs knowledge of an extension");
    read->this_update = *from;
    read->next_update = *until;
    ERR_clear_error();
    return RevocationList{std::move(crl), std::move(read)};
}

Result<RevocationList> RevocationList::from_pem(std::string_view pem)
{
    const auto der = single_pem_block(pem, "X509 CRL");
    if (!der)
        return malformed_list("no single PEM block");
    return from_der(*der);
}

std::string RevocationList::pem() const
{
    const auto bio = writer();
    must_succeed(PEM_write_bio_X509_CRL(bio.get(), crl_.get()), "write a list");
    return text_of(bio.get());
}

std::string RevocationList::issuer_text() const
{
    const auto bio = writer();
    must_succeed(X509_NAME_print_ex(bio.get(), X509_CRL_get_issuer(crl_.get()), 0,
                                    XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB),
                 "print a name");
    return text_of(bio.get());
}

bool RevocationList::speaks_for(const Certificate& certificate) const
{
    if (X509_NAME_cmp(X509_CRL_get_issuer(crl_.get()), X509_get_issuer_name(certificate.handle())) != 0)
        return false;
    if (!(certificate.is_authority() ? read_->authorities : read_->users))
        return false;
    if (read_->addresses.empty())
        return true;
    const auto wanted = addresses_of(certificate.handle());
    return std::ranges::any_of(wanted,
                               [&](const auto& a) { return std::ranges::count(read_->addresses, a) > 0; });
}

bool RevocationList::same_part(const RevocationList& other) const
{
    return read_->addresses == other.read_->addresses && read_->users == other.read_->users &&
           read_->authorities == other.read_->authorities;
}

bool RevocationList::signed_by(const Certificate& authority) const
{
    if (!authority.is_authority() ||
        X509_NAME_cmp(X509_CRL_get_issuer(crl_.get()), X509_get_subject_name(authority.handle())) != 0)
        return false;
    if (X509_get_extension_flags(authority.handle()) & EXFLAG_KUSAGE &&
        !(X509_get_key_usage(authority.handle()) & KU_CRL_SIGN))
        return false;
    bool fits = false;
    if (X509_CRL_get_signature_nid(crl_.get()) == NID_SM2_with_SM3) {
        const auto key = authority.public_key();
        const ASN1_BIT_STRING* signature{};
        X509_CRL_get0_signature(crl_.get(), &signature, nullptr);
        const ByteView bits{ASN1_STRING_get0_data(signature),
                            static_cast<std::size_t>(ASN1_STRING_length(signature))};
        fits = key && key->algorithm() == Algorithm::sm2 && key->verify(signed_part(read_->der), bits);
    } else if (strong_signature(X509_CRL_get_signature_nid(crl_.get()))) {
        fits = X509_CRL_verify(crl_.get(), X509_get0_pubkey(authority.handle())) == 1;
    }
    ERR_clear_error();
    return fits;
}

std::optional<Revocation> RevocationList::find(const Certificate& certificate) const
{
    X509_REVOKED* revoked{};
    if (X509_CRL_get0_by_serial(crl_.get(), &revoked, X509_get0_serialNumber(certificate.handle())) == 0)
        return std::nullopt;
    return entry_of(revoked);
}

std::vector<Revocation> RevocationList::entries() const
{
    std::vector<Revocation> out;
    const auto* all = X509_CRL_get_REVOKED(crl_.get());
    for (int i = 0; all && i < sk_X509_REVOKED_num(all); ++i)
        out.push_back(*entry_of(sk_X509_REVOKED_value(all, i)));
    return out;
}

} // namespace tianping::crypto
