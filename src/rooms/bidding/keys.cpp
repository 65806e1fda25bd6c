#include "infra/crypto/digest.hpp"
#include "rooms/bidding/events.hpp"
#include "rooms/bidding/service.hpp"
#include "rooms/bidding/store.hpp"
#include <algorithm>

namespace tianping::bidding {
namespace {

// The closer that the terms in force pin for this number, if he holds a share.
const terms::Closer* share_holder(const terms::LotTerms& lot, std::int64_t number)
{
    const auto closer = std::ranges::find(lot.unsealing.closers, number, &terms::Closer::index);
    return closer == lot.unsealing.closers.end() || !closer->holds_share ? nullptr : &*closer;
}

} // namespace

Result<SealingKit> Bidding::kit(const ReadTx& tx, const http::Request& request) const
{
    TP_TRY(intake, trade::IntakeId::parse(request.path.at("intake")));
    TP_TRY(round, trade::round_of_intake(tx, intake));
    if (round.terms_digest.empty() || !round.deadline)
        return Error{Fault::not_found, "bidding.not_open"};
    TP_TRY(in_force, trade::terms_by_digest(tx, round.terms_digest));
    TP_TRY(owner, identity::certificate(tx, in_force.certificate_digest));
    const auto place = place_of(round);
    return SealingKit{
        place.platform,          place.trade,     place.lot,      place.round,      place.intake,
        *round.deadline,         in_force.digest, in_force.terms, owner.der_base64, in_force.signature,
        trustee_keys(tx, intake)};
}

Result<Bidding::ReadyKey> Bidding::read_key(const http::Request&, const KeyIn& in) const
{
    auto message = from_base64(in.message);
    if (!message)
        return invalid_field(message.error().code, "message", "base64");
    TP_TRY(key, seal::KeyMessage::decode(*message));
    TP_TRY(signer, identity::prove_signature(*message, in.signature));
    return ReadyKey{key, crypto::sm3(*message), signer};
}

Result<KeyOut> Bidding::publish_key(WriteTx& tx, const http::Request& request, const KeyIn& in,
                                    const ReadyKey& ready) const
{
    TP_TRY(intake, trade::IntakeId::parse(request.path.at("intake")));
    TP_TRY(round, trade::round_of_intake(tx, intake));
    if (ready.key.place != place_of(round))
        return Error{Fault::invalid, "bidding.wrong_place"};
    TP_TRY(in_force, trade::terms_by_digest(tx, round.terms_digest));
    const auto* lot = trade::lot_terms(in_force.terms, round.id);
    const auto* closer = lot == nullptr ? nullptr : share_holder(*lot, ready.key.index);
    const auto digest = to_hex(ready.signer.certificate_digest);
    if (closer == nullptr || closer->certificate_digest != digest ||
        ready.key.certificate != ready.signer.certificate_digest)
        return Error{Fault::forbidden, "bidding.not_the_pinned_trustee"};
    TP_TRY(organisation, identity::acting_organisation(request.call));
    TP_CHECK(identity::check_signer(tx, ready.signer, organisation, request.call.arrived));
    const TrusteeKeyRow row{intake.text() + "/" + std::to_string(ready.key.index),
                            intake,
                            ready.key.index,
                            in.signature.certificate,
                            in.message,
                            in.signature.value};
    if (!tx.insert(row))
        return Error{Fault::conflict, "bidding.key_published_already"};
    TP_TRY(facts, trade::trade_facts(tx, round.trade));
    events::append(tx, request.call, intake.text(), trade::about(facts, round),
                   KeyPublished{intake.text(), ready.key.index, to_hex(ready.message_digest)});
    return KeyOut{ready.key.index, to_hex(ready.message_digest)};
}

std::vector<TrusteeKey> trustee_keys(const ReadTx& tx, const trade::IntakeId& intake)
{
    std::vector<TrusteeKey> out;
    for (const auto& row : store::keys_of(tx, intake))
        out.push_back({row.number, row.certificate, row.message, row.signature});
    return out;
}

} // namespace tianping::bidding
