#include "formats/closing_rules.hpp"
#include "infra/crypto/digest.hpp"
#include <algorithm>
#include <set>

namespace tianping::seal {
namespace {

Error refused(const char* code)
{
    return {Fault::conflict, code};
}

Error refused_with(const char* code, const char* name, std::string value)
{
    Error e = refused(code);
    e.params[name] = std::move(value);
    return e;
}

Error refused_count(const char* code, std::size_t have, std::size_t need)
{
    Error e = refused(code);
    e.params = {{"have", std::to_string(have)}, {"need", std::to_string(need)}};
    return e;
}

// Nothing else is looked at when the trustee itself or the intake is not fit to act.
Status may_act(const IntakeFacts& facts)
{
    if (!facts.state_whole)
        return refused("closing.state_lost");
    if (!facts.holds.empty())
        return refused_with("closing.held", "hold", facts.holds.front());
    return {};
}

Status check_terms(const IntakeFacts& facts, const Close& close)
{
    if (facts.terms.empty())
        return refused("closing.terms_not_held");
    const HeldTerms& in_force = facts.terms.back();
    if (close.terms != in_force.terms)
        return refused("closing.terms_not_in_force");
    if (!in_force.signed_by_owner || in_force.held_since >= in_force.deadline)
        return refused("closing.terms_not_held");
    if (close.deadline != in_force.deadline)
        return refused("closing.deadline_differs");
    if (facts.now < in_force.deadline) {
        Error e{Fault::too_early, "closing.too_early"};
        e.earliest = in_force.deadline;
        return e;
    }
    return {};
}

Status check_quorum(const HeldTerms& terms, const ClosedSetFacts& set, const Signers& signers)
{
    const std::set<Digest> closers{terms.closers.begin(), terms.closers.end()};
    std::set<Digest> signed_by;
    for (const Signed& witness : set.witnesses)
        if (witness.message == set.close.message && closers.contains(witness.signer) &&
            check_signature(witness, signers) == Signature::good)
            signed_by.insert(witness.signer);
    const std::size_t need = closing_quorum(closers.size(), terms.threshold);
    if (signed_by.size() < need)
        return refused_count("closing.no_quorum", signed_by.size(), need);
    return {};
}

// The chains of an intake, found by the digest of any of their versions.
class Chains {
public:
    static Result<Chains> check(const Place& place, const std::vector<SubmissionChain>& chains,
                                const Signers& signers)
    {
        Chains out;
        std::set<std::string> submissions;
        for (const SubmissionChain& chain : chains) {
            TP_TRY(checked, check_chain(chain, signers));
            const Submit& last = checked.submits.back();
            if (last.place != place)
                return refused_with("closing.another_place", "submission", last.submission);
            if (!submissions.insert(last.submission).second)
                return refused_with("closing.submission_repeated", "submission", last.submission);
            out.chains_.push_back(std::move(checked));
        }
        return out;
    }

    // The chain whose last SUBMIT a CLOSE lists, if that is in force.
    Result<const CheckedChain*> in_force(const Digest& listed) const
    {
        for (const CheckedChain& chain : chains_) {
            if (std::ranges::find(chain.digests, listed) == chain.digests.end())
                continue;
            const Submit& last = chain.submits.back();
            if (chain.digests.back() != listed)
                return refused_with("closing.superseded", "submission", last.submission);
            if (chain.withdrawn)
                return refused_with("closing.withdrawn", "submission", last.submission);
            return &chain;
        }
        return refused_with("closing.submission_unknown", "digest", to_hex(listed));
    }

