// Answers in a clarification: worded while it is drafted, recorded when it is published.
#include "base/blank.hpp"
#include "rooms/bidding/question_store.hpp"
#include "rooms/bidding/questions.hpp"
#include <algorithm>
#include <iterator>
#include <set>

namespace tianping::bidding {
namespace {

std::optional<QuestionRow> question_of(const ReadTx& tx, const trade::TradeId& trade, const std::string& text)
{
    const auto id = QuestionId::parse(text);
    auto row = id ? store::question(tx, *id) : std::nullopt;
    return row && row->trade == trade ? row : std::nullopt;
}

notice::Answered worded(const ReadTx& tx, const trade::TradeId& trade, const notice::AnswerIn& in,
                        const std::string& path, wire::Faults& bad)
{
    notice::Answered out{in.questions, in.question.value_or(""), in.answer};
    std::ranges::move(notice::check_answer(in, path), std::back_inserter(bad));
    const bool as_asked = blank(out.question);
    std::set<std::string> said; // a question that is named again is not told again
    for (std::size_t i = 0; i < in.questions.size(); ++i) {
        const auto row = question_of(tx, trade, in.questions[i]);
        if (!row)
            bad.push_back({path + ".questions[" + std::to_string(i) + "]", "bidding.question_unknown", ""});
        else if (as_asked && said.insert(in.questions[i]).second)
            out.question += (i == 0 ? "" : "\n") + row->text;
    }
    return out;
}

Result<std::vector<notice::Answered>> word(const ReadTx& tx, const trade::TradeId& trade,
                                           const std::vector<notice::AnswerIn>& answers)
{
    std::vector<notice::Answered> out;
    wire::Faults bad;
    for (std::size_t i = 0; i < answers.size(); ++i)
        out.push_back(worded(tx, trade, answers[i], "answers[" + std::to_string(i) + "]", bad));
    if (bad.empty())
        return out;
    Error e{Fault::invalid, bad.front().code};
    e.fields = std::move(bad);
    return e;
}

Status record(WriteTx& tx, const Call& call, const std::string& question, const notice::Text& text)
{
    TP_TRY(id, QuestionId::parse(question));
    auto row = store::question(tx, id).value();
    if (!tx.insert(AnswerRow{question + "/" + text.notice, id, text.notice, call.arrived}))
        return {}; // named twice in one notice
    row.state = QuestionState::answered;
    TP_CHECK(tx.update(row));
    TP_TRY(facts, trade::trade_facts(tx, row.trade));
    std::vector<trade::RoundFacts> rounds;
    for (const auto& round : wire::parse<std::vector<trade::RoundId>>(row.rounds).value())
        rounds.push_back(trade::round_facts(tx, round).value());
    events::append(tx, call, question, trade::about(facts, rounds), QuestionAnswered{text.notice});
    return {};
}

Status record_all(WriteTx& tx, const Call& call, const notice::Text& text)
{
    for (const auto& answer : text.answers.value())
        for (const auto& question : answer.questions)
            TP_CHECK(record(tx, call, question, text));
    return {};
}

} // namespace

notice::Answering answering()
{
    return {word, record_all};
}

std::vector<PublishedAnswer> published_answers(const ReadTx& tx, const trade::TradeId& trade)
{
    std::vector<PublishedAnswer> out;
    for (const auto& published : notice::published_to_invited(tx, trade))
        for (const auto& answer : published.text.answers.value_or(std::vector<notice::Answered>{}))
            out.push_back({published.id.text(), published.published_at, answer.questions, answer.question,
                           answer.answer});
    return out;
}

} // namespace tianping::bidding
