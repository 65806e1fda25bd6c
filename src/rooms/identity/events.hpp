#pragma once
// What identity adds to the log. Golden files: tests/identity/golden. Names of people stand in private bodies
// for the audience "organisation:org_…"; the public body holds their commitment. No event holds an identity
// number, a network address or a token.
#include "formats/act_text.hpp"
#include "rooms/identity/types.hpp"

namespace tianping::identity {

struct ActTag {
    static constexpr std::string_view prefix = "act";
};
using ActId = Id<ActTag>;

struct OrganisationRegistered {
    OrganisationId organisation{};
    std::string code{};
    std::string name{};
    std::string region{};
    OrganisationKind organisation_kind{};
    static constexpr std::string_view kind = "identity.organisation_registered";
    static constexpr int version = 1;
};
BOOST_DESCRIBE_STRUCT(OrganisationRegistered, (), (organisation, code, name, region, organisation_kind))

// An authority, notary or centre is recognised in its part by the security administrator.
struct OrganisationRecognised {
    OrganisationId organisation{};
    OrganisationKind from{};
    OrganisationKind to{};
    static constexpr std::string_view kind = "identity.organisation_recognised";
    static constexpr int version = 1;
};
BOOST_DESCRIBE_STRUCT(OrganisationRecognised, (), (organisation, from, to))

// What it supervises from now on: told with its recognition as a supervisor and with each change. One that
// was recognised before there was such an event supervises every trade until it is told.
struct SupervisionSet {
    OrganisationId organisation{};
    Supervision supervision{};
    static constexpr std::string_view kind = "identity.supervision_set";
    static constexpr int version = 1;
};
BOOST_DESCRIBE_STRUCT(SupervisionSet, (), (organisation, supervision))

// It changed its name and keeps its code: the certificate says so. In a stream of its own, so that an export
// shows it whole.
struct OrganisationRenamed {
    OrganisationId organisation{};
    std::string code{};
    std::string from{};
    std::string to{};
    std::string certificate{}; // hex digest; registered in the same act
    static constexpr std::string_view kind = "identity.organisation_renamed";
    static constexpr int version = 1;
};
BOOST_DESCRIBE_STRUCT(OrganisationRenamed, (), (organisation, code, from, to, certificate))

struct PersonJoined {
    PersonId person{};
    OrganisationId organisation{};
    std::vector<Role> roles{};
    static constexpr std::string_view kind = "identity.person_joined";
    static constexpr int version = 1;
};
BOOST_DESCRIBE_STRUCT(PersonJoined, (), (person, organisation, roles))

struct PersonName { // private body of PersonJoined
    std::string name{};
};
BOOST_DESCRIBE_STRUCT(PersonName, (), (name))

struct RolesChanged {
    PersonId person{};
    std::vector<Role> before{};
    std::vector<Role> after{};
    static constexpr std::string_view kind = "identity.roles_changed";
    static constexpr int version = 1;
};
BOOST_DESCRIBE_STRUCT(RolesChanged, (), (person, before, after))

struct PersonLeft {
    PersonId person{};
    OrganisationId organisation{};
    static constexpr std::string_view kind = "identity.person_left";
    static constexpr int version = 1;
};
BOOST_DESCRIBE_STRUCT(PersonLeft, (), (person, organisation))

struct CertificateRegistered {
    std::string digest{};
    OrganisationId organisation{};
    PersonId person{};
    crypto::Usage usage{};
    std::string serial{};
    std::string issuer{};
    std::string anchor{};
    Instant not_before{};
    Instant not_after{};
    static constexpr std::string_view kind = "identity.certificate_registered";
    static constexpr int version = 1;
};
BOOST_DESCRIBE_STRUCT(CertificateRegistered, (),
                      (digest, organisation, person, usage, serial, issuer, anchor, not_before, not_after))

struct CertificateRevoked {
    std::string digest{};
    OrganisationId organisation{};
    Instant at{};
    // Of the list; "authority" when one on its way to the anchor was revoked, "holder" when its holder gave
    // it up, "left" when he left.
    std::string reason{};
    std::optional<std::string> stated{}; // by its holder, as he wrote it
    static constexpr std::string_view kind = "identity.certificate_revoked";
    static constexpr int version = 1;
};
BOOST_DESCRIBE_STRUCT(CertificateRevoked, (), (digest, organisation, at, reason, stated))

// 90, 30 and 15 days before its end, as long as no later one is registered.
struct CertificateEnding {
    std::string digest{};
    OrganisationId organisation{};
    PersonId person{};
    std::int64_t days{};
    Instant not_after{};
    static constexpr std::string_view kind = "identity.certificate_ending";
    static constexpr int version = 1;
};
BOOST_DESCRIBE_STRUCT(CertificateEnding, (), (digest, organisation, person, days, not_after))

struct MandateGranted {
    MandateId mandate{};
    OrganisationId principal{};
    OrganisationId agent{};
    std::string agent_code{};
    std::string scope{};
    Instant starts_at{};
    Instant ends_at{};
    std::string certificate{};
    std::string signature{}; // base64, over mandate_message (formats/login.hpp)
    static constexpr std::string_view kind = "identity.mandate_granted";
    static constexpr int version = 1;
};
BOOST_DESCRIBE_STRUCT(MandateGranted, (),
                      (mandate, principal, agent, agent_code, scope, starts_at, ends_at, certificate,
                       signature))

struct MandateRevoked {
    MandateId mandate{};
    OrganisationId by{};
    std::string reason{};
    static constexpr std::string_view kind = "identity.mandate_revoked";
    static constexpr int version = 1;
};
BOOST_DESCRIBE_STRUCT(MandateRevoked, (), (mandate, by, reason))

struct SignedIn {
    SessionId session{};
    PersonId person{};
    OrganisationId organisation{};
    std::string mandate{};
    std::string certificate{};
    static constexpr std::string_view kind = "identity.signed_in";
    static constexpr int version = 1;
};
BOOST_DESCRIBE_STRUCT(SignedIn, (), (session, person, organisation, mandate, certificate))

struct SignedOut {
    SessionId session{};
    PersonId person{};
    static constexpr std::string_view kind = "identity.signed_out";
    static constexpr int version = 1;
};
BOOST_DESCRIBE_STRUCT(SignedOut, (), (session, person))

struct AnchorTrusted {
    std::string digest{};
    std::string subject{};
    static constexpr std::string_view kind = "identity.anchor_trusted";
    static constexpr int version = 1;
};
BOOST_DESCRIBE_STRUCT(AnchorTrusted, (), (digest, subject))

struct AnchorDistrusted {
    std::string digest{};
    std::string reason{};
    static constexpr std::string_view kind = "identity.anchor_distrusted";
    static constexpr int version = 1;
};
BOOST_DESCRIBE_STRUCT(AnchorDistrusted, (), (digest, reason))

// An authority between a certificate or a revocation list and an anchor was met for the first time.
struct IntermediateMet {
    std::string digest{};
    std::string subject{};
    static constexpr std::string_view kind = "identity.intermediate_met";
    static constexpr int version = 1;
};
BOOST_DESCRIBE_STRUCT(IntermediateMet, (), (digest, subject))

struct RevocationListImported {
    std::string digest{};
    std::string issuer{};
    Instant this_update{};
    Instant next_update{};
    std::int64_t entries{};
    static constexpr std::string_view kind = "identity.revocation_list_imported";
    static constexpr int version = 1;
};
BOOST_DESCRIBE_STRUCT(RevocationListImported, (), (digest, issuer, this_update, next_update, entries))

// By a second person, over act_message() of the same text but for its time.
struct Countersignature {
    Instant time{};
    std::string certificate{}; // hex digest
    std::string signature{};   // base64
};
BOOST_DESCRIBE_STRUCT(Countersignature, (), (time, certificate, signature))

// A person's signature of one consequential act (acts.hpp), in a stream of its own behind what the act
// recorded, and about the same trades. Of an act that recorded something private, `text.body` and `signature`
// are empty here, as is the second signature, and in the private body: by them anybody could try what was
// said.
struct ActSigned {
    ActText text{};
    std::string certificate{};         // hex digest
    std::string signature{};           // base64, over act_message(text)
    std::vector<std::string> events{}; // digests, in order
    std::optional<Countersignature> second{};
    static constexpr std::string_view kind = "identity.act_signed";
    static constexpr int version = 1;
};
BOOST_DESCRIBE_STRUCT(ActSigned, (), (text, certificate, signature, events, second))

struct ActProof { // private body of ActSigned
    std::string body{};
    std::string signature{};
    std::optional<std::string> second{};
};
BOOST_DESCRIBE_STRUCT(ActProof, (), (body, signature, second))

} // namespace tianping::identity
