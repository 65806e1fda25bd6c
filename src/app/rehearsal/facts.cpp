// What the rehearsal tells is what happened, or it stops.
#include "app/rehearsal/play.hpp"
#include <algorithm>
#include <utility>

namespace tianping::rehearsal {
namespace {

bool opened_as_sealed(const opening::ReadOut& line, Fen price)
{
    const auto shown = line.fields.find("price");
    return line.state == opening::BidState::opened && !line.outcome && shown != line.fields.end() &&
           shown->second == std::to_string(price.count());
}

bool void_by_own_cause(const opening::ReadOut& line)
{
    return line.state == opening::BidState::void_ && line.outcome == "revoked" &&
           line.cause == "opening.cause_bidder_did_not_act" && line.fields.empty();
}

} // namespace

// Every bid that stood at the deadline, with the price that was sealed; the one that did not open by its
// bidder's own cause is void, the one whose key was lost is open.
void Play::check_read_out(const opening::OpeningView& view, std::size_t lot, const std::vector<Bid>& bids)
{
    std::size_t standing = 0;
    for (const auto& bid : bids) {
        if (bid.plan.lot != lot || bid.plan.fate == Fate::withdrawn || bid.plan.fate == Fate::late)
            continue;
        ++standing;
        const auto line =
            std::ranges::find(view.bids, bid.submitted.submission, &opening::ReadOut::submission);
        expect(line != view.bids.end() && line->bidder_name == name_of(bid), name_of(bid) + " is read out");
        const bool own_cause = bid.plan.key == Key::own_cause;
        expect(own_cause ? void_by_own_cause(*line) : opened_as_sealed(*line, bid.price),
               name_of(bid) + (own_cause ? " is void" : " is read out as it was sealed"));
    }
    expect(standing > 0 && view.bids.size() == standing, "as many bids are read out as stood");
}

// Two right shares, one wrong: nothing is open.
void Play::check_still_sealed(const std::string& intake)
{
    const auto view = opening(intake);
    expect(view.state == opening::ClosingState::witnessed && view.bids.empty() &&
               view.witnesses >= view.quorum,
           "nothing opens with two right shares");
}

// The deadline of the lot that is held has passed, and no set was made.
void Play::check_not_closed(const std::string& intake)
{
    http::Client anyone{parts_.base};
    const auto view = anyone.get<opening::OpeningView>("/api/v1/intakes/" + intake + "/opening");
    expect(!view && view.error().code == "opening.not_closed", "the lot that is held does not close");
}

// The deposits of the failed round, and of him whose bid came too late.
void Play::check_refunds(std::size_t paid, std::size_t lot)
{
    const auto owed = std::ranges::count_if(
        bids_, [&](const Bid& b) { return b.plan.lot == lot || b.plan.fate == Fate::late; });
    expect(owed > 0 && std::cmp_equal(paid, owed), "every deposit that is owed goes back");
}

} // namespace tianping::rehearsal
