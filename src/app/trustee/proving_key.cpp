// Before the deadline: the key is published, and opens the test envelope as soon as that is there.
#include "app/trustee/evidence.hpp"
#include "app/trustee/trustee.hpp"
#include "formats/key_test.hpp"
#include "infra/http/asking.hpp"
#include "rooms/bidding/service.hpp"
#include <algorithm>

namespace tianping::trustee {
namespace {

bool is_proved(const bidding::SealingKit& kit, std::int64_t index)
{
    const auto own = std::ranges::find(kit.standing, index, &bidding::KeyStanding::index);
    return own != kit.standing.end() && own->state == bidding::KeyState::proved;
}

} // namespace

Visit Trustee::before_deadline(const bidding::SealingKit& kit, IntakeState& state, bool share)
{
    if (!share)
        return {Step::nothing, {}};
    if (!shows_own_key(kit))
        return publish_key(kit, state);
    if (!kit.test || is_proved(kit, state.index))
        return {Step::nothing, {}};
    return prove_key(kit, state);
}

// Whatever is not the test envelope of these keys is not touched, least of all a bid.
Result<seal::Answer> Trustee::test_answer_of(const bidding::SealingKit& kit, const IntakeState& state) const
{
    TP_TRY(header, test_header(kit));
    TP_TRY(signers, signers_of(kit));
    TP_TRY(messages, signed_keys(kit));
    TP_TRY(lot, held_lot(state, kit.round));
    seal::IntakeFacts facts;
    facts.place = place_of(kit);
    TP_TRY(keys,
           seal::check_keys(facts.place, held_terms(state.terms.back(), *lot).trustees, messages, signers));
    facts.keys = keys;
    facts.index = static_cast<std::uint8_t>(state.index);
    facts.state_whole = is_whole(state, kit, {}, parts_.certificate.digest_text());
    TP_CHECK(seal::may_open_test(facts, header));
    TP_TRY(own_key, crypto::PrivateKey::from_pem(*state.key));
    std::optional<seal::Scalar> share;
    if (const auto opened = seal::open_box(header, facts.index, own_key.handle()))
        share = *opened;
    if (share && accident_ == Accident::wrong_test_answer)
        share->back() ^= 1U;
    return seal::test_answer(header, facts.index, share);
}

Visit Trustee::prove_key(const bidding::SealingKit& kit, const IntakeState& state)
{
    const auto answer = test_answer_of(kit, state);
    if (!answer)
        return {Step::refused, answer.error().code};
    const auto message = answer->encode();
    const bidding::TestAnswerIn body{
        to_base64(message), {to_base64(parts_.certificate.der()), to_base64(parts_.key.sign(message))}};
    const auto done = http::post_until_known<bidding::KeyTestedOut>(
        parts_.platform, "/api/v1/intakes/" + kit.intake + "/keys/test", body,
        key_for("key-test", wire::write(body)));
    if (!done)
        return {Step::refused, done.error().code};
    if (done->state != bidding::KeyState::proved)
        return {Step::refused, "closing.key_not_proved"};
    return {Step::key_proved, {}};
}

} // namespace tianping::trustee
