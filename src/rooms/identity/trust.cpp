#include "rooms/identity/trust.hpp"
#include "infra/crypto/digest.hpp"
#include "rooms/identity/store.hpp"

namespace tianping::identity {
namespace {

constexpr std::size_t longest_chain = 8;

crypto::Certificate authority_of(const TrustAnchorRow& row)
{
    return crypto::Certificate::from_der(from_base64(row.der).value()).value();
}

} // namespace

crypto::TrustStore trust_of(const ReadTx& tx)
{
    crypto::TrustStore out;
    for (const auto& row : store::anchors(tx))
        if (row.distrusted_at)
            out.distrust(authority_of(row));
        else if (row.kind == AuthorityKind::anchor)
            out.trust(authority_of(row)).value();
    for (const auto& row : store::lists(tx))
        out.add(crypto::RevocationList::from_der(from_base64(row.der).value()).value());
    return out;
}

std::vector<crypto::Certificate> intermediates_of(const ReadTx& tx)
{
    std::vector<crypto::Certificate> out;
    for (const auto& row : store::anchors(tx))
        if (row.kind == AuthorityKind::intermediate && !row.distrusted_at)
            out.push_back(authority_of(row));
    return out;
}

std::string trust_version(const ReadTx& tx)
{
    crypto::Sm3 hash;
    for (const auto& row : store::anchors(tx))
        if (row.kind == AuthorityKind::anchor || row.distrusted_at)
            hash.update(view(row.digest + (row.distrusted_at ? "-" : "+")));
    for (const auto& row : store::lists(tx))
        hash.update(view(row.digest));
    return to_hex(hash.finish());
}

Status check_trust_stays(const ReadTx& tx, const std::string& version)
{
    return trust_version(tx) == version ? Status{} : Error{Fault::unavailable, "identity.trust_changed"};
}

Result<crypto::Certificate> read_certificate(const std::string& base64, const std::string& path)
{
    const auto der = from_base64(base64);
    if (der)
        if (auto certificate = crypto::Certificate::from_der(*der))
            return certificate;
    return invalid_field("certificate.malformed", path, "base64 of one certificate's DER");
}

Result<crypto::PublicKey> signing_key(const crypto::Certificate& certificate)
{
    if (certificate.may(crypto::Usage::sign))
        return certificate.public_key();
    Error e{Fault::invalid, "certificate.wrong_usage"};
    e.params = {
        {"subject", certificate.subject_text()}, {"serial", certificate.serial()}, {"wanted", "sign"}};
    return e;
}

std::vector<crypto::Certificate> read_chain(const std::optional<std::vector<std::string>>& chain,
                                            Collected& bad)
{
    std::vector<crypto::Certificate> out;
    if (chain && chain->size() > longest_chain)
        bad.add({"chain", "identity.chain_too_long", std::to_string(longest_chain)});
    for (std::size_t i = 0; chain && i < chain->size() && i < longest_chain; ++i)
        if (auto one = bad.read(read_certificate((*chain)[i], "chain[" + std::to_string(i) + "]")))
            out.push_back(*std::move(one));
    return out;
}

Status check_chain(const std::optional<std::vector<std::string>>& chain)
{
    Collected bad;
    read_chain(chain, bad);
    return bad.done();
}

Result<CheckedCertificate> check_certificate(const crypto::TrustStore& trust, const crypto::Certificate& leaf,
                                             std::span<const crypto::Certificate> between,
                                             const std::string& code, Instant at)
{
    const auto usage = leaf.may(crypto::Usage::sign) ? crypto::Usage::sign : crypto::Usage::encrypt;
    TP_TRY(chain, trust.verify(leaf, usage, between, at));
    TP_TRY(key, leaf.public_key());
    const auto& named = leaf.subject().organisation_code;
    if (named.empty())
        return Error{Fault::invalid, "identity.certificate_without_code"};
    if (named != code) {
        Error e{Fault::forbidden, "identity.certificate_of_another"};
        e.params = {{"named", named}, {"code", code}};
        return e;
    }
    return CheckedCertificate{leaf,
                              usage,
                              chain.anchor().digest_text(),
                              to_hex(crypto::sm3(key.der())),
                              {chain.path.begin() + 1, chain.path.end() - 1}};
}

} // namespace tianping::identity
