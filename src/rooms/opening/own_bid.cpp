#include "rooms/opening/own_bid.hpp"
#include "rooms/opening/store.hpp"
#include <algorithm>

namespace tianping::opening::own_bid {

std::chrono::minutes window_of(const Where& at)
{
    return std::chrono::minutes{at.lot.unsealing.window_minutes};
}

Error window_over(const Where& at)
{
    Error e{Fault::conflict, "opening.window_over"};
    e.article = "20-30";
    e.earliest = at.closing.window_ends;
    return e;
}

Status check_witnessed(const ReadTx& tx, const Where& at)
{
    if (at.closing.state == ClosingState::returned)
        return Error{Fault::conflict, "opening.returned_unopened"};
    if (at.closing.state == ClosingState::closed)
        return Error{Fault::too_early, "opening.not_witnessed"};
    if (at.closing.state == ClosingState::read_out)
        return Error{Fault::conflict, "opening.read_out_already"};
    return check_going_on(tx, at);
}

Result<std::string> own_submission(const ReadTx& tx, const trade::IntakeId& intake, const Call& call)
{
    TP_TRY(all, bidding::closed_submissions(tx, intake));
    for (const auto& submission : all)
        if (submission.bidder == call.actor.organisation)
            return submission.submission;
    return Error{Fault::forbidden, "opening.no_bid_here"};
}

std::vector<SealedPartRow> parts_of(const ReadTx& tx, const trade::IntakeId& intake,
                                    const std::string& submission)
{
    auto all = store::sealed_parts(tx, intake);
    std::erase_if(all, [&](const auto& part) { return part.submission != submission; });
    return all;
}

bool lists(const std::vector<SealedPartRow>& parts, const std::string& header)
{
    return std::ranges::find(parts, header, &SealedPartRow::header) != parts.end();
}

bool wants_own_secret(const ReadTx& tx, const Where& at, const std::string& header)
{
    const auto unopened = store::unopened_parts(tx, at.closing.intake);
    if (std::ranges::find(unopened, header, &UnopenedPartRow::header) != unopened.end())
        return true;
    const auto answers = store::answers(tx, at.closing.intake);
    const auto shares = std::ranges::count_if(
        answers, [&](const AnswerRow& a) { return a.header == header && a.code == seal::AnswerCode::ok; });
    return shares < at.lot.unsealing.threshold;
}

} // namespace tianping::opening::own_bid
