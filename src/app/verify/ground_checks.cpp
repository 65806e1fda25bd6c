// On what ground a part was opened, for a secret that rebuilds its header may have come from anywhere;
// what its bid is called after it; and that whoever answered answered for all alike.
#include "app/verify/checks.hpp"
#include "rooms/opening/events.hpp"
#include "rooms/trade/events.hpp"
#include <algorithm>
#include <set>

namespace tianping::verify {

const opening::LoggedEvent* Checks::read_out_event() const
{
    return event_of([&](const auto& e) { return is_own(e) && e.kind == opening::ReadOutPublished::kind; });
}

// What came later opened nothing.
bool Checks::answered_before_reading_out(std::int64_t number) const
{
    const auto* published = read_out_event();
    return event_of([&](const auto& e) {
               return is_own(e) && (!published || e.version < published->version) &&
                      says<opening::TrusteeAnswered>(
                          e, [&](const auto& body) { return body.number == number && body.answers > 0; });
           }) != nullptr;
}

// Anything that had not been there. Of a trustee who answered in part before and in part after it nobody can
// say which came when: what he chose to keep back is no difference of the house's.
bool Checks::answered_after_reading_out(std::int64_t number) const
{
    const auto* published = read_out_event();
    return published && event_of([&](const auto& e) {
                            return is_own(e) && e.version > published->version &&
                                   says<opening::TrusteeAnswered>(e, [&](const auto& body) {
                                       return body.number == number && body.answers > 0;
                                   });
                        }) != nullptr;
}

// By its bidder's own secret, or by as many right shares of trustees as the terms ask for, given for this
// set; where bidders unseal, of a part that the remedy is for, and not for a PROOF that is false. Whose
// messages they are, and for which set the secret is, has findings of its own (`verify.answer`,
// `verify.secret`).
Status Checks::opened_on_ground(const opening::OpenedEvidence& opened, const seal::Header& header,
                                const seal::Secret& secret) const
{
    const auto& all = evidence_.unsealing;
    if (std::ranges::find(all.secrets, opened.header, &opening::BidderMessage::header) != all.secrets.end())
        return {};
    std::set<std::int64_t> right;
    for (const auto& given : evidence_.answers) {
        if (given.header != opened.header || !told_.before_reading_out.contains(given.number))
            continue;
        TP_TRY(message, from_base64(given.message));
        TP_TRY(answer, seal::Answer::decode(message));
        if (answer.code == seal::AnswerCode::ok && answer.close == set_->digest &&
            answer.index == given.number &&
            answer.value == secret.share(header.prefix().threshold, answer.index))
            right.insert(given.number);
    }
    const bool by_trustees = !by_bidders() || (all.remedy && has(all.remedy->headers, opened.header));
    const bool enough = std::ssize(right) >= lot_.unsealing.threshold;
    const bool falsely = proved_falsely(opened, header, secret);
    return by_trustees && enough && !falsely ? Status{}
                                             : Status{differs("verify.opened_without_ground", opened.part)};
}

bool Checks::opened_whole(const std::string& submission) const
{
    bool shown = false;
    for (const auto& part : evidence_.opened) {
        if (part.submission != submission)
            continue;
        if (part.state != opening::BidState::opened)
            return false;
        shown = true;
    }
    return shown;
}

bool Checks::none_opened() const
{
    return std::ranges::none_of(evidence_.closing.submissions,
                                [&](const auto& of) { return opened_whole(of.submission); });
}

// A bid is void if one of its parts did not open, and opened if all did, whatever cause is on record: the
// platform has no say in it.
Status Checks::state_by_parts(const opening::ReadOut& line) const
{
    const auto wanted = opened_whole(line.submission) ? opening::BidState::opened : opening::BidState::void_;
    return line.state == wanted ? Status{} : Status{differs("verify.line_state_differs", line.submission)};
}

// The ground on which an owner may call the round failed stands in the log if no bid opened, and only then.
Status Checks::none_opened_logged() const
{
    const bool logged =
        event_of([&](const auto& e) {
            return e.stream == evidence_.kit.round && says<trade::InstantSet>(e, [](const auto& body) {
                       return body.instant == "nothing_opened";
                   });
        }) != nullptr;
    return logged == none_opened() ? Status{}
                                   : Status{differs("verify.none_opened_differs", evidence_.kit.round)};
}

// Everything that was listed for him: the whole set, or the parts of the remedy. A bid that was kept from the
// trustees is seen by this.
Status Checks::answers_whole() const
{
    const auto& listed = told_.asked;
    std::map<std::int64_t, std::set<std::string>> answered;
    for (const auto& given : told_.answers)
        answered[given.number].insert(given.header);
    for (const auto& [number, headers] : answered)
        if (headers != listed)
            return differs("verify.answers_not_whole", std::to_string(number));
    return {};
}

} // namespace tianping::verify
