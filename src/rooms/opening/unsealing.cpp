#include "rooms/opening/unsealing.hpp"
#include "infra/crypto/digest.hpp"
#include "rooms/opening/events.hpp"
#include "rooms/opening/forms.hpp"
#include "rooms/opening/own_bid.hpp"
#include "rooms/opening/store.hpp"
#include <algorithm>

namespace tianping::opening {
using namespace own_bid;
namespace {

// A submission stays with the certificate that began it: the trustees take a PROOF by no other.
Status signed_as_submitted(const ReadTx& tx, const trade::IntakeId& intake, const Call& call,
                           const Digest& signer)
{
    TP_TRY(own, own_submission(tx, intake, call));
    TP_TRY(all, bidding::closed_submissions(tx, intake));
    TP_TRY(der,
           from_base64(std::ranges::find(all, own, &bidding::ClosedSubmission::submission)->certificate));
    if (crypto::sm3(der) != signer)
        return Error{Fault::conflict, "opening.proof_other_certificate"};
    return {};
}

} // namespace

void Unsealing::begin_giving(WriteTx& tx, const Call& call, const Where& at, Instant from, bool all_proved)
{
    const auto row = giving_from(at.closing.intake, from, window_of(at));
    if (tx.insert(row))
        events::append(tx, call, at.closing.intake.text(), trade::about(at.trade, at.round),
                       GivingBegun{row.giving_from, row.giving_until, all_proved});
}

Result<OwnUnsealing> Unsealing::own(const ReadTx& tx, const http::Request& request) const
{
    TP_TRY(at, where_of(tx, request));
    return own_state(tx, request.call, at);
}

Result<OwnUnsealing> Unsealing::own_state(const ReadTx& tx, const Call& call, const Where& at) const
{
    const auto& intake = at.closing.intake;
    TP_TRY(submission, own_submission(tx, intake, call));
    OwnUnsealing out{intake.text(),
                     submission,
                     at.lot.unsealing.manner,
                     phase_of(tx, at),
                     at.closing.message_digest,
                     at.closing.window_ends};
    const auto begun = begun_of(tx, at);
    if (begun)
        out.giving_until = begun->giving_until;
    else if (out.manner == terms::Manner::bidder && out.phase == Phase::prove &&
             call.arrived >= at.closing.window_ends) {
        out.phase = Phase::give; // recorded with the first who gives
        out.giving_until =
            end_with_pauses(at.closing.window_ends, at.closing.window_ends + window_of(at), at.pauses);
    }
    for (const auto& part : parts_of(tx, intake, submission))
        out.parts.push_back({part.part, part.header,
                             store::bidder_message(tx, BidderAct::proof, part.header).has_value(),
                             store::bidder_message(tx, BidderAct::secret, part.header).has_value(),
                             out.phase == Phase::trustees && wants_own_secret(tx, at, part.header)});
    return out;
}

Result<Unsealing::ReadyProofs> Unsealing::read_proofs(const http::Request&, const ProofsIn& in) const
{
    ReadyProofs ready;
    Collected bad;
    bad.check(check_some(in.proofs.size(), "proofs"));
    for (std::size_t i = 0; i < in.proofs.size(); ++i) {
        const auto path = "proofs[" + std::to_string(i) + "]";
        auto read = bad.read(
            identity::read_signed<seal::Proof>(in.proofs[i].message, {in.certificate, in.proofs[i].signature},
                                               {path + ".message", "certificate", path + ".signature"}));
        if (!read)
            continue;
        ready.signer = std::move(read->signer);
        ready.proofs.push_back(read->message);
    }
    TP_CHECK(bad.done());
    return ready;
}

Result<OwnUnsealing> Unsealing::take_proofs(WriteTx& tx, const http::Request& request, const ProofsIn& in,
                                            const ReadyProofs& ready) const
{
    const auto& call = request.call;
    TP_TRY(at, where_of(tx, request));
    TP_CHECK(check_witnessed(tx, at));
    if (at.lot.unsealing.manner != terms::Manner::bidder)
        return Error{Fault::conflict, "opening.manner_is_trustees"};
    const auto& intake = at.closing.intake;
    const auto begun = begun_of(tx, at);
    if (call.arrived >= at.closing.window_ends || (begun && begun->remedy_from))
        return window_over(at);
    TP_TRY(organisation, identity::acting_organisation(call));
    TP_CHECK(identity::check_signer(tx, *ready.signer, organisation, call.arrived));
    TP_CHECK(signed_as_submitted(tx, intake, call, ready.signer->certificate_digest));
    TP_CHECK(keep_proofs(tx, call, at, in, ready.proofs));
    if (!begun &&
        all_proved(bid_facts(store::sealed_parts(tx, intake), store::bidder_messages(tx, intake), {})))
        begin_giving(tx, call, at, call.arrived, true);
    wake_after(tx, call, intake);
    return own_state(tx, call, at);
}

Status Unsealing::keep_proofs(WriteTx& tx, const Call& call, const Where& at, const ProofsIn& in,
                              const std::vector<seal::Proof>& proofs)
{
    const auto& intake = at.closing.intake;
    TP_TRY(submission, own_submission(tx, intake, call));
    const auto own_parts = parts_of(tx, intake, submission);
    BidderProved taken{submission, {}};
    Collected bad;
    for (std::size_t i = 0; i < proofs.size(); ++i) {
        const auto header = to_hex(proofs[i].header);
        if (!lists(own_parts, header) || to_hex(proofs[i].close) != at.closing.message_digest) {
            bad.add({"proofs[" + std::to_string(i) + "]", "opening.proof_of_another", ""});
            continue;
        }
        const BidderMessageRow row{store::bidder_message_id(BidderAct::proof, header),
                                   BidderAct::proof,
                                   intake,
                                   submission,
                                   header,
                                   in.certificate,
                                   in.proofs[i].message,
                                   in.proofs[i].signature,
                                   call.arrived};
        if (tx.insert(row))
            taken.headers.push_back(header);
        else if (store::bidder_message(tx, BidderAct::proof, header)->message != row.message)
            return Error{Fault::conflict, "opening.proved_otherwise"};
    }
    TP_CHECK(bad.done());
    if (!taken.headers.empty())
        events::append(tx, call, call.mint<ActId>().text(), trade::about(at.trade, at.round), taken);
    return {};
}

} // namespace tianping::opening
