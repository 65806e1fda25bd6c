#pragma once
// What identity's routes take and answer. Certificates and signatures are base64, digests hex. What form()
// says: base/body.hpp.
#include "infra/http/page.hpp"
#include "rooms/identity/rules.hpp"
#include "rooms/identity/trust.hpp"

namespace tianping::identity {

using CertificateTexts = std::vector<std::string>; // base64 of DER

struct ChallengeIn {
    Purpose purpose{};
};
BOOST_DESCRIBE_STRUCT(ChallengeIn, (), (purpose))

struct ChallengeOut {
    std::string challenge{};
    std::string nonce{};
    std::string origin{};
    Purpose purpose{};
    Instant time{};
    Instant expires_at{};
    std::string text{};  // canonical JSON of the members above, without expires_at
    std::string label{}; // what the client puts before the bytes that it signs; one zero byte follows it
};
BOOST_DESCRIBE_STRUCT(ChallengeOut, (), (challenge, nonce, origin, purpose, time, expires_at, text, label))

struct RegistrationIn {
    std::string code{};
    std::string name{};
    std::string region{};
    std::string person{}; // name of the first person
    std::string challenge{};
    std::string certificate{}; // for signing
    std::optional<std::string> encrypt_certificate{};
    std::optional<CertificateTexts> chain{}; // between certificate and trust anchor, where needed
    std::string signature{};
    static SignedPaths signed_paths() { return {"", "certificate", "signature"}; }
    Status form() const;
};
BOOST_DESCRIBE_STRUCT(RegistrationIn, (),
                      (code, name, region, person, challenge, certificate, encrypt_certificate, chain,
                       signature))

struct RegistrationOut {
    Organisation organisation{};
    PersonId person{};
    std::vector<std::string> certificates{}; // digests
};
BOOST_DESCRIBE_STRUCT(RegistrationOut, (), (organisation, person, certificates))

// What an organisation was called until then, and the certificate (hex digest) that proved the next name.
struct FormerName {
    std::string name{};
    Instant until{};
    std::string certificate{};
};
BOOST_DESCRIBE_STRUCT(FormerName, (), (name, until, certificate))

struct OrganisationOut {
    OrganisationId id{};
    std::string code{};
    std::string name{};
    std::string region{};
    OrganisationKind kind{};
    Instant registered_at{};
    std::int64_t version{};
    std::optional<Supervision> supervision{}; // of a supervisor
    std::vector<FormerName> former_names{};   // the oldest first
};
BOOST_DESCRIBE_STRUCT(OrganisationOut, (),
                      (id, code, name, region, kind, registered_at, version, supervision, former_names))

// `supervision` with kind supervisor alone, and always there: all regions and all classes are said by two
// empty lists, never by leaving something out. Said anew of one that is a supervisor already, it changes.
struct RecogniseIn {
    OrganisationKind kind{};
    std::optional<Supervision> supervision{};
    Status form() const { return supervision ? check_supervision_form(*supervision) : Status{}; }
};
BOOST_DESCRIBE_STRUCT(RecogniseIn, (), (kind, supervision))

struct PersonIn {
    std::string name{};
    std::vector<Role> roles{};
    CertificateTexts certificates{};
    std::optional<CertificateTexts> chain{};
    Status form() const;
};
BOOST_DESCRIBE_STRUCT(PersonIn, (), (name, roles, certificates, chain))

struct PersonOut {
    PersonId id{};
    OrganisationId organisation{};
    std::string name{};
    std::vector<Role> roles{};
    Instant joined_at{};
    std::optional<Instant> left_at{};
    std::int64_t version{};
};
BOOST_DESCRIBE_STRUCT(PersonOut, (), (id, organisation, name, roles, joined_at, left_at, version))

struct RolesIn {
    std::vector<Role> roles{};
    Status form() const { return check_some_role(roles); }
};
BOOST_DESCRIBE_STRUCT(RolesIn, (), (roles))

struct CertificateIn {
    PersonId person{};
    std::string certificate{};
    std::optional<CertificateTexts> chain{};
    Status form() const { return together(check_chain(chain), read_certificate(certificate, "certificate")); }
};
BOOST_DESCRIBE_STRUCT(CertificateIn, (), (person, certificate, chain))

// `certificate`: for signing, of the organisation's code and of this name, not registered yet; it becomes
// `person`'s.
struct RenamingIn {
    std::string name{};
    PersonId person{};
    std::string certificate{};
    std::optional<CertificateTexts> chain{};
    Status form() const
    {
        return together(CertificateIn{{}, certificate, chain}.form(), check_name(name, "name"));
    }
};
BOOST_DESCRIBE_STRUCT(RenamingIn, (), (name, person, certificate, chain))

struct CertificateOut {
    std::string digest{};
    OrganisationId organisation{};
    PersonId person{};
    crypto::Usage usage{};
    std::string serial{};
    std::string issuer{};
    Instant not_before{};
    Instant not_after{};
    std::optional<Instant> revoked_at{};
    std::string certificate{};
};
BOOST_DESCRIBE_STRUCT(CertificateOut, (),
                      (digest, organisation, person, usage, serial, issuer, not_before, not_after, revoked_at,
                       certificate))

struct ReasonIn {
    std::string reason{};
    Status form() const { return check_reason(reason); }
};
BOOST_DESCRIBE_STRUCT(ReasonIn, (), (reason))

struct SignInIn {
    std::string challenge{};
    std::string certificate{};
    std::string signature{};
    std::optional<MandateId> mandate{};
    Status form() const
    {
        return check_signature_form({certificate, signature}, RegistrationIn::signed_paths());
    }
};
BOOST_DESCRIBE_STRUCT(SignInIn, (), (challenge, certificate, signature, mandate))

// `token` is told once: a repeated answer to the same key does not have it.
struct SignInOut {
    SessionId session{};
    std::optional<std::string> token{};
    PersonId person{};
    OrganisationId organisation{};
    std::vector<Role> roles{};
    std::optional<MandateId> mandate{};
    std::optional<OrganisationId> on_behalf_of{};
    std::int64_t idle_seconds{};
    Instant ends_at{};
};
BOOST_DESCRIBE_STRUCT(SignInOut, (),
                      (session, token, person, organisation, roles, mandate, on_behalf_of, idle_seconds,
                       ends_at))

struct SessionOut {
    PersonId person{};
    std::string name{};
    Organisation organisation{};
    std::vector<std::string> roles{};
    std::optional<MandateId> mandate{};
    std::optional<Organisation> on_behalf_of{};
    std::string certificate{};
    Instant certificate_ends{};
};
BOOST_DESCRIBE_STRUCT(SessionOut, (),
                      (person, name, organisation, roles, mandate, on_behalf_of, certificate,
                       certificate_ends))

struct SignedOutOut {
    std::int64_t ended{}; // sessions
};
BOOST_DESCRIBE_STRUCT(SignedOutOut, (), (ended))

struct MandateIn {
    OrganisationId agent{};
    std::string agent_code{}; // 统一社会信用代码, as signed
    std::string scope{};
    Instant starts_at{};
    Instant ends_at{};
    SignatureIn signature{}; // over mandate_message (formats/login.hpp) by a signer of the principal
    Status form() const { return together(check_mandate_scope(scope), check_signature_form(signature)); }
};
BOOST_DESCRIBE_STRUCT(MandateIn, (), (agent, agent_code, scope, starts_at, ends_at, signature))

struct MandateOut {
    MandateId id{};
    OrganisationId principal{};
    OrganisationId agent{};
    std::string scope{};
    Instant starts_at{};
    Instant ends_at{};
    Instant granted_at{};
    std::optional<Instant> revoked_at{};
    std::int64_t version{};
};
BOOST_DESCRIBE_STRUCT(MandateOut, (),
                      (id, principal, agent, scope, starts_at, ends_at, granted_at, revoked_at, version))

struct AnchorIn {
    std::string certificate{};
    Status form() const { return together(read_certificate(certificate, "certificate")); }
};
BOOST_DESCRIBE_STRUCT(AnchorIn, (), (certificate))

// An intermediate is trusted as long as the way above it leads to an anchor; `trusted_at` says when it was
// met.
struct AnchorOut {
    std::string digest{};
    std::string subject{};
    Instant trusted_at{};
    std::optional<Instant> distrusted_at{};
    std::string certificate{};
    AuthorityKind kind{};
};
BOOST_DESCRIBE_STRUCT(AnchorOut, (), (digest, subject, trusted_at, distrusted_at, certificate, kind))

struct RevocationListIn {
    std::string list{};                      // base64 of DER
    std::optional<CertificateTexts> chain{}; // its issuer and who is above, where none known signed it
    Status form() const;
};
BOOST_DESCRIBE_STRUCT(RevocationListIn, (), (list, chain))

struct RevocationListOut {
    std::string digest{};
    std::string issuer{};
    Instant this_update{};
    Instant next_update{};
    std::int64_t entries{};
    std::int64_t revoked{}; // registered certificates that it newly revoked, those below an authority too
};
BOOST_DESCRIBE_STRUCT(RevocationListOut, (), (digest, issuer, this_update, next_update, entries, revoked))

struct DemonstrationPairOut {
    std::string sign{}; // base64 of DER
    std::string encrypt{};
    CertificateTexts chain{};
};
BOOST_DESCRIBE_STRUCT(DemonstrationPairOut, (), (sign, encrypt, chain))

} // namespace tianping::identity
