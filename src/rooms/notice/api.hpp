#pragma once
// What later rooms may ask notice: what was published for a trade, and in which channels (standard 6.4).
#include "formats/notice_text.hpp"
#include "rooms/notice/answering.hpp"
#include "rooms/notice/events.hpp"
#include "rooms/notice/words.hpp"
#include "rooms/trade/api.hpp"

namespace tianping::notice {

struct ChannelFacts {
    procedure::Channel channel{};
    std::string name{}; // of the medium
    ChannelState state{};
    std::string digest{}; // of what it shows
    std::string address{};
    // When the medium had it: at the first try that it answered, or when it published it where that is
    // before.
    std::optional<Instant> reached_at{};
    std::optional<Instant> out_at{}; // when it appeared, as its receipt says
    std::string receipt{};           // canonical JSON of the medium's answer
};
BOOST_DESCRIBE_STRUCT(ChannelFacts, (), (channel, name, state, digest, address, reached_at, out_at, receipt))

struct PublishedNotice {
    NoticeId id{};
    Text text{};
    std::string digest{};
    std::string certificate_digest{};
    std::string signature{};
    Instant published_at{};
    std::vector<ChannelFacts> channels{};
};
BOOST_DESCRIBE_STRUCT(PublishedNotice, (),
                      (id, text, digest, certificate_digest, signature, published_at, channels))

// In order of their ids; never a draft.
std::vector<PublishedNotice> published_of(const ReadTx& tx, const trade::TradeId& trade);
Result<PublishedNotice> published(const ReadTx& tx, const NoticeId& id); // `notice.unknown`
// The one that has this digest (hex), whose text names its id; never a draft.
std::optional<PublishedNotice> published_under(const ReadTx& tx, const std::string& digest);
// Of a tender by invitation, with what went to the invited alone; only for whoever may see the trade.
std::vector<PublishedNotice> published_to_invited(const ReadTx& tx, const trade::TradeId& trade);

// Asked once the deadline in force has passed: whether it did so although nothing was closed, for a hold that
// stops it. The intake is sealed, and a postponement goes on with it (design.md 1). Where the closing found a
// hold whose lifting, stamped before the deadline, was decided only after it, what the closing found counts.
bool held_over(const ReadTx& tx, const trade::RoundFacts& round);

// "行政监督部门责令暂停": why a round is held, as notices, pages and records say it.
std::string cause_text(trade::HoldCause cause, procedure::Language language);
// "答复异议期间暂停（条例22）": why something is held, with the article and the number of an order, if there
// is one.
std::string ground_text(trade::HoldCause cause, const std::string& article, const std::string& document,
                        procedure::Language language);

} // namespace tianping::notice
