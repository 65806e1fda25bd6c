#pragma once
// A clarification may answer questions about the terms. The room that keeps the questions (bidding) lends
// these two acts to the notice room, which knows neither questions nor askers. Included through api.hpp.
#include "formats/notice_text.hpp"
#include "rooms/trade/api.hpp"
#include <functional>

namespace tianping::notice {

// One answer to all who asked the same, as the draft says it.
struct AnswerIn {
    std::vector<std::string> questions{};  // qst_…, at least one
    std::optional<std::string> question{}; // as it shall be published; default: as it was asked
    std::string answer{};
};
BOOST_DESCRIBE_STRUCT(AnswerIn, (), (questions, question, answer))

// `bidding.question_wanted` and `bidding.answer_wanted`, under `path`: what an answer lacks whatever was
// asked.
wire::Faults check_answer(const AnswerIn& in, const std::string& path);

struct Answering {
    // The answers as they will be published; every question that this trade does not have is a field
    // `answers[i].questions[j]` of the refusal.
    std::function<Result<std::vector<Answered>>(const ReadTx&, const trade::TradeId&,
                                                const std::vector<AnswerIn>&)>
        word{};
    // Inside the act that publishes the notice.
    std::function<Status(WriteTx&, const Call&, const Text&)> published{};
};

} // namespace tianping::notice
