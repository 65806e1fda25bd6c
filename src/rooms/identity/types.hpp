#pragma once
// What identity keeps: one described struct a table.
#include "formats/login.hpp"
#include "rooms/identity/api.hpp"

namespace tianping::identity {

struct CertificateTag {
    static constexpr std::string_view prefix = "crt";
};
struct ChallengeTag {
    static constexpr std::string_view prefix = "chl";
};
struct SessionTag {
    static constexpr std::string_view prefix = "ses";
};
struct AnchorTag {
    static constexpr std::string_view prefix = "anc";
};
struct RevocationListTag {
    static constexpr std::string_view prefix = "crl";
};
using CertificateId = Id<CertificateTag>;
using ChallengeId = Id<ChallengeTag>;
using SessionId = Id<SessionTag>;
using AnchorId = Id<AnchorTag>;
using RevocationListId = Id<RevocationListTag>;

struct OrganisationRow {
    OrganisationId id{};
    std::string code{};
    std::string name{};
    std::string region{};
    OrganisationKind kind{};
    Instant registered_at{};
    std::int64_t version{1};
    std::string supervised_regions{}; // of a supervisor; one blank between, empty for all
    std::string supervised_classes{};
    static constexpr std::string_view table = "organisation";
};
BOOST_DESCRIBE_STRUCT(OrganisationRow, (),
                      (id, code, name, region, kind, registered_at, version, supervised_regions,
                       supervised_classes))

struct RenamingRow {
    RenamingId id{};
    OrganisationId organisation{};
    std::string former_name{};
    std::string name{};
    std::string certificate{}; // hex digest
    Instant renamed_at{};
    static constexpr std::string_view table = "organisation_renaming";
};
BOOST_DESCRIBE_STRUCT(RenamingRow, (), (id, organisation, former_name, name, certificate, renamed_at))

struct PersonRow {
    PersonId id{};
    OrganisationId organisation{};
    std::string name{};
    std::string roles{}; // names, one blank between
    Instant joined_at{};
    std::optional<Instant> left_at{};
    std::int64_t version{1};
    static constexpr std::string_view table = "person";
};
BOOST_DESCRIBE_STRUCT(PersonRow, (), (id, organisation, name, roles, joined_at, left_at, version))

struct CertificateRow {
    std::string digest{};
    CertificateId id{};
    OrganisationId organisation{};
    PersonId person{};
    crypto::Usage usage{};
    std::string serial{};
    std::string issuer{};
    std::string key_digest{}; // SM3 of the public key's DER: one key, one person
    std::string anchor{};     // digest of the trusted authority at the end of its chain
    std::string der{};        // base64
    Instant not_before{};
    Instant not_after{};
    Instant registered_at{};
    std::optional<Instant> revoked_at{};
    std::string revoked_why{};
    std::int64_t version{1};
    std::string way{}; // digests of the authorities up to the anchor, the nearest first, one blank between
    static constexpr std::string_view table = "certificate";
};
BOOST_DESCRIBE_STRUCT(CertificateRow, (),
                      (digest, id, organisation, person, usage, serial, issuer, key_digest, anchor, der,
                       not_before, not_after, registered_at, revoked_at, revoked_why, version, way))

struct MandateRow {
    MandateId id{};
    OrganisationId principal{};
    OrganisationId agent{};
    std::string scope{}; // a trade's or project's id, empty for all
    Instant starts_at{};
    Instant ends_at{};
    std::string message_digest{};
    std::string certificate{};
    std::string signature{};
    Instant granted_at{};
    std::optional<Instant> revoked_at{};
    std::int64_t version{1};
    static constexpr std::string_view table = "mandate";
};
BOOST_DESCRIBE_STRUCT(MandateRow, (),
                      (id, principal, agent, scope, starts_at, ends_at, message_digest, certificate,
                       signature, granted_at, revoked_at, version))

struct ChallengeRow {
    ChallengeId id{};
    std::string nonce{};
    Purpose purpose{};
    Instant made_at{};
    std::optional<Instant> used_at{};
    static constexpr std::string_view table = "challenge";
};
BOOST_DESCRIBE_STRUCT(ChallengeRow, (), (id, nonce, purpose, made_at, used_at))

struct SessionRow {
    std::string token_digest{};
    SessionId id{};
    PersonId person{};
    OrganisationId organisation{};
    std::string mandate{};
    std::string on_behalf_of{};
    std::optional<Instant> mandate_ends{};
    std::string certificate{};
    Instant certificate_ends{};
    Instant opened_at{};
    Instant seen_at{};
    Instant ends_at{};
    std::optional<Instant> ended_at{};
    static constexpr std::string_view table = "session";
};
BOOST_DESCRIBE_STRUCT(SessionRow, (),
                      (token_digest, id, person, organisation, mandate, on_behalf_of, mandate_ends,
                       certificate, certificate_ends, opened_at, seen_at, ends_at, ended_at))

struct SignInFailureRow {
    std::string subject{}; // certificate digest '@' network address
    std::int64_t failures{};
    Instant last_at{};
    static constexpr std::string_view table = "sign_in_failure";
};
BOOST_DESCRIBE_STRUCT(SignInFailureRow, (), (subject, failures, last_at))

// How an authority came to be known: trusted for itself, or met between a certificate and such a one.
enum class AuthorityKind { anchor, intermediate };
BOOST_DESCRIBE_ENUM(AuthorityKind, anchor, intermediate)

struct TrustAnchorRow {
    std::string digest{};
    AnchorId id{};
    std::string der{};
    std::string subject{};
    Instant trusted_at{}; // or met
    std::optional<Instant> distrusted_at{};
    AuthorityKind kind{};
    static constexpr std::string_view table = "trust_anchor";
};
BOOST_DESCRIBE_STRUCT(TrustAnchorRow, (), (digest, id, der, subject, trusted_at, distrusted_at, kind))

struct RevocationListRow {
    std::string digest{};
    RevocationListId id{};
    std::string issuer{};
    std::string der{};
    Instant this_update{};
    Instant next_update{};
    Instant imported_at{};
    static constexpr std::string_view table = "revocation_list";
};
BOOST_DESCRIBE_STRUCT(RevocationListRow, (), (digest, id, issuer, der, this_update, next_update, imported_at))

struct DenialRow {
    DenialId id{};
    Instant at{};
    std::string person{};
    std::string organisation{};
    std::string address{};
    std::string capability{};
    std::string object{};
    std::string code{};
    std::int64_t times{1};
    static constexpr std::string_view table = "denial";
};
BOOST_DESCRIBE_STRUCT(DenialRow, (), (id, at, person, organisation, address, capability, object, code, times))

} // namespace tianping::identity
