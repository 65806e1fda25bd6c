#include "infra/crypto/digest.hpp"
#include "infra/spine/event_log.hpp"
#include "rooms/identity/events.hpp"
#include "rooms/identity/register.hpp"
#include "rooms/identity/service.hpp"
#include "rooms/identity/store.hpp"
#include <algorithm>

namespace tianping::identity {
namespace {

AnchorOut anchor_out(const TrustAnchorRow& row)
{
    return {row.digest, row.subject, row.trusted_at, row.distrusted_at, row.der, row.kind};
}

Result<crypto::RevocationList> read_list(const std::string& base64)
{
    if (const auto der = from_base64(base64))
        if (auto list = crypto::RevocationList::from_der(*der))
            return list;
    return invalid_field("certificate.crl_malformed", "list", "base64 of one complete revocation list's DER");
}

Error unsigned_list(const crypto::RevocationList& list, const std::vector<crypto::Certificate>& known)
{
    const bool named =
        std::ranges::any_of(known, [&](const auto& one) { return one.subject_text() == list.issuer_text(); });
    return {Fault::invalid,
            named ? "identity.list_signature_wrong" : "identity.list_untrusted",
            {},
            {{"issuer", list.issuer_text()}}};
}

// Who signed the list, and who stands between him and an anchor.
Result<std::vector<crypto::Certificate>> signers_of(const ReadTx& tx, const crypto::RevocationList& list,
                                                    const std::vector<crypto::Certificate>& handed_in,
                                                    Instant at)
{
    const auto trust = trust_of(tx);
    for (const auto& anchor : trust.anchors())
        if (list.signed_by(anchor))
            return std::vector{anchor};
    auto known = intermediates_of(tx);
    known.insert(known.end(), handed_in.begin(), handed_in.end());
    std::optional<Error> why;
    for (const auto& one : known) {
        if (!list.signed_by(one))
            continue;
        auto chain = trust.verify_authority(one, known, at);
        if (chain)
            return std::vector(chain->path.begin(), chain->path.end() - 1);
        why = std::move(chain).error();
    }
    if (why)
        return *std::move(why);
    known.insert(known.end(), trust.anchors().begin(), trust.anchors().end());
    return unsigned_list(list, known);
}

// Of an expired list nobody knows what its authority revoked since.
Status check_current(const crypto::RevocationList& list, Instant at)
{
    if (at < list.next_update())
        return {};
    return Error{Fault::invalid,
                 "identity.list_expired",
                 {},
                 {{"issuer", list.issuer_text()}, {"next_update", to_rfc3339(list.next_update())}}};
}

// What the newer list says instead: older ones by the same key and of the same part that are over. Another
// authority of the same name keeps its own, as does an earlier key of this one.
void drop_replaced(WriteTx& tx, const crypto::RevocationList& list, const crypto::Certificate& issuer,
                   Instant at)
{
    for (const auto& row : store::old_lists(tx, list.issuer_text(), list.this_update(), at)) {
        const auto old = crypto::RevocationList::from_der(from_base64(row.der).value()).value();
        if (old.signed_by(issuer) && old.same_part(list))
            store::drop_list(tx, row.digest);
    }
}

// A registered certificate, when it was revoked and why.
struct Struck {
    std::string digest{};
    Instant at{};
    std::string reason{};
};

// Which certificates the list revokes: its issuer's own and all below an authority of his.
std::vector<Struck> struck_by(const ReadTx& tx, const crypto::RevocationList& list,
                              const crypto::Certificate& issuer)
{
    const auto entry_of = [&](const std::string& der) -> std::optional<crypto::Revocation> {
        const auto certificate = crypto::Certificate::from_der(from_base64(der).value()).value();
        const auto entry = list.speaks_for(certificate) ? list.find(certificate) : std::nullopt;
        return entry && certificate.issued_by(issuer) ? entry : std::nullopt;
    };
    std::vector<Struck> out;
    for (const auto& row : store::certificates_by_issuer(tx, list.issuer_text()))
        if (const auto entry = entry_of(row.der))
            out.push_back({row.digest, entry->at, wire::name_of(entry->reason)});
    for (const auto& authority : store::anchors(tx))
        if (const auto entry = entry_of(authority.der))
            for (const auto& row : store::certificates_below(tx, authority.digest))
                out.push_back({row.digest, entry->at, "authority"});
    return out;
}

} // namespace

Status RevocationListIn::form() const
{
    return together(read_list(list), check_chain(chain));
}

Result<http::Page<AnchorOut>> Identity::list_anchors(const ReadTx& tx, const http::Request& request) const
{
    return http::read_page<AnchorOut>(
        request, [&](auto& after, auto n) { return store::anchors(tx, after, n); }, anchor_out);
}

Result<AnchorOut> Identity::trust_anchor(WriteTx& tx, const http::Request& request, const AnchorIn& in) const
{
    TP_TRY(authority, read_certificate(in.certificate, "certificate"));
    TP_TRY(row, add_anchor(tx, request.call, authority));
    return anchor_out(row);
}

Result<AnchorOut> Identity::distrust_anchor(WriteTx& tx, const http::Request& request,
                                            const ReasonIn& in) const
{
    const auto row = store::anchor(tx, request.path.at("digest"));
    if (!row)
        return Error{
            Fault::not_found, "identity.anchor_unknown", {}, {{"digest", request.path.at("digest")}}};
    TP_CHECK(in.form());
    if (row->distrusted_at)
        return anchor_out(*row);
    tx.change("UPDATE trust_anchor SET distrusted_at = :t WHERE digest = :d", request.call.arrived,
              row->digest);
    events::append(tx, request.call, row->id.text(), {}, AnchorDistrusted{row->digest, in.reason});
    for (const auto& certificate : store::certificates_below(tx, row->digest))
        parts_.sessions.forget(
            store::end_sessions_of_certificate(tx, certificate.digest, request.call.arrived));
    return anchor_out(*store::anchor(tx, row->digest));
}

Result<RevocationListOut> Identity::import_list(WriteTx& tx, const http::Request& request,
                                                const RevocationListIn& in) const
{
    const auto& call = request.call;
    Collected bad;
    const auto read = bad.read(read_list(in.list));
    const auto handed_in = read_chain(in.chain, bad);
    TP_CHECK(bad.done());
    const auto& list = *read;
    TP_TRY(signers, signers_of(tx, list, handed_in, call.arrived));
    TP_CHECK(check_current(list, call.arrived));
    const RevocationListRow row{to_hex(crypto::sm3(list.der())),
                                call.mint<RevocationListId>(),
                                list.issuer_text(),
                                to_base64(list.der()),
                                list.this_update(),
                                list.next_update(),
                                call.arrived};
    RevocationListOut out{row.digest, row.issuer, row.this_update, row.next_update};
    out.entries = static_cast<std::int64_t>(list.entries().size());
    if (!tx.insert(row))
        return out; // imported before
    drop_replaced(tx, list, signers.front(), call.arrived);
    keep_intermediates(tx, call, signers);
    events::append(
        tx, call, row.id.text(), {},
        RevocationListImported{row.digest, row.issuer, row.this_update, row.next_update, out.entries});
    for (const auto& struck : struck_by(tx, list, signers.front())) {
        const auto known = store::certificate(tx, struck.digest).value();
        if (known.revoked_at && *known.revoked_at <= struck.at)
            continue;
        parts_.sessions.forget(revoke(tx, call, known, struck.at, struck.reason));
        ++out.revoked;
    }
    return out;
}

} // namespace tianping::identity
