#pragma once
// What notice keeps: one described struct a table.
#include "rooms/notice/api.hpp"

namespace tianping::notice {

struct NoticeRow {
    NoticeId id{};
    trade::TradeId trade{};
    Kind kind{};
    State state{};
    std::string title{};
    std::string body{}; // canonical JSON of Text
    std::string digest{};
    bool follow = false; // a failed round is followed by another in the same act
    Instant publish_at{};
    Instant drafted_at{};
    std::optional<Instant> signed_at{};
    std::string certificate_digest{};
    std::string signature{};
    std::optional<Instant> published_at{};
    bool for_invited = false; // published to the invited alone
    std::string refused{};    // why its publication was refused when its hour came
    std::int64_t version{1};
    static constexpr std::string_view table = "notice";
};
BOOST_DESCRIBE_STRUCT(NoticeRow, (),
                      (id, trade, kind, state, title, body, digest, follow, publish_at, drafted_at, signed_at,
                       certificate_digest, signature, published_at, for_invited, refused, version))

struct ChannelRow {
    std::string id{}; // ntc_…/designated_medium
    NoticeId notice{};
    procedure::Channel channel{};
    std::string name{};
    ChannelState state{};
    std::string digest{};
    std::string address{};
    std::optional<Instant> reached_at{};
    std::optional<Instant> out_at{};
    std::string receipt{};
    std::string why{};     // last failure to deliver
    std::int64_t looked{}; // the look at the medium in which it was read last; 0 before the first
    static constexpr std::string_view table = "notice_channel";
};
BOOST_DESCRIBE_STRUCT(ChannelRow, (),
                      (id, notice, channel, name, state, digest, address, reached_at, out_at, receipt, why,
                       looked))

// A deadline that a hold overtook, and the postponement that the platform drafted for it.
struct OvertakenRow {
    std::string id{}; // rnd_…/milliseconds of the deadline
    trade::TradeId trade{};
    trade::RoundId round{};
    Instant deadline{};
    NoticeId notice{};
    std::string digest{}; // of the text as the platform drafted it: another one is the owner's own
    static constexpr std::string_view table = "notice_overtaken";
};
BOOST_DESCRIBE_STRUCT(OvertakenRow, (), (id, trade, round, deadline, notice, digest))

enum class NoticeAct { edit, sign, publish, withdraw, refuse };
BOOST_DESCRIBE_ENUM(NoticeAct, edit, sign, publish, withdraw, refuse)

} // namespace tianping::notice
