#pragma once
// When bidders prove, when they give, whom the trustees open, and when all may be published (20-30, 20-31,
// docs/formats/seal.md 9). Pure functions over values. Every span of time is the window of the terms: the law
// names no figure.
#include "rooms/opening/pauses.hpp"
#include <set>

namespace tianping::opening {

// One bid of the closed set and what became of it.
struct BidFacts {
    std::string submission{};
    std::vector<std::string> headers{};
    bool proved = false; // every part
    bool given = false;  // every part
    std::optional<CauseCode> cause{};
};

struct UnsealingFacts {
    std::vector<BidFacts> bids{};
    Instant window_ends{};
    std::chrono::minutes window{}; // of the terms
    bool trustees_remedy = false;  // of the terms
    std::optional<UnsealingRow> begun{};
    Instant now{};
    std::vector<Pause> pauses{};

    // One window after this instant.
    Instant later(Instant from) const { return end_with_pauses(from, from + window, pauses); }
};

// From the rows of an intake.
std::vector<BidFacts> bid_facts(const std::vector<SealedPartRow>& parts,
                                const std::vector<BidderMessageRow>& messages,
                                const std::vector<CauseRow>& causes);

bool all_proved(const std::vector<BidFacts>& bids);
// The giving phase begins when all have proved or the window ends, and lasts as long as the window.
UnsealingRow giving_from(const trade::IntakeId& intake, Instant from, std::chrono::minutes window);

// What is due now in the manner `bidder`.
enum class Due {
    wait,
    begin_giving, // the window is over
    begin_remedy, // nobody gives any more, each cause is known, the trustees open those whom they may
    decide        // all that can be unsealed is unsealed, or is with the trustees
};
Due due(const UnsealingFacts& facts);

// Whom the trustees open: who proved and did not give, and those who failed without their own fault, all of
// them or, when the terms have no remedy, none (20-31). In the order of the bids.
std::vector<std::string> remedy_headers(const UnsealingFacts& facts);

// Of a trustee's or bidder's message, as a finding names it: hex SM3 of its bytes; empty when it is no
// base64.
std::string digest_of_message(const std::string& base64);

// What is known when a part is found not to open; of all parts of the intake.
struct Known {
    std::vector<AnswerRow> answers{};
    std::vector<BidderMessageRow> messages{};
    std::optional<UnsealingRow> begun{};
    Instant window_ends{};
    std::int64_t threshold{};
    Instant now{};
};
// The part as unopened, with the platform's own evidence of it.
UnopenedPartRow unopened_part(const SealedPartRow& part, const std::string& reason, const Known& known);

// The causes that fit a found part, the likeliest first; the host decides. So many of `trustees` refused it
// that the rest could not open it: that lies first with the bidder, whose bid they could not take for one.
std::vector<CauseCode> proposed_causes(const FoundPart& part, std::int64_t trustees);

// The instant at which due() may answer otherwise although nobody acts.
Instant next_instant(const UnsealingFacts& facts);

// Names and prices may be published although a bid did not open once the intake is settled and the host has
// recorded the cause of each such bid; one window after the last phase the publication waits no longer.
struct PublicationFacts {
    bool settled = false;
    bool causes_recorded = false; // of every unopened bid
    Instant latest{};
    Instant now{};
};
bool may_publish_unopened(const PublicationFacts& facts);
Instant latest_publication(Instant window_ends, std::chrono::minutes window,
                           const std::optional<UnsealingRow>& begun, const std::vector<Pause>& pauses);

} // namespace tianping::opening
