#include "infra/crypto/chain.hpp"
#include "base/wire.hpp"
#include "infra/crypto/x509_store.hpp"
#include <algorithm>

namespace tianping::crypto {

namespace {

using namespace openssl;

constexpr std::size_t most_intermediates = 16;

Error about(const Certificate& certificate, std::string code)
{
    ERR_clear_error();
    Error e{Fault::invalid, std::move(code)};
    e.params["subject"] = certificate.subject_text();
    e.params["serial"] = certificate.serial();
    return e;
}

Error untrusted(const Certificate& certificate, const char* why)
{
    auto e = about(certificate, "certificate.untrusted");
    e.detail = why;
    return e;
}

Status check_period(const Certificate& certificate, Instant at)
{
    if (at < certificate.not_before()) {
        auto e = about(certificate, "certificate.not_yet_valid");
        e.params["not_before"] = to_rfc3339(certificate.not_before());
        e.earliest = certificate.not_before();
        return e;
    }
    if (at >= certificate.not_after()) {
        auto e = about(certificate, "certificate.expired");
        e.params["not_after"] = to_rfc3339(certificate.not_after());
        return e;
    }
    return {};
}

Status check_leaf(const Certificate& leaf, Usage usage, Instant at)
{
    TP_CHECK(check_period(leaf, at));
    if (!leaf.may(usage)) {
        auto e = about(leaf, "certificate.wrong_usage");
        e.params["wanted"] = wire::name_of(usage);
        return e;
    }
    if (auto key = leaf.public_key(); !key)
        return about(leaf, key.error().code);
    return {};
}

// Those of `all` that by their names may stand above the leaf; not many more than may be tried.
std::vector<Certificate> named_above(const Certificate& leaf, std::span<const Certificate> all)
{
    std::vector<Certificate> out;
    auto below = leaf;
    for (std::size_t next = 0;; ++next) {
        const auto* wanted = X509_get_issuer_name(below.handle());
        for (const auto& one : all)
            if (out.size() <= most_intermediates &&
                X509_NAME_cmp(X509_get_subject_name(one.handle()), wanted) == 0 &&
                std::ranges::find(out, one) == out.end())
                out.push_back(one);
        if (next >= out.size())
            return out;
        below = out[next];
    }
}

// The value that the library's handle belongs to.
const Certificate& known(X509* handle, const std::vector<Certificate>& all)
{
    const auto found = std::ranges::find_if(all, [&](const auto& c) { return c.handle() == handle; });
    if (found == all.end())
        throw std::logic_error("a certificate from nowhere in a chain");
    return *found;
}

Error refusal(X509_STORE_CTX* context, const std::vector<Certificate>& all, Instant at)
{
    const int why = X509_STORE_CTX_get_error(context);
    auto* current = X509_STORE_CTX_get_current_cert(context);
    const auto& certificate = current ? known(current, all) : all.front();
    switch (why) {
    case X509_V_ERR_CERT_HAS_EXPIRED:
    case X509_V_ERR_CERT_NOT_YET_VALID:
        if (auto period = check_period(certificate, at); !period)
            return std::move(period).error();
        break;
    case X509_V_ERR_INVALID_CA:
    case X509_V_ERR_INVALID_PURPOSE:
    case X509_V_ERR_PATH_LENGTH_EXCEEDED:
    case X509_V_ERR_KEYUSAGE_NO_CERTSIGN: {
        auto e = about(certificate, "certificate.wrong_usage");
        e.params["wanted"] = "issue";
        e.detail = X509_verify_cert_error_string(why);
        return e;
    }
    default:
        break;
    }
    return untrusted(certificate, X509_verify_cert_error_string(why));
}

} // namespace

Status TrustStore::trust(const Certificate& authority)
{
    if (!authority.is_authority())
        return about(authority, "certificate.not_authority");
    if (std::ranges::find(anchors_, authority) == anchors_.end())
        anchors_.push_back(authority);
    return {};
}

Result<Chain> TrustStore::verify(const Certificate& leaf, Usage usage,
                                 std::span<const Certificate> intermediates, Instant at) const
{
    TP_CHECK(check_leaf(leaf, usage, at));
    return way_of(leaf, intermediates, at);
}

Result<Chain> TrustStore::verify_authority(const Certificate& authority,
                                           std::span<const Certificate> intermediates, Instant at) const
{
    if (!authority.is_authority())
        return about(authority, "certificate.not_authority");
    TP_CHECK(check_period(authority, at));
    return way_of(authority, intermediates, at);
}

Result<Chain> TrustStore::way_of(const Certificate& leaf, std::span<const Certificate> intermediates,
                                 Instant at) const
{
    const auto between = named_above(leaf, intermediates);
    if (between.size() > most_intermediates)
        return untrusted(leaf, "too many intermediates");
    std::vector<Certificate> all{leaf};
    all.insert(all.end(), between.begin(), between.end());
    all.insert(all.end(), anchors_.begin(), anchors_.end());
    const auto store = store_of(anchors_, at);
    const auto others = stack_of(between);
    const OwnedStoreContext context{must(X509_STORE_CTX_new(), "make a verification")};
    must_succeed(X509_STORE_CTX_init(context.get(), store.get(), leaf.handle(), others.get()),
                 "start a verification");
    if (X509_verify_cert(context.get()) != 1)
        return refusal(context.get(), all, at);
    Chain chain;
    const auto* found = X509_STORE_CTX_get0_chain(context.get());
    for (int i = 0; i < sk_X509_num(found); ++i)
        chain.path.push_back(known(sk_X509_value(found, i), all));
    ERR_clear_error();
    TP_CHECK(check_standing(chain, at));
    return chain;
}

bool TrustStore::is_distrusted(const Certificate& authority) const
{
    return std::ranges::find(anchors_, authority) == anchors_.end() &&
           std::ranges::any_of(distrusted_, [&](const auto& one) { return one.same_holder(authority); });
}

Status TrustStore::check_standing(const Chain& chain, Instant at) const
{
    if (std::ranges::any_of(chain.path, [&](const auto& one) { return is_distrusted(one); }))
        return untrusted(chain.leaf(), "an authority on its way is distrusted");
    for (std::size_t i = 0; i + 1 < chain.path.size(); ++i)
        TP_CHECK(check_revocation(chain.path[i], chain.path[i + 1], at));
    return check_above(chain.anchor(), at);
}

Status TrustStore::check_above(const Certificate& anchor, Instant at) const
{
    if (lists_.empty() && policy_ == CrlPolicy::when_known)
        return {};
    const auto* below = &anchor;
    for (auto most = anchors_.size(); most > 0; --most) { // authorities may have issued each other
        const auto above = std::ranges::find_if(
            anchors_, [&](const auto& one) { return one != *below && below->issued_by(one); });
        if (above == anchors_.end())
            break;
        TP_CHECK(check_revocation(*below, *above, at));
        below = &*above;
    }
    return {};
}

Status TrustStore::check_revocation(const Certificate& certificate, const Certificate& authority,
                                    Instant at) const
{
    const RevocationList* newest{};
    bool known_but_false = false;
    for (const auto& list : lists_) {
        if (!list.speaks_for(certificate))
            continue;
        if (!list.signed_by(authority))
            known_but_false = true;
        else if (!newest || newest->this_update() < list.this_update())
            newest = &list;
    }
    const bool missing = !newest && (known_but_false || policy_ == CrlPolicy::required);
    if (missing || (newest && at >= newest->next_update())) {
        auto e = about(certificate, "certificate.crl_stale");
        e.params["issuer"] = certificate.issuer_text();
        e.params["next_update"] = newest ? to_rfc3339(newest->next_update()) : "";
        e.detail = newest ? "past its next update" : known_but_false ? "signature does not fit" : "no list";
        return e;
    }
    if (!newest)
        return {};
    if (const auto entry = newest->find(certificate); entry && entry->at <= at) {
        auto e = about(certificate, "certificate.revoked");
        e.params["at"] = to_rfc3339(entry->at);
        e.params["reason"] = wire::name_of(entry->reason);
        return e;
    }
    return {};
}

} // namespace tianping::crypto
