#include "rooms/bidding/stamping.hpp"
#include "infra/crypto/digest.hpp"
#include "infra/spine/own_command.hpp"
#include "rooms/bidding/events.hpp"
#include "rooms/bidding/store.hpp"
#include <algorithm>

namespace tianping::bidding {
namespace {

constexpr std::int64_t most_a_pass = 100;
constexpr int most_refusals = 3;
constexpr std::chrono::seconds longest_pass{10}; // so that a house stops in time

Status told(const Outcome& outcome)
{
    return outcome.answer ? Status{} : Status{outcome.answer.error()};
}

} // namespace

Status record_timestamp_anchors(Writer& writer, const std::vector<crypto::Certificate>& authorities,
                                Instant now, Chance& chance)
{
    std::vector<TimestampAnchorRow> rows;
    std::string all;
    for (const auto& authority : authorities) {
        rows.push_back({authority.digest_text(), to_base64(authority.der())});
        all += rows.back().digest;
    }
    const auto digest = to_hex(crypto::sm3(view(all)));
    const auto decide = [rows](WriteTx& tx, const Call&) -> Result<Answer> {
        const auto known = store::timestamp_anchors(tx);
        for (const auto& row : rows)
            if (std::ranges::find(known, row.digest, &TimestampAnchorRow::digest) == known.end())
                TP_CHECK(tx.insert(row));
        return Answer{};
    };
    return told(writer.run(own_command({"bidding.name_timestamp_anchors", digest, {}, decide},
                                       "timestamp_anchors/" + digest, now, chance)));
}

bool is_stamping_owed(const ReadTx& tx)
{
    return !store::unstamped(tx, "", 1).empty();
}

ReceiptStamper::Pass ReceiptStamper::pass()
{
    const auto until = std::chrono::steady_clock::now() + longest_pass;
    Pass out;
    int refusals = 0;
    for (const auto& row : next()) {
        if (stopping_)
            break;
        after_ = row.message_digest;
        if (const auto done = stamp(row, out); !done) {
            out.failed = done.error();
            if (done.error().code.starts_with("client.") || ++refusals == most_refusals)
                break;
        }
        if (std::chrono::steady_clock::now() > until)
            break;
    }
    return out;
}

// On from where the last pass ended, and round again: one that is always refused keeps no other waiting.
std::vector<ReceiptRow> ReceiptStamper::next()
{
    return parts_.reads.read([&](const ReadTx& tx) {
        auto out = store::unstamped(tx, after_, most_a_pass);
        return out.empty() ? store::unstamped(tx, "", most_a_pass) : out;
    });
}

Status ReceiptStamper::stamp(const ReceiptRow& row, Pass& pass)
{
    TP_TRY(message, from_base64(row.message));
    TP_TRY(said, seal::Receipt::decode(message));
    TP_TRY(stamped, parts_.authority.stamp(crypto::sm3(message), parts_.clock));
    if (stamped.at < said.arrived) {
        ++pass.early;
        return {};
    }
    TP_CHECK(keep(row, stamped));
    ++pass.stamped;
    return {};
}

Status ReceiptStamper::keep(const ReceiptRow& row, const http::Stamped& stamped)
{
    const auto decide = [row, stamped](WriteTx& tx, const Call& call) -> Result<Answer> {
        if (!store::put_timestamp(tx, row.message_digest, to_base64(stamped.token)))
            return Answer{}; // another node was first
        const auto submission = store::submission(tx, row.submission).value();
        TP_TRY(round, trade::round_facts(tx, submission.round));
        TP_TRY(facts, trade::trade_facts(tx, submission.trade));
        events::append(tx, call, row.submission.text(), trade::about(facts, round),
                       ReceiptStamped{row.message_digest, to_hex(crypto::sm3(stamped.token)), stamped.at});
        return Answer{};
    };
    // The digest is the receipt's and not the token's: two nodes that were both answered ask for the same.
    return told(
        parts_.writer.run(own_command({stamping_command, row.message_digest, {}, decide},
                                      "stamp/" + row.message_digest, parts_.clock.now(), parts_.chance)));
}

} // namespace tianping::bidding
