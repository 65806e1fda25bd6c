#include "app/trustee/trustee.hpp"
#include "app/trustee/evidence.hpp"
#include "app/trustee/remedy.hpp"
#include "infra/crypto/digest.hpp"
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

// Signatures differ each time, so a repeated act is another body under a key of its own; what it does twice
// is refused or the same by its content.
std::string Trustee::key_for(const std::string& act, const boost::json::value& body) const
{
    return act + "/" + to_hex(crypto::sm3(tianping::view(boost::json::serialize(body)))).substr(0, 32);
}

bool Trustee::shows_own_key(const bidding::SealingKit& kit) const
{
    const auto own = to_base64(parts_.certificate.der());
    return std::ranges::find(kit.keys, own, &bidding::TrusteeKey::certificate) != kit.keys.end();
}

Status Trustee::hold_terms(const bidding::SealingKit& kit, IntakeState& state)
{
    TP_TRY(der, from_base64(kit.terms_certificate));
    TP_TRY(owner, crypto::Certificate::from_der(der));
    const auto pin = to_hex(owner.digest());
    if (state.owner_certificate.empty())
        state.owner_certificate = pin;
    const auto digest = to_hex(terms::digest(kit.terms));
    if (std::ranges::find(state.terms, digest, &HeldTermsEntry::digest) != state.terms.end())
        return {};
    TP_TRY(key, owner.public_key());
    TP_TRY(signature, from_base64(kit.terms_signature));
    const bool good = pin == state.owner_certificate && key.verify(terms::signed_bytes(kit.terms), signature);
    state.terms.push_back({digest, parts_.clock.now(), kit.terms, good});
    return {};
}

Result<bidding::SealingKit> Trustee::learn(const std::string& intake, IntakeState& state)
{
    TP_TRY(kit, parts_.platform.get<bidding::SealingKit>("/api/v1/intakes/" + intake + "/kit"));
    TP_CHECK(hold_terms(kit, state));
    return kit;
}

Visit Trustee::publish_key(const bidding::SealingKit& kit, IntakeState& state)
{
    if (!state.key)
        state.key = crypto::PrivateKey::generate(crypto::Algorithm::sm2).pem();
    const auto fresh = crypto::PrivateKey::from_pem(*state.key).value();
    const seal::KeyMessage message{{kit.platform, kit.trade, kit.lot, kit.round, kit.intake},
                                   static_cast<std::uint8_t>(state.index),
                                   parts_.certificate.digest(),
                                   fresh.public_key().point()};
    if (const auto fit = message.check(); !fit)
        return refused(fit.error());
    const auto bytes = message.encode();
    state.published = to_hex(crypto::sm3(bytes));
    states_.save(state); // the key is safe before anyone seals to it
    const boost::json::value body{{"message", to_base64(bytes)},
                                  {"signature",
                                   {{"certificate", to_base64(parts_.certificate.der())},
                                    {"value", to_base64(parts_.key.sign(bytes))}}}};
    const auto done = parts_.platform.post<http::ClientAnswer>("/api/v1/intakes/" + kit.intake + "/keys",
                                                               body, key_for("key", body));
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
    const auto own = to_hex(parts_.certificate.digest());
    std::int64_t index = -1;
    const bool share = lot != nullptr && has_share(*lot, own, index);
    if (index < 0)
        return {Step::nothing, "trustee.not_named"};
    state.index = share ? index : 0;
    if (boost::json::serialize(wire::write(state)) != before)
        states_.save(state);
    if (parts_.clock.now() < kit->deadline)
        return before_deadline(*kit, state, share);
    if (state.answered || (!share && state.witnessed))
        return {Step::nothing, {}};
    return close(*kit, state);
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
    const auto signers = signers_of(kit, *closing);
    if (!signers)
        return refused(signers.error());
    const auto facts = facts_of(kit, *closing, state, *signers);
    if (!facts)
        return refused(facts.error());
    if (!state.witnessed)
        return witness(*closing, *facts, *signers, state);
    if (!closing->witnessed)
        return {Step::waiting, "trustee.no_quorum_yet"};
    const auto& lot = *trade::lot_terms(state.terms.back().terms, trade::RoundId::parse(kit.round).value());
    const auto manner = manner_allows(lot, facts->terms.back().deadline, closing->window_ends, facts->now);
    if (!manner)
        return {Step::waiting, manner.error().code};
    return answer(*closing, *facts, *signers, state);
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
    states_.pin_platform(to_hex(facts.platform));
    state.first_close = to_hex(crypto::sm3(close_message->message));
    states_.save(state); // stored before it is signed: a second set is refused for ever
    const auto& lot =
        *trade::lot_terms(state.terms.back().terms, trade::RoundId::parse(facts.place.round).value());
    const auto own = to_hex(parts_.certificate.digest());
    const auto closer = std::ranges::find(lot.unsealing.closers, own, &terms::Closer::certificate_digest);
    const opening::CloserSignature body{
        closer->index,
        {to_base64(parts_.certificate.der()), to_base64(parts_.key.sign(close_message->message))}};
    const auto done =
        parts_.platform.post<http::ClientAnswer>("/api/v1/intakes/" + closing.intake + "/closing/signatures",
                                                 body, key_for("close", wire::write(body)));
    if (!done && done.error().code != "opening.signed_already")
        return refused(done.error());
    state.witnessed = true;
    const auto set = seal::Close::decode(close_message->message).value();
    if (std::ssize(set.submits) < lot.minimum_bidders) { // they go back unopened, and there is no second set
        state.answered = true;
        state.key.reset();
    }
    states_.save(state);
    return {Step::set_witnessed, {}};
}

