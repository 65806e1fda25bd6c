#include "rooms/notice/courier.hpp"
#include "infra/crypto/digest.hpp"
#include "infra/spine/log.hpp"
#include "infra/spine/own_command.hpp"
#include "rooms/notice/json_text.hpp"
#include "rooms/notice/store.hpp"

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

struct Shown {
    ChannelRow row{};
    std::int64_t events{}; // that the notice's stream has
};

std::vector<Shown> last_shown(const ReadTx& tx, std::int64_t most)
{
    std::vector<Shown> out;
    for (auto& row : store::on_medium(tx, most)) {
        const auto events = store::notice(tx, row.notice).value().version;
        out.push_back({std::move(row), events});
    }
    return out;
}

} // namespace

Result<ReceiptIn> Courier::carry(const NoticeId& id)
{
    TP_TRY(delivery, parts_.reads.read([&](const ReadTx& tx) { return delivery_of(tx, id); }));
    ReceiptIn in;
    in.notice = id;
    in.reached_at = parts_.clock.now();
    TP_TRY(receipt, parts_.medium.publish(delivery));
    in.receipt = receipt;
    in.shown_digest = receipt.digest;
    if (receipt.digest != delivery.digest || receipt.notice != id.text())
        return in; // of something else: what stands at its address is not asked for
    TP_TRY(shown, parts_.medium.show(receipt.address));
    in.shown_digest = to_hex(digest_of_shown(shown));
    return in;
}

// What the medium says by now of a notice, where that is new.
std::optional<ReceiptIn> Courier::news_of(const ChannelRow& row)
{
    if (!row.out_at) {
        auto again = carry(row.notice);
        if (!again || to_text(*again->receipt) == row.receipt)
            return std::nullopt;
        return std::move(again).value();
    }
    const auto shown = parts_.medium.show(row.address);
    if (!shown || to_hex(digest_of_shown(*shown)) == row.digest)
        return std::nullopt;
    ReceiptIn in;
    in.notice = row.notice;
    in.shown_digest = to_hex(digest_of_shown(*shown));
    return in;
}

void Courier::warn_of_difference(const NoticeId& id) const
{
    const auto channel = parts_.reads.read(
        [&](const ReadTx& tx) { return store::channel(tx, id.text() + "/designated_medium"); });
    if (channel && channel->state == ChannelState::differs)
        log::warn("the outside medium has something else than the owner signed",
                  {{"notice", id.text()}, {"address", channel->address}, {"digest", channel->digest}});
}

bool Courier::hand_in(const std::string& key, const ReceiptIn& receipt)
{
    const auto decide = [receipt](WriteTx& tx, const Call& call) -> Result<Answer> {
        TP_CHECK(record_receipt(tx, call, receipt));
        return Answer{};
    };
    const auto outcome = parts_.writer.run(
        own_command({"notice.medium_receipt", to_hex(crypto::sm3(view(to_text(receipt)))), {}, decide}, key,
                    parts_.clock.now(), parts_.chance));
    const bool done = outcome.decided == Decided::committed && outcome.answer.has_value();
    if (done && !receipt.why)
        warn_of_difference(receipt.notice);
    return done;
}

std::size_t Courier::deliver()
{
    const auto waiting = parts_.reads.read([](const ReadTx& tx) { return store::pending(tx, 100); });
    std::size_t out = 0;
    for (const auto& row : waiting) {
        auto receipt = carry(row.notice);
        if (receipt) {
            out += hand_in("medium/" + row.notice.text(), *receipt) ? 1 : 0;
        } else if (receipt.error().code != row.why) {
            ReceiptIn failed;
            failed.notice = row.notice;
            failed.why = receipt.error().code;
            // Told once for each change of reason, however often it is tried.
            hand_in("medium/" + row.notice.text() + "/" + row.why + "/" + *failed.why, failed);
        }
        // A medium that is away would keep every other notice waiting for its own time-out, and a stop too.
        if (!receipt && receipt.error().code.starts_with("client."))
            break;
    }
    return out;
}

std::size_t Courier::look_again(std::int64_t most)
{
    const auto rows = parts_.reads.read([&](const ReadTx& tx) { return last_shown(tx, most); });
    std::size_t changed = 0;
    for (const auto& [row, events] : rows) {
        const auto in = news_of(row);
        if (!in)
            continue;
        // The same falsification after a repair is another one: each is told once, after what was told
        // before.
        const auto what = to_hex(crypto::sm3(view(in->shown_digest)));
        const auto key = "medium-again/" + row.notice.text() + "/" + std::to_string(events) + "/" + what;
        changed += hand_in(key, *in) ? 1 : 0;
    }
    return changed;
}

Courier::Backlog Courier::backlog(std::int64_t most) const
{
    return parts_.reads.read([&](const ReadTx& tx) {
        const auto rows = store::pending(tx, most);
        return Backlog{rows.size(), rows.empty() ? std::string{} : rows.front().why,
                       static_cast<std::size_t>(store::differing(tx))};
    });
}

CourierThread::CourierThread(Courier& courier, std::chrono::milliseconds rhythm,
                             std::chrono::milliseconds look_again)
    : courier_{courier}, thread_{[this, rhythm, look_again] { run(rhythm, look_again); }}
{
}

CourierThread::~CourierThread()
{
    {
        const std::lock_guard lock{mutex_};
        stop_ = true;
    }
    woken_.notify_one();
    thread_.join();
}

void CourierThread::wake()
{
    {
        const std::lock_guard lock{mutex_};
        due_ = true;
    }
    woken_.notify_one();
}

Courier::Backlog CourierThread::backlog() const
{
    const std::lock_guard lock{mutex_};
    return backlog_;
}

void CourierThread::turn(bool look_again)
try {
    courier_.deliver();
    if (look_again)
        courier_.look_again();
    const auto left = courier_.backlog();
    const std::lock_guard lock{mutex_};
    backlog_ = left;
} catch (const std::exception& e) {
    log::error("notices could not be carried to the outside medium", {{"reason", e.what()}});
}

void CourierThread::run(std::chrono::milliseconds rhythm, std::chrono::milliseconds look_again)
{
    auto looked = std::chrono::steady_clock::now();
    std::unique_lock lock{mutex_};
    while (!stop_) {
        if (backlog_.waiting > 0)
            woken_.wait_for(lock, rhythm, [&] { return stop_; });
        else
            woken_.wait_for(lock, rhythm, [&] { return due_ || stop_; });
        due_ = false;
        if (stop_)
            return;
        lock.unlock();
        const auto now = std::chrono::steady_clock::now();
        const bool look = now - looked >= look_again;
        looked = look ? now : looked;
        turn(look);
        lock.lock();
        // What is written in a burst is carried in one turn.
        woken_.wait_for(lock, std::chrono::milliseconds{100}, [&] { return stop_; });
    }
}

} // namespace tianping::notice
