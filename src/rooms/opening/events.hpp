#pragma once
// What the opening room records, beside ReadOutPublished (api.hpp). Streams are the intakes.
#include "rooms/opening/api.hpp"
#include <boost/mp11.hpp>

namespace tianping::opening {

struct SetClosed {
    static constexpr std::string_view kind = "opening.set_closed";
    static constexpr int version = 1;
    std::string closing_digest{};
    Instant deadline{};
    std::string terms{};
};
BOOST_DESCRIBE_STRUCT(SetClosed, (), (closing_digest, deadline, terms))

struct SetWitnessed {
    static constexpr std::string_view kind = "opening.set_witnessed";
    static constexpr int version = 1;
    std::string closing_digest{};
    std::vector<std::int64_t> closers{};
};
BOOST_DESCRIBE_STRUCT(SetWitnessed, (), (closing_digest, closers))

struct ReturnedUnopened {
    static constexpr std::string_view kind = "opening.returned_unopened";
    static constexpr int version = 1;
    std::int64_t minimum{};
    std::string article{};
};
BOOST_DESCRIBE_STRUCT(ReturnedUnopened, (), (minimum, article))

// The deadline fell into a hold: nothing closes, the owner postpones (design.md 1).
struct ClosingHeld {
    static constexpr std::string_view kind = "opening.closing_held";
    static constexpr int version = 1;
    Instant deadline{};
};
BOOST_DESCRIBE_STRUCT(ClosingHeld, (), (deadline))

struct TrusteeAnswered {
    static constexpr std::string_view kind = "opening.trustee_answered";
    static constexpr int version = 1;
    std::int64_t number{};
    std::int64_t answers{};
};
BOOST_DESCRIBE_STRUCT(TrusteeAnswered, (), (number, answers))

struct WrongAnswerNamed {
    static constexpr std::string_view kind = "opening.wrong_answer_named";
    static constexpr int version = 1;
    std::string header{};
    std::vector<std::int64_t> numbers{};
};
BOOST_DESCRIBE_STRUCT(WrongAnswerNamed, (), (header, numbers))

// A stream of its own for each act of a bidder (prf_…): who has proved is nobody's to know before the reading
// out.
struct BidderProved {
    static constexpr std::string_view kind = "opening.bidder_proved";
    static constexpr int version = 1;
    std::string submission{};
    std::vector<std::string> headers{};
};
BOOST_DESCRIBE_STRUCT(BidderProved, (), (submission, headers))

struct BidderGave {
    static constexpr std::string_view kind = "opening.bidder_gave";
    static constexpr int version = 1;
    std::string submission{};
    std::vector<std::string> headers{};
};
BOOST_DESCRIBE_STRUCT(BidderGave, (), (submission, headers))

struct GivingBegun {
    static constexpr std::string_view kind = "opening.giving_begun";
    static constexpr int version = 1;
    Instant from{};
    Instant until{};
    bool all_proved = false;
};
BOOST_DESCRIBE_STRUCT(GivingBegun, (), (from, until, all_proved))

// The trustees open these headers, each with its ground in the evidence (20-31).
struct RemedyBegun {
    static constexpr std::string_view kind = "opening.remedy_begun";
    static constexpr int version = 1;
    std::vector<std::string> headers{};
    Instant until{};
};
BOOST_DESCRIBE_STRUCT(RemedyBegun, (), (headers, until))

struct CauseRecorded {
    static constexpr std::string_view kind = "opening.cause_recorded";
    static constexpr int version = 1;
    RecordedCause cause{};
};
BOOST_DESCRIBE_STRUCT(CauseRecorded, (), (cause))

// In a stream of its own (prf_…): it tells whose bid did not open.
struct LossClaimed {
    static constexpr std::string_view kind = "opening.loss_claimed";
    static constexpr int version = 1;
    RecordedClaim claim{};
};
BOOST_DESCRIBE_STRUCT(LossClaimed, (), (claim))

struct WindowExtended {
    static constexpr std::string_view kind = "opening.window_extended";
    static constexpr int version = 1;
    Instant until{};
    std::string reason{};
};
BOOST_DESCRIBE_STRUCT(WindowExtended, (), (until, reason))

// In the intake's own stream: everybody may know at once that such a thing happened.
using IntakeBodies = boost::mp11::mp_list<SetClosed, SetWitnessed, ReturnedUnopened, ClosingHeld,
                                          TrusteeAnswered, WrongAnswerNamed, GivingBegun, RemedyBegun,
                                          CauseRecorded, WindowExtended, ReadOutPublished>;
// In streams of their own (prf_…), told to nobody before the evidence is public.
using BidderBodies = boost::mp11::mp_list<BidderProved, BidderGave, LossClaimed>;
using Bodies = boost::mp11::mp_append<IntakeBodies, BidderBodies>;

} // namespace tianping::opening
