#include "formats/key_test.hpp"
#include "infra/crypto/digest.hpp"
#include "rooms/bidding/events.hpp"
#include "rooms/bidding/service.hpp"
#include "rooms/bidding/store.hpp"
#include <algorithm>

namespace tianping::bidding {
namespace {

// The lot's terms in force, when they pin this certificate for a trustee with that number.
Result<terms::LotTerms> pinned(const ReadTx& tx, const trade::RoundFacts& round, std::int64_t number,
                               const Digest& certificate)
{
    TP_TRY(in_force, trade::terms_by_digest(tx, round.terms_digest));
    const auto* lot = trade::lot_terms(in_force.terms, round.id);
    if (lot != nullptr)
        for (const auto& closer : lot->unsealing.closers)
            if (closer.holds_share && closer.index == number &&
                closer.certificate_digest == to_hex(certificate))
                return *lot;
    return Error{Fault::forbidden, "bidding.not_the_pinned_trustee"};
}

// Nobody seals to one key twice, so an equal one would end the intake for all.
Status check_key_of_its_own(const ReadTx& tx, const trade::IntakeId& intake, const seal::KeyMessage& key)
{
    for (const auto& row : store::keys_of(tx, intake)) {
        TP_TRY(bytes, from_base64(row.message));
        TP_TRY(published, seal::KeyMessage::decode(bytes));
        if (published.key == key.key && published.index != key.index)
            return invalid_field("bidding.key_of_another", "message", std::to_string(row.number));
    }
    return {};
}

// What the test of these keys says to that answer.
Result<KeyState> judged(const KeyTestRow& test, const seal::Answer& answer)
{
    TP_TRY(bytes, from_base64(test.header));
    TP_TRY(header, seal::Header::decode(bytes));
    TP_TRY(value, digest_from_hex(test.secret));
    TP_TRY(secret, seal::Secret::from(value, header.context()));
    const auto status = seal::check_test_answer(header, secret, answer);
    if (!status && status.error().code != "closing.key_not_proved")
        return status.error();
    return status ? KeyState::proved : KeyState::wrong;
}

// The key that makes them complete calls for their test.
void begin_test_when_complete(WriteTx& tx, const terms::LotTerms& lot, const trade::IntakeId& intake)
{
    const auto keys = store::keys_of(tx, intake);
    crypto::Sm3 digest;
    for (const auto& closer : lot.unsealing.closers) {
        if (!closer.holds_share)
            continue;
        const auto key = std::ranges::find(keys, closer.index, &TrusteeKeyRow::number);
        if (key == keys.end())
            return;
        digest.update(view(key->message));
    }
    tx.insert(KeyTestRow{intake, to_hex(digest.finish()), "", ""}).value();
}

} // namespace

Result<SealingKit> Bidding::kit(const ReadTx& tx, const http::Request& request) const
{
    TP_TRY(intake, trade::IntakeId::parse(request.path.at("intake")));
    TP_TRY(round, trade::round_of_intake(tx, intake));
    if (round.terms_digest.empty() || !round.deadline)
        return Error{Fault::not_found, "bidding.not_open"};
    TP_TRY(in_force, trade::terms_by_digest(tx, round.terms_digest));
    if (request.call.arrived < in_force.terms.documents_from) {
        Error e{Fault::not_found, "bidding.not_open"};
        e.earliest = in_force.terms.documents_from;
        return e;
    }
    if (taken_)
        taken_(tx, request.call, in_force.digest);
    TP_TRY(owner, identity::certificate(tx, in_force.certificate_digest));
    const auto place = place_of(round);
    SealingKit out{place.platform,  place.trade,     place.lot,      place.round,      place.intake,
                   *round.deadline, in_force.digest, in_force.terms, owner.der_base64, in_force.signature};
    show_keys(tx, out);
    return out;
}

Result<Bidding::ReadyKey> Bidding::read_key(const http::Request&, const KeyIn& in) const
{
    TP_TRY(read, identity::read_signed<seal::KeyMessage>(in.message, in.signature));
    return ReadyKey{read.message, crypto::sm3(read.bytes), read.signer};
}

Result<KeyOut> Bidding::publish_key(WriteTx& tx, const http::Request& request, const KeyIn& in,
                                    const ReadyKey& ready) const
{
    TP_TRY(intake, trade::IntakeId::parse(request.path.at("intake")));
    TP_TRY(round, trade::round_of_intake(tx, intake));
    if (ready.key.place != place_of(round))
        return Error{Fault::invalid, "bidding.wrong_place"};
    TP_TRY(lot, pinned(tx, round, ready.key.index, ready.signer.certificate_digest));
    if (ready.key.certificate != ready.signer.certificate_digest)
        return Error{Fault::forbidden, "bidding.not_the_pinned_trustee"};
    TP_TRY(organisation, identity::acting_organisation(request.call));
    TP_CHECK(identity::check_signer(tx, ready.signer, organisation, request.call.arrived));
    TP_CHECK(check_key_of_its_own(tx, intake, ready.key));
    const TrusteeKeyRow row{intake.text() + "/" + std::to_string(ready.key.index),
                            intake,
                            ready.key.index,
                            in.signature.certificate,
                            in.message,
                            in.signature.value};
    if (!tx.insert(row))
        return Error{Fault::conflict, "bidding.key_published_already"};
    begin_test_when_complete(tx, lot, intake);
    TP_TRY(facts, trade::trade_facts(tx, round.trade));
    events::append(tx, request.call, intake.text(), trade::about(facts, round),
                   KeyPublished{intake.text(), ready.key.index, to_hex(ready.message_digest)});
    return KeyOut{ready.key.index, to_hex(ready.message_digest)};
}

Result<Bidding::ReadyTestAnswer> Bidding::read_test_answer(const http::Request&, const TestAnswerIn& in) const
{
    TP_TRY(read, identity::read_signed<seal::Answer>(in.message, in.signature));
    return ReadyTestAnswer{read.message, read.signer};
}

Result<KeyTestedOut> Bidding::answer_test(WriteTx& tx, const http::Request& request, const TestAnswerIn& in,
                                          const ReadyTestAnswer& ready) const
{
    TP_TRY(intake, trade::IntakeId::parse(request.path.at("intake")));
    TP_TRY(round, trade::round_of_intake(tx, intake));
    const std::int64_t number = ready.answer.index;
    TP_CHECK(pinned(tx, round, number, ready.signer.certificate_digest));
    TP_TRY(organisation, identity::acting_organisation(request.call));
    TP_CHECK(identity::check_signer(tx, ready.signer, organisation, request.call.arrived));
    const auto test = store::key_test(tx, intake);
    if (!test || test->header.empty())
        return Error{Fault::conflict, "bidding.no_key_test"};
    TP_TRY(state, judged(*test, ready.answer));
    const auto answers = store::key_answers(tx, intake);
    const auto known = std::ranges::find(answers, number, &KeyAnswerRow::number);
    if (known != answers.end() && known->message == in.message)
        return KeyTestedOut{number, known->state};
    if (known != answers.end() && known->state == KeyState::proved)
        return Error{Fault::conflict, "bidding.key_proved_already"};
    store::put_key_answer(tx, {intake.text() + "/" + std::to_string(number), intake, number, in.message,
                               in.signature.value, state});
    TP_TRY(facts, trade::trade_facts(tx, round.trade));
    events::append(
        tx, request.call, intake.text(), trade::about(facts, round),
        KeyAnswered{
            intake.text(), to_hex(ready.answer.header), {number, in.message, in.signature.value}, state});
    return KeyTestedOut{number, state};
}

} // namespace tianping::bidding