    Status all_listed(const Close& close) const
    {
        for (const CheckedChain& chain : chains_)
            if (!chain.withdrawn && !std::ranges::binary_search(close.submits, chain.digests.back()))
                return refused_with("closing.submission_left_out", "submission",
                                    chain.submits.back().submission);
        return {};
    }

private:
    std::vector<CheckedChain> chains_{};
};

Status check_minimum(const HeldTerms& terms, const ClosedSet& set, const Signers& signers)
{
    std::set<std::string> organisations;
    for (const Submit& submit : set.submits)
        if (!set.unfit.contains(digest_of(submit)))
            organisations.insert(signers.at(submit.bidder).organisation);
    if (organisations.size() >= terms.fewest_bidders)
        return {};
    Error e = refused_count("closing.too_few_bidders", organisations.size(), terms.fewest_bidders);
    e.article = "招法28";
    return e;
}

struct ListedPart {
    const Submit* submit = nullptr;
    const SubmittedPart* part = nullptr;
};

bool names(const Submit& submit, const SubmittedPart& part, const Prefix& prefix)
{
    return part.part == prefix.part && submit.bidder == prefix.bidder && submit.terms == prefix.terms;
}

// Anybody can list a header in a SUBMIT of his own: the one counts that the header's prefix names, and
// another only where there is none, to say whose it is.
std::optional<ListedPart> find_listed(const ClosedSet& set, const Header& header)
{
    std::optional<ListedPart> another;
    for (const Submit& submit : set.submits)
        for (const SubmittedPart& part : submit.parts) {
            if (part.header != header.digest())
                continue;
            if (names(submit, part, header.prefix()))
                return ListedPart{&submit, &part};
            if (!another)
                another = ListedPart{&submit, &part};
        }
    return another;
}

const HeldTerms* find_terms(const IntakeFacts& facts, const Digest& terms)
{
    const auto found = std::ranges::find(facts.terms, terms, &HeldTerms::terms);
    return found != facts.terms.end() && found->signed_by_owner ? &*found : nullptr;
}

// The number in the terms, the certificate and the key are this intake's, so this trustee's share is its own.
Status check_receivers(const IntakeFacts& facts, const Prefix& prefix)
{
    if (prefix.trustees != facts.keys)
        return refused("closing.key_substituted");
    if (facts.index < 1 || facts.index > facts.keys.size())
        return refused("closing.no_share");
    return {};
}

bool is_due(const IntakeFacts& facts, const std::string& part, const std::string& submission)
{
    return std::ranges::any_of(facts.due, [&](const DuePart& due) {
        return due.part == part && (!due.submissions || std::ranges::find(*due.submissions, submission) !=
                                                            due.submissions->end());
    });
}

} // namespace

Result<Close> may_witness(const IntakeFacts& facts, const Signed& close, const Signers& signers)
{
    TP_CHECK(may_act(facts));
    TP_TRY(read, Close::decode(close.message));
    if (read.place != facts.place)
        return refused("closing.another_place");
    TP_CHECK(check_terms(facts, read));
    if (close.signer != facts.platform || check_signature(close, signers) != Signature::good)
        return refused("closing.not_signed_by_platform");
    if (facts.first_close && *facts.first_close != crypto::sm3(close.message))
        return refused("closing.second_set");
    return read;
}

Result<Close> check_witnessed(const IntakeFacts& facts, const ClosedSetFacts& set, const Signers& signers)
{
    TP_TRY(close, may_witness(facts, set.close, signers));
    if (!facts.first_close)
        return refused("closing.not_stored_first");
    TP_CHECK(check_quorum(facts.terms.back(), set, signers));
    return close;
}

Result<ClosedSet> check_closed_set(const IntakeFacts& facts, const ClosedSetFacts& set,
                                   const Signers& signers)
{
    TP_TRY(close, check_witnessed(facts, set, signers));
    const HeldTerms& terms = facts.terms.back();
    TP_TRY(chains, Chains::check(facts.place, set.chains, signers));
    ClosedSet out{close, *facts.first_close, {}, {}};
    for (const Digest& listed : close.submits) {
        TP_TRY(chain, chains.in_force(listed));
        out.submits.push_back(chain->submits.back());
        if (chain->unfit)
            out.unfit.emplace(listed, *chain->unfit);
    }
    TP_CHECK(chains.all_listed(close));
    TP_CHECK(check_minimum(terms, out, signers));
    return out;
}

Status may_answer(const IntakeFacts& facts, const ClosedSet& set, const Header& header)
{
    TP_CHECK(may_act(facts));
    const auto listed = find_listed(set, header);
    if (!listed)
        return refused("closing.header_not_listed");
    const Prefix& prefix = header.prefix();
    const Submit& submit = *listed->submit;
    const HeldTerms* terms = find_terms(facts, prefix.terms);
    if (prefix.place != facts.place || !names(submit, *listed->part, prefix) || !terms)
        return refused_with("closing.header_of_another", "submission", submit.submission);
    if (const auto unfit = set.unfit.find(digest_of(submit)); unfit != set.unfit.end())
        return refused(unfit->second.c_str());
    std::vector<Digest> certificates;
    for (const TrusteeKey& key : prefix.trustees)
        certificates.push_back(key.certificate);
    if (prefix.threshold != terms->threshold || certificates != terms->trustees)
        return refused_with("closing.header_of_another", "submission", submit.submission);
    TP_CHECK(check_receivers(facts, prefix));
    if (!is_due(facts, prefix.part, submit.submission))
        return refused_with("closing.part_not_due", "part", prefix.part);
    return {};
}

Status may_open_test(const IntakeFacts& facts, const Header& header)
{
    if (!facts.state_whole)
        return refused("closing.state_lost");
    const Prefix& prefix = header.prefix();
    if (prefix.place != facts.place || prefix.part != test_part || !crypto::is_zero(prefix.terms) ||
        !crypto::is_zero(prefix.bidder))
        return refused("closing.header_of_another");
    return check_receivers(facts, prefix);
}

} // namespace tianping::seal
