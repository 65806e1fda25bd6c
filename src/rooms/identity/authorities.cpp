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
    return {row.digest, row.subject, row.trusted_at, row.distrusted_at, row.der};
}

Result<crypto::RevocationList> read_list(const std::string& base64)
{
    if (const auto der = from_base64(base64))
        if (auto list = crypto::RevocationList::from_der(*der))
            return list;
    return invalid_field("certificate.crl_malformed", "list", "base64 of one complete revocation list's DER");
}

bool is_signed_by_anchor(const ReadTx& tx, const crypto::RevocationList& list)
{
    const auto trust = trust_of(tx);
    return std::ranges::any_of(trust.anchors(), [&](const auto& anchor) { return list.signed_by(anchor); });
}

} // namespace

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
    TP_CHECK(check_reason(in.reason));
    if (row->distrusted_at)
        return anchor_out(*row);
    tx.change("UPDATE trust_anchor SET distrusted_at = :t WHERE digest = :d", request.call.arrived,
              row->digest);
    events::append(tx, request.call, row->id.text(), {}, AnchorDistrusted{row->digest, in.reason});
    for (const auto& certificate : store::certificates_by_anchor(tx, row->digest))
        parts_.sessions.forget(
            store::end_sessions_of_certificate(tx, certificate.digest, request.call.arrived));
    return anchor_out(*store::anchor(tx, row->digest));
}

Result<RevocationListOut> Identity::import_list(WriteTx& tx, const http::Request& request,
                                                const RevocationListIn& in) const
{
    TP_TRY(list, read_list(in.list));
    if (!is_signed_by_anchor(tx, list))
        return Error{Fault::invalid, "identity.list_untrusted", {}, {{"issuer", list.issuer_text()}}};
    const auto& call = request.call;
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
    store::drop_lists(tx, row.issuer, row.this_update, call.arrived);
    events::append(
        tx, call, row.id.text(), {},
        RevocationListImported{row.digest, row.issuer, row.this_update, row.next_update, out.entries});
    for (const auto& known : store::certificates_by_issuer(tx, row.issuer)) {
        const auto certificate = crypto::Certificate::from_der(from_base64(known.der).value()).value();
        const auto entry = list.speaks_for(certificate) ? list.find(certificate) : std::nullopt;
        if (!entry || (known.revoked_at && *known.revoked_at <= entry->at))
            continue;
        parts_.sessions.forget(revoke(tx, call, known, entry->at, wire::name_of(entry->reason)));
        ++out.revoked;
    }
    return out;
}

} // namespace tianping::identity
