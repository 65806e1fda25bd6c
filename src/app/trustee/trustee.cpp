#include "app/trustee/trustee.hpp"
#include "app/trustee/evidence.hpp"
#include "infra/crypto/digest.hpp"
#include "infra/http/asking.hpp"
#include "infra/spine/log.hpp"
#include <algorithm>

namespace tianping::trustee {
namespace {

Visit refused(const Error& error)
{
    return {Step::refused, error.code};
}

bool has_share(const terms::LotTerms& lot, const std::string& certificate, std::int64_t& index)
{
    for (const auto& closer : lot.unsealing.closers)
        if (closer.certificate_digest == certificate) {
            index = closer.index;
            return closer.holds_share;
        }
    index = -1;
    return false;
}

} // namespace

Trustee::Trustee(Parts parts, Accident accident)
    : parts_{std::move(parts)}, accident_{accident}, states_{parts_.state}
{
}

// Another for each visit; what it does twice is refused or the same by its content.
std::string Trustee::key_for(const std::string& act, const boost::json::value& body) const
{
    return http::fresh_key(act + "/" +
                           to_hex(crypto::sm3(tianping::view(boost::json::serialize(body)))).substr(0, 32));
}

bool Trustee::shows_own_key(const bidding::SealingKit& kit) const
{
    const auto own = to_base64(parts_.certificate.der());
    return std::ranges::find(kit.keys, own, &bidding::TrusteeKey::certificate) != kit.keys.end();
}

Visit Trustee::publish_key(const bidding::SealingKit& kit, IntakeState& state)
{
    if (!state.key)
        state.key = crypto::PrivateKey::generate(crypto::Algorithm::sm2).pem();
    const auto fresh = crypto::PrivateKey::from_pem(*state.key).value();
    const seal::KeyMessage message{place_of(kit), static_cast<std::uint8_t>(state.index),
                                   parts_.certificate.digest(), fresh.public_key().point()};
    if (const auto fit = message.check(); !fit)
        return refused(fit.error());
    const auto bytes = message.encode();
    state.published = to_hex(crypto::sm3(bytes));
    states_.save(state); // the key is safe before anyone seals to it
    const boost::json::value body{{"message", to_base64(bytes)},
                                  {"signature",
                                   {{"certificate", to_base64(parts_.certificate.der())},
                                    {"value", to_base64(parts_.key.sign(bytes))}}}};
    const auto done = http::post_until_known<http::ClientAnswer>(
        parts_.platform, "/api/v1/intakes/" + kit.intake + "/keys", body, key_for("key", body));
    if (!done)
        return refused(done.error());
    return {Step::key_published, {}};
}

Visit Trustee::visit(const std::string& intake)
{
    if (accident_ == Accident::absent)
        return {Step::nothing, "trustee.absent"};
    auto state = states_.load(intake).value_or(IntakeState{intake});
    const auto before = boost::json::serialize(wire::write(state));
    const auto kit = learn(intake, state);
    if (!kit)
        return refused(kit.error());
    const auto* lot = trade::lot_terms(kit->terms, trade::RoundId::parse(kit->round).value());
    const auto own = parts_.certificate.digest_text();
    std::int64_t index = -1;
    const bool share = lot != nullptr && has_share(*lot, own, index);
    if (index < 0)
        return {Step::nothing, "trustee.not_named"};
    state.index = share ? index : 0;
    if (boost::json::serialize(wire::write(state)) != before)
        states_.save(state);
    if (state.answered || (!share && state.witnessed))
        return {Step::nothing, {}};
    if (destroy_if_unbound(state)) // after what is shown was learned: it may be a later deadline
        return {Step::nothing, "trustee.validity_over"};
    if (parts_.clock.now() < kit->deadline)
        return before_deadline(*kit, state, share);
    return close(*kit, state);
}

bool Trustee::destroy_if_unbound(IntakeState& state)
{
    const auto until = bound_until(state);
    if (!state.key || !until || parts_.clock.now() < *until)
        return false;
    state.key.reset();
    state.answered = state.answered || !state.answers; // what was answered is still sent until it is shown
    states_.save(state);
    log::info("the bids bind nobody any more: the key is destroyed", {{"intake", state.intake}});
    return true;
}

void Trustee::destroy_old_keys()
{
    for (const auto& intake : states_.intakes()) {
        try {
            if (auto state = states_.load(intake))
                destroy_if_unbound(*state);
        } catch (const std::exception& fault) {
            log::error("a key cannot be destroyed", {{"intake", intake}, {"fault", fault.what()}});
        }
    }
}

std::vector<Visit> Trustee::visit_until_idle(const std::string& intake)
{
    std::vector<Visit> out;
    do {
        out.push_back(visit(intake));
    } while (out.back().step == Step::key_published || out.back().step == Step::key_proved ||
             out.back().step == Step::set_witnessed);
    return out;
}

Visit Trustee::close(const bidding::SealingKit& kit, IntakeState& state)
{
    const auto closing = parts_.platform.get<opening::Closing>("/api/v1/intakes/" + kit.intake + "/closing");
    if (!closing)
        return closing.error().fault == Fault::too_early ? Visit{Step::waiting, closing.error().code}
                                                         : refused(closing.error());
    auto signers = signers_of(kit, *closing);
    if (!signers)
        return refused(signers.error());
    auto facts = facts_of(kit, *closing, state, *signers);
    if (!facts)
        return refused(facts.error());
    if (!state.witnessed)
        return witness(*closing, *facts, *signers, state);
    if (!closing->witnessed)
        return {Step::waiting, "trustee.no_quorum_yet"};
    const auto judged =
        judge(*signers, *closing, facts->terms.back().deadline, facts->now, Trust{parts_.anchors});
    if (!judged)
        return refused(judged.error());
    const auto over = window_is_over(*closing, *facts, *signers, state);
    if (!over)
        return over.error().code == "trustee.before_window_end" ? Visit{Step::waiting, over.error().code}
                                                                : refused(over.error());
    return answer(*closing, *facts, *signers, state);
}

Status Trustee::window_is_over(const opening::Closing& closing, const seal::IntakeFacts& facts,
                               const seal::Signers& signers, IntakeState& state)
{
    TP_TRY(shown, closed_set_of(closing));
    TP_CHECK(seal::check_witnessed(facts, shown, signers));
    TP_TRY(lot, held_lot(state, facts.place.round));
    if (!state.quorum_seen) {
        state.quorum_seen = facts.now;
        states_.save(state); // a service that starts anew does not begin to count again
    }
    return manner_allows(*lot, *state.quorum_seen, closing.window_ends, facts.now);
}

Visit Trustee::witness(const opening::Closing& closing, const seal::IntakeFacts& facts,
                       const seal::Signers& signers, IntakeState& state)
{
    const auto close_message = signed_closing(closing);
    if (!close_message)
        return refused(close_message.error());
    const auto verdict = seal::may_witness(facts, *close_message, signers);
    if (!verdict)
        return refused(verdict.error());
    const auto lot = held_lot(state, facts.place.round);
    if (!lot)
        return refused(lot.error());
    const auto& closers = (*lot)->unsealing.closers;
    const auto closer =
        std::ranges::find(closers, parts_.certificate.digest_text(), &terms::Closer::certificate_digest);
    if (closer == closers.end()) // the terms of this kit name it, but not the last that were held
        return {Step::refused, "trustee.not_named"};
    states_.pin_platform(to_hex(facts.platform));
    state.first_close = to_hex(crypto::sm3(close_message->message));
    states_.keep_first_close(facts.place, *state.first_close);
    states_.save(state); // both stored before it is signed: a second set is refused for ever
    const opening::CloserSignature body{
        closer->index,
        {to_base64(parts_.certificate.der()), to_base64(parts_.key.sign(close_message->message))}};
    const auto done = http::post_until_known<http::ClientAnswer>(
        parts_.platform, "/api/v1/intakes/" + facts.place.intake + "/closing/signatures", body,
        key_for("close", wire::write(body)));
    if (!done && done.error().code != "opening.signed_already")
        return refused(done.error());
    state.witnessed = true;
    const auto set = seal::Close::decode(close_message->message).value();
    if (std::ssize(set.submits) < (*lot)->minimum_bidders) {
        state.answered = true; // they go back unopened, and there is no second set
        state.key.reset();
    }
    states_.save(state);
    return {Step::set_witnessed, {}};
}

} // namespace tianping::trustee
