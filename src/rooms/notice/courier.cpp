#include "rooms/notice/courier.hpp"
#include "base/json_text.hpp"
#include "infra/crypto/digest.hpp"
#include "infra/spine/log.hpp"
#include "infra/spine/own_command.hpp"
#include "rooms/notice/store.hpp"
#include <algorithm>
#include <set>
#include <utility>

namespace tianping::notice {
namespace {

Result<Delivery> delivery_of(const ReadTx& tx, const NoticeId& id)
{
    TP_TRY(notice, published(tx, id));
    TP_TRY(certificate, identity::certificate(tx, notice.certificate_digest));
    Delivery out;
    out.text = notice.text;
    out.digest = notice.digest;
    out.certificate = certificate.der_base64;
    out.signature = notice.signature;
    return out;
}

// A status is an answer, about this notice alone.
bool is_away(const Error& e)
{
    return e.code.starts_with("client.") && !e.code.starts_with("client.status_");
}

// What stands at an address whose page was taken down: no byte, which is nobody's text.
Result<std::string> or_nothing(Result<std::string> shown)
{
    if (!shown && (shown.error().code == "client.status_404" || shown.error().code == "client.status_410"))
        return std::string{};
    return shown;
}

bool has(const std::vector<ChannelRow>& rows, const ChannelRow& row)
{
    return std::ranges::find(rows, row.id, &ChannelRow::id) != rows.end();
}

// What is to be read at every look: a difference lasts until it is repaired, and while bids can still be made
// it is the notices of their rounds that mislead. First what was read longest ago: a look may end early.
std::vector<ChannelRow> always(const ReadTx& tx)
{
    auto out = store::differing_rows(tx);
    const auto open = trade::announced_rounds(tx);
    const auto serves_open = [&](const std::string& round) {
        return std::ranges::any_of(open, [&](const auto& one) { return one.id.text() == round; });
    };
    std::set<std::string> trades;
    for (const auto& round : open)
        trades.insert(round.trade.text());
    for (const auto& id : trades)
        for (const auto& row : store::of_trade(tx, trade::TradeId::parse(id).value()))
            if (row.state == State::published &&
                std::ranges::any_of(from_text<Text>(row.body).rounds, serves_open))
                for (auto& channel : store::channels(tx, row.id))
                    if (channel.channel == procedure::Channel::designated_medium &&
                        channel.state == ChannelState::out)
                        out.push_back(std::move(channel));
    std::ranges::stable_sort(out, {}, &ChannelRow::looked);
    return out;
}

struct Look {
    std::vector<ChannelRow> always{};
    std::vector<ChannelRow> in_turn{};
};

Look next_look(const ReadTx& tx, std::int64_t most)
{
    Look out{always(tx), {}};
    for (auto& row : store::in_turn(tx, most + std::ssize(out.always)))
        if (std::cmp_less(out.in_turn.size(), most) && !has(out.always, row))
            out.in_turn.push_back(std::move(row));
    return out;
}

} // namespace

ChannelRow Courier::channel(const NoticeId& id) const
{
    return parts_.reads.read(
        [&](const ReadTx& tx) { return store::channel(tx, id.text() + "/designated_medium").value(); });
}

Result<ReceiptIn> Courier::carry(const NoticeId& id)
{
    TP_TRY(delivery, parts_.reads.read([&](const ReadTx& tx) { return delivery_of(tx, id); }));
    ReceiptIn in;
    in.notice = id;
    in.reached_at = parts_.clock.now();
    TP_TRY(receipt, parts_.medium.publish(delivery, *in.reached_at));
    in.receipt = std::move(receipt);
    return in;
}

// What stands at the address of its receipt. A page that is not there yet is waited for; one that was read
// before is gone.
Result<ReceiptIn> Courier::read_back(const ChannelRow& row)
{
    auto answer = parts_.medium.show(row.address);
    TP_TRY(shown, row.state == ChannelState::received ? std::move(answer) : or_nothing(std::move(answer)));
    ReceiptIn in;
    in.notice = row.notice;
    in.shown_digest = to_hex(digest_of_shown(shown));
    return in;
}

// What the medium says by now of a notice, where that is new.
Result<std::optional<ReceiptIn>> Courier::news_of(const ChannelRow& row)
{
    using News = std::optional<ReceiptIn>;
    if (row.out_at) {
        TP_TRY(shown, read_back(row));
        return shown.shown_digest == row.digest ? News{} : News{std::move(shown)};
    }
    TP_TRY(again, carry(row.notice));
    return to_text(*again.receipt) == row.receipt ? News{} : News{std::move(again)};
}

void Courier::warn_of_difference(const NoticeId& id) const
{
    const auto kept = channel(id);
    if (kept.state == ChannelState::differs)
        log::warn("the outside medium has something else than the owner signed", {{"notice", id.text()},
                                                                                  {"address", kept.address},
                                                                                  {"digest", kept.digest},
                                                                                  {"receipt", kept.receipt}});
}

bool Courier::decide(const char* name, const std::string& key, const std::string& body,
                     const std::function<Status(WriteTx&, const Call&)>& act)
{
    const auto decision = [act](WriteTx& tx, const Call& call) -> Result<Answer> {
        TP_CHECK(act(tx, call));
        return Answer{};
    };
    const auto outcome = parts_.writer.run(own_command({name, to_hex(crypto::sm3(view(body))), {}, decision},
                                                       key, parts_.clock.now(), parts_.chance));
    return outcome.decided == Decided::committed && outcome.answer.has_value();
}

bool Courier::hand_in(const std::string& key, const ReceiptIn& receipt)
{
    const bool done =
        decide("notice.medium_receipt", key, to_text(receipt),
               [receipt](WriteTx& tx, const Call& call) { return record_receipt(tx, call, receipt); });
    if (done && !receipt.why)
        warn_of_difference(receipt.notice);
    return done;
}

// Whether the medium has it by now, as it was signed or otherwise.
Result<bool> Courier::deliver(const ChannelRow& row)
{
    if (row.state == ChannelState::pending) {
        TP_TRY(receipt, carry(row.notice));
        if (!hand_in("medium/" + row.notice.text(), receipt))
            return false;
    }
    const auto kept = channel(row.notice);
    if (kept.state != ChannelState::received)
        return true; // its receipt is of something else, whose address is not asked for
    TP_TRY(shown, read_back(kept));
    return hand_in("medium-shown/" + row.notice.text(), shown);
}

std::size_t Courier::deliver()
{
    const auto waiting = parts_.reads.read([](const ReadTx& tx) { return store::pending(tx, 100); });
    std::size_t out = 0;
    for (const auto& row : waiting) {
        const auto there = deliver(row);
        if (there) {
            out += *there ? 1 : 0;
        } else if (there.error().code != row.why) {
            ReceiptIn failed;
            failed.notice = row.notice;
            failed.why = there.error().code;
            // Told once for each change of reason, however often it is tried.
            log::warn("the outside medium did not take a notice, or does not show it",
                      {{"notice", row.notice.text()}, {"reason", *failed.why}});
            hand_in("medium/" + row.notice.text() + "/" + wire::name_of(row.state) + "/" + row.why + "/" +
                        *failed.why,
                    failed);
        }
        // A medium that is away would keep every other notice waiting for its own time-out, and a stop too.
        if (!there && is_away(there.error()))
            break;
    }
    return out;
}

// Whether it says something new.
Result<bool> Courier::look_at(const ChannelRow& row)
{
    TP_TRY(news, news_of(row));
    if (!news)
        return false;
    // The same falsification after a repair is another one: each is told once, after what was told before.
    const auto events =
        parts_.reads.read([&](const ReadTx& tx) { return store::notice(tx, row.notice).value().version; });
    const auto what = news->receipt ? to_text(*news->receipt) : news->shown_digest;
    const auto key = "medium-again/" + row.notice.text() + "/" + std::to_string(events) + "/" +
                     to_hex(crypto::sm3(view(what)));
    if (!hand_in(key, *news))
        return false;
    if (const auto kept = channel(row.notice); kept.state == ChannelState::received)
        TP_CHECK(deliver(kept));
    return true;
}

// Those of one look share its number: two looks at once count once.
void Courier::note_looks(const std::vector<std::string>& looked_at)
{
    if (looked_at.empty())
        return;
    const auto look = parts_.reads.read([](const ReadTx& tx) { return store::last_look(tx); }) + 1;
    decide("notice.medium_look", "medium-look/" + std::to_string(look), to_text(looked_at),
           [=](WriteTx& tx, const Call&) -> Status {
               for (const auto& id : looked_at)
                   store::note_look(tx, id, look);
               return {};
           });
}

std::size_t Courier::look_again(std::int64_t most, const std::function<bool()>& go_on)
{
    constexpr int patience = 3; // one connection that fails is no medium that is away
    const auto look = parts_.reads.read([&](const ReadTx& tx) { return next_look(tx, most); });
    std::size_t changed = 0, unread = 0;
    int failed = 0;
    std::string why;
    std::vector<std::string> looked_at;
    const auto read_all = [&](const std::vector<ChannelRow>& rows) {
        for (const auto& row : rows) {
            if (failed == patience || (go_on && !go_on()))
                return;
            const auto news = look_at(row);
            failed += !news && is_away(news.error()) ? 1 : 0;
            changed += news && *news ? 1 : 0;
            looked_at.push_back(row.id);
            if (!news && ++unread == 1)
                why = news.error().code;
        }
    };
    read_all(look.always);
    read_all(look.in_turn);
    if (unread > 0)
        log::warn("notices on the outside medium could not be read again",
                  {{"notices", std::to_string(unread)}, {"reason", why}});
    note_looks(looked_at);
    return changed;
}

Courier::Backlog Courier::backlog(std::int64_t most) const
{
    return parts_.reads.read([&](const ReadTx& tx) {
        const auto rows = store::pending(tx, most);
        const auto oldest = std::ranges::min_element(rows, {}, &ChannelRow::id);
        return Backlog{rows.size(), oldest == rows.end() ? std::string{} : oldest->why,
                       static_cast<std::size_t>(store::differing(tx))};
    });
}

} // namespace tianping::notice
