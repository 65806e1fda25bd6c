#include "rooms/bidding/question_store.hpp"

namespace tianping::bidding::store {

std::optional<QuestionRow> question(const ReadTx& tx, const QuestionId& id)
{
    return tx.find<QuestionRow>("WHERE id = :id", id);
}

std::vector<QuestionRow> questions(const ReadTx& tx, const QuestionQuery& query)
{
    return tx.list<QuestionRow>("WHERE trade = :t AND (:s1 = '' OR state = :s2) AND id > :a "
                                "ORDER BY id LIMIT :n",
                                query.trade, query.state, query.state, query.after, query.most);
}

std::vector<QuestionRow> all_questions(const ReadTx& tx, const trade::TradeId& trade,
                                       const std::string& after)
{
    return tx.list<QuestionRow>("WHERE trade = :t AND id > :a ORDER BY id", trade, after);
}

std::vector<AskerRow> askers(const ReadTx& tx, const trade::TradeId& trade)
{
    return tx.list<AskerRow>("WHERE question IN (SELECT id FROM question WHERE trade = :t)", trade);
}

std::vector<AnswerRow> answers(const ReadTx& tx, const QuestionId& question)
{
    return tx.list<AnswerRow>("WHERE question = :q ORDER BY published_at, id", question);
}

} // namespace tianping::bidding::store
