// Signatures for consequential acts: proved before the transaction, checked against the register within it.
#include "formats/signed.hpp"
#include "rooms/identity/rules.hpp"
#include "rooms/identity/signers.hpp"
#include "rooms/identity/store.hpp"
#include "rooms/identity/trust.hpp"
#include <algorithm>

namespace tianping::identity {
namespace {

Error about(const CertificateRow& row, Fault fault, const char* code)
{
    Error e{fault, code};
    e.params = {{"digest", row.digest}, {"serial", row.serial}, {"subject", subject_of(row)}};
    return e;
}

struct ReadSignature {
    crypto::Certificate certificate;
    crypto::PublicKey key;
    Bytes value{};
};

Result<ReadSignature> read_signature(const SignatureIn& signature, const SignedPaths& at)
{
    Collected bad;
    const auto certificate = bad.read(read_certificate(signature.certificate, at.certificate));
    const auto key = certificate ? bad.read(signing_key(*certificate), at.certificate) : std::nullopt;
    const auto value = from_base64(signature.value);
    if (!value)
        bad.add({at.value, "identity.signature_wrong", "base64 of a signature"});
    TP_CHECK(bad.done());
    return ReadSignature{*certificate, *key, *value};
}

// Every authority up to the anchor: one that has ended takes along what it issued, as one distrusted does.
Status check_way(const ReadTx& tx, const CertificateRow& row, Instant at)
{
    auto way = words_of(row.way);
    way.push_back(row.anchor);
    for (const auto& digest : way) {
        const auto authority = store::anchor(tx, digest);
        if (!authority || (authority->distrusted_at && *authority->distrusted_at <= at))
            return about(row, Fault::forbidden, "certificate.untrusted");
        const auto issuer = crypto::Certificate::from_der(from_base64(authority->der).value()).value();
        if (at < issuer.not_after())
            continue;
        Error ended{Fault::forbidden, "certificate.expired"};
        ended.params = {{"digest", authority->digest},
                        {"serial", issuer.serial()},
                        {"subject", authority->subject},
                        {"not_after", to_rfc3339(issuer.not_after())}};
        return ended;
    }
    return {};
}

bool may_sign(const PersonRow& person)
{
    return std::ranges::any_of(roles_of(person.roles), [](Role role) {
        return role != Role::org_member && role != Role::org_admin && !is_administrator(role);
    });
}

} // namespace

Result<ProvedSignature> prove_signature(ByteView message, const SignatureIn& signature, const SignedPaths& at)
{
    TP_TRY(read, read_signature(signature, at));
    if (!read.key.verify(message, read.value))
        return invalid_field("identity.signature_wrong", at.value,
                             "a signature over the bytes that were asked for");
    const auto digest = read.certificate.digest();
    auto code = read.certificate.subject().organisation_code;
    return ProvedSignature{std::move(read.certificate), digest, std::move(code)};
}

Result<ProvedSignature> prove_sm2_signature(ByteView message, const SignatureIn& signature,
                                            const SignedPaths& at)
{
    TP_TRY(proved, prove_signature(message, signature, at));
    TP_CHECK(seal::check_signs_sm2(proved.certificate, at.certificate));
    return std::move(proved);
}

Status check_signature_form(const SignatureIn& signature, const SignedPaths& at)
{
    TP_CHECK(read_signature(signature, at));
    return {};
}

Result<ProvedSignature> prove_over_digest(const std::string& hex, Bytes (*message)(const Digest&),
                                          const SignatureIn& signature)
{
    if (const auto digest = digest_from_hex(hex))
        return prove_signature(message(*digest), signature);
    return check_digest_form(hex, signature).error();
}

Status check_digest_form(const std::string& hex, const SignatureIn& signature)
{
    Collected bad;
    if (!digest_from_hex(hex))
        bad.add({"digest", "bytes.not_hex", "64 lower-case hex digits"});
    bad.check(check_signature_form(signature));
    return bad.done();
}

std::string subject_of(const CertificateRow& row)
{
    return crypto::Certificate::from_der(from_base64(row.der).value()).value().subject_text();
}

Status check_usable(const ReadTx& tx, const CertificateRow& row, Instant at)
{
    if (at < row.not_before) {
        auto e = about(row, Fault::too_early, "certificate.not_yet_valid");
        e.params["not_before"] = to_rfc3339(row.not_before);
        e.earliest = row.not_before;
        return e;
    }
    if (row.revoked_at && *row.revoked_at <= at) {
        auto e = about(row, Fault::forbidden, "certificate.revoked");
        e.params["at"] = to_rfc3339(*row.revoked_at);
        e.params["reason"] = row.revoked_why;
        return e;
    }
    if (at >= row.not_after) {
        auto e = about(row, Fault::forbidden, "certificate.expired");
        e.params["not_after"] = to_rfc3339(row.not_after);
        return e;
    }
    return check_way(tx, row, at);
}

Result<CertificateRow> signing_certificate(const ReadTx& tx, const ProvedSignature& signature,
                                           const OrganisationId& organisation, Instant at)
{
    const auto digest = to_hex(signature.certificate_digest);
    const auto row = store::certificate(tx, digest);
    if (!row || row->usage != crypto::Usage::sign)
        return Error{Fault::forbidden, "identity.certificate_unknown", {}, {{"digest", digest}}};
    if (row->organisation != organisation) {
        auto e = about(*row, Fault::forbidden, "identity.certificate_of_another");
        const auto wanted = store::organisation(tx, organisation);
        e.params["named"] = signature.organisation_code;
        e.params["code"] = wanted ? wanted->code : organisation.text();
        return e;
    }
    TP_CHECK(check_usable(tx, *row, at));
    return *row;
}

Status check_signer(const ReadTx& tx, const ProvedSignature& signature, const OrganisationId& organisation,
                    Instant at)
{
    TP_TRY(row, signing_certificate(tx, signature, organisation, at));
    const auto person = store::person(tx, row.person);
    if (!person || (person->left_at && *person->left_at <= at) || !may_sign(*person))
        return Error{Fault::forbidden, "identity.not_a_signer", {}, {{"person", row.person.text()}}};
    return {};
}

} // namespace tianping::identity
