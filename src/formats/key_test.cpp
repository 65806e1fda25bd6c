#include "formats/key_test.hpp"
#include "formats/recovery.hpp"
#include "infra/crypto/digest.hpp"

namespace tianping::seal {
namespace {

Error not_proved(std::size_t trustee)
{
    Error e{Fault::conflict, "closing.key_not_proved"};
    e.params["trustee"] = std::to_string(trustee);
    return e;
}

bool is_answer_to(const Header& test, const Answer& answer)
{
    return crypto::is_zero(answer.close) && answer.header == test.digest() && answer.index >= 1 &&
           answer.index <= test.prefix().trustees.size();
}

} // namespace

Result<Sealed> seal_key_test(const Place& place, std::uint8_t threshold, const std::vector<TrusteeKey>& keys,
                             const EnvelopeId& id, Chance& chance)
{
    static constexpr std::string_view nothing = "tianping key test";
    SealInput input;
    input.prefix.threshold = threshold;
    input.prefix.id = id;
    input.prefix.place = place;
    input.prefix.part = test_part;
    input.prefix.trustees = keys;
    input.files.push_back({"key-test", Source::of(view(nothing))});
    input.tool = "tianping/0.1";
    input.creation_id = to_hex(id);
    input.machine_code = place.platform;
    return seal_part(input, chance, [](ByteView) {});
}

Answer test_answer(const Header& test, std::uint8_t index, const std::optional<Scalar>& share)
{
    return {{}, test.digest(), index, share ? AnswerCode::ok : AnswerCode::refused, share.value_or(Scalar{})};
}

Status check_test_answer(const Header& test, const Secret& secret, const Answer& answer)
{
    if (!is_answer_to(test, answer))
        return Error{Fault::invalid, "closing.answer_of_another"};
    if (answer.code != AnswerCode::ok || answer.value != secret.share(test.prefix().threshold, answer.index))
        return not_proved(answer.index);
    return {};
}

Status check_key_test(const Place& place, const std::vector<TrusteeKey>& keys, const Header& test,
                      const std::vector<Signed>& answers, const Signers& signers)
{
    IntakeFacts facts;
    facts.place = place;
    facts.keys = keys;
    facts.index = 1; // whoever checks stands where any trustee stood
    facts.state_whole = true;
    TP_CHECK(may_open_test(facts, test));
    std::vector<std::optional<Share>> given(keys.size());
    for (const Signed& signed_answer : answers) {
        TP_TRY(answer, Answer::decode(signed_answer.message));
        if (!is_answer_to(test, answer))
            return Error{Fault::invalid, "closing.answer_of_another"};
        const std::size_t at = answer.index - 1U;
        if (given[at] || answer.code != AnswerCode::ok || signed_answer.signer != keys[at].certificate ||
            check_signature(signed_answer, signers) != Signature::good)
            return not_proved(answer.index);
        given[at] = Share{answer.index, answer.value};
    }
    std::vector<Share> shares;
    for (std::size_t at = 0; at < given.size(); ++at) {
        if (!given[at])
            return not_proved(at + 1);
        shares.push_back(*given[at]);
    }
    TP_TRY(recovered, recover(test, shares));
    if (!recovered.wrong.empty())
        return not_proved(recovered.wrong.front());
    return {};
}

} // namespace tianping::seal
