#pragma once
// The law of questions, pure: their words, their time, when an answer is due, and who asked.
#include "rooms/bidding/question_types.hpp"
#include "rooms/bidding/rules.hpp"

namespace tianping::bidding {

inline constexpr std::size_t longest_question = 4000; // bytes are not counted, characters are
inline constexpr std::size_t longest_place = 200;

// `bidding.question_empty`, `bidding.question_too_long`, and `bidding.question_names_asker` when the words
// give away whoever asks by one of `telling`, its code and the names that it bears or bore; all of them at
// once as fields.
Status check_words(const AskIn& in, const std::vector<std::string>& telling);

// Until the deadline of the lot happens (`bidding.questions_closed`); an objection only as long as the law
// leaves (`bidding.objection_late`, with the article and the last instant), counted to the deadline in force.
// One that a hold overtook ends neither: what comes behind it is taken until a notice has set another.
Status check_time(QuestionKind kind, const std::string& lot_name, const Timing& timing,
                  const procedure::Rulebook& rules, const Calendar& calendar, const procedure::Facts& facts);

// When an objection has to be answered, and what the law says of answering a question.
AnswerDue answer_due(QuestionKind kind, Instant asked, const procedure::Rulebook& rules,
                     const Calendar& calendar, procedure::Facts facts);

// HMAC-SM3(salt, "tianping/question-asker/1\0" ‖ org_…): tells nothing to whoever has not both.
std::string commitment_to(const std::string& salt_hex, const identity::OrganisationId& asker);

} // namespace tianping::bidding
