#include "rooms/opening/opener.hpp"
#include "base/canonical.hpp"
#include "infra/spine/log.hpp"
#include "infra/spine/own_command.hpp"
#include "rooms/deposit/api.hpp"
#include "rooms/opening/events.hpp"
#include "rooms/opening/store.hpp"
#include "rooms/opening/unsealing.hpp"
#include "rooms/opening/where.hpp"
#include <algorithm>

namespace tianping::opening {

Opener::Opener(Parts parts) : parts_{parts}, rounds_{"an opening could not go on", [this] { pass(); }} {}

namespace {

// The bids whose deposit was sufficient and in time.
std::set<std::string> paid_of(const ReadTx& tx, const trade::RoundFacts& round,
                              const std::vector<bidding::ClosedSubmission>& submissions)
{
    std::set<std::string> out;
    for (const auto& submission : submissions) {
        auto parties = submission.members;
        parties.push_back(submission.bidder_code);
        if (deposit::in_time(tx, round, parties))
            out.insert(submission.submission);
    }
    return out;
}

} // namespace

std::vector<Opener::Work> Opener::pending() const
{
    return parts_.reads.read([&](const ReadTx& tx) {
        const auto now = parts_.clock.now();
        std::vector<Work> out;
        for (const auto& row : store::being_opened(tx)) {
            const auto& intake = row.intake;
            const auto at = where_of(tx, intake, now).value();
            if (!check_going_on(tx, at)) // looked at again once a hold is lifted
                continue;
            auto submissions = bidding::closed_submissions(tx, intake).value();
            auto paid = paid_of(tx, at.round, submissions);
            out.push_back({at.closing, at.lot, std::move(submissions), std::move(paid),
                           store::sealed_parts(tx, intake), store::answers(tx, intake),
                           store::bidder_messages(tx, intake), store::causes(tx, intake),
                           store::unopened_parts(tx, intake), begun_of(tx, at), now, at.pauses});
        }
        return out;
    });
}

namespace {

// What a hold refuses may be allowed later: a refusal of this kind is not remembered under the command's key.
Status check_not_stopped_now(const ReadTx& tx, const trade::RoundId& round)
{
    const auto status = check_not_stopped(tx, round);
    if (status)
        return {};
    auto held = status.error();
    held.fault = Fault::unavailable;
    return held;
}

} // namespace

// What came since the look may say why a part did not open, or is a deposit that a bank booked in time.
Status Opener::check_nothing_came(const ReadTx& tx, const Work& work, const trade::RoundFacts& round) const
{
    if (paid_of(tx, round, work.submissions) != work.paid)
        return Error{Fault::unavailable, looks_again};
    const auto& intake = work.closing.intake;
    const bool all_open = std::ranges::all_of(
        work.parts, [&](const SealedPartRow& part) { return opened_.contains(part.header); });
    if (all_open)
        return {};
    TP_CHECK(check_as_looked_at(tx, work));
    if (store::causes(tx, intake).size() != work.causes.size())
        return Error{Fault::unavailable, looks_again};
    return {};
}

bool Opener::publish(const Work& work)
{
    std::vector<ReadOut> bids;
    for (const auto& submission : work.submissions)
        bids.push_back(line_of(work, submission));
    std::vector<Opened> opened;
    for (const auto& part : work.parts)
        opened.push_back(outcome(part.header));
    const auto decide = [&](WriteTx& tx, const Call& call) -> Result<Answer> {
        TP_TRY(round, trade::round_of_intake(tx, work.closing.intake));
        TP_CHECK(check_not_stopped_now(tx, round.id));
        TP_CHECK(check_nothing_came(tx, work, round));
        TP_TRY(facts, trade::trade_facts(tx, round.trade));
        TP_CHECK(record(tx, call, work, opened));
        TP_CHECK(tx.insert(ReadOutRow{round.intake, canonical(wire::write(bids)), call.arrived}));
        tx.change("UPDATE closing SET state = 'read_out', version = version + 1 WHERE intake = :i",
                  round.intake);
        events::append(tx, call, round.intake.text(), trade::about(facts, round), ReadOutPublished{bids});
        // Also of what was recorded while these lines were made.
        for (const auto& cause : store::causes(tx, round.intake))
            settle_deposit(tx, call, round.id, bids, cause);
        // The ground on which the owner may call the round failed; without one he cannot.
        if (std::ranges::none_of(bids, [](const ReadOut& bid) { return bid.state == BidState::opened; }))
            trade::set_instant(tx, call, round.id, "nothing_opened", procedure::Channel::none, call.arrived);
        TP_CHECK(trade::move(tx, call, round.id, trade::Act::finish_opening, ""));
        return Answer{};
    };
    const auto outcome = parts_.writer.run(
        own_command({"opening.publish", work.closing.message_digest, {}, decide},
                    "read_out/" + work.closing.intake.text(), parts_.clock.now(), parts_.chance));
    if (!committed(outcome, work, "an opening was not published"))
        return false;
    for (const auto& part : work.parts) {
        opened_.erase(part.header);
        unopened_.erase(part.header);
    }
    return true;
}

ReadOut Opener::line_of(const Work& work, const bidding::ClosedSubmission& submission) const
{
    ReadOut out{submission.submission, submission.bidder_name, submission.bidder_code, submission.members,
                BidState::opened};
    out.deposit_paid = work.paid.contains(submission.submission);
    std::optional<std::string> letter;
    for (const auto& part : work.parts) {
        if (part.submission != submission.submission)
            continue;
        const auto& opened = outcome(part.header);
        if (opened.row.state == BidState::void_)
            out.state = BidState::void_;
        if (opened.letter)
            letter = opened.letter;
    }
    if (out.state != BidState::void_) {
        const auto fields = fields_of(letter, work.lot);
        if (fields)
            out.fields = *fields;
        else
            out.cause = fields.error().code;
        return out;
    }
    const auto cause = std::ranges::find(work.causes, submission.submission, &CauseRow::submission);
    out.cause = "opening.cause_not_recorded";
    if (cause != work.causes.end()) {
        out.cause = "opening.cause_" + wire::name_of(cause->code);
        out.outcome = wire::name_of(outcome_of(cause->code));
    }
    return out;
}

// Answers may have come since the parts were opened: they are judged here, with all others.
Status Opener::record(WriteTx& tx, const Call& call, const Work& work, std::vector<Opened> opened) const
{
    TP_TRY(round, trade::round_of_intake(tx, work.closing.intake));
    TP_TRY(facts, trade::trade_facts(tx, round.trade));
    const auto answers = store::answers(tx, round.intake);
    for (auto& part : opened) {
        std::vector<std::int64_t> wrong;
        if (part.secret)
            wrong = wrong_of(*part.secret, *part.header, answers,
                             store::bidder_message(tx, BidderAct::proof, part.row.header));
        part.row.wrong = canonical(wire::write(wrong));
        TP_CHECK(tx.insert(part.row));
        for (const auto& file : part.files)
            TP_CHECK(tx.insert(file));
        if (!wrong.empty())
            events::append(tx, call, round.intake.text(), trade::about(facts, round),
                           WrongAnswerNamed{part.row.header, wrong});
    }
    return {};
}

bool Opener::pass()
{
    bool published = false;
    for (const auto& work : pending())
        if (!work.parts.empty() && look(work))
            published = publish(work) || published;
    return published;
}

} // namespace tianping::opening
