#pragma once
// Questions about the terms: rows, what the routes take and answer, what the log says. Nothing here holds
// who asked except AskerRow, which holds a salted commitment to it.
#include "infra/http/page.hpp"
#include "rooms/trade/api.hpp"

namespace tianping::bidding {

struct QuestionTag {
    static constexpr std::string_view prefix = "qst";
};
using QuestionId = Id<QuestionTag>;

// A question has no limit in law; an objection to the terms has (条例22).
enum class QuestionKind { question, objection };
BOOST_DESCRIBE_ENUM(QuestionKind, question, objection)
enum class QuestionState { open, answered };
BOOST_DESCRIBE_ENUM(QuestionState, open, answered)

struct QuestionRow {
    QuestionId id{};
    trade::TradeId trade{};
    QuestionKind kind{};
    QuestionState state{};
    std::string rounds{}; // JSON array of rnd_…
    std::string place{};
    std::string text{};
    std::string terms{}; // digest of the version that was in force
    Instant asked_at{};
    std::int64_t version{1};
    static constexpr std::string_view table = "question";
};
BOOST_DESCRIBE_STRUCT(QuestionRow, (),
                      (id, trade, kind, state, rounds, place, text, terms, asked_at, version))

struct AskerRow {
    QuestionId question{};
    std::string salt{};       // hex, 32 bytes
    std::string commitment{}; // hex, question_rules.hpp
    static constexpr std::string_view table = "question_asker";
};
BOOST_DESCRIBE_STRUCT(AskerRow, (), (question, salt, commitment))

struct AnswerRow {
    std::string id{}; // "qst_…/ntc_…"
    QuestionId question{};
    std::string notice{};
    Instant published_at{};
    static constexpr std::string_view table = "question_answer";
};
BOOST_DESCRIBE_STRUCT(AnswerRow, (), (id, question, notice, published_at))

// POST /api/v1/trades/{trade}/questions
struct AskIn {
    std::string text{};
    std::optional<QuestionKind> kind{};              // default: a question
    std::optional<std::vector<trade::LotId>> lots{}; // default: every lot that still takes bids
    std::optional<std::string> place{};              // in the terms: "第三章 2.1", "lots[0].parts[1]"
    Status form() const;                             // base/body.hpp
};
BOOST_DESCRIBE_STRUCT(AskIn, (), (text, kind, lots, place))

// What the law says of the answer, in both languages, with its article. `at` only where the law has an
// instant.
struct AnswerDue {
    std::optional<Instant> at{};
    std::string zh{}, en{};
    std::string article{};
};
BOOST_DESCRIBE_STRUCT(AnswerDue, (), (at, zh, en, article))

// One answer to all, as its notice published it.
struct PublishedAnswer {
    std::string notice{}; // ntc_…
    Instant published_at{};
    std::vector<std::string> questions{}; // qst_… that it answers
    std::string question{};
    std::string answer{};
};
BOOST_DESCRIBE_STRUCT(PublishedAnswer, (), (notice, published_at, questions, question, answer))

// A question without who asked it.
struct QuestionOut {
    QuestionId id{};
    QuestionKind kind{};
    QuestionState state{};
    std::vector<trade::LotId> lots{};
    std::string place{};
    std::string text{};
    std::string terms{}; // digest of the version that it was asked about
    Instant asked_at{};
    AnswerDue due{};
    std::vector<PublishedAnswer> answers{};
};
BOOST_DESCRIBE_STRUCT(QuestionOut, (), (id, kind, state, lots, place, text, terms, asked_at, due, answers))

// The event's actor is nobody. `asker` is the commitment to the organisation that asked; what was asked stays
// private to the parties until it is published with its answer.
struct QuestionAsked {
    static constexpr std::string_view kind = "bidding.question_asked";
    static constexpr int version = 1;
    QuestionKind kind_of_question{};
    std::string terms{};
    std::string asker{};
};
BOOST_DESCRIBE_STRUCT(QuestionAsked, (), (kind_of_question, terms, asker))

struct QuestionWords { // the private body of QuestionAsked
    std::string place{};
    std::string text{};
};
BOOST_DESCRIBE_STRUCT(QuestionWords, (), (place, text))

struct QuestionAnswered {
    static constexpr std::string_view kind = "bidding.question_answered";
    static constexpr int version = 1;
    std::string notice{};
};
BOOST_DESCRIBE_STRUCT(QuestionAnswered, (), (notice))

} // namespace tianping::bidding
