#include "app/verify/pinned_rules.hpp"
#include "app/verify/checks.hpp"
#include "infra/crypto/digest.hpp"
#include "rooms/trade/capabilities.hpp"
#include <algorithm>
#include <tuple>

namespace tianping::verify {
namespace {

struct BoundBy {
    RulesPin pin{};
    procedure::Rulebook rules{};
};

Result<std::vector<BoundBy>> rulebooks_of(const opening::Evidence& evidence, const FetchFile& fetch)
{
    const auto& round = evidence.kit.round;
    TP_CHECK(trade::RoundId::parse(round)); // it becomes a file's name, as the digest does
    std::vector<BoundBy> out;
    for (const auto& pin : pins_of(evidence, round)) {
        TP_CHECK(digest_from_hex(pin.digest));
        TP_TRY(bytes, fetch(rules_file(pin.name)));
        TP_TRY(rules, pinned_rules(pin, text_view(bytes)));
        out.push_back({pin, std::move(rules)});
    }
    if (out.empty())
        return differs("verify.rules_differ", round);
    return out;
}

Status by_rules(const terms::Terms& version, const std::string& round, const procedure::Rulebook& rules)
{
    for (std::size_t i = 0; i < version.lots.size(); ++i)
        if (version.lots[i].round == round)
            for (const auto& forbidden : trade::against_procedure(version, i, rules))
                return differs("trade.procedure_forbids", forbidden.path + ", " + forbidden.allowed);
    return {};
}

// The last that were pinned before this event of the round, or the first, which the same notice pinned.
const procedure::Rulebook& rules_before(const std::vector<BoundBy>& all, std::int64_t version)
{
    const auto later =
        std::ranges::find_if(all, [&](const BoundBy& one) { return one.pin.version > version; });
    return later == all.begin() ? later->rules : std::prev(later)->rules;
}

} // namespace

std::vector<RulesPin> pins_of(const opening::Evidence& evidence)
{
    std::vector<RulesPin> out;
    for (const auto& event : evidence.events)
        (void)says<trade::RulesPinned>(event, [&](const auto& body) {
            out.push_back({event.stream, event.version, event.recorded_at, body.rules, event.stream});
            return true;
        });
    std::ranges::sort(out, {}, [](const RulesPin& pin) { return std::tie(pin.round, pin.version); });
    for (std::size_t i = 1; i < out.size(); ++i)
        if (out[i].round == out[i - 1].round)
            out[i].name += "-" + out[i].digest;
    return out;
}

std::vector<RulesPin> pins_of(const opening::Evidence& evidence, const std::string& round)
{
    auto out = pins_of(evidence);
    std::erase_if(out, [&](const RulesPin& pin) { return pin.round != round; });
    return out;
}

std::vector<RulesPin> pins_at(const std::vector<RulesPin>& pins, std::int64_t recorded_at)
{
    constexpr auto apart = std::chrono::milliseconds{nodes_clocks}.count();
    std::vector<RulesPin> out;
    if (pins.empty() || pins.front().recorded_at > recorded_at)
        return out;
    for (std::size_t i = 0; i < pins.size(); ++i) {
        const bool begun = pins[i].recorded_at <= recorded_at + apart;
        const bool over = i + 1 < pins.size() && pins[i + 1].recorded_at < recorded_at - apart;
        if (begun && !over)
            out.push_back(pins[i]);
    }
    return out;
}

Result<procedure::Rulebook> pinned_rules(const RulesPin& pin, std::string_view text)
{
    if (to_hex(crypto::sm3(view(text))) != pin.digest)
        return differs("verify.rules_differ", pin.name);
    return wire::parse<procedure::Rulebook>(text);
}

// No version asks for this lot what the procedure that its round had pinned by then does not leave to the
// terms: an owner cannot have two bidders opened (招法28), whoever signed that. What no notice put in force
// for this round bound nobody there, and fits one of its rulebooks.
Status Checks::terms_by_rules(const FetchFile& fetch) const
{
    const auto& round = evidence_.kit.round;
    TP_TRY(all, rulebooks_of(evidence_, fetch));
    auto versions = evidence_.older_terms;
    versions.push_back(evidence_.kit.terms);
    for (const auto& version : versions) {
        const auto digest = to_hex(terms::digest(version));
        bool in_force = false;
        for (const auto& event : evidence_.events) {
            if (event.stream != round ||
                !says<trade::TermsInForce>(event, [&](const auto& body) { return body.terms == digest; }))
                continue;
            in_force = true;
            TP_CHECK(by_rules(version, round, rules_before(all, event.version)));
        }
        const bool fits_one = std::ranges::any_of(
            all, [&](const BoundBy& one) { return by_rules(version, round, one.rules).has_value(); });
        if (!in_force && !fits_one)
            return by_rules(version, round, all.front().rules);
    }
    return {};
}

} // namespace tianping::verify
