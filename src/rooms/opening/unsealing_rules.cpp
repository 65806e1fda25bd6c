#include "rooms/opening/unsealing_rules.hpp"
#include "base/canonical.hpp"
#include "infra/crypto/digest.hpp"
#include <algorithm>

namespace tianping::opening {
namespace {

bool has(const std::vector<BidderMessageRow>& messages, BidderAct act, const std::string& header)
{
    return std::ranges::any_of(messages, [&](const auto& m) { return m.act == act && m.header == header; });
}

bool giving_is_over(const UnsealingFacts& facts)
{
    const auto still = [](const BidFacts& bid) { return bid.proved && !bid.given; };
    return facts.now >= facts.begun->giving_until || std::ranges::none_of(facts.bids, still);
}

// Whoever did not prove has a cause on record, or the time for recording one is over.
bool causes_known(const UnsealingFacts& facts)
{
    const auto open = [](const BidFacts& bid) { return !bid.proved && !bid.given && !bid.cause; };
    return facts.now >= facts.later(facts.begun->giving_until) || std::ranges::none_of(facts.bids, open);
}

std::int64_t refusals(const FoundPart& part)
{
    return std::ranges::count(part.answers, wire::name_of(seal::AnswerCode::refused), &FoundAnswer::code);
}

} // namespace

std::string digest_of_message(const std::string& base64)
{
    const auto bytes = from_base64(base64);
    return bytes ? to_hex(crypto::sm3(*bytes)) : std::string{};
}

std::vector<BidFacts> bid_facts(const std::vector<SealedPartRow>& parts,
                                const std::vector<BidderMessageRow>& messages,
                                const std::vector<CauseRow>& causes)
{
    std::vector<BidFacts> out;
    for (const auto& part : parts) {
        auto bid = std::ranges::find(out, part.submission, &BidFacts::submission);
        if (bid == out.end()) {
            const auto cause = std::ranges::find(causes, part.submission, &CauseRow::submission);
            out.push_back({part.submission,
                           {},
                           true,
                           true,
                           cause == causes.end() ? std::nullopt : std::optional{cause->code}});
            bid = out.end() - 1;
        }
        bid->headers.push_back(part.header);
        bid->proved = bid->proved && has(messages, BidderAct::proof, part.header);
        bid->given = bid->given && has(messages, BidderAct::secret, part.header);
    }
    return out;
}

bool all_proved(const std::vector<BidFacts>& bids)
{
    return std::ranges::all_of(bids, &BidFacts::proved);
}

UnsealingRow giving_from(const trade::IntakeId& intake, Instant from, std::chrono::minutes window)
{
    return {intake, from, from + window, std::nullopt, std::nullopt};
}

Due due(const UnsealingFacts& facts)
{
    if (!facts.begun)
        return facts.now >= facts.window_ends ? Due::begin_giving : Due::wait;
    if (facts.begun->remedy_from)
        return Due::decide;
    if (!giving_is_over(facts) || !causes_known(facts))
        return Due::wait;
    return remedy_headers(facts).empty() ? Due::decide : Due::begin_remedy;
}

std::vector<std::string> remedy_headers(const UnsealingFacts& facts)
{
    std::vector<std::string> out;
    if (!facts.trustees_remedy)
        return out;
    for (const auto& bid : facts.bids)
        if (!bid.given && (bid.proved || (bid.cause && !lies_with_bidder(*bid.cause))))
            out.insert(out.end(), bid.headers.begin(), bid.headers.end());
    return out;
}

UnopenedPartRow unopened_part(const SealedPartRow& part, const std::string& reason, const Known& known)
{
    FoundPart out{part.part, part.header, part.envelope, reason, known.now, known.window_ends};
    out.threshold = known.threshold;
    if (known.begun)
        out.giving_until = known.begun->giving_until;
    for (const auto& answer : known.answers)
        if (answer.header == part.header)
            out.answers.push_back(
                {answer.number, wire::name_of(answer.code), digest_of_message(answer.message)});
    for (const auto& message : known.messages)
        if (message.header == part.header)
            (message.act == BidderAct::proof ? out.proof : out.secret) =
                FoundAct{digest_of_message(message.message), message.arrived};
    return {part.header, part.intake, part.submission, part.part, canonical(wire::write(out))};
}

std::vector<CauseCode> proposed_causes(const FoundPart& part, std::int64_t trustees)
{
    using enum CauseCode;
    const auto& reason = part.reason;
    if (reason == not_proved || reason == not_given)
        return {bidder_did_not_act,           bidder_lost_key, key_destroyed_by_others,
                certificate_authority_failed, platform_failed, network_failed};
    if (reason == proof_false)
        return {bidder_lost_key, bidder_did_not_act};
    if (reason == file_lost)
        return {platform_failed};
    if (reason == too_few_answers) {
        std::vector<CauseCode> out{trustees_failed, platform_failed, network_failed};
        if (trustees - refusals(part) < part.threshold)
            out.insert(out.begin(), bidder_file_defective);
        return out;
    }
    if (reason == "seal.header_not_rebuilt")
        return {bidder_file_defective, trustees_failed};
    return {bidder_file_defective};
}

Instant next_instant(const UnsealingFacts& facts)
{
    if (!facts.begun)
        return facts.window_ends;
    return giving_is_over(facts) ? facts.later(facts.begun->giving_until) : facts.begun->giving_until;
}

bool may_publish_unopened(const PublicationFacts& facts)
{
    return facts.settled && (facts.causes_recorded || facts.now >= facts.latest);
}

Instant latest_publication(Instant window_ends, std::chrono::minutes window,
                           const std::optional<UnsealingRow>& begun, const std::vector<Pause>& pauses)
{
    const auto from = begun ? begun->remedy_until.value_or(begun->giving_until) : window_ends;
    return end_with_pauses(from, from + window, pauses);
}

} // namespace tianping::opening