Result<opening::AnswersIn> Trustee::answers_for(const seal::IntakeFacts& facts, const seal::ClosedSet& set,
                                                const opening::Closing& closing, const IntakeState& state)
{
    const auto& intake = closing.intake;
    TP_TRY(headers, parts_.platform.get<opening::HeadersToAnswer>("/api/v1/intakes/" + intake + "/headers"));
    const auto& terms = state.terms.back().terms;
    const auto& lot = *trade::lot_terms(terms, trade::RoundId::parse(facts.place.round).value());
    const auto ground = [&](const opening::HeaderToAnswer& listed) -> Status {
        const auto from =
            std::ranges::find(closing.submissions, listed.submission, &bidding::ClosedSubmission::submission);
        if (from == closing.submissions.end())
            return Error{Fault::forbidden, "trustee.no_ground"};
        return has_ground(facts.place, lot, set.digest, listed, *from);
    };
    TP_TRY(own_key, crypto::PrivateKey::from_pem(*state.key));
    opening::AnswersIn out{to_base64(parts_.certificate.der()), {}};
    for (const auto& listed : headers.headers) {
        TP_TRY(bytes, from_base64(listed.header));
        TP_TRY(header, seal::Header::decode(bytes));
        seal::Answer answer{set.digest, header.digest(), facts.index, seal::AnswerCode::refused, {}};
        if (seal::may_answer(facts, set, header) && ground(listed))
            if (const auto share = seal::open_box(header, facts.index, own_key.handle())) {
                answer.code = seal::AnswerCode::ok;
                answer.value = *share;
                if (accident_ == Accident::wrong_answer)
                    answer.value.back() ^= 1U;
            }
        const auto message = answer.encode();
        out.answers.push_back({to_base64(message), to_base64(parts_.key.sign(message))});
    }
    return out;
}

// Where every bidder has given his own secret there is nothing to answer.
Status Trustee::send_answers(const std::string& intake, const opening::AnswersIn& answers)
{
    if (!answers.answers.empty())
        TP_CHECK(parts_.platform.post<http::ClientAnswer>("/api/v1/intakes/" + intake + "/answers", answers,
                                                          key_for("answers", wire::write(answers))));
    return {};
}

Visit Trustee::answer(const opening::Closing& closing, const seal::IntakeFacts& facts,
                      const seal::Signers& signers, IntakeState& state)
{
    const auto set_facts = closed_set_of(closing);
    if (!set_facts)
        return refused(set_facts.error());
    const auto set = seal::check_closed_set(facts, *set_facts, signers);
    if (!set)
        return refused(set.error());
    if (facts.index != 0) {
        const auto answers = answers_for(facts, *set, closing, state);
        if (!answers && answers.error().code == "opening.remedy_not_begun")
            return {Step::waiting, answers.error().code};
        if (!answers)
            return refused(answers.error());
        if (const auto sent = send_answers(closing.intake, *answers); !sent)
            return refused(sent.error());
    }
    state.answered = true;
    state.key.reset(); // destroyed: nothing of this intake is ever opened with it again
    states_.save(state);
    return {Step::answered, {}};
}

Result<seal::IntakeFacts> Trustee::facts_of(const bidding::SealingKit& kit, const opening::Closing& closing,
                                            const IntakeState& state, const seal::Signers& signers) const
{
    seal::IntakeFacts facts;
    facts.place = {kit.platform, kit.trade, kit.lot, kit.round, kit.intake};
    const auto round = trade::RoundId::parse(kit.round).value();
    for (const auto& held : state.terms)
        if (const auto* lot = trade::lot_terms(held.terms, round))
            facts.terms.push_back(held_terms(held, *lot));
    if (facts.terms.empty())
        return Error{Fault::conflict, "closing.terms_not_held"};
    TP_TRY(keys,
           seal::check_keys(facts.place, facts.terms.back().trustees, signed_keys(kit).value(), signers));
    facts.keys = keys;
    TP_TRY(platform, from_base64(closing.certificate));
    facts.platform = crypto::sm3(platform);
    for (const auto& pin : {parts_.platform_certificate, states_.platform().value_or("")})
        if (!pin.empty() && to_hex(facts.platform) != pin)
            return Error{Fault::forbidden, "closing.not_signed_by_platform"};
    facts.index = static_cast<std::uint8_t>(state.index);
    for (const auto& part : trade::lot_terms(state.terms.back().terms, round)->parts)
        if (part.envelope <= closing.due_envelope)
            facts.due.push_back({part.id, std::nullopt});
    facts.state_whole = is_whole(state, kit, closing, to_hex(parts_.certificate.digest()));
    if (state.first_close)
        facts.first_close = digest_from_hex(*state.first_close).value();
    facts.now = parts_.clock.now();
    return facts;
}

} // namespace tianping::trustee
