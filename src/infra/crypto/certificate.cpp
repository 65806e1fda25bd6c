#include "infra/crypto/certificate.hpp"
#include "infra/crypto/digest.hpp"
#include "infra/crypto/pem.hpp"
#include "infra/crypto/x509_calls.hpp"
#include <mutex>
#include <openssl/objects.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <shared_mutex>
#include <unordered_map>

namespace tianping::crypto {

namespace {

using namespace openssl;

constexpr std::size_t longest_der = 64u << 10;
constexpr std::string_view legal_person_prefix = "NTRCN-"; // ETSI EN 319 412-1, read and never written

Error malformed(const char* why)
{
    ERR_clear_error();
    Error e{Fault::invalid, "certificate.malformed"};
    e.detail = why;
    return e;
}

// The last value of an attribute, empty when there is none; nothing when it is not clean text or `single`
// and doubled.
std::optional<std::string> attribute(const X509_NAME* name, int nid, bool single)
{
    std::string last;
    int count = 0;
    for (int at = -1; (at = X509_NAME_get_index_by_NID(name, nid, at)) >= 0; ++count) {
        unsigned char* text{};
        const int length =
            ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at)));
        if (length < 0)
            return std::nullopt;
        last.assign(reinterpret_cast<char*>(text), static_cast<std::size_t>(length));
        OPENSSL_free(text);
        if (!is_utf8(last) || last.find('\0') != std::string::npos)
            return std::nullopt;
    }
    if (single && count > 1)
        return std::nullopt;
    return last;
}

std::optional<Subject> named(const X509_NAME* name)
{
    auto common = attribute(name, NID_commonName, false);
    auto organisation = attribute(name, NID_organizationName, false);
    auto code = attribute(name, NID_organizationIdentifier, true);
    auto person = attribute(name, NID_userId, true);
    if (!common || !organisation || !code || !person)
        return std::nullopt;
    if (code->starts_with(legal_person_prefix))
        code->erase(0, legal_person_prefix.size());
    return Subject{*common, *organisation, *code, *person};
}

std::string name_text(const X509_NAME* name)
{
    const auto bio = writer();
    must_succeed(X509_NAME_print_ex(bio.get(), name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB),
                 "print a name");
    return text_of(bio.get());
}

// The certificates read last, by their DER. The same few come with every act, and to read a key anew costs
// the library as much as to verify with it. Anybody may send some, so what is kept has a bound in bytes, too.
class Lately {
public:
    std::optional<Certificate> find(ByteView der) const
    {
        const std::shared_lock hold{lock_};
        const auto at = read_.find(text_view(der));
        return at == read_.end() ? std::nullopt : std::optional{at->second};
    }
    void keep(const Certificate& certificate)
    {
        if (certificate.der().size() > longest)
            return;
        const std::unique_lock hold{lock_};
        if (read_.size() >= most)
            read_.clear();
        read_.emplace(text_view(certificate.der()), certificate);
    }

private:
    static constexpr std::size_t most = 4096, longest = 4u << 10;
    mutable std::shared_mutex lock_{};
    std::unordered_map<std::string_view, Certificate> read_{}; // a key is the bytes of its certificate
};

Lately& lately()
{
    static Lately all;
    return all;
}

} // namespace

Result<Certificate> Certificate::adopt(std::shared_ptr<x509_st> x509)
{
    auto read = std::make_shared<Read>();
    read->der = der_of<const X509>(x509.get(), i2d_X509);
    const auto subject = named(X509_get_subject_name(x509.get()));
    const auto issuer = named(X509_get_issuer_name(x509.get()));
    if (!subject || !issuer)
        return malformed("a name");
    const auto serial = serial_hex(X509_get0_serialNumber(x509.get()));
    if (!serial)
        return malformed("the serial");
    const auto from = instant_of(X509_get0_notBefore(x509.get()));
    const auto until = instant_of(X509_get0_notAfter(x509.get()));
    if (!from || !until || *from >= *until)
        return malformed("the period");
    // Also reads and keeps every extension, which the library does once for each certificate.
    if (X509_check_purpose(x509.get(), -1, 0) != 1 || X509_get_extension_flags(x509.get()) & EXFLAG_INVALID)
        return malformed("an extension");
    read->subject = *subject;
    read->issuer = *issuer;
    read->serial = *serial;
    read->not_before = *from;
    read->not_after = *until;
    read->authority = (X509_get_extension_flags(x509.get()) & EXFLAG_CA) != 0;
    if (X509_get_signature_nid(x509.get()) == NID_SM2_with_SM3) {
        auto* id = must(ASN1_OCTET_STRING_new(), "make an id");
        must_succeed(ASN1_OCTET_STRING_set(id, view(sm2_id).data(), static_cast<int>(sm2_id.size())),
                     "make an id");
        X509_set0_distinguishing_id(x509.get(), id);
    }
    ERR_clear_error();
    return Certificate{std::move(x509), std::move(read)};
}

