// Parts that this reader was not given, which is lawful of all that is not read out (20-56): nothing of them
// is recomputed, and what SUBMIT and log say of them is held against what is shown.
#include "app/verify/checks.hpp"
#include "rooms/opening/events.hpp"
#include "rooms/opening/rules.hpp"
#include <algorithm>

namespace tianping::verify {

bool Checks::kept(const std::string& header) const
{
    const auto found = std::ranges::find(evidence_.opened, header, &opening::OpenedEvidence::header);
    return found != evidence_.opened.end() && found->kept;
}

Status Checks::kept_lawfully(const opening::OpenedEvidence& opened) const
{
    TP_CHECK(part_listed(opened));
    if (evidence_.given == opening::Given::whole ||
        opening::is_read_out(opened.part, opened.submission, evidence_.read_out))
        return differs("verify.kept_back", opened.part);
    const auto of_part = [&](const auto& message) { return message.header == opened.header; };
    if (!opened.secret.empty() || std::ranges::any_of(evidence_.answers, of_part) ||
        std::ranges::any_of(evidence_.unsealing.secrets, of_part))
        return differs("verify.kept_and_given", opened.part);
    if (opened.state == opening::BidState::opened)
        return opened.reason.empty() ? opened_as_logged(opened)
                                     : Status{differs("verify.reason_differs", opened.part)};
    if (opened.state != opening::BidState::void_ || opened.reason.empty())
        return differs("verify.line_state_differs", opened.part);
    return void_as_logged(opened);
}

// Of its answers nobody can say here which gave a share: those of too few may have.
Status Checks::void_as_logged(const opening::OpenedEvidence& opened) const
{
    const auto& reason = opened.reason;
    if (reason != opening::not_proved && reason != opening::not_given && reason != opening::too_few_answers)
        return opened_as_logged(opened);
    return never_unsealed(opened, 0) ? Status{} : Status{differs("verify.reason_differs", opened.part)};
}

// Its bidder gave his secret, or as many trustees as the terms ask for answered before the reading out.
Status Checks::opened_as_logged(const opening::OpenedEvidence& opened) const
{
    const auto& secrets = told_.secrets;
    if (std::ranges::find(secrets, opened.header, &opening::BidderMessage::header) != secrets.end())
        return {};
    const bool enough = told_.asked.contains(opened.header) &&
                        std::ssize(told_.before_reading_out) >= lot_.unsealing.threshold;
    return enough ? Status{} : Status{differs("verify.opened_without_ground", opened.part)};
}

void Checks::read_told()
{
    told_.asked = asked_of_trustees();
    told_.taken = answers_taken();
    for (const auto& [number, answers] : told_.taken)
        if (answered_before_reading_out(number))
            told_.before_reading_out.insert(number);
    told_.answers = answers_told();
    told_.secrets = secrets_told();
}

// The whole set, or the parts of the remedy.
std::set<std::string> Checks::asked_of_trustees() const
{
    std::set<std::string> out;
    if (by_bidders()) {
        if (const auto& remedy = evidence_.unsealing.remedy)
            out.insert(remedy->headers.begin(), remedy->headers.end());
        return out;
    }
    for (const auto& submit : set_->submits)
        for (const auto& part : submit.parts)
            out.insert(to_hex(part.header));
    return out;
}

std::map<std::int64_t, std::int64_t> Checks::answers_taken() const
{
    std::map<std::int64_t, std::int64_t> out;
    for (const auto& event : evidence_.events)
        if (is_own(event))
            (void)says<opening::TrusteeAnswered>(event, [&](const auto& body) {
                out[body.number] += body.answers;
                return true;
            });
    return out;
}

// Those that are shown and, of kept parts, those that must be there: whoever answers answers all that is
// asked.
std::vector<opening::TrusteeAnswer> Checks::answers_told() const
{
    auto out = evidence_.answers;
    for (const auto& header : told_.asked)
        if (kept(header))
            for (const auto& [number, answers] : told_.taken)
                if (answers > 0)
                    out.push_back({number, header, "", "", ""});
    return out;
}

// Those that are shown and, of kept parts, those that the log tells of.
std::vector<opening::BidderMessage> Checks::secrets_told() const
{
    auto out = evidence_.unsealing.secrets;
    for (const auto& event : evidence_.events)
        (void)says<opening::BidderGave>(event, [&](const auto& body) {
            for (const auto& header : body.headers)
                if (kept(header))
                    out.push_back({body.submission, header, "", "", "", from_millis(event.arrived_at)});
            return true;
        });
    return out;
}

} // namespace tianping::verify
