#pragma once
// The portal's vocabulary: what is shown always as word and colour together, never by colour alone. The words
// stand in texts.toml under the group's name, the tones here.
#include <boost/describe/enum.hpp>
#include <string_view>

namespace tianping::portal {

// The eight businesses of the entry by kind.
enum class Kind { works, procurement, land, mining, property, rural, medical, other };
BOOST_DESCRIBE_ENUM(Kind, works, procurement, land, mining, property, rural, medical, other)

enum class NoticeType {
    tender,
    invitation,
    clarification,
    correction,
    postponement,
    opening_record,
    candidates,
    result,
    contract,
    failed_round,
    termination,
    suspension
};
BOOST_DESCRIBE_ENUM(NoticeType, tender, invitation, clarification, correction, postponement, opening_record,
                    candidates, result, contract, failed_round, termination, suspension)

enum class OpeningState {
    waiting,
    signing_in,
    unsealing,
    reading,
    signing,
    evaluating,
    finished,
    held,
    not_opened
};
BOOST_DESCRIBE_ENUM(OpeningState, waiting, signing_in, unsealing, reading, signing, evaluating, finished,
                    held, not_opened)

enum class StageMark { done, current, coming, ended };
BOOST_DESCRIBE_ENUM(StageMark, done, current, coming, ended)

// What a channel shows, compared by digest with what the owner signed.
enum class Sameness { same, waiting, differs };
BOOST_DESCRIBE_ENUM(Sameness, same, waiting, differs)

// `elapsed`: its last day is over, and what ends it is not recorded.
// `uncounted`: the working-day calendar has not the year; its explanation says so.
enum class LimitState { kept, running, coming, held, broken, elapsed, uncounted };
BOOST_DESCRIBE_ENUM(LimitState, kept, running, coming, held, broken, elapsed, uncounted)

// How sure the house is of a figure (procedure::Standing has the same names).
enum class Standing { read_in_law, secondary, memory, unverified };
BOOST_DESCRIBE_ENUM(Standing, read_in_law, secondary, memory, unverified)

enum class BidOutcome { opened, not_opened, withdrawn, late };
BOOST_DESCRIBE_ENUM(BidOutcome, opened, not_opened, withdrawn, late)

enum class SignatureState { signed_, refused, absent, waiting };
BOOST_DESCRIBE_ENUM(SignatureState, signed_, refused, absent, waiting)

// Group in texts.toml; "b" blue, "y" gold, "r" cinnabar, "g" green, "n" grey.
constexpr std::string_view group(Kind)
{
    return "kind";
}
constexpr std::string_view group(NoticeType)
{
    return "notice_type";
}
constexpr std::string_view group(OpeningState)
{
    return "opening_state";
}
constexpr std::string_view group(StageMark)
{
    return "stage_mark";
}
constexpr std::string_view group(Sameness)
{
    return "sameness";
}
constexpr std::string_view group(LimitState)
{
    return "limit_state";
}
constexpr std::string_view group(Standing)
{
    return "standing";
}
constexpr std::string_view group(BidOutcome)
{
    return "bid_outcome";
}
constexpr std::string_view group(SignatureState)
{
    return "signature_state";
}

constexpr std::string_view tone(Kind)
{
    return "b";
}
constexpr std::string_view tone(NoticeType type)
{
    if (type == NoticeType::suspension)
        return "y";
    return type == NoticeType::failed_round || type == NoticeType::termination ? "r" : "b";
}
constexpr std::string_view tone(OpeningState s)
{
    constexpr std::string_view tones[] = {"b", "b", "y", "r", "y", "g", "n", "y", "n"};
    return tones[static_cast<int>(s)];
}
constexpr std::string_view tone(StageMark s)
{
    constexpr std::string_view tones[] = {"g", "b", "n", "n"};
    return tones[static_cast<int>(s)];
}
constexpr std::string_view tone(Sameness s)
{
    constexpr std::string_view tones[] = {"g", "y", "r"};
    return tones[static_cast<int>(s)];
}
constexpr std::string_view tone(LimitState s)
{
    constexpr std::string_view tones[] = {"g", "b", "n", "y", "r", "n", "y"};
    return tones[static_cast<int>(s)];
}
constexpr std::string_view tone(Standing s)
{
    constexpr std::string_view tones[] = {"g", "y", "y", "r"};
    return tones[static_cast<int>(s)];
}
constexpr std::string_view tone(BidOutcome s)
{
    constexpr std::string_view tones[] = {"g", "r", "n", "n"};
    return tones[static_cast<int>(s)];
}
constexpr std::string_view tone(SignatureState s)
{
    constexpr std::string_view tones[] = {"g", "r", "n", "y"};
    return tones[static_cast<int>(s)];
}

} // namespace tianping::portal
