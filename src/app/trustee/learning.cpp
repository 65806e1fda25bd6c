// What a trustee takes in from the platform and keeps: terms as it first saw them, holds, and from both the
// facts that seal's rules judge.
#include "app/trustee/evidence.hpp"
#include "app/trustee/trustee.hpp"
#include "infra/crypto/digest.hpp"
#include "infra/spine/log.hpp"
#include "rooms/trade/bodies.hpp"
#include <algorithm>
#include <set>

namespace tianping::trustee {
namespace {

// Any act of the opening: a share that was given is never taken back.
bool forbids_opening(const trade::Hold& hold, const std::string& round)
{
    const bool here =
        std::ranges::any_of(hold.rounds, [&](const auto& held) { return held.text() == round; });
    return here && trade::stops_opening(hold.forbids);
}

// A version is numbered after the last, and a published deadline moves later only (招法 23): what is behind
// the last one held is shown by who keeps a newer one back.
Status check_follows(const HeldTermsEntry& last, const std::string& digest, const terms::Terms& shown)
{
    if (digest == last.digest)
        return {};
    const bool named = shown.number != last.terms.number + 1 || shown.previous == last.digest;
    if (shown.number > last.terms.number && shown.deadline >= last.terms.deadline && named)
        return {};
    return Error{Fault::conflict,
                 "trustee.terms_not_following",
                 {},
                 {{"shown", std::to_string(shown.number)}, {"held", std::to_string(last.terms.number)}}};
}

Error terms_not_signed()
{
    return {Fault::forbidden, "trustee.terms_not_signed"};
}

Result<crypto::Certificate> signer_of_terms(const terms::Terms& shown, const std::string& certificate,
                                            const std::string& signature)
{
    return certificate_that_signed(certificate, terms::signed_bytes(shown), signature, terms_not_signed());
}

// The owner numbers his versions, and each names the one before: one for which those that are held leave no
// room he did not sign.
bool fits_between(const std::vector<HeldTermsEntry>& all, const terms::Terms& shown,
                  const std::string& digest)
{
    return std::ranges::none_of(all, [&](const auto& held) {
        const auto step = shown.number - held.terms.number;
        return step == 0 || (step == 1 && shown.previous != held.digest) ||
               (step == -1 && held.terms.previous != digest);
    });
}

Error not_vouched(const crypto::Certificate& owner)
{
    return {Fault::forbidden, "trustee.owner_not_vouched", {}, {{"certificate", owner.subject_text()}}};
}

} // namespace

// Whose intake it is, the terms that are seen first say, and what is held stays his. A platform could show an
// owner of its own making, so that one is held only where the operator named him and the anchors vouch for
// him.
Status Trustee::know_owner(const bidding::SealingKit& kit, const IntakeState& state) const
{
    const bool first = state.owner_der.empty();
    TP_TRY(owner, certificate_from(first ? kit.terms_certificate : state.owner_der));
    const auto& code = owner.subject().organisation_code;
    const bool named = std::ranges::find(parts_.owners, code) != parts_.owners.end();
    if (!parts_.owners.empty() && !named)
        return Error{Fault::forbidden, "trustee.other_owner", {}, {{"found", code}}};
    if (!first)
        return {};
    const Trust trust{parts_.anchors};
    TP_TRY(serves, trust.serves(owner, parts_.clock.now()));
    if (!serves)
        return not_vouched(owner);
    if (!named || !trust.anchored())
        log::warn("whose intake it is, is the platform's word", {{"intake", kit.intake},
                                                                 {"code", code},
                                                                 {"owner", owner.subject_text()},
                                                                 {"issuer", owner.issuer_text()}});
    return {};
}

// The platform takes each version from any registered signer of the owner, whose certificates are renewed.
Status Trustee::check_owners(const crypto::Certificate& signer, const IntakeState& state, Instant at) const
{
    const Trust trust{parts_.anchors};
    TP_TRY(owner, owner_of(state));
    TP_TRY(speaks, speaks_for(owner, signer, at, trust));
    if (speaks)
        return {};
    if (signer.subject().organisation_code != owner.code)
        return terms_not_signed();
    if (trust.anchored())
        return not_vouched(signer);
    log::warn("another certificate signed the terms than is pinned, and only anchors can say that it is the "
              "owner's: start again with --anchors",
              {{"intake", state.intake}, {"owner", signer.subject_text()}, {"issuer", signer.issuer_text()}});
    return Error{
        Fault::forbidden, "trustee.owner_certificate_changed", {}, {{"certificate", signer.subject_text()}}};
}

// A version that the owner did not sign would be the last one held, and nothing could be witnessed any more;
// and the last that was held stays the last until he signs the next one.
Status Trustee::hold_terms(const bidding::SealingKit& kit, IntakeState& state)
{
    TP_TRY(signer, signer_of_terms(kit.terms, kit.terms_certificate, kit.terms_signature));
    if (state.owner_certificate.empty()) {
        state.owner_certificate = signer.digest_text();
        state.owner_der = kit.terms_certificate;
    }
    // An older service kept what was not signed, and each version where it was first seen.
    std::erase_if(state.terms, [](const auto& held) { return !held.signed_by_owner; });
    std::ranges::stable_sort(state.terms, {}, [](const auto& held) { return held.terms.number; });
    const auto digest = to_hex(terms::digest(kit.terms));
    const auto now = parts_.clock.now();
    const auto held = std::ranges::find(state.terms, digest, &HeldTermsEntry::digest);
    if (held == state.terms.end() || certificate_of(*held, state) != kit.terms_certificate)
        TP_CHECK(check_owners(signer, state, now)); // of what is held it was asked when it was new
    if (!state.terms.empty())
        TP_CHECK(check_follows(state.terms.back(), digest, kit.terms));
    if (state.terms.empty() || state.terms.back().digest != digest)
        state.terms.push_back({digest, now, kit.terms, true, kit.terms_certificate});
    return {};
}

// No digest fixes which signature and certificate are shown for it, so a bad one is refused like one that is
// not shown at all: a platform that spoils it takes no bid out by that. When it was signed is the platform's
// word, as of a bid; its certificate may have ended since.
Status Trustee::learn_version(const Digest& wanted, const seal::Place& place, IntakeState& state)
{
    const auto digest = to_hex(wanted);
    const auto shown =
        parts_.platform.get<trade::TermsOut>("/api/v1/trades/" + place.trade + "/terms/" + digest);
    if (!shown && shown.error().fault != Fault::not_found)
        return shown.error();
    if (!shown || terms::digest(shown->terms) != wanted)
        return Error{Fault::conflict, "trustee.terms_withheld", {}, {{"digest", digest}}};
    const auto& terms = shown->terms;
    if (!check_terms(terms, place) || !fits_between(state.terms, terms, digest))
        return {};
    TP_TRY(signer, signer_of_terms(terms, shown->certificate, shown->signature));
    const auto now = parts_.clock.now();
    const auto signed_at = std::min(std::max(shown->signed_at, signer.not_before()), now);
    TP_CHECK(check_owners(signer, state, signed_at));
    const auto last = state.terms.back();
    const auto later = std::ranges::upper_bound(state.terms, terms.number, {},
                                                [](const auto& held) { return held.terms.number; });
    state.terms.insert(later, HeldTermsEntry{digest, now, terms, true, shown->certificate, signed_at});
    states_.save(state);
    return check_follows(state.terms.back(), last.digest, last.terms);
}

Status Trustee::learn_named_terms(const seal::ClosedSet& set, seal::IntakeFacts& facts, IntakeState& state)
{
    if (!state.key)
        return {};
    std::set<Digest> asked;
    for (const auto& submit : set.submits) {
        const auto held = std::ranges::find(state.terms, to_hex(submit.terms), &HeldTermsEntry::digest);
        if (held == state.terms.end() && !set.unfit.contains(seal::digest_of(submit)) &&
            asked.insert(submit.terms).second)
            TP_CHECK(learn_version(submit.terms, facts.place, state));
    }
    if (asked.empty())
        return {};
    TP_TRY(known, terms_known(state, facts.place.round));
    facts.terms = std::move(known);
    return {};
}

// The project stays the one that was shown first. A hold that was shown once stands until it is shown as
// lifted, also when the platform stops showing it.
Status Trustee::learn_trade(const bidding::SealingKit& kit, IntakeState& state)
{
    TP_TRY(trade, parts_.platform.get<trade::TradeOut>("/api/v1/trades/" + kit.trade));
    if (!state.project)
        state.project = trade.project.text();
    for (const auto& hold : trade.holds) {
        const auto known = std::ranges::find(state.holds, hold.id.text(), &KnownHold::hold);
        if (known != state.holds.end())
            known->lifted = known->lifted || hold.lifted_at.has_value();
        else if (!hold.lifted_at && forbids_opening(hold, kit.round))
            state.holds.push_back({hold.id.text(), parts_.clock.now(), false});
    }
    return {};
}

Result<bidding::SealingKit> Trustee::learn(const std::string& intake, IntakeState& state)
{
    TP_TRY(kit, parts_.platform.get<bidding::SealingKit>("/api/v1/intakes/" + intake + "/kit"));
    TP_CHECK(check_kit(kit, intake)); // before anything of it is kept
    TP_CHECK(know_owner(kit, state));
    TP_CHECK(hold_terms(kit, state));
    TP_CHECK(learn_trade(kit, state));
    return kit;
}

Result<std::vector<seal::HeldTerms>> Trustee::terms_known(const IntakeState& state,
                                                          const std::string& round) const
{
    TP_TRY(id, trade::RoundId::parse(round));
    std::vector<seal::HeldTerms> out;
    for (const auto& held : state.terms)
        if (const auto* lot = trade::lot_terms(held.terms, id)) {
            const auto at = held.signed_at.value_or(held.held_since);
            TP_TRY(serves, Trust{parts_.anchors}.serves(certificate_of(held, state), at));
            out.push_back(held_terms(held, *lot));
            out.back().signed_by_owner = held.signed_by_owner && serves;
        }
    if (out.empty())
        return Error{Fault::conflict, "closing.terms_not_held"};
    return out;
}

Result<seal::IntakeFacts> Trustee::facts_of(const bidding::SealingKit& kit, const opening::Closing& closing,
                                            const IntakeState& state, const seal::Signers& signers) const
{
    seal::IntakeFacts facts;
    facts.place = place_of(kit);
    TP_TRY(known, terms_known(state, kit.round));
    facts.terms = std::move(known);
    TP_TRY(messages, signed_keys(kit));
    TP_TRY(keys, seal::check_keys(facts.place, facts.terms.back().trustees, messages, signers));
    facts.keys = keys;
    TP_TRY(platform, from_base64(closing.certificate));
    facts.platform = crypto::sm3(platform);
    for (const auto& pin : {parts_.platform_certificate, states_.platform().value_or("")})
        if (!pin.empty() && to_hex(facts.platform) != pin)
            return Error{Fault::forbidden, "closing.not_signed_by_platform"};
    facts.index = static_cast<std::uint8_t>(state.index);
    TP_TRY(in_force, held_lot(state, kit.round));
    for (const auto& part : in_force->parts)
        if (part.envelope == 1) // whatever the platform says is due: no list of the owner names who passed
            facts.due.push_back({part.id, std::nullopt});
    for (const auto& hold : state.holds)
        if (!hold.lifted)
            facts.holds.push_back(hold.hold);
    facts.state_whole = is_whole(state, kit, closing, parts_.certificate.digest_text());
    if (const auto first = state.first_close ? state.first_close : states_.first_close(facts.place))
        facts.first_close = digest_from_hex(*first).value();
    facts.now = parts_.clock.now();
    return facts;
}

} // namespace tianping::trustee
