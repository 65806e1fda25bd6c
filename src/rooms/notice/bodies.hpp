#pragma once
// What the routes of notice take and answer.
#include "infra/http/page.hpp"
#include "rooms/notice/answering.hpp"
#include "rooms/notice/rules.hpp"

namespace tianping::notice {

// A section that a correction makes another; what stood there the platform adds.
struct ChangeIn {
    std::string section{};              // id in the corrected notice, or `title`
    std::optional<std::string> title{}; // wanted for a section that the notice does not have
    std::string after{};
};
BOOST_DESCRIBE_STRUCT(ChangeIn, (), (section, title, after))

// A draft as it is made or replaced. What is left out is filled from the trade, its terms and the template.
struct DraftIn {
    Kind kind{};
    std::optional<std::vector<trade::RoundId>> rounds{}; // default: all that this kind can serve now
    std::optional<std::string> title{};
    std::optional<std::vector<Section>> sections{};
    std::optional<std::string> terms{}; // digest; default for announcements: the latest signed version
    // Default: that of the terms; for a clarification without terms that comes too late for the deadline in
    // force, a whole hour, at least one after the earliest that the law allows.
    std::optional<Instant> deadline{};
    std::optional<bool> affects_bids{};
    std::optional<std::string> reason{};
    std::optional<std::string> corrects{}; // correction: ntc_… of a published notice of this trade
    std::optional<bool> second_round{};    // failed_round: begin the next round in the same act
    Instant publish_at{};
    std::optional<std::vector<AnswerIn>> answers{};    // clarification: to questions about the terms
    std::optional<std::vector<ChangeIn>> changes{};    // correction
    std::optional<std::vector<trade::HoldId>> holds{}; // suspension; default: all that stand on its rounds
    Status form() const;                               // base/body.hpp
};
BOOST_DESCRIBE_STRUCT(DraftIn, (),
                      (kind, rounds, title, sections, terms, deadline, affects_bids, reason, corrects,
                       second_round, publish_at, answers, changes, holds))

struct SignIn {
    std::string digest{}; // of the text as the signer read it
    identity::SignatureIn signature{};
    Status form() const; // base/body.hpp, as below
};
BOOST_DESCRIBE_STRUCT(SignIn, (), (digest, signature))

struct WithdrawIn {
    std::string reason{};
    Status form() const;
};
BOOST_DESCRIBE_STRUCT(WithdrawIn, (), (reason))

// What only the parties, the centre and supervisors see of a notice that is not out yet.
struct Inside {
    State state{};
    std::vector<trade::Finding> findings{};     // what stands against publishing it
    std::optional<Instant> earliest_deadline{}; // that the law allows, were it published at its time
    std::string earliest_because{};             // the limit that says so, in Chinese
    std::string earliest_because_en{};          // and in English
    std::string refused{};
    // The platform drafted it because a hold overtook the deadline, and nobody has changed it since.
    bool drafted_for_hold = false;
};
BOOST_DESCRIBE_STRUCT(Inside, (),
                      (state, findings, earliest_deadline, earliest_because, earliest_because_en, refused,
                       drafted_for_hold))

struct NoticeLine {
    NoticeId id{};
    trade::TradeId trade{};
    Kind kind{};
    std::string title{};
    State state{};
    std::optional<Instant> published_at{};
    std::string digest{};
};
BOOST_DESCRIBE_STRUCT(NoticeLine, (), (id, trade, kind, title, state, published_at, digest))

struct NoticeOut {
    NoticeId id{};
    Text text{};
    std::string digest{};
    std::string certificate_digest{};
    std::string signature{};
    std::optional<Instant> published_at{};
    std::vector<ChannelFacts> channels{};
    std::optional<Inside> inside{};
    std::int64_t version{};                 // 0 for the public
    std::vector<NoticeLine> corrected_by{}; // published corrections of this notice, oldest first
};
BOOST_DESCRIBE_STRUCT(NoticeOut, (),
                      (id, text, digest, certificate_digest, signature, published_at, channels, inside,
                       version, corrected_by))

// What an organisation took of a trade's terms, and what was published there since: so it hears of each
// clarification and change (20-22).
struct TakenTerms {
    trade::TradeId trade{};
    std::string title{};             // of the trade
    std::int64_t number{};           // of the newest version that it took
    Instant taken_at{};              // the first time
    std::vector<NoticeLine> since{}; // newest first; empty when nothing new is out
};
BOOST_DESCRIBE_STRUCT(TakenTerms, (), (trade, title, number, taken_at, since))

} // namespace tianping::notice
