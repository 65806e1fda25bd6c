// The owner signs; nothing that the law forbids can be signed (standard 6.4.1, 10号令10).
#include "base/json_text.hpp"
#include "rooms/notice/service.hpp"
#include <algorithm>

namespace tianping::notice {

// A job that is done stays done: a notice that is signed again after a refusal gets one of its own.
std::string job_of(const NoticeRow& row)
{
    return std::string{publish_job} + "/" + row.id.text() + "/" + std::to_string(row.version);
}

Status SignIn::form() const
{
    return identity::check_digest_form(digest, signature);
}

Result<identity::ProvedSignature> Notices::prove(const http::Request&, const SignIn& in) const
{
    return identity::prove_over_digest(in.digest, signed_bytes, in.signature);
}

Result<NoticeOut> Notices::sign(WriteTx& tx, const http::Request& request, const SignIn& in,
                                const identity::ProvedSignature& proved) const
{
    const auto& call = request.call;
    TP_TRY(row, notice_of_path(tx, request));
    TP_TRY(state, next_state(row.state, NoticeAct::sign));
    if (row.digest != in.digest)
        return Error{Fault::conflict, "notice.another_text", {}, {{"digest", row.digest}}};
    TP_TRY(trade, trade::trade_facts(tx, row.trade));
    TP_CHECK(identity::check_signer(tx, proved, trade.owner, call.arrived));
    const auto text = from_text<Text>(row.body);
    const auto publishes = std::max(call.arrived, row.publish_at);
    TP_TRY(against, findings(tx, row, {publishes, publishes}));
    TP_CHECK(refusal(against, request.language));
    row.state = state;
    row.signed_at = call.arrived;
    row.certificate_digest = to_hex(proved.certificate_digest);
    row.signature = in.signature.value;
    TP_CHECK(keep(tx, request, row));
    events::append(tx, call, row.id.text(), about(tx, text),
                   Signed{row.digest, row.certificate_digest, row.signature, row.publish_at});
    if (row.publish_at <= call.arrived) {
        TP_CHECK(publish(tx, call, row));
    } else {
        jobs::schedule(tx, job_of(row), publish_job, row.publish_at, {{"notice", row.id.text()}});
    }
    return shown(tx, call.actor, row);
}

} // namespace tianping::notice
