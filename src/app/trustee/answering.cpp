// Behind the quorum: each header is opened or refused, and the key is destroyed.
#include "app/trustee/evidence.hpp"
#include "app/trustee/trustee.hpp"
#include "infra/http/asking.hpp"
#include <algorithm>

namespace tianping::trustee {
namespace {

// Whether every check allows this header to be opened; an error when one cannot be made now.
Result<bool> may_open(const seal::IntakeFacts& facts, const seal::ClosedSet& set, const GroundFacts& grounds,
                      const opening::Closing& closing, const opening::HeaderToAnswer& listed)
{
    TP_TRY(bytes, from_base64(listed.header));
    TP_TRY(header, seal::Header::decode(bytes));
    const auto from =
        std::ranges::find(closing.submissions, listed.submission, &bidding::ClosedSubmission::submission);
    if (!seal::may_answer(facts, set, header) || from == closing.submissions.end())
        return false;
    const auto ground = has_ground(grounds, listed, *from);
    if (!ground && ground.error().code == "certificate.crl_stale")
        return ground.error();
    return ground.has_value();
}

} // namespace

Result<GroundFacts> Trustee::ground_facts(const seal::IntakeFacts& facts, const seal::ClosedSet& set,
                                          const IntakeState& state) const
{
    const auto round = trade::RoundId::parse(facts.place.round).value();
    TP_TRY(der, from_base64(state.owner_der));
    TP_TRY(owner, crypto::Certificate::from_der(der));
    return GroundFacts{facts.place,
                       *trade::lot_terms(state.terms.back().terms, round),
                       facts.terms.back().deadline,
                       set.digest,
                       state.owner_certificate,
                       owner.subject().organisation_code,
                       parts_.origin,
                       facts.now,
                       Trust{parts_.anchors},
                       state.project.value_or("")};
}

Result<opening::AnswersIn> Trustee::answers_for(const seal::IntakeFacts& facts, const seal::ClosedSet& set,
                                                const opening::Closing& closing, const IntakeState& state)
{
    TP_TRY(headers,
           parts_.platform.get<opening::HeadersToAnswer>("/api/v1/intakes/" + closing.intake + "/headers"));
    TP_TRY(grounds, ground_facts(facts, set, state));
    TP_TRY(own_key, crypto::PrivateKey::from_pem(*state.key));
    opening::AnswersIn out{to_base64(parts_.certificate.der()), {}};
    for (const auto& listed : headers.headers) {
        TP_TRY(bytes, from_base64(listed.header));
        TP_TRY(header, seal::Header::decode(bytes));
        TP_TRY(allowed, may_open(facts, set, grounds, closing, listed));
        seal::Answer answer{set.digest, header.digest(), facts.index, seal::AnswerCode::refused, {}};
        if (allowed)
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
        TP_CHECK(http::post_until_known<http::ClientAnswer>(parts_.platform,
                                                            "/api/v1/intakes/" + intake + "/answers", answers,
                                                            key_for("answers", wire::write(answers))));
    return {};
}

Visit Trustee::answer(const opening::Closing& closing, const seal::IntakeFacts& facts,
                      const seal::Signers& signers, IntakeState& state)
{
    const auto set_facts = closed_set_of(closing);
    if (!set_facts)
        return {Step::refused, set_facts.error().code};
    const auto set = seal::check_closed_set(facts, *set_facts, signers);
    if (!set)
        return {Step::refused, set.error().code};
    if (facts.index != 0) {
        const auto answers = answers_for(facts, *set, closing, state);
        if (!answers && answers.error().code == "opening.remedy_not_begun")
            return {Step::waiting, answers.error().code};
        if (!answers)
            return {Step::refused, answers.error().code};
        if (const auto sent = send_answers(closing.intake, *answers); !sent)
            return {Step::refused, sent.error().code};
    }
    state.answered = true;
    state.key.reset(); // destroyed: nothing of this intake is ever opened with it again
    states_.save(state);
    return {Step::answered, {}};
}

} // namespace tianping::trustee