Result<Certificate> Certificate::from_der(ByteView der)
{
    if (der.size() > longest_der)
        return malformed("too long");
    if (auto known = lately().find(der))
        return *std::move(known);
    const auto* at = der.data();
    auto x509 = shared(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
    if (!x509)
        return malformed("no DER of a certificate");
    auto certificate = adopt(std::move(x509));
    if (certificate && !std::ranges::equal(certificate->der(), der))
        return malformed("bytes behind it, or not the one encoding that DER allows");
    if (certificate)
        lately().keep(*certificate);
    return certificate;
}

Result<Certificate> Certificate::from_pem(std::string_view pem)
{
    const auto der = single_pem_block(pem, "CERTIFICATE");
    if (!der)
        return malformed("no single PEM block");
    return from_der(*der);
}

std::string Certificate::pem() const
{
    const auto bio = writer();
    must_succeed(PEM_write_bio_X509(bio.get(), x509_.get()), "write a certificate");
    return text_of(bio.get());
}

Digest Certificate::digest() const
{
    return sm3(der());
}

std::string Certificate::digest_text(ByteView der)
{
    return to_hex(sm3(der));
}

std::string Certificate::subject_text() const
{
    return name_text(X509_get_subject_name(x509_.get()));
}

std::string Certificate::issuer_text() const
{
    return name_text(X509_get_issuer_name(x509_.get()));
}

bool Certificate::may(Usage usage) const
{
    const auto flags = X509_get_extension_flags(x509_.get());
    if (is_authority() || !(flags & EXFLAG_KUSAGE))
        return false;
    const auto key = X509_get_key_usage(x509_.get());
    const bool signs = key & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION);
    const bool encrypts = key & (KU_KEY_ENCIPHERMENT | KU_DATA_ENCIPHERMENT | KU_KEY_AGREEMENT);
    const auto extended = X509_get_extended_key_usage(x509_.get());
    const bool for_people = extended == UINT32_MAX || extended & (XKU_SSL_CLIENT | XKU_SMIME | XKU_ANYEKU);
    switch (usage) {
    case Usage::sign:
        return signs && for_people;
    case Usage::encrypt:
        return encrypts && for_people;
    case Usage::timestamp:
        return signs && extended == XKU_TIMESTAMP;
    }
    return false;
}

bool Certificate::issued_by(const Certificate& authority) const
{
    const bool fits = X509_check_issued(authority.handle(), handle()) == X509_V_OK &&
                      X509_verify(handle(), X509_get0_pubkey(authority.handle())) == 1;
    ERR_clear_error();
    return fits;
}

bool Certificate::same_holder(const Certificate& other) const
{
    const bool same =
        X509_NAME_cmp(X509_get_subject_name(handle()), X509_get_subject_name(other.handle())) == 0 &&
        EVP_PKEY_eq(X509_get0_pubkey(handle()), X509_get0_pubkey(other.handle())) == 1;
    ERR_clear_error();
    return same;
}

Result<PublicKey> Certificate::public_key() const
{
    auto* key = X509_get_pubkey(x509_.get());
    ERR_clear_error();
    return PublicKey::adopt(key ? shared(key) : nullptr);
}

Result<std::vector<Certificate>> certificates_from_pem(std::string_view pem)
{
    const auto blocks = pem_blocks(pem, "CERTIFICATE");
    if (!blocks || blocks->empty())
        return malformed("no certificate");
    std::vector<Certificate> out;
    for (const auto& block : *blocks) {
        TP_TRY(certificate, Certificate::from_der(block));
        out.push_back(std::move(certificate));
    }
    return out;
}

} // namespace tianping::crypto
