// Who signed: every witness, every answer, and as many of each as the log tells of. A trustee passes over a
// witness whose signature is bad as long as a quorum stands; here each one is named.
#include "app/verify/checks.hpp"
#include "infra/crypto/digest.hpp"
#include "rooms/opening/events.hpp"
#include <algorithm>
#include <set>

namespace tianping::verify {

// The certificate is the one that the terms pin for this number.
bool Checks::is_closer(std::int64_t number, const Digest& certificate, bool with_share) const
{
    return std::ranges::any_of(lot_.unsealing.closers, [&](const auto& closer) {
        return closer.index == number && closer.certificate_digest == to_hex(certificate) &&
               (closer.holds_share || !with_share);
    });
}

Status Checks::witness(const bidding::TrusteeKey& given) const
{
    const auto number = std::to_string(given.index);
    TP_TRY(der, from_base64(given.certificate));
    TP_TRY(close, from_base64(evidence_.closing.message));
    TP_TRY(signature, from_base64(given.signature));
    const auto certificate = crypto::sm3(der);
    if (!is_closer(given.index, certificate, false) || !given.message.empty())
        return differs("verify.no_closer", number);
    const auto named =
        std::ranges::count(evidence_.closing.witnesses, given.index, &bidding::TrusteeKey::index);
    const bool good =
        seal::check_signature({certificate, close, signature}, signers_) == seal::Signature::good;
    return good && named == 1 ? Status{} : Status{differs("verify.witness_signature", number)};
}

void Checks::witnesses()
{
    for (const auto& given : evidence_.closing.witnesses)
        found(witness(given), "verify.witness", evidence_.kit.intake + "/" + std::to_string(given.index));
}

Status Checks::answer(const opening::TrusteeAnswer& given) const
{
    const auto number = std::to_string(given.number);
    TP_TRY(der, from_base64(given.certificate));
    TP_TRY(message, from_base64(given.message));
    TP_TRY(signature, from_base64(given.signature));
    const auto certificate = crypto::sm3(der);
    if (!is_closer(given.number, certificate, true))
        return differs("verify.no_closer", number);
    if (seal::check_signature({certificate, message, signature}, signers_) != seal::Signature::good)
        return differs("verify.answer_signature", number);
    TP_TRY(answer, seal::Answer::decode(message));
    const bool fits =
        answer.close == set_->digest && to_hex(answer.header) == given.header && answer.index == given.number;
    return fits ? Status{} : Status{differs("verify.answer_of_another", number)};
}

void Checks::answers()
{
    for (const auto& given : evidence_.answers)
        found(answer(given), "verify.answer",
              given.header.substr(0, 16) + "/" + std::to_string(given.number));
    found(answers_complete(), "verify.answers_complete", evidence_.kit.intake);
    found(answers_whole(), "verify.answers_whole", evidence_.kit.intake);
    found(wrong_logged(), "verify.wrong_logged", evidence_.kit.intake);
}

// As many answers of each trustee as were taken, each for another part.
Status Checks::answers_complete() const
{
    auto taken = told_.taken;
    std::set<std::pair<std::string, std::int64_t>> shown;
    for (const auto& given : told_.answers) {
        --taken[given.number];
        if (!shown.emplace(given.header, given.number).second)
            return differs("verify.answer_twice", std::to_string(given.number));
    }
    for (const auto& [number, missing] : taken)
        if (missing != 0)
            return differs("verify.answers_differ", std::to_string(number));
    return {};
}

// Who answered wrongly is who was named at last.
Status Checks::wrong_logged() const
{
    std::map<std::string, std::vector<std::int64_t>> named;
    for (const auto& event : evidence_.events)
        if (is_own(event))
            (void)says<opening::WrongAnswerNamed>(event, [&](const auto& body) {
                named[body.header] = body.numbers;
                return true;
            });
    for (const auto& opened : evidence_.opened) {
        if (named[opened.header] != opened.wrong)
            return differs("verify.wrong_answers_differ", opened.submission + "/" + opened.part);
        named.erase(opened.header);
    }
    return named.empty() ? Status{} : Status{differs("verify.wrong_answers_differ", named.begin()->first)};
}

// Nothing that a bidder or the host did is left out or shown twice.
Status Checks::acts_complete() const
{
    std::multiset<std::string> logged;
    for (const auto& event : evidence_.events) {
        (void)says<opening::BidderProved>(event, [&](const auto& body) {
            for (const auto& header : body.headers)
                logged.insert("proof " + header);
            return true;
        });
        (void)says<opening::BidderGave>(event, [&](const auto& body) {
            for (const auto& header : body.headers)
                logged.insert("secret " + header);
            return true;
        });
        if (event.kind == opening::LossClaimed::kind && event.stream.starts_with("prf_"))
            logged.insert("claim");
        if (is_own(event) && event.kind == opening::CauseRecorded::kind)
            logged.insert("cause");
        if (is_own(event) && event.kind == opening::WindowExtended::kind)
            logged.insert("extension");
    }
    std::multiset<std::string> shown;
    for (const auto& given : evidence_.unsealing.proofs)
        shown.insert("proof " + given.header);
    for (const auto& given : told_.secrets)
        shown.insert("secret " + given.header);
    for (std::size_t i = 0; i < evidence_.unsealing.causes.size(); ++i)
        shown.insert("cause");
    for (std::size_t i = 0; i < evidence_.unsealing.claims.size(); ++i)
        shown.insert("claim");
    for (std::size_t i = 0; i < evidence_.unsealing.extensions.size(); ++i)
        shown.insert("extension");
    return shown == logged ? Status{} : Status{differs("verify.acts_differ", evidence_.kit.intake)};
}

} // namespace tianping::verify
