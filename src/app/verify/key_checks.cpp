// The trustees' keys were proved before anybody sealed to them.
#include "app/trustee/evidence.hpp"
#include "app/verify/checks.hpp"
#include "formats/key_test.hpp"
#include "infra/crypto/digest.hpp"
#include <algorithm>
#include <set>

namespace tianping::verify {

Status Checks::keys_tested() const
{
    const auto& kit = evidence_.kit;
    TP_TRY(test, trustee::test_header(kit));
    TP_TRY(answers, trustee::signed_test_answers(kit));
    return seal::check_key_test(facts_.place, facts_.keys, test, answers, signers_);
}

// A trustee who is said to have answered rightly or wrongly did so, by his own signed answer.
Status Checks::key_answer(const bidding::KeyAnswered& said) const
{
    const auto number = std::to_string(said.answer.index);
    const auto key = std::ranges::find(evidence_.kit.keys, said.answer.index, &bidding::TrusteeKey::index);
    if (key == evidence_.kit.keys.end())
        return differs("verify.key_answer_differs", number);
    TP_TRY(test, trustee::test_header(evidence_.kit));
    TP_TRY(der, from_base64(key->certificate));
    TP_TRY(message, from_base64(said.answer.message));
    TP_TRY(signature, from_base64(said.answer.signature));
    if (seal::check_signature({crypto::sm3(der), message, signature}, signers_) != seal::Signature::good)
        return differs("verify.answer_signature", number);
    TP_TRY(answer, seal::Answer::decode(message));
    TP_TRY(right, right_test_answer(said.answer.index));
    const auto expected = answer.code == seal::AnswerCode::ok && answer.value == right.value
                              ? bidding::KeyState::proved
                              : bidding::KeyState::wrong;
    const bool fits = answer.header == test.digest() && said.header == to_hex(test.digest()) &&
                      answer.index == said.answer.index && expected == said.state;
    return fits ? Status{} : Status{differs("verify.key_answer_differs", number)};
}

// As the kit shows it, which keys_tested() has checked.
Result<seal::Answer> Checks::right_test_answer(std::int64_t number) const
{
    for (const auto& shown : evidence_.kit.test->answers)
        if (shown.index == number) {
            TP_TRY(message, from_base64(shown.message));
            return seal::Answer::decode(message);
        }
    return differs("verify.key_answer_differs", std::to_string(number));
}

// Each proof is recorded in the log, before the closing.
Status Checks::key_answers() const
{
    std::set<std::int64_t> proved;
    for (const auto& event : evidence_.events) {
        if (event.stream != evidence_.kit.intake || event.kind != bidding::KeyAnswered::kind)
            continue;
        TP_TRY(said, wire::parse<bidding::KeyAnswered>(event.body));
        TP_CHECK(key_answer(said));
        if (said.state == bidding::KeyState::proved && event.arrived_at < millis(evidence_.kit.deadline))
            proved.insert(said.answer.index);
    }
    for (const auto& key : evidence_.kit.keys)
        if (!proved.contains(key.index))
            return differs("verify.key_answer_differs", std::to_string(key.index));
    return {};
}

} // namespace tianping::verify
