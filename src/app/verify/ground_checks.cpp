// On what ground a part was opened: a secret that rebuilds its header may have come from anywhere.
#include "app/verify/checks.hpp"
#include "rooms/opening/events.hpp"
#include <algorithm>

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

// By its bidder's own secret, or by as many right shares of trustees as the terms ask for, given for this
// set; where bidders unseal, of a part that the remedy is for. Whose messages they are, and for which set the
// secret is, has findings of its own (`verify.answer`, `verify.secret`).
Status Checks::opened_on_ground(const opening::OpenedEvidence& opened, const seal::Header& header,
                                const seal::Secret& secret) const
{
    const auto& all = evidence_.unsealing;
    if (std::ranges::find(all.secrets, opened.header, &opening::BidderMessage::header) != all.secrets.end())
        return {};
    std::set<std::int64_t> right;
    for (const auto& given : evidence_.answers) {
        if (given.header != opened.header || !answered_before_reading_out(given.number))
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
    return by_trustees && enough ? Status{} : Status{differs("verify.opened_without_ground", opened.part)};
}

} // namespace tianping::verify
