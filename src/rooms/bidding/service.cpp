#include "rooms/bidding/service.hpp"
#include "base/canonical.hpp"
#include "formats/recovery.hpp"
#include "infra/crypto/digest.hpp"
#include "rooms/bidding/events.hpp"
#include "rooms/bidding/key_tests.hpp"
#include "rooms/bidding/short_message.hpp"
#include "rooms/bidding/store.hpp"
#include <algorithm>

namespace tianping::bidding {
namespace {

struct Uploaded {
    SealedPart part;
    Instant completed{};
};

Error part_not_sealed(const std::string& field)
{
    auto e = invalid_field("bidding.part_not_sealed", field);
    e.article = "20-26";
    return e;
}

// The header of a sealed part, read from the front of its blob.
Result<Uploaded> read_part(const blob::BlobStore& blobs, const std::string& upload,
                           const identity::OrganisationId& scope, const std::string& field)
{
    TP_TRY(id, blob::UploadId::parse(upload));
    TP_TRY(state, blobs.state(id, scope.text()));
    if (!state.completed)
        return invalid_field("bidding.part_incomplete", field, std::to_string(state.declared));
    TP_TRY(path, blobs.path(state.digest));
    TP_TRY(front, seal::front_of_file(path));
    if (!seal::Header::begins(front))
        return part_not_sealed(field);
    TP_TRY(header, seal::Header::at_front(front));
    TP_TRY(envelope, digest_from_hex(state.digest));
    return Uploaded{{header, std::filesystem::file_size(path), envelope}, *state.completed};
}

SubmissionView view_of(const SubmissionRow& row, const trade::RoundFacts& round, const std::string& terms)
{
    SubmissionView out{row.id,       row.intake, row.state, row.replacement, row.message_digest,
                       std::nullopt, row.version};
    if (!terms.empty() && terms != round.terms_digest)
        out.newer_terms = round.terms_digest;
    return out;
}

// The SUBMIT in force, or none before the first.
Result<std::optional<seal::Submit>> current_submit(const ReadTx& tx, const SubmissionRow& row)
{
    const auto in_force = store::version(tx, row.id, row.replacement);
    if (!in_force)
        return std::optional<seal::Submit>{};
    TP_TRY(message, from_base64(in_force->message));
    TP_TRY(submit, seal::Submit::decode(message));
    return std::optional{submit};
}

// Of another lot's round the trustees of this intake hold nothing, and would refuse the bid for good.
bool was_in_force(const ReadTx& tx, const trade::RoundFacts& round, const std::string& terms)
{
    return terms == round.terms_digest ||
           std::ranges::any_of(events::of_stream(tx, round.id.text()), [&](const events::Event& event) {
               return event.kind == trade::TermsInForce::kind &&
                      event.as<trade::TermsInForce>().terms == terms;
           });
}

// The signed terms that a SUBMIT names: of this lot, and in force for this round now or once. A version that
// was signed and never published binds nobody.
Result<trade::SignedTerms> terms_for(const ReadTx& tx, const trade::RoundFacts& round,
                                     const seal::Submit& submit)
{
    TP_TRY(terms, trade::terms_by_digest(tx, to_hex(submit.terms)));
    if (terms.terms.trade != round.trade.text() || trade::lot_terms(terms.terms, round.id) == nullptr)
        return invalid_field("bidding.terms_of_another_trade", "message");
    if (!was_in_force(tx, round, terms.digest))
        return invalid_field("bidding.terms_not_in_force", "message", round.terms_digest);
    return std::move(terms);
}

void schedule_receipt(WriteTx& tx, const Call& call, const ReceiptJob& job)
{
    jobs::schedule(tx, "receipt/" + job.message_digest, "bidding.sign_receipt", call.arrived,
                   wire::write(job));
}

} // namespace

seal::Place Bidding::place_of(const trade::RoundFacts& round) const
{
    return bidding::place_of(platform_, round);
}

Result<SubmissionView> Bidding::begin(WriteTx& tx, const http::Request& request, const http::Nothing&) const
{
    TP_TRY(intake, trade::IntakeId::parse(request.path.at("intake")));
    TP_TRY(round, trade::round_of_intake(tx, intake));
    TP_TRY(bidder, identity::acting_for(request.call));
    if (const auto known = store::submission_of(tx, intake, bidder))
        return view_of(*known, round, {});
    TP_CHECK(check_takes_from(tx, round, bidder, request.call.arrived));
    TP_TRY(facts, trade::trade_facts(tx, round.trade));
    TP_TRY(organisation, identity::organisation(tx, bidder));
    TP_CHECK(identity::check_may_bid(organisation, trade::object_of(facts)));
    SubmissionRow row{request.call.mint<SubmissionId>(), intake, round.id, round.trade, bidder};
    TP_CHECK(tx.insert(row));
    events::append(tx, request.call, row.id.text(), trade::about(facts, round),
                   SubmissionBegun{intake.text()});
    return view_of(row, round, {});
}

Result<SubmissionView> Bidding::own(const ReadTx& tx, const http::Request& request) const
{
    TP_TRY(id, SubmissionId::parse(request.path.at("submission")));
    const auto row = store::submission(tx, id);
    if (!row)
        return submission_unknown(id.text());
    TP_TRY(round, trade::round_facts(tx, row->round));
    const auto in_force = store::version(tx, id, row->replacement);
    return view_of(*row, round, in_force ? in_force->terms : std::string{});
}

Result<Bidding::ReadyVersion> Bidding::read_version(const http::Request& request, const SubmitIn& in) const
{
    TP_TRY(scope, identity::acting_for(request.call));
    Collected bad;
    auto read = bad.read(read_short<seal::Submit>(in.message, in.signature));
    auto joint = in.joint ? bad.read(read_joint(*in.joint)) : std::nullopt;
    std::map<std::string, SealedPart> parts;
    std::optional<Instant> last_part;
    for (const auto& [part, upload] : in.uploads) {
        const auto field = "uploads." + part;
        const auto sealed = bad.read(read_part(blobs_, upload, scope, field), field);
        if (!sealed)
            continue;
        parts.emplace(part, sealed->part);
        last_part = std::max(last_part.value_or(sealed->completed), sealed->completed);
    }
    TP_CHECK(bad.done());
    const auto digest = crypto::sm3(read->bytes);
    return ReadyVersion{std::move(read->message), std::move(read->bytes), digest,
                        std::move(read->signer),  std::move(parts),       last_part,
                        std::move(joint)};
}

Result<Expected> Bidding::expected(const ReadTx& tx, const trade::RoundFacts& round,
                                   const seal::Submit& submit, const terms::LotTerms& lot,
                                   const identity::ProvedSignature& signer) const
{
    Expected out{place_of(round), submit.terms, signer.certificate_digest, lot.unsealing.threshold, {}};
    if (submit.bidder != signer.certificate_digest)
        return invalid_field("bidding.signed_by_another_certificate", "signature.certificate",
                             to_hex(submit.bidder));
    if (!keys_proved(tx, round.intake))
        return Error{Fault::conflict, "bidding.keys_not_proved"};
    TP_TRY(trustees, store::sealing_keys(tx, round.intake));
    out.trustees = std::move(trustees);
    return out;
}

Result<Submitted> Bidding::submit(WriteTx& tx, const http::Request& request, const SubmitIn& in,
                                  const ReadyVersion& ready) const
{
    TP_TRY(id, SubmissionId::parse(request.path.at("submission")));
    auto row = store::submission(tx, id);
    if (!row)
        return submission_unknown(id.text());
    TP_TRY(round, trade::round_facts(tx, row->round));
    const auto timing = timing_of(tx, round, request.call.arrived, ready.last_part);
    TP_CHECK(still_open(timing));
    TP_CHECK(trade::check_not_held(tx, round.id, trade::Act::submit, request.call.arrived));
    TP_CHECK(in_time(timing));
    TP_TRY(current, current_submit(tx, *row));
    TP_CHECK(continues(*row, current, place_of(round), ready.submit));
    const auto came = came_at(timing); // by which the trustees judge the certificate, too
    TP_CHECK(identity::check_signer(tx, ready.signer, row->bidder, came));
    TP_TRY(terms, terms_for(tx, round, ready.submit));
    const auto* lot = trade::lot_terms(terms.terms, round.id);
    TP_TRY(wanted, expected(tx, round, ready.submit, *lot, ready.signer));
    TP_CHECK(parts_fit(ready.submit, ready.parts, wanted, *lot));
    TP_CHECK(claim(tx, *row, ready, *lot, request.call.arrived));
    row->state = SubmissionState::submitted;
    row->replacement = ready.submit.replacement;
    row->message_digest = to_hex(ready.message_digest);
    TP_CHECK(tx.update(*row));
    TP_TRY(facts, trade::trade_facts(tx, row->trade));
    save_version(tx, request.call, {*row, in, ready, came}, trade::about(facts, round));
    Submitted out{id.text(), row->replacement, came, row->message_digest, std::nullopt};
    if (terms.digest != round.terms_digest)
        out.newer_terms = round.terms_digest;
    out.certificates_changing = changes_before_opening(tx, *row, round, ready.submit, came);
    return out;
}

// The bidder alone, or with all who agreed to bid under his lead.
Status Bidding::claim(WriteTx& tx, const SubmissionRow& row, const ReadyVersion& ready,
                      const terms::LotTerms& lot, Instant at) const
{
    TP_TRY(bidder, identity::organisation(tx, row.bidder));
    if (!ready.joint)
        return claim_parties(tx, row, {bidder.code});
    if (!lot.joint_bodies)
        return invalid_field("bidding.no_joint_bodies", "joint");
    TP_CHECK(check_joint(tx, *ready.joint, ready.submit.place, bidder.code, at));
    TP_TRY(trade, trade::trade_facts(tx, row.trade));
    TP_CHECK(check_no_party_to_the_trade(tx, *ready.joint, trade));
    return claim_parties(tx, row, ready.joint->agreement.parties());
}

void Bidding::save_version(WriteTx& tx, const Call& call, const NewVersion& made,
                           const events::About& about) const
{
    const auto& [row, in, ready, came] = made;
    const auto members = ready.joint ? ready.joint->agreement.members : std::vector<std::string>{};
    tx.insert(VersionRow{row.message_digest, row.id, row.replacement, in.message, in.signature.value,
                         in.signature.certificate, to_hex(ready.submit.terms),
                         canonical(wire::write(members)),
                         in.joint ? canonical(wire::write(*in.joint)) : std::string{}, came})
        .value();
    for (const auto& [part, sealed] : ready.parts) // a replacement may keep parts of the version before
        (void)tx.insert(SealedHeaderRow{to_hex(sealed.header.digest()), to_base64(sealed.header.bytes())});
    events::append(tx, call, row.id.text(), about,
                   SubmissionMade{row.intake.text(), row.replacement, row.message_digest,
                                  to_hex(ready.submit.terms), members});
    schedule_receipt(tx, call,
                     {row.id.text(), seal::ReceiptAct::submit, row.message_digest, row.replacement, came});
}

Result<Bidding::ReadyWithdrawal> Bidding::read_withdrawal(const http::Request&, const WithdrawIn& in) const
{
    TP_TRY(read, read_short<seal::Withdraw>(in.message, in.signature));
    return ReadyWithdrawal{read.message, read.bytes, crypto::sm3(read.bytes), read.signer};
}

Result<Submitted> Bidding::withdraw(WriteTx& tx, const http::Request& request, const WithdrawIn& in,
                                    const ReadyWithdrawal& ready) const
{
    TP_TRY(id, SubmissionId::parse(request.path.at("submission")));
    auto row = store::submission(tx, id);
    if (!row)
        return submission_unknown(id.text());
    TP_TRY(round, trade::round_facts(tx, row->round));
    TP_CHECK(check_still_open(tx, round, request.call.arrived));
    if (row->state != SubmissionState::submitted)
        return Error{Fault::conflict, "bidding.nothing_to_withdraw"};
    const bool fits = ready.withdraw.place == place_of(round) && ready.withdraw.submission == id.text() &&
                      to_hex(ready.withdraw.last) == row->message_digest;
    if (!fits)
        return Error{Fault::invalid, "bidding.wrong_place"};
    TP_CHECK(identity::check_signer(tx, ready.signer, row->bidder, request.call.arrived));
    row->state = SubmissionState::withdrawn;
    TP_CHECK(tx.update(*row));
    store::forget_members(tx, id);
    const auto digest = to_hex(ready.message_digest);
    TP_CHECK(tx.insert(WithdrawalRow{id, in.message, digest, in.signature.value, in.signature.certificate,
                                     request.call.arrived}));
    TP_TRY(facts, trade::trade_facts(tx, row->trade));
    events::append(tx, request.call, id.text(), trade::about(facts, round),
                   SubmissionWithdrawn{row->intake.text(), digest});
    schedule_receipt(tx, request.call,
                     {id.text(), seal::ReceiptAct::withdraw, digest, row->replacement, request.call.arrived});
    return Submitted{id.text(), row->replacement, request.call.arrived, digest, std::nullopt};
}

} // namespace tianping::bidding
