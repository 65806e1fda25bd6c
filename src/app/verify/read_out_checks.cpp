// That what was read out is what the parts say, of whom the certificates name.
#include "app/verify/checks.hpp"
#include "rooms/opening/events.hpp"
#include "rooms/opening/rules.hpp"
#include <algorithm>

namespace tianping::verify {

// Who is read out is whom the certificate of the submission names, by code and name.
Status Checks::named_truly(const opening::ReadOut& line) const
{
    const auto& all = evidence_.closing.submissions;
    const auto from = std::ranges::find(all, line.submission, &bidding::ClosedSubmission::submission);
    if (from == all.end())
        return differs("verify.read_out_differs", line.submission);
    TP_TRY(code, organisation_of(from->certificate));
    const bool same = code == line.bidder_code && from->bidder_code == line.bidder_code &&
                      from->bidder_name == line.bidder_name && from->members == line.members;
    if (!same)
        return differs("verify.read_out_differs", line.submission);
    return named_as_certified(from->certificate, line.bidder_name);
}

// What the house recorded as read out is what it shows.
Status Checks::read_out_recorded() const
{
    for (const auto& event : evidence_.events) {
        if (event.kind != opening::ReadOutPublished::kind || event.stream != evidence_.kit.intake)
            continue;
        TP_TRY(body, wire::parse<opening::ReadOutPublished>(event.body));
        if (wire::write(body.bids) == wire::write(evidence_.read_out))
            return {};
    }
    return differs("verify.read_out_differs", evidence_.kit.intake);
}

// What its price letter says, or that there is none or what is wrong with it; nothing of a bid that did not
// open.
Status Checks::letter_read_out(const opening::ReadOut& line) const
{
    const auto differ = differs("verify.read_out_differs", line.submission);
    if (line.state != opening::BidState::opened)
        return line.fields.empty() ? Status{} : Status{differ};
    const auto letter = letters_.find(line.submission);
    const bool none = letter == letters_.end();
    if (none && !line.cause)
        return differs("verify.letter_missing", line.submission);
    const auto fields =
        opening::fields_of(none ? std::nullopt : std::optional<std::string>{letter->second}, lot_);
    const bool same = fields ? line.fields == *fields && !line.cause
                             : line.fields.empty() && line.cause == fields.error().code;
    return same && !line.outcome ? Status{} : Status{differ};
}

void Checks::read_out()
{
    for (const auto& line : evidence_.read_out) {
        const auto one = [&]() -> Status {
            TP_CHECK(named_truly(line));
            TP_CHECK(state_by_parts(line));
            return letter_read_out(line);
        };
        found(one(), "verify.read_out", line.submission);
    }
    found(read_out_recorded(), "verify.read_out_recorded", evidence_.kit.intake);
    found(none_opened_logged(), "verify.none_opened", evidence_.kit.intake);
    const bool all = evidence_.read_out.size() == set_->submits.size();
    found(all ? Status{}
              : Status{differs("verify.read_out_incomplete", std::to_string(evidence_.read_out.size()))},
          "verify.read_out_complete", evidence_.kit.intake);
}

} // namespace tianping::verify
