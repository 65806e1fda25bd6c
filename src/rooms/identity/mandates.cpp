#include "infra/crypto/digest.hpp"
#include "infra/spine/event_log.hpp"
#include "rooms/identity/events.hpp"
#include "rooms/identity/rules.hpp"
#include "rooms/identity/service.hpp"
#include "rooms/identity/store.hpp"

namespace tianping::identity {
namespace {

MandateOut mandate_out(const MandateRow& row)
{
    return {row.id,      row.principal,  row.agent,      row.scope,  row.starts_at,
            row.ends_at, row.granted_at, row.revoked_at, row.version};
}

// A mandate for one trade belongs into that trade's dossier.
events::About about(const MandateRow& row)
{
    events::About out;
    if (row.scope.starts_with("trd_"))
        out.trades.push_back(row.scope);
    return out;
}

Result<MandateRow> mandate_of_path(const ReadTx& tx, const http::Request& request)
{
    const auto id = MandateId::parse(request.path.at("mandate"));
    auto row = id ? store::mandate(tx, *id) : std::nullopt;
    if (!row)
        return Error{Fault::not_found, "mandate.unknown", {}, {{"id", request.path.at("mandate")}}};
    return *row;
}

} // namespace

Result<ReadyMandate> Identity::prepare_mandate(const http::Request& request, const MandateIn& in) const
{
    TP_TRY(principal, acting_organisation(request.call));
    const auto message = mandate_message({in.agent.text(), in.agent_code, in.ends_at, parts_.origin,
                                          principal.text(), in.scope, in.starts_at});
    return ReadyMandate{to_hex(crypto::sm3(message)), prove_signature(message, in.signature)};
}

Result<MandateOut> Identity::grant_mandate(WriteTx& tx, const http::Request& request, const MandateIn& in,
                                           const ReadyMandate& ready) const
{
    const auto& call = request.call;
    TP_TRY(principal, acting_organisation(call));
    TP_TRY(agent, organisation(tx, in.agent));
    MandateRow row{
        call.mint<MandateId>(), principal, in.agent,           in.scope,     in.starts_at, in.ends_at,
        ready.message_digest,   {},        in.signature.value, call.arrived, std::nullopt, 1};
    Collected bad;
    if (agent.code != in.agent_code)
        bad.add({"agent_code", "identity.mandate_agent_code", agent.code});
    bad.check(check_mandate_terms(row, call.arrived));
    bad.check(ready.proved);
    TP_CHECK(bad.done());
    TP_CHECK(check_signer(tx, *ready.proved, principal, call.arrived));
    row.certificate = to_hex(ready.proved->certificate_digest);
    if (!tx.insert(row))
        return Error{Fault::conflict, "identity.mandate_repeated"};
    events::append(tx, call, row.id.text(), about(row),
                   MandateGranted{row.id, principal, row.agent, agent.code, row.scope, row.starts_at,
                                  row.ends_at, row.certificate, row.signature});
    return mandate_out(row);
}

Result<MandateOut> Identity::revoke_mandate(WriteTx& tx, const http::Request& request,
                                            const ReasonIn& in) const
{
    TP_TRY(row, mandate_of_path(tx, request));
    TP_CHECK(in.form());
    const auto at = request.call.arrived;
    if (row.revoked_at || at >= row.ends_at) {
        Error e{Fault::conflict, "identity.mandate_ended"};
        e.params = {{"mandate", row.id.text()}, {"end", to_rfc3339(row.revoked_at.value_or(row.ends_at))}};
        return e;
    }
    TP_TRY(by, acting_organisation(request.call));
    row.revoked_at = at;
    TP_CHECK(tx.update(row));
    events::append(tx, request.call, row.id.text(), about(row), MandateRevoked{row.id, by, in.reason});
    parts_.sessions.forget(store::end_sessions_of_mandate(tx, row.id, at));
    return mandate_out(row);
}

Result<http::Page<MandateOut>> Identity::list_mandates(const ReadTx& tx, const http::Request& request) const
{
    TP_TRY(own, acting_organisation(request.call));
    return http::read_page<MandateOut>(
        request, [&](auto& after, auto n) { return store::mandates_of(tx, own, after, n); }, mandate_out);
}

Result<MandateOut> Identity::get_mandate(const ReadTx& tx, const http::Request& request) const
{
    TP_TRY(row, mandate_of_path(tx, request));
    return mandate_out(row);
}

} // namespace tianping::identity
