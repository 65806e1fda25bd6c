#pragma once
// From what the platform publishes to the facts that seal's rules judge. Pure; used by the trustee and by the
// offline verifier alike.
#include "app/trustee/trustee_state.hpp"
#include "formats/closing_rules.hpp"
#include "rooms/opening/api.hpp"

namespace tianping::trustee {

// What a kit says of itself is the platform's word: `trustee.kit_of_another` unless it is the kit of the
// intake that was asked for and its own terms name its platform, trade, lot, round and intake. So the place
// that a trustee signs is that of the state which remembers what it signed.
// `trustee.terms_malformed` where they name closers that nothing can be checked against: out of their order,
// or by what is no digest.
Status check_kit(const bidding::SealingKit& kit, const std::string& intake);
// The same of the terms alone, whoever shows them.
Status check_terms(const terms::Terms& terms, const seal::Place& place);
// For what the kit is, in its own words.
seal::Place place_of(const bidding::SealingKit& kit);
// This round's lot in the last terms held that have it, which are those in force; `closing.terms_not_held`.
// It lives as long as the state does.
Result<const terms::LotTerms*> held_lot(const IntakeState& state, const std::string& round);

// When the bids of this intake bind nobody any more, by the last terms held that have it: the end of the last
// day of their validity, counted from the deadline (条例25). Nothing where no terms are held.
std::optional<Instant> bound_until(const IntakeState& state);

// Every certificate that appears, by digest: trustees and witnesses, bidders, owner, platform. The caller has
// pinned or verified what he trusts; seal's rules look only at those that the terms and messages name.
Result<seal::Signers> signers_of(const bidding::SealingKit& kit, const opening::Closing& closing);
// Those of a kit alone: its owner and trustees.
Result<seal::Signers> signers_of(const bidding::SealingKit& kit);
Result<seal::Signed> signed_closing(const opening::Closing& closing);
// With the versions that are shown. What the platform keeps back, and every withdrawal, is not in it.
Result<seal::ClosedSetFacts> closed_set_of(const opening::Closing& closing);
// The KEY messages of a kit, in the order of their index.
Result<std::vector<seal::Signed>> signed_keys(const bidding::SealingKit& kit);
// The trustees' answers to the test envelope of their keys, and its header; `closing.key_not_proved` without.
Result<std::vector<seal::Signed>> signed_test_answers(const bidding::SealingKit& kit);
Result<seal::Header> test_header(const bidding::SealingKit& kit);
seal::HeldTerms held_terms(const HeldTermsEntry& held, const terms::LotTerms& lot);
// The platform shows no act of this trustee that his own state does not know: a lost or older state is not
// whole. Before the closing `closing` is empty.
bool is_whole(const IntakeState& state, const bidding::SealingKit& kit, const opening::Closing& closing,
              const std::string& own_certificate);

} // namespace tianping::trustee
