#pragma once
// Everyone around one intake with real SM2 keys: the owner's terms, the platform, five trustees, two
// witnesses, three bidders with one sealed part each. Tests change one thing and ask again.
#include "example.hpp"
#include "formats/closing_rules.hpp"

namespace tianping::seal::example {

struct Party {
    crypto::PrivateKey key = crypto::PrivateKey::generate(crypto::Algorithm::sm2);
    Digest certificate{};

    explicit Party(const std::string& name) : certificate{digest("certificate of " + name)} {}
    Signed sign(Bytes message) const
    {
        Bytes signature = key.sign(message);
        return {certificate, std::move(message), std::move(signature)};
    }
};

inline Signer signer(const Party& party, std::string organisation)
{
    return {party.key.public_key(), std::move(organisation), true};
}

struct Intake {
    Party platform{"platform"};
    std::vector<Party> trustees{}, witnesses{}, bidders{};
    Signers signers{};
    IntakeFacts facts{};
    std::vector<Header> headers{}; // of the bidders' price parts
    ClosedSetFacts set{};

    // Trustees are the known answer's, so that their keys have known scalars; bidders are three.
    Intake()
    {
        for (int i = 1; i <= 5; ++i)
            add(trustees, "trustee " + std::to_string(i));
        for (int i = 1; i <= 2; ++i)
            add(witnesses, "witness " + std::to_string(i));
        for (int i = 1; i <= 3; ++i)
            add(bidders, "bidder " + std::to_string(i));
        signers.emplace(platform.certificate, signer(platform, "platform"));
        make_facts();
        for (std::size_t b = 0; b < bidders.size(); ++b) {
            headers.push_back(header_for(prefix_of(b)));
            set.chains.push_back({{bidders[b].sign(submit_of(b).encode())}, {}});
        }
        close();
    }

    void add(std::vector<Party>& to, const std::string& name)
    {
        to.emplace_back(name);
        signers.emplace(to.back().certificate, signer(to.back(), "organisation of " + name));
    }

    void make_facts()
    {
        const Instant deadline = from_millis(1'790'000'000'000);
        facts.place = prefix().place;
        HeldTerms terms{digest("terms"), deadline, deadline - std::chrono::hours{24}, true, 3, 3, {}, {}};
        for (const Party& trustee : trustees) {
            terms.trustees.push_back(trustee.certificate);
            terms.closers.push_back(trustee.certificate);
            facts.keys.push_back({trustee.certificate,
                                  crypto::sm2_public_point(key(static_cast<int>(facts.keys.size()) + 1))});
        }
        for (const Party& witness : witnesses)
            terms.closers.push_back(witness.certificate);
        facts.terms = {terms};
        facts.platform = platform.certificate;
        facts.index = 2;
        facts.due = {{"price", {}}};
        facts.state_whole = true;
        facts.now = deadline;
    }

    Prefix prefix_of(std::size_t bidder) const
    {
        Prefix p = prefix();
        p.trustees = facts.keys;
        p.bidder = bidders[bidder].certificate;
        p.own.reset();
        return p;
    }

    Submit submit_of(std::size_t bidder) const
    {
        return {facts.place,
                "sub-" + std::to_string(bidder),
                0,
                {},
                facts.terms.back().terms,
                bidders[bidder].certificate,
                {{"price", headers[bidder].digest(), digest("envelope"), 262272}}};
    }

    // Adds a version that replaces the last one.
    void replace(std::size_t bidder)
    {
        auto& submits = set.chains[bidder].submits;
        Submit next = Submit::decode(submits.back().message).value();
        next.replacement += 1;
        next.previous = crypto::sm3(submits.back().message);
        submits.push_back(bidders[bidder].sign(next.encode()));
    }

    void withdraw(std::size_t bidder)
    {
        SubmissionChain& chain = set.chains[bidder];
        const Withdraw message{facts.place, "sub-" + std::to_string(bidder),
                               crypto::sm3(chain.submits.back().message)};
        chain.withdrawal = bidders[bidder].sign(message.encode());
    }

    // The CLOSE over the last version of every chain, signed by all, stored first by this trustee.
    void close()
    {
        Close message{facts.place, facts.terms.back().deadline, facts.terms.back().terms, {}};
        for (const SubmissionChain& chain : set.chains)
            if (!chain.withdrawal)
                message.submits.push_back(crypto::sm3(chain.submits.back().message));
        close(message);
    }
    void close(Close message)
    {
        std::ranges::sort(message.submits);
        set.close = platform.sign(message.encode());
        set.witnesses.clear();
        for (const auto* closers : {&trustees, &witnesses})
            for (const Party& closer : *closers)
                set.witnesses.push_back(closer.sign(set.close.message));
        facts.first_close = crypto::sm3(set.close.message);
    }
    Close close_message() const { return Close::decode(set.close.message).value(); }

    std::string witnessing() const { return code(may_witness(facts, set.close, signers)); }
    std::string closing() const { return code(check_closed_set(facts, set, signers)); }
    std::string answering(const Header& header) const
    {
        const auto checked = check_closed_set(facts, set, signers);
        return checked ? code(may_answer(facts, *checked, header)) : checked.error().code;
    }
    template <class T>
    static std::string code(const Result<T>& result)
    {
        return result ? "yes" : result.error().code;
    }
};

} // namespace tianping::seal::example
