// Behind the quorum: each header is opened or refused, and what was signed is kept and sent until the
// platform shows it; the key is destroyed once nothing is left to answer.
#include "app/trustee/evidence.hpp"
#include "app/trustee/trustee.hpp"
#include "infra/http/asking.hpp"
#include "rooms/opening/unsealing_rules.hpp"
#include <algorithm>
#include <map>
#include <set>

namespace tianping::trustee {
namespace {

// The SUBMIT that lists it for its own bidder, part and terms.
const seal::Submit* submit_of(const seal::ClosedSet& set, const seal::Header& header)
{
    for (const auto& submit : set.submits)
        for (const auto& part : submit.parts)
            if (part.header == header.digest() && part.part == header.prefix().part &&
                submit.bidder == header.prefix().bidder && submit.terms == header.prefix().terms)
                return &submit;
    return nullptr;
}

const bidding::ClosedSubmission* shown_as(const opening::Closing& closing, const seal::Submit& submit)
{
    const auto digest = seal::digest_of(submit);
    for (const auto& shown : closing.submissions)
        if (const auto message = from_base64(shown.message); message && crypto::sm3(*message) == digest)
            return &shown;
    return nullptr;
}

// Whether this header is opened or refused for good; an error, and nothing is signed, for what another answer
// of the platform would put right: the keys, a ground, a list that has run out. Whose bid it is says the
// SUBMIT that lists it, whatever the platform writes beside the header.
Result<bool> may_open(const seal::IntakeFacts& facts, const seal::ClosedSet& set, const GroundFacts& grounds,
                      const opening::Closing& closing, opening::HeaderToAnswer asked)
{
    TP_TRY(bytes, from_base64(asked.header));
    TP_TRY(header, seal::Header::decode(bytes));
    const auto* submit = submit_of(set, header);
    const auto* from = submit == nullptr ? nullptr : shown_as(closing, *submit);
    if (from == nullptr)
        return false;
    if (const auto fits = seal::may_answer(facts, set, header); !fits) {
        if (fits.error().code == "closing.key_substituted")
            return fits.error();
        return false;
    }
    asked.submission = submit->submission;
    if (const auto ground = has_ground(grounds, asked, *from); !ground) {
        if (ground.error().code == "trustee.no_remedy") // so the signed terms say
            return false;
        return ground.error();
    }
    return true;
}

// Every part of the set that may be asked for: those of the first envelope, and in the manner `bidder` none
// without the remedy.
std::vector<Digest> due_headers(const seal::IntakeFacts& facts, const seal::ClosedSet& set,
                                const terms::LotTerms& lot)
{
    std::vector<Digest> out;
    if (lot.unsealing.manner == terms::Manner::bidder && !lot.unsealing.trustees_remedy)
        return out;
    for (const auto& submit : set.submits)
        for (const auto& part : submit.parts)
            if (std::ranges::find(facts.due, part.part, &seal::DuePart::part) != facts.due.end())
                out.push_back(part.header);
    return out;
}

// A platform that leaves one bid's header out would have its key destroyed for it. In the manner `bidder`
// only some are asked for, and which, no trustee can know.
Status check_all_listed(const std::vector<Digest>& due, const terms::LotTerms& lot,
                        const opening::HeadersToAnswer& asked)
{
    if (lot.unsealing.manner == terms::Manner::bidder)
        return {};
    std::set<Digest> listed;
    for (const auto& header : asked.headers) {
        TP_TRY(bytes, from_base64(header.header));
        listed.insert(crypto::sm3(bytes));
    }
    for (const auto& header : due)
        if (!listed.contains(header))
            return Error{Fault::conflict, "trustee.header_withheld", {}, {{"header", to_hex(header)}}};
    return {};
}

// What was signed, by the header that it is for.
std::map<Digest, const opening::AnswerIn*> kept_answers(const IntakeState& state)
{
    std::map<Digest, const opening::AnswerIn*> out;
    if (state.answers)
        for (const auto& answer : *state.answers)
            out[seal::Answer::decode(from_base64(answer.message).value()).value().header] = &answer;
    return out;
}

// An ANSWER of its own that the state does not know was signed before the state was put back.
Status check_own_known(const opening::HeadersToAnswer& asked, const IntakeState& state)
{
    const auto kept = kept_answers(state);
    for (const auto& header : asked.headers) {
        if (!header.answered)
            continue;
        TP_TRY(bytes, from_base64(header.header));
        const auto own = kept.find(crypto::sm3(bytes));
        if (own == kept.end() || opening::digest_of_message(own->second->message) != *header.answered)
            return Error{Fault::conflict, "closing.state_lost"};
    }
    return {};
}

// Of what was signed, all that is asked for and that the platform does not show.
Result<std::vector<opening::AnswerIn>> not_shown(const opening::HeadersToAnswer& asked,
                                                 const IntakeState& state)
{
    const auto kept = kept_answers(state);
    std::vector<opening::AnswerIn> out;
    for (const auto& header : asked.headers) {
        TP_TRY(bytes, from_base64(header.header));
        const auto own = kept.find(crypto::sm3(bytes));
        if (own != kept.end() && header.answered != opening::digest_of_message(own->second->message))
            out.push_back(*own->second);
    }
    return out;
}

bool shows(const opening::HeadersToAnswer& now, const opening::AnswerIn& answer)
{
    return std::ranges::find(now.headers, std::optional{opening::digest_of_message(answer.message)},
                             &opening::HeaderToAnswer::answered) != now.headers.end();
}

// The remedy has not begun, or the round ended without an opening or after it.
bool asks_nothing(const std::string& code)
{
    return code == "opening.remedy_not_begun" || code == "opening.round_ended";
}

} // namespace

Result<GroundFacts> Trustee::ground_facts(const seal::IntakeFacts& facts, const seal::ClosedSet& set,
                                          const IntakeState& state) const
{
    TP_TRY(lot, held_lot(state, facts.place.round));
    TP_TRY(owner, owner_of(state));
    return GroundFacts{facts.place,
                       *lot,
                       facts.terms.back().deadline,
                       set.digest,
                       owner,
                       parts_.origin,
                       facts.now,
                       Trust{parts_.anchors},
                       state.project.value_or("")};
}

Result<opening::HeadersToAnswer> Trustee::headers_of(const std::string& intake)
{
    return parts_.platform.get<opening::HeadersToAnswer>("/api/v1/intakes/" + intake + "/headers");
}

opening::AnswerIn Trustee::signed_answer(const seal::IntakeFacts& facts, const seal::ClosedSet& set,
                                         const seal::Header& header, bool allowed,
                                         const crypto::PrivateKey& key) const
{
    seal::Answer answer{set.digest, header.digest(), facts.index, seal::AnswerCode::refused, {}};
    if (allowed)
        if (const auto share = seal::open_box(header, facts.index, key.handle())) {
            answer.code = seal::AnswerCode::ok;
            answer.value = *share;
            if (accident_ == Accident::wrong_answer)
                answer.value.back() ^= 1U;
        }
    const auto message = answer.encode();
    return {to_base64(message), to_base64(parts_.key.sign(message))};
}

// One for each header that has none yet. All are kept before any leaves the machine, and the key goes with
// the last that may be asked for.
Status Trustee::add_answers(const seal::IntakeFacts& facts, const seal::ClosedSet& set,
                            const GroundFacts& grounds, const opening::Closing& closing,
                            const opening::HeadersToAnswer& asked, IntakeState& state)
{
    if (!state.key)
        return {};
    TP_TRY(key, crypto::PrivateKey::from_pem(*state.key));
    auto next = state;
    auto& answers = next.answers ? *next.answers : next.answers.emplace();
    const auto kept = answers.size();
    std::set<Digest> answered;
    for (const auto& [header, answer] : kept_answers(state))
        answered.insert(header);
    for (const auto& listed : asked.headers) {
        TP_TRY(bytes, from_base64(listed.header));
        TP_TRY(header, seal::Header::decode(bytes));
        if (!answered.insert(header.digest()).second)
            continue;
        TP_TRY(allowed, may_open(facts, set, grounds, closing, listed));
        answers.push_back(signed_answer(facts, set, header, allowed, key));
    }
    const auto due = due_headers(facts, set, grounds.lot);
    if (std::ranges::all_of(due, [&](const auto& header) { return answered.contains(header); }))
        next.key.reset(); // destroyed: nothing of this intake is ever opened with it again
    if (next.key && answers.size() == kept)
        return {};
    state = std::move(next);
    states_.save(state);
    return {};
}

Visit Trustee::finish(IntakeState& state)
{
    state.answered = true;
    state.key.reset();
    states_.save(state);
    return {Step::answered, {}};
}

// It is done when the platform shows every answer; until then they are sent again at each visit.
Visit Trustee::send_answers(const opening::HeadersToAnswer& asked, IntakeState& state)
{
    const auto unsent = not_shown(asked, state);
    if (!unsent)
        return {Step::refused, unsent.error().code};
    if (!unsent->empty()) {
        const opening::AnswersIn body{to_base64(parts_.certificate.der()), *unsent};
        if (const auto sent = http::post_until_known<http::ClientAnswer>(
                parts_.platform, "/api/v1/intakes/" + state.intake + "/answers", body,
                key_for("answers", wire::write(body)));
            !sent)
            return {Step::refused, sent.error().code};
        const auto now = headers_of(state.intake);
        if (!now)
            return {Step::refused, now.error().code};
        if (!std::ranges::all_of(*unsent, [&](const auto& answer) { return shows(*now, answer); }))
            return {Step::waiting, "trustee.answers_not_shown"};
    }
    if (!state.key)
        return finish(state);
    return {unsent->empty() ? Step::nothing : Step::answered, {}};
}

Visit Trustee::answer(const opening::Closing& closing, seal::IntakeFacts& facts, const seal::Signers& signers,
                      IntakeState& state)
{
    const auto lot = held_lot(state, facts.place.round);
    if (!lot)
        return {Step::refused, lot.error().code};
    if ((*lot)->unsealing.manner == terms::Manner::bidder && closing.submissions.empty())
        return {Step::waiting, "opening.remedy_not_begun"}; // whose bids they are is shown from then on
    const auto set_facts = closed_set_of(closing);
    if (!set_facts)
        return {Step::refused, set_facts.error().code};
    const auto set = seal::check_closed_set(facts, *set_facts, signers);
    if (!set)
        return {Step::refused, set.error().code};
    const auto grounds = ground_facts(facts, *set, state);
    if (!grounds)
        return {Step::refused, grounds.error().code};
    if (facts.index == 0)
        return finish(state);
    const auto asked = headers_of(state.intake);
    if (!asked)
        return {asks_nothing(asked.error().code) ? Step::waiting : Step::refused, asked.error().code};
    if (const auto known = check_own_known(*asked, state); !known)
        return {Step::refused, known.error().code};
    if (const auto all = check_all_listed(due_headers(facts, *set, grounds->lot), grounds->lot, *asked); !all)
        return {Step::refused, all.error().code};
    if (const auto learned = learn_named_terms(*set, facts, state); !learned)
        return {Step::refused, learned.error().code};
    if (const auto added = add_answers(facts, *set, *grounds, closing, *asked, state); !added)
        return {Step::refused, added.error().code};
    return send_answers(*asked, state);
}

} // namespace tianping::trustee
