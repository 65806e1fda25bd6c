// The outside medium's receipt, and the proof of sameness (standard 6.4.1, 条例15).
#include "rooms/notice/json_text.hpp"
#include "rooms/notice/service.hpp"
#include "rooms/notice/store.hpp"

namespace tianping::notice {
namespace {

using procedure::Channel;

// Which of a round's moments a published notice of this kind is.
std::string instant_of(Kind kind)
{
    return kind == Kind::tender_notice ? "notice_published" : std::string{};
}

void set_instants(WriteTx& tx, const Call& call, const Text& text, const ReceiptIn& in)
{
    for (const auto& round : rounds_of(tx, text)) {
        if (const auto name = instant_of(text.kind); !name.empty())
            trade::set_instant(tx, call, round.id, name, Channel::designated_medium,
                               in.receipt->published_at);
        trade::set_instant(tx, call, round.id, "notice_reached_medium", Channel::designated_medium,
                           *in.reached_at);
        trade::set_instant(tx, call, round.id, "notice_out_on_medium", Channel::designated_medium,
                           in.receipt->published_at);
    }
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
    const auto text = from_text<Text>(row.body);
    if (in.receipt && channel.state == ChannelState::pending) {
        channel.name = in.receipt->medium;
        channel.address = in.receipt->address;
        channel.reached_at = in.reached_at;
        channel.out_at = in.receipt->published_at;
        channel.receipt = to_text(*in.receipt);
        channel.why.clear();
        set_instants(tx, call, text, in);
        TP_CHECK(tx.update(row));
        events::append(tx, call, row.id.text(), about(tx, text),
                       OutOnMedium{channel.name, in.shown_digest, channel.address, *in.reached_at,
                                   *channel.out_at, channel.receipt});
    }
    const bool news = in.shown_digest != channel.digest;
    const bool differed = channel.state == ChannelState::differs;
    channel.digest = in.shown_digest;
    channel.state = in.shown_digest == row.digest ? ChannelState::out : ChannelState::differs;
    store::keep(tx, channel);
    const bool same = channel.state == ChannelState::out;
    if (!news || (same && !differed))
        return {};
    TP_CHECK(tx.update(row));
    if (same)
        events::append(tx, call, row.id.text(), about(tx, text),
                       SamenessRestored{channel.name, channel.address, row.digest});
    else
        events::append(tx, call, row.id.text(), about(tx, text),
                       DifferenceFound{channel.name, channel.address, row.digest, in.shown_digest});
    return {};
}

} // namespace tianping::notice
