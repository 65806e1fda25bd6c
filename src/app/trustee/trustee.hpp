#pragma once
// `tianping trustee`: one institution's share of every intake that names it. It only calls out, trusts its
// own clock and state, makes a fresh key for each intake and proves it on the test envelope, witnesses the
// first closed set it sees and answers once the closing quorum stands and every check of docs/formats/seal.md
// passes. Its key is destroyed once it has signed an answer for every header that may be asked for, or has
// witnessed a set of too few bids, which is opened by nobody, or when the bids bind nobody any more, whatever
// became of the round. With `witness` it holds no share.
#include "app/trustee/remedy.hpp"
#include "app/trustee/trustee_state.hpp"
#include "formats/closing_rules.hpp"
#include "formats/recovery.hpp"
#include "infra/crypto/chain.hpp"
#include "infra/crypto/key.hpp"
#include "infra/http/client.hpp"
#include "rooms/opening/api.hpp"
#include <functional>

namespace tianping::trustee {

struct Parts {
    http::Client& platform; // signed in as the institution
    const Clock& clock;     // the institution's own
    Chance& chance;
    crypto::PrivateKey key; // of the signing certificate that terms pin
    crypto::Certificate certificate;
    std::filesystem::path state;
    std::string platform_certificate{}; // hex digest that signs closed sets; empty: the one that is
                                        // pinned in the state, where the first witnessed set pins its own
    std::string origin{};               // what the platform calls itself in the mandates that owners sign
    const crypto::TrustStore* anchors = nullptr; // without, no certificate's chain is checked; may be filled
                                                 // anew between two visits
    std::vector<std::string> owners{}; // 统一社会信用代码 of those whose intakes it serves; empty: whomever
                                       // the platform shows
};

// For tests and rehearsals of accidents: how this trustee misbehaves.
enum class Accident { none, absent, wrong_answer, wrong_test_answer };

// What one visit of an intake did.
enum class Step { nothing, key_published, key_proved, set_witnessed, answered, waiting, refused };
BOOST_DESCRIBE_ENUM(Step, nothing, key_published, key_proved, set_witnessed, answered, waiting, refused)

struct Visit {
    Step step{};
    std::string reason{}; // code of a refusal, of the trustee's own checks or the platform's
};

class Trustee {
public:
    explicit Trustee(Parts parts, Accident accident = Accident::none);

    // Looks at one intake and does the next thing that is due there, at most one.
    Visit visit(const std::string& intake);
    // Visits until nothing more is to be done now.
    std::vector<Visit> visit_until_idle(const std::string& intake);
    // Of every intake that the state remembers, the key whose bids bind nobody any more, also where the
    // platform shows nothing of it. What cannot be read is logged and stays.
    void destroy_old_keys();

private:
    Result<bidding::SealingKit> learn(const std::string& intake, IntakeState& state);
    Status know_owner(const bidding::SealingKit& kit, const IntakeState& state) const;
    Status hold_terms(const bidding::SealingKit& kit, IntakeState& state);
    // `trustee.terms_not_signed` by another organisation; `trustee.owner_not_vouched`; without anchors
    // `trustee.owner_certificate_changed` for whichever is not the pinned one.
    Status check_owners(const crypto::Certificate& signer, const IntakeState& state, Instant at) const;
    // The version that this digest names, from the platform's public versions, kept beside those that kits
    // showed. Nothing is kept, and all is well, where the digest itself says that the owner signed no such
    // version for this intake. What another answer of the platform would put right is refused:
    // `trustee.terms_withheld`, check_owners's refusals; and `trustee.terms_not_following` where it is later
    // than the last that a kit showed.
    Status learn_version(const Digest& wanted, const seal::Place& place, IntakeState& state);
    // Every version for which a bid of this set was sealed, while anything may still be answered.
    Status learn_named_terms(const seal::ClosedSet& set, seal::IntakeFacts& facts, IntakeState& state);
    Status learn_trade(const bidding::SealingKit& kit, IntakeState& state);
    Visit publish_key(const bidding::SealingKit& kit, IntakeState& state);
    Visit before_deadline(const bidding::SealingKit& kit, IntakeState& state, bool share);
    Visit prove_key(const bidding::SealingKit& kit, const IntakeState& state);
    Result<seal::Answer> test_answer_of(const bidding::SealingKit& kit, const IntakeState& state) const;
    Visit close(const bidding::SealingKit& kit, IntakeState& state);
    Visit witness(const opening::Closing& closing, const seal::IntakeFacts& facts,
                  const seal::Signers& signers, IntakeState& state);
    // In the manner `bidder` the window runs from when the quorum over the CLOSE was first seen, which is
    // before the platform shows whose bids they are. Refused: all of seal::check_witnessed and
    // `trustee.before_window_end`.
    Status window_is_over(const opening::Closing& closing, const seal::IntakeFacts& facts,
                          const seal::Signers& signers, IntakeState& state);
    Visit answer(const opening::Closing& closing, seal::IntakeFacts& facts, const seal::Signers& signers,
                 IntakeState& state);
    Result<GroundFacts> ground_facts(const seal::IntakeFacts& facts, const seal::ClosedSet& set,
                                     const IntakeState& state) const;
    Result<opening::HeadersToAnswer> headers_of(const std::string& intake);
    Status add_answers(const seal::IntakeFacts& facts, const seal::ClosedSet& set, const GroundFacts& grounds,
                       const opening::Closing& closing, const opening::HeadersToAnswer& asked,
                       IntakeState& state);
    opening::AnswerIn signed_answer(const seal::IntakeFacts& facts, const seal::ClosedSet& set,
                                    const seal::Header& header, bool allowed,
                                    const crypto::PrivateKey& key) const;
    Visit send_answers(const opening::HeadersToAnswer& asked, IntakeState& state);
    Visit finish(IntakeState& state);
    // True when it did so.
    bool destroy_if_unbound(IntakeState& state);
    Result<seal::IntakeFacts> facts_of(const bidding::SealingKit& kit, const opening::Closing& closing,
                                       const IntakeState& state, const seal::Signers& signers) const;
    // Every version held that has this round, ascending.
    Result<std::vector<seal::HeldTerms>> terms_known(const IntakeState& state,
                                                     const std::string& round) const;
    bool shows_own_key(const bidding::SealingKit& kit) const;
    std::string key_for(const std::string& act, const boost::json::value& body) const;

    Parts parts_;
    Accident accident_;
    StateFolder states_;
};

} // namespace tianping::trustee
