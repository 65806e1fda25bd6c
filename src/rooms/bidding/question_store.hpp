#pragma once
// Every SQL text about questions.
#include "rooms/bidding/question_types.hpp"

namespace tianping::bidding::store {

std::optional<QuestionRow> question(const ReadTx& tx, const QuestionId& id);
// In order of their ids, at most `most` after `after`.
struct QuestionQuery {
    trade::TradeId trade{};
    std::string state{}; // empty for all
    std::string after{};
    std::int64_t most{};
};
std::vector<QuestionRow> questions(const ReadTx& tx, const QuestionQuery& query);
std::vector<QuestionRow> all_questions(const ReadTx& tx, const trade::TradeId& trade,
                                       const std::string& after);
std::vector<AskerRow> askers(const ReadTx& tx, const trade::TradeId& trade);
std::vector<AnswerRow> answers(const ReadTx& tx, const QuestionId& question);

} // namespace tianping::bidding::store
