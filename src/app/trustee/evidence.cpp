#include "app/trustee/evidence.hpp"
#include "base/calendar.hpp"
#include "infra/crypto/certificate.hpp"
#include "infra/crypto/digest.hpp"
#include <algorithm>

namespace tianping::trustee {
namespace {

Status add(seal::Signers& signers, const std::string& certificate)
{
    TP_TRY(der, from_base64(certificate));
    TP_TRY(parsed, crypto::Certificate::from_der(der));
    TP_TRY(key, parsed.public_key());
    signers.insert_or_assign(parsed.digest(), seal::Signer{key, parsed.subject().organisation_code, true});
    return {};
}

Result<seal::Signed> signed_by(const std::string& certificate, const std::string& message,
                               const std::string& signature)
{
    TP_TRY(der, from_base64(certificate));
    TP_TRY(bytes, from_base64(message));
    TP_TRY(value, from_base64(signature));
    return seal::Signed{crypto::sm3(der), bytes, value};
}

Error of_another(const char* what, const std::string& shown)
{
    return {Fault::conflict, "trustee.kit_of_another", {}, {{"what", what}, {"shown", shown}}};
}

Status check_closers(const terms::LotTerms& lot)
{
    for (std::size_t i = 0; i < lot.unsealing.closers.size(); ++i) {
        const auto& closer = lot.unsealing.closers[i];
        if (closer.index != static_cast<std::int64_t>(i) + 1 || !digest_from_hex(closer.certificate_digest) ||
            (closer.holds_share && closer.index > seal::most_trustees))
            return Error{Fault::conflict, "trustee.terms_malformed", {}, {{"lot", lot.lot}}};
    }
    return {};
}

} // namespace

seal::Place place_of(const bidding::SealingKit& kit)
{
    return {kit.platform, kit.trade, kit.lot, kit.round, kit.intake};
}

Status check_kit(const bidding::SealingKit& kit, const std::string& intake)
{
    if (kit.intake != intake)
        return of_another("intake", kit.intake);
    return check_terms(kit.terms, place_of(kit));
}

Status check_terms(const terms::Terms& terms, const seal::Place& place)
{
    if (terms.platform != place.platform)
        return of_another("terms.platform", terms.platform);
    if (terms.trade != place.trade)
        return of_another("terms.trade", terms.trade);
    const auto round = trade::RoundId::parse(place.round);
    const auto* lot = round ? trade::lot_terms(terms, *round) : nullptr;
    if (lot == nullptr)
        return of_another("terms.lots.round", place.round);
    if (lot->lot != place.lot)
        return of_another("terms.lots.lot", lot->lot);
    if (lot->intake != place.intake)
        return of_another("terms.lots.intake", lot->intake);
    for (const auto& each : terms.lots)
        TP_CHECK(check_closers(each));
    return {};
}

Result<const terms::LotTerms*> held_lot(const IntakeState& state, const std::string& round)
{
    TP_TRY(id, trade::RoundId::parse(round));
    for (auto held = state.terms.rbegin(); held != state.terms.rend(); ++held)
        if (const auto* lot = trade::lot_terms(held->terms, id))
            return lot;
    return Error{Fault::conflict, "closing.terms_not_held"};
}

std::optional<Instant> bound_until(const IntakeState& state)
{
    for (auto held = state.terms.rbegin(); held != state.terms.rend(); ++held)
        for (const auto& lot : held->terms.lots)
            if (lot.intake == state.intake)
                return (CivilDay::of(held->terms.deadline) + lot.validity_days).end();
    return std::nullopt;
}

Result<seal::Signers> signers_of(const bidding::SealingKit& kit)
{
    seal::Signers out;
    TP_CHECK(add(out, kit.terms_certificate));
    for (const auto& key : kit.keys)
        TP_CHECK(add(out, key.certificate));
    return out;
}

Result<seal::Signers> signers_of(const bidding::SealingKit& kit, const opening::Closing& closing)
{
    TP_TRY(out, signers_of(kit));
    TP_CHECK(add(out, closing.certificate));
    for (const auto& witness : closing.witnesses)
        TP_CHECK(add(out, witness.certificate));
    for (const auto& submission : closing.submissions)
        TP_CHECK(add(out, submission.certificate));
    return out;
}

Result<seal::Signed> signed_closing(const opening::Closing& closing)
{
    return signed_by(closing.certificate, closing.message, closing.signature);
}

Result<seal::ClosedSetFacts> closed_set_of(const opening::Closing& closing)
{
    TP_TRY(close, signed_closing(closing));
    seal::ClosedSetFacts out{close, {}, {}};
    for (const auto& witness : closing.witnesses) {
        TP_TRY(signature, signed_by(witness.certificate, closing.message, witness.signature));
        out.witnesses.push_back(signature);
    }
    for (const auto& submission : closing.submissions) {
        seal::SubmissionChain chain;
        for (const auto& earlier : submission.chain) {
            TP_TRY(version, signed_by(submission.certificate, earlier.message, earlier.signature));
            chain.submits.push_back(version);
        }
        TP_TRY(in_force, signed_by(submission.certificate, submission.message, submission.signature));
        chain.submits.push_back(in_force);
        out.chains.push_back(std::move(chain));
    }
    return out;
}

Result<std::vector<seal::Signed>> signed_keys(const bidding::SealingKit& kit)
{
    std::vector<seal::Signed> out;
    for (const auto& key : kit.keys) {
        TP_TRY(message, signed_by(key.certificate, key.message, key.signature));
        out.push_back(message);
    }
    return out;
}

Result<seal::Header> test_header(const bidding::SealingKit& kit)
{
    if (!kit.test)
        return Error{Fault::conflict, "closing.key_not_proved"};
    TP_TRY(bytes, from_base64(kit.test->header));
    return seal::Header::decode(bytes);
}

Result<std::vector<seal::Signed>> signed_test_answers(const bidding::SealingKit& kit)
{
    std::vector<seal::Signed> out;
    for (const auto& answer : kit.test ? kit.test->answers : std::vector<bidding::TestAnswer>{}) {
        const auto key = std::ranges::find(kit.keys, answer.index, &bidding::TrusteeKey::index);
        if (key == kit.keys.end())
            return Error{
                Fault::conflict, "closing.key_missing", {}, {{"trustee", std::to_string(answer.index)}}};
        TP_TRY(message, signed_by(key->certificate, answer.message, answer.signature));
        out.push_back(message);
    }
    return out;
}

seal::HeldTerms held_terms(const HeldTermsEntry& held, const terms::LotTerms& lot)
{
    seal::HeldTerms out{digest_from_hex(held.digest).value(),
                        held.terms.deadline,
                        held.held_since,
                        held.signed_by_owner,
                        static_cast<std::uint8_t>(lot.unsealing.threshold),
                        static_cast<std::size_t>(lot.minimum_bidders),
                        {},
                        {}};
    for (const auto& closer : lot.unsealing.closers) {
        const auto certificate = digest_from_hex(closer.certificate_digest).value();
        out.closers.push_back(certificate);
        if (closer.holds_share)
            out.trustees.push_back(certificate);
    }
    return out;
}

bool is_whole(const IntakeState& state, const bidding::SealingKit& kit, const opening::Closing& closing,
              const std::string& own_certificate)
{
    const auto is_own = [&](const std::string& certificate) {
        const auto der = from_base64(certificate);
        return der && crypto::Certificate::digest_text(*der) == own_certificate;
    };
    for (const auto& key : kit.keys) {
        const auto message = from_base64(key.message);
        if (is_own(key.certificate) && (!message || state.published != to_hex(crypto::sm3(*message))))
            return false;
    }
    for (const auto& witness : closing.witnesses)
        if (is_own(witness.certificate) && !state.first_close)
            return false;
    return state.index == 0 || state.key || state.answers; // with the answers kept the key may be destroyed
}

} // namespace tianping::trustee
