#include "infra/crypto/digest.hpp"
#include "rooms/bidding/events.hpp"
#include "rooms/bidding/service.hpp"
#include "rooms/bidding/store.hpp"

namespace tianping::bidding {

std::optional<SignedReceipt> signed_receipt(const ReadTx& tx, const std::string& message_digest)
{
    const auto row = store::receipt(tx, message_digest);
    if (!row)
        return std::nullopt;
    return SignedReceipt{row->message, row->signature, row->certificate, row->timestamp_token};
}

Result<SignedReceipt> Bidding::receipt(const ReadTx& tx, const http::Request& request) const
{
    TP_TRY(id, SubmissionId::parse(request.path.at("submission")));
    const auto row = store::receipt(tx, request.path.at("message"));
    if (!row || row->submission != id)
        return Error{Fault::not_found, "bidding.receipt_pending"};
    return *signed_receipt(tx, row->message_digest);
}

Result<jobs::Outcome> Bidding::sign_receipt(WriteTx& tx, const Call& call, const Job& job) const
{
    const auto in = wire::parse<ReceiptJob>(job.body).value();
    const auto id = SubmissionId::parse(in.submission).value();
    const auto row = store::submission(tx, id).value();
    TP_TRY(round, trade::round_facts(tx, row.round));
    TP_TRY(facts, trade::trade_facts(tx, row.trade));
    seal::Receipt receipt{place_of(round),
                          in.submission,
                          in.act,
                          digest_from_hex(in.message_digest).value(),
                          static_cast<std::uint32_t>(in.replacement),
                          in.arrived,
                          {}};
    call.chance->fill(receipt.number);
    const auto message = receipt.encode();
    const auto digest = crypto::sm3(message);
    const auto token =
        stamped_by_ == StampedBy::installation ? platform_.timestamps.stamp(digest, call.arrived) : Bytes{};
    TP_CHECK(tx.insert(ReceiptRow{in.message_digest, id, in.replacement, in.act, to_base64(message),
                                  to_base64(platform_.key.sign(message)),
                                  to_base64(platform_.certificate.der()), to_base64(token)}));
    events::append(tx, call, in.submission, trade::about(facts, round),
                   ReceiptSigned{in.message_digest, to_hex(digest)});
    return jobs::Outcome{jobs::Done{}};
}

Result<http::Page<TimestampAnchor>> Bidding::timestamp_anchors(const ReadTx& tx,
                                                               const http::Request& request) const
{
    std::vector<TimestampAnchor> out;
    for (const auto& row : store::timestamp_anchors(tx))
        out.push_back({row.digest, row.certificate});
    return http::page_of_all(request, std::move(out), [](const TimestampAnchor& one) { return one.digest; });
}

} // namespace tianping::bidding
