#pragma once
// Anonymous questions about the terms, with one answer to all (30号令33, 条例22, 20号令39). Who asked is
// known to the asker alone: the log's event has no actor, the table holds a salted commitment. The answers
// are part of a clarification (notice room) and reach everybody with it.
#include "rooms/bidding/question_rules.hpp"
#include "rooms/notice/api.hpp"

namespace tianping::bidding {

class Questions {
public:
    explicit Questions(const procedure::Library& library) : library_{library} {} // outlives this

    // Anyone signed in for an organisation that is no party to the trade.
    Result<QuestionOut> ask(WriteTx& tx, const http::Request& request, const AskIn& in) const;
    // The caller's organisation's own, oldest first.
    Result<http::Page<QuestionOut>> own(const ReadTx& tx, const http::Request& request) const;
    // Owner and agent: all of them, oldest first; nothing says who asked or how many did.
    Result<http::Page<QuestionOut>> list(const ReadTx& tx, const http::Request& request) const;
    // Everybody: what was published, oldest first.
    Result<http::Page<PublishedAnswer>> answers(const ReadTx& tx, const http::Request& request) const;

private:
    Status check_open(const ReadTx& tx, const std::vector<trade::RoundFacts>& rounds, QuestionKind kind,
                      Instant at) const;
    QuestionOut shown(const ReadTx& tx, const QuestionRow& row,
                      const std::vector<PublishedAnswer>& published) const;

    const procedure::Library& library_;
};

std::vector<http::Route> routes(const Questions& room);

// Published with clarifications, oldest first; for portal and record. Of a tender by invitation: to the
// invited, so ask only for who may see the trade.
std::vector<PublishedAnswer> published_answers(const ReadTx& tx, const trade::TradeId& trade);
// What the notice room borrows (question_answers.cpp).
notice::Answering answering();

} // namespace tianping::bidding
