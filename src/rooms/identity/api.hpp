#pragma once
// What later rooms may ask identity: who an organisation is, whether someone may act for it, and whether a
// signature is that of the organisation that it claims (design.md 8). One registration, free, without
// approval (20-20, 20-24).
#include "base/collected.hpp"
#include "base/id.hpp"
#include "formats/act_text.hpp"
#include "infra/crypto/certificate.hpp"
#include "infra/http/route.hpp"

namespace tianping::identity {

struct OrganisationTag {
    static constexpr std::string_view prefix = "org";
};
struct PersonTag {
    static constexpr std::string_view prefix = "per";
};
struct MandateTag {
    static constexpr std::string_view prefix = "mnd";
};
struct RenamingTag {
    static constexpr std::string_view prefix = "rnm";
};
struct DenialTag {
    static constexpr std::string_view prefix = "den";
};
using OrganisationId = Id<OrganisationTag>;
using PersonId = Id<PersonTag>;
using MandateId = Id<MandateTag>;
using RenamingId = Id<RenamingTag>;
using DenialId = Id<DenialTag>;

// What a person may be within the organisation that he is signed in for. Roles of the centre, of supervisors,
// of trustees and of banks exist only in organisations of that kind; the three administrators are three
// people.
enum class Role {
    org_member,
    org_signer,
    org_admin,
    centre_desk,
    centre_venue,
    centre_witness,
    centre_archivist,
    supervisor,
    trustee_officer,
    bank_clerk,
    system_admin,
    security_admin,
    audit_admin
};
BOOST_DESCRIBE_ENUM(Role, org_member, org_signer, org_admin, centre_desk, centre_venue, centre_witness,
                    centre_archivist, supervisor, trustee_officer, bank_clerk, system_admin, security_admin,
                    audit_admin)

// `bank`: keeps the sub-accounts of deposits and issues guarantees.
enum class OrganisationKind { market, centre, supervisor, trustee, bank };
BOOST_DESCRIBE_ENUM(OrganisationKind, market, centre, supervisor, trustee, bank)

struct Organisation {
    OrganisationId id{};
    std::string code{};   // 统一社会信用代码, check character verified
    std::string name{};   // that it bears now, where nothing else is said
    std::string region{}; // GB/T 2260, six digits
    OrganisationKind kind{};
};
BOOST_DESCRIBE_STRUCT(Organisation, (), (id, code, name, region, kind))

// The GB 32100 check: shape, alphabet and check character. `identity.code_malformed`,
// `identity.code_check_failed`.
Status check_organisation_code(std::string_view code, const std::string& path = "code");

Result<Organisation> organisation(const ReadTx& tx,
                                  const OrganisationId& id); // `identity.organisation_unknown`
std::optional<Organisation> organisation_by_code(const ReadTx& tx, std::string_view code);
// Those of these codes that are registered, each once, in any order.
std::vector<Organisation> organisations_by_codes(const ReadTx& tx, const std::vector<std::string>& codes);
// Those that the security administrator recognised as of this kind, the oldest registration first.
std::vector<Organisation> organisations_of(const ReadTx& tx, OrganisationKind kind);

// The same by the name that it bore until that instant; a change at the very instant is later. Whoever acts
// in what has a record is called there by one name from beginning to end. `identity.organisation_unknown`.
Result<Organisation> organisation_at(const ReadTx& tx, const OrganisationId& id, Instant at);

// A lawful change of an organisation's name, with the certificate (hex digest) of its code and the new name
// that proves it. Its event is alone in a stream with this id.
struct Renaming {
    RenamingId id{};
    std::string former_name{};
    std::string name{};
    std::string certificate{};
    Instant at{};
};
BOOST_DESCRIBE_STRUCT(Renaming, (), (id, former_name, name, certificate, at))
// The oldest first; none for who is not registered.
std::vector<Renaming> renamings_of(const ReadTx& tx, const OrganisationId& id);
// Every name that the organisation bears or bore, each once, the present one first: for what others still
// call it by, as its bank does. `identity.organisation_unknown`.
Result<std::vector<std::string>> names_of(const ReadTx& tx, const OrganisationId& id);

// Whether `agent` may act for `principal` at that instant. `scope`: a trade's id, or empty for a general one.
// `identity.mandate_missing`, `identity.mandate_ended` (with its end), `identity.mandate_scope`.
Status check_mandate(const ReadTx& tx, const OrganisationId& principal, const OrganisationId& agent,
                     std::string_view scope, Instant at);

// A signature over bytes that a format defines, as it comes in a request body.
struct SignatureIn {
    std::string certificate{}; // base64 of the DER
    std::string value{};       // base64
};
BOOST_DESCRIBE_STRUCT(SignatureIn, (), (certificate, value))

// Proved mathematically, before the transaction: whose certificate, not yet whether it is registered.
struct ProvedSignature {
    crypto::Certificate certificate;
    Digest certificate_digest{};
    std::string organisation_code{};
};
// Where a body has what is signed and its signature, for the fields of a refusal.
struct SignedPaths {
    std::string message{"message"};
    std::string certificate{"signature.certificate"};
    std::string value{"signature.value"};
};
// `identity.signature_wrong`, `certificate.malformed`, `certificate.wrong_usage`, both fields named.
Result<ProvedSignature> prove_signature(ByteView message, const SignatureIn& signature,
                                        const SignedPaths& at = {});
// As prove_signature(), of a message of the sealing format (docs/formats/seal.md 9), which SM2 alone signs:
// also `seal.sm2_certificate_wanted`. Whoever takes such a message at the door calls this one, or
// read_signed().
Result<ProvedSignature> prove_sm2_signature(ByteView message, const SignatureIn& signature,
                                            const SignedPaths& at = {});
// As prove_signature(), of a signature over what cannot be read: its form alone.
Status check_signature_form(const SignatureIn& signature, const SignedPaths& at = {});
// As prove_signature(), over what `message` makes of a digest that stands in hex in the body's `digest`; one
// that cannot be read is named together with the signature.
Result<ProvedSignature> prove_over_digest(const std::string& hex, Bytes (*message)(const Digest&),
                                          const SignatureIn& signature);
Status check_digest_form(const std::string& hex, const SignatureIn& signature); // whether both can be read

// A message of the sealing format, base64 as it comes in a request body, and who signed it. Refuses as
// Message::decode(ByteView) and prove_sm2_signature() do, message and signature named together.
template <class Message>
struct SignedMessage {
    Message message{};
    Bytes bytes{};
    ProvedSignature signer;
};
// The message alone, signed or not.
template <class Message>
Result<Message> read_message(const std::string& base64, const SignedPaths& at = {})
{
    const auto bytes = from_base64(base64);
    auto message = bytes ? Message::decode(*bytes) : Result<Message>{bytes.error()};
    if (message)
        return message;
    Collected bad;
    bad.check(Status{below(at.message, message.error())}, at.message);
    return bad.done().error();
}
// Whether each of the two can be read: the form of a body that is made of them (base/body.hpp).
template <class Message>
Status check_signed_form(const std::string& base64, const SignatureIn& signature, const SignedPaths& at = {})
{
    Collected bad;
    bad.check(read_message<Message>(base64, at));
    bad.check(check_signature_form(signature, at));
    return bad.done();
}
template <class Message>
Result<SignedMessage<Message>> read_signed(const std::string& base64, const SignatureIn& signature,
                                           const SignedPaths& at = {})
{
    auto message = read_message<Message>(base64, at);
    if (!message)
        return check_signed_form<Message>(base64, signature, at).error();
    auto bytes = from_base64(base64).value();
    TP_TRY(signer, prove_sm2_signature(bytes, signature, at));
    return SignedMessage<Message>{*std::move(message), std::move(bytes), std::move(signer)};
}

// Inside the transaction: the certificate is a registered signing certificate of `organisation`, issued by a
// trusted authority, valid and not revoked at that instant. `identity.certificate_unknown`,
// `certificate.expired`, `certificate.revoked`, `identity.certificate_of_another`.
Status check_signer(const ReadTx& tx, const ProvedSignature& signature, const OrganisationId& organisation,
                    Instant at);

// The registered signing certificate (hex digest of its DER) and whose it is; for offline packages.
struct KnownCertificate {
    std::string digest{};
    OrganisationId organisation{};
    std::string der_base64{};
    std::string usage{}; // sign, encrypt
    Instant not_before{};
    Instant not_after{};
    std::optional<Instant> revoked_at{};
};
BOOST_DESCRIBE_STRUCT(KnownCertificate, (),
                      (digest, organisation, der_base64, usage, not_before, not_after, revoked_at))
Result<KnownCertificate> certificate(const ReadTx& tx,
                                     std::string_view digest_hex); // `identity.certificate_unknown`
std::vector<KnownCertificate> certificates_of(const ReadTx& tx, const OrganisationId& organisation);

// A certificate of `organisation` whose end was announced 90, 30 or 15 days before (`days`: the last of
// these) and that no later one of the same person and usage follows.
struct CertificateEnd {
    std::string digest{};
    std::string usage{}; // sign, encrypt
    Instant at{};
    std::int64_t days{};
};
BOOST_DESCRIBE_STRUCT(CertificateEnd, (), (digest, usage, at, days))
std::vector<CertificateEnd> certificates_ending(const ReadTx& tx, const OrganisationId& organisation,
                                                Instant now);

// A certificate of `organisation` that ends, or is followed by a newly registered one of the same person and
// usage, between sealing and opening: whoever seals is told at once, because the bid may have to be opened or
// signed with another key.
struct CertificateChange {
    std::string digest{}; // of the one that ends, or of the later one
    std::string usage{};  // sign, encrypt
    Instant at{};         // the end of validity, or the beginning of the later one
    bool renewed = false;
};
BOOST_DESCRIBE_STRUCT(CertificateChange, (), (digest, usage, at, renewed))
std::vector<CertificateChange> certificates_changing(const ReadTx& tx, const OrganisationId& organisation,
                                                     Instant sealed, Instant opening);
// Those that follow this one (hex digest), of the same person and usage and registered after it, and begin
// after `after` and not after `until`.
std::vector<CertificateChange> renewals_of(const ReadTx& tx, std::string_view digest_hex, Instant after,
                                           Instant until);

// A consequential act as its person signed it (docs/formats/login.md, 6).
struct GivenAct {
    ActText text{};
    std::string certificate{}; // base64 DER
    std::string signature{};   // base64, over act_message(text)
};
BOOST_DESCRIBE_STRUCT(GivenAct, (), (text, certificate, signature))
// The act behind an event of this trade (trd_…, the event's digest), out of the log. Nothing where that was
// none, or where what of it is private was erased. By its text anybody can try what was said: for those who
// may read what the event keeps private, which the caller asks.
std::optional<GivenAct> act_behind(const ReadTx& tx, const std::string& trade, const std::string& event);

// Whether who acts under a mandate acts within its scope: it is for all, for this trade, or for this project
// (ids; empty where there is none). Always in his own name. Pure.
bool within_scope(const Actor& actor, std::string_view trade, std::string_view project);

// The article by which an organisation (org_…) does not bid for what it houses (20-23), runs or ran as agent
// (条例13) or owns (条例34); empty where it has no such part. Pure.
std::string bar_to_bidding(const std::string& organisation, const http::Object& object);
// The same of one whose kind is known: an authority that supervises bids nowhere (20-50).
std::string bar_to_bidding(const Organisation& party, const http::Object& object);
// `identity.conflict_of_parts` with that article, of who asks or bids for `object`.
Status check_may_bid(const Organisation& party, const http::Object& object);

// Whether that organisation (org_…) is recognised, now, as an authority whose supervision reaches what a
// centre houses: false once it is of another kind or its supervision was narrowed past the trade.
bool supervises(const ReadTx& tx, const std::string& organisation, const http::Object& trade);

// The one policy of the house: actor × capability × object × scope × stage, deny by default. Pure.
Status may(const Actor& actor, Capability capability, const http::Object* object);

// An act or a sign-in that was refused, as it is kept (20-49).
struct DenialOut {
    DenialId id{};
    Instant at{};
    std::string person{};
    std::string organisation{};
    std::string address{};
    std::string capability{};
    std::string object{};
    std::string code{};
    std::int64_t times{}; // 1, or how many this row stands for that were not kept one by one
};
BOOST_DESCRIBE_STRUCT(DenialOut, (), (id, at, person, organisation, address, capability, object, code, times))
// What hides denials from whoever reads them: those of one capability for ever, of others unless they are
// older than an instant.
struct DenialVeil {
    Capability for_ever{};
    std::vector<Capability> until_opened{};
    Instant opened_before{};
};
// The newest first, after the one of this id where it is not empty.
std::vector<DenialOut> denials(const ReadTx& tx, const std::string& before, std::int64_t limit,
                               const DenialVeil& veil);

// Convenience of rooms: the organisation in whose name this call acts (the principal when under a mandate).
Result<OrganisationId> acting_for(const Call& call);          // `identity.sign_in_first`
Result<OrganisationId> acting_organisation(const Call& call); // the actor's own organisation

} // namespace tianping::identity
