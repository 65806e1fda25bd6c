// The outside medium's receipt, and the proof of sameness (standard 6.4.1, 条例15).
#include "base/json_text.hpp"
#include "rooms/notice/service.hpp"
#include "rooms/notice/store.hpp"
#include <algorithm>

namespace tianping::notice {
namespace {

using procedure::Channel;

// Which of a round's moments a published notice of this kind is.
std::string instant_of(Kind kind)
{
    return kind == Kind::tender_notice ? "notice_published" : std::string{};
}

// What it published it had by then, also where the answer to an earlier try was lost.
Instant reached_at(const ReceiptIn& in)
{
    return std::min(*in.reached_at, in.receipt->published_at);
}

void set_instants(WriteTx& tx, const Call& call, const Text& text, const ReceiptIn& in)
{
    for (const auto& round : rounds_of(tx, text)) {
        if (const auto name = instant_of(text.kind); !name.empty())
            trade::set_instant(tx, call, round.id, name, Channel::designated_medium,
                               in.receipt->published_at);
        trade::set_instant(tx, call, round.id, "notice_reached_medium", Channel::designated_medium,
                           reached_at(in));
        trade::set_instant(tx, call, round.id, "notice_out_on_medium", Channel::designated_medium,
                           in.receipt->published_at);
    }
}

// Both machines keep the national time: what differs by more is no matter of two clocks.
constexpr std::chrono::minutes two_clocks{1};

bool is_of(const MediumReceipt& receipt, const NoticeRow& row)
{
    return receipt.digest == row.digest && receipt.notice == row.id.text();
}

// Nobody shows a notice before it was published, or will show it and has a receipt already.
bool is_possible(Instant published_on_medium, const NoticeRow& row, Instant now)
{
    return row.published_at.value() - two_clocks <= published_on_medium &&
           published_on_medium <= now + two_clocks;
}

// A receipt of something else, or of an hour that cannot be, proves no publication: no instant counts from
// it, no page leads to its address, and the courier asks again.
Status keep_wrong(WriteTx& tx, const Call& call, NoticeRow row, ChannelRow channel,
                  const MediumReceipt& receipt)
{
    channel.name = receipt.medium;
    channel.digest = receipt.digest;
    channel.receipt = to_text(receipt);
    channel.why.clear();
    channel.state = ChannelState::differs;
    store::keep(tx, channel);
    TP_CHECK(tx.update(row));
    events::append(tx, call, row.id.text(), about(tx, from_text<Text>(row.body)),
                   DifferenceFound{channel.name, receipt.address, row.digest, receipt.digest});
    return {};
}

// What the law counts from the receipt counts from here on, whatever becomes of reading it back. The digest
// of an earlier receipt of something else stays until then: its incident is still open.
Status keep_receipt(WriteTx& tx, const Call& call, const Text& text, ChannelRow channel, const ReceiptIn& in)
{
    if (channel.out_at)
        return {};
    channel.name = in.receipt->medium;
    channel.address = in.receipt->address;
    channel.reached_at = reached_at(in);
    channel.out_at = in.receipt->published_at;
    channel.receipt = to_text(*in.receipt);
    channel.why.clear();
    channel.state = ChannelState::received;
    store::keep(tx, channel);
    set_instants(tx, call, text, in);
    return {};
}

Status keep_shown(WriteTx& tx, const Call& call, NoticeRow row, ChannelRow channel, const std::string& shown)
{
    const auto concerns = about(tx, from_text<Text>(row.body));
    const bool first = channel.state == ChannelState::received;
    const bool differed = channel.state == ChannelState::differs || (first && !channel.digest.empty());
    const bool news = shown != channel.digest;
    const bool same = shown == row.digest;
    channel.digest = shown;
    channel.why.clear();
    channel.state = same ? ChannelState::out : ChannelState::differs;
    store::keep(tx, channel);
    const auto tell = [&](const auto& body) -> Status {
        TP_CHECK(tx.update(row));
        events::append(tx, call, row.id.text(), concerns, body);
        return {};
    };
    if (first)
        TP_CHECK(tell(OutOnMedium{channel.name, shown, channel.address, channel.reached_at.value(),
                                  channel.out_at.value(), channel.receipt}));
    if (same && differed)
        TP_CHECK(tell(SamenessRestored{channel.name, channel.address, row.digest}));
    if (!same && news)
        TP_CHECK(tell(DifferenceFound{channel.name, channel.address, row.digest, shown}));
    return {};
}

} // namespace

Status record_receipt(WriteTx& tx, const Call& call, const ReceiptIn& in)
{
    auto row = store::notice(tx, in.notice).value();
    auto channel = store::channel(tx, in.notice.text() + "/designated_medium").value();
    if (in.why) {
        channel.why = *in.why;
        store::keep(tx, channel);
        return {};
    }
    if (!in.receipt)
        return keep_shown(tx, call, std::move(row), std::move(channel), in.shown_digest);
    if (!is_of(*in.receipt, row) || !is_possible(in.receipt->published_at, row, call.arrived))
        return keep_wrong(tx, call, std::move(row), std::move(channel), *in.receipt);
    return keep_receipt(tx, call, from_text<Text>(row.body), std::move(channel), in);
}

} // namespace tianping::notice
