#include "app/verify/hold_checks.hpp"
#include "app/verify/act_checks.hpp"
#include "app/verify/checks.hpp"
#include "base/canonical.hpp"
#include "infra/crypto/digest.hpp"
#include "rooms/identity/events.hpp"
#include "rooms/trade/bodies.hpp"
#include "rooms/trade/rules.hpp"
#include <algorithm>

namespace tianping::verify {
namespace {

using identity::ActSigned;
using opening::Evidence;
using opening::LoggedEvent;

// Where clocks tell no order between a hold and later rules of its rounds, it was set before all of them or
// behind.
enum class Order { before, behind };

// Who names no acts forbids all that the rules of each of these rounds let a hold forbid. Of a round that had
// pinned none by then nothing can be said; the rules of one that had must be there.
bool forbids_what_it_may(const Evidence& evidence, const RulesTexts& rules, const trade::HoldSet& set,
                         const LoggedEvent& event, Order order)
{
    std::optional<std::vector<trade::Act>> may;
    bool all_known = true;
    for (const auto& round : set.rounds) {
        const auto pins = pins_at(pins_of(evidence, round.text()), event.recorded_at);
        if (pins.empty()) {
            all_known = false;
            continue;
        }
        const auto& pin = order == Order::before ? pins.front() : pins.back();
        const auto text = rules.find(pin.name);
        const auto pinned = pinned_rules(pin, text == rules.end() ? "" : text->second);
        if (!pinned)
            return false;
        const auto here = trade::acts_of_hold(pinned->procedure);
        if (!may)
            may = here;
        std::erase_if(*may, [&](trade::Act act) { return std::ranges::find(here, act) == here.end(); });
    }
    if (all_known && !set.acts_named)
        return set.forbids == may;
    return std::ranges::all_of(
        set.forbids, [&](trade::Act act) { return !may || std::ranges::find(*may, act) != may->end(); });
}

// What may have been sent to set this hold; nothing where it forbids another thing than it may.
std::vector<std::string> bodies_of(const Evidence& evidence, const RulesTexts& rules,
                                   const trade::HoldSet& set, const LoggedEvent& event)
{
    if (!forbids_what_it_may(evidence, rules, set, event, Order::before) &&
        !forbids_what_it_may(evidence, rules, set, event, Order::behind))
        return {};
    auto body = wire::write(trade::HoldIn{set.rounds, set.cause, set.article, set.document, set.forbids});
    if (set.acts_named)
        return {canonical(body)};
    body.as_object()["forbids"] = nullptr;
    std::vector<std::string> out{canonical(body)};
    body.as_object().erase("forbids");
    out.push_back(canonical(body));
    return out;
}

// The act and the bodies that this event must have come from; nothing when it is no hold's.
struct Said {
    std::string act{};
    std::vector<std::string> bodies{};
};
std::optional<Said> said_by(const Evidence& evidence, const RulesTexts& rules, const LoggedEvent& event)
{
    const auto path = "POST /api/v1/trades/" + evidence.kit.trade + "/holds";
    std::optional<Said> out;
    (void)says<trade::HoldSet>(event, [&](const auto& set) {
        out = Said{path, bodies_of(evidence, rules, set, event)};
        return true;
    });
    (void)says<trade::HoldLifted>(event, [&](const auto& lifted) {
        out = Said{path + "/" + event.stream + "/lifting",
                   {canonical(wire::write(trade::LiftIn{lifted.reason}))}};
        return true;
    });
    return out;
}

// The export ties one organisation of the log to a code: the owner, who signed the terms.
Status of_its_organisation(const Evidence& evidence, const identity::ActText& text,
                           const crypto::Certificate& certificate)
{
    TP_TRY(owner, organisation_of(evidence.kit.terms_certificate));
    for (const auto& event : evidence.events) {
        if (event.kind != trade::TermsSigned::kind)
            continue;
        TP_TRY(actor, wire::parse<LoggedActor>(event.actor));
        if ((actor.organisation == text.organisation) != (certificate.subject().organisation_code == owner))
            return differs("verify.act_of_another", certificate.subject_text());
    }
    return {};
}

// Whose signature it is.
Result<std::string> signed_hold(const Evidence& evidence, const LoggedEvent& event, const Said& said,
                                const std::vector<ActSigned>& acts)
{
    const auto signs = [&](const ActSigned& act) {
        return act.events == std::vector<std::string>{event.digest};
    };
    if (std::ranges::count_if(acts, signs) != 1)
        return differs("verify.hold_unsigned", where_of(event));
    const auto& act = *std::ranges::find_if(acts, signs);
    TP_TRY(given, certificate_given(evidence, act.certificate));
    TP_TRY(signer, signer_of(act.text, given, act.signature));
    TP_CHECK(of_its_organisation(evidence, act.text, signer));
    const bool same_body = std::ranges::any_of(
        said.bodies, [&](const auto& body) { return to_hex(crypto::sm3(view(body))) == act.text.body; });
    const bool once = std::ranges::count_if(acts, [&](const ActSigned& other) {
                          return other.text.key == act.text.key && other.text.person == act.text.person;
                      }) == 1;
    const bool fits = same_body && once && act.text.act == said.act && is_act_of(act.text, event);
    if (!fits)
        return differs("verify.act_of_another", where_of(event));
    return signer.subject_text();
}

} // namespace

void check_holds(const Evidence& evidence, const RulesTexts& rules, std::vector<Finding>& out)
{
    std::vector<ActSigned> acts;
    for (const auto& event : evidence.events)
        (void)says<ActSigned>(event, [&](const auto& act) {
            acts.push_back(act);
            return true;
        });
    std::size_t holds = 0;
    for (const auto& event : evidence.events)
        if (const auto said = said_by(evidence, rules, event)) {
            ++holds;
            const auto signer = signed_hold(evidence, event, *said, acts);
            out.push_back(
                finding_of(signer ? Status{} : Status{signer.error()}, "verify.hold", where_of(event)));
            out.back().detail = signer ? *signer : out.back().detail;
        }
    if (acts.size() != holds)
        out.push_back(finding_of(differs("verify.act_of_another", std::to_string(acts.size())), "verify.acts",
                                 evidence.kit.intake));
}

} // namespace tianping::verify
