#include "formats/submission_rules.hpp"
#include "infra/crypto/digest.hpp"
#include <algorithm>

namespace tianping::seal {
namespace {

Error conflict(const char* code)
{
    return {Fault::conflict, code};
}

Error refused_key(const char* code, std::size_t trustee)
{
    Error e{Fault::invalid, code};
    e.params["trustee"] = std::to_string(trustee);
    return e;
}

// Why the certificate that the message names cannot sign it, if so; refused when it did not sign it.
Result<std::optional<std::string>> check_signed(const Signed& message, const Digest& bidder,
                                                const Signers& signers)
{
    const auto named = signers.find(bidder);
    if (message.signer != bidder || named == signers.end())
        return conflict("submit.not_signed");
    if (named->second.key.algorithm() != crypto::Algorithm::sm2)
        return std::optional<std::string>{"seal.sm2_certificate_wanted"};
    const Signature found = check_signature(message, signers);
    if (found == Signature::not_in_force)
        return std::optional<std::string>{"submit.certificate_not_in_force"};
    if (found != Signature::good)
        return conflict("submit.not_signed");
    return std::optional<std::string>{};
}

} // namespace

Status may_follow(const std::optional<Submit>& current, const Submit& next)
{
    if (!current)
        return next.replacement == 0 ? Status{} : conflict("submit.not_first");
    if (next.place != current->place || next.submission != current->submission ||
        next.bidder != current->bidder)
        return conflict("submit.another_submission");
    if (std::uint64_t{next.replacement} != std::uint64_t{current->replacement} + 1 ||
        next.previous != digest_of(*current))
        return conflict("submit.stale_previous");
    return {};
}

Status may_withdraw(const Submit& current, const Withdraw& withdraw)
{
    if (withdraw.place != current.place || withdraw.submission != current.submission)
        return conflict("submit.another_submission");
    if (withdraw.last != digest_of(current))
        return conflict("submit.stale_previous");
    return {};
}

Result<CheckedChain> check_chain(const SubmissionChain& chain, const Signers& signers)
{
    CheckedChain out;
    std::optional<Submit> current;
    for (const Signed& message : chain.submits) {
        TP_TRY(submit, Submit::decode(message.message));
        TP_TRY(unfit, check_signed(message, submit.bidder, signers));
        if (unfit)
            out.unfit = unfit;
        TP_CHECK(may_follow(current, submit));
        out.digests.push_back(crypto::sm3(message.message));
        out.submits.push_back(submit);
        current = std::move(submit);
    }
    if (!current)
        return conflict("submit.not_first");
    if (chain.withdrawal) {
        TP_TRY(withdraw, Withdraw::decode(chain.withdrawal->message));
        TP_TRY(unfit, check_signed(*chain.withdrawal, current->bidder, signers));
        if (unfit)
            out.unfit = unfit;
        TP_CHECK(may_withdraw(*current, withdraw));
        out.withdrawn = true;
    }
    return out;
}

Result<std::vector<TrusteeKey>> check_keys(const Place& place, const std::vector<Digest>& trustees,
                                           const std::vector<Signed>& messages, const Signers& signers)
{
    std::vector<std::optional<TrusteeKey>> found(trustees.size());
    for (const Signed& message : messages) {
        TP_TRY(key, KeyMessage::decode(message.message));
        const std::size_t number = key.index;
        if (number > trustees.size() || found[number - 1] || key.place != place ||
            key.certificate != trustees[number - 1] || message.signer != key.certificate ||
            check_signature(message, signers) != Signature::good)
            return refused_key("closing.key_substituted", number);
        found[number - 1] = TrusteeKey{key.certificate, key.key};
    }
    std::vector<TrusteeKey> out;
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (!found[i])
            return refused_key("closing.key_missing", i + 1);
        out.push_back(*found[i]);
    }
    return out;
}

} // namespace tianping::seal
