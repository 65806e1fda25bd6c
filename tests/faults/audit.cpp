#include "faults/audit.hpp"
#include "app/bidder/bid.hpp"
#include "infra/spine/database.hpp"
#include "infra/spine/event_log.hpp"
#include "rooms/bidding/events.hpp"
#include "rooms/bidding/types.hpp"

namespace tianping::faults {
namespace {

struct CommandStamp {
    Instant arrived_at{};
    std::string outcome{};
};
BOOST_DESCRIBE_STRUCT(CommandStamp, (), (arrived_at, outcome))

// The events of one kind by the digest of the message that they speak of.
template <class Body>
std::multimap<std::string, Instant> events_of(const ReadTx& tx)
{
    std::multimap<std::string, Instant> out;
    for (const auto& event : tx.list<events::Event>("WHERE kind = :k ORDER BY seq", std::string{Body::kind}))
        out.emplace(event.template as<Body>().message_digest, event.arrived_at);
    return out;
}

struct Rows {
    std::map<std::string, bidding::VersionRow> versions{};
    std::map<std::string, bidding::ReceiptRow> receipts{};
    std::multimap<std::string, Instant> submitted{}, signed_{};
};

Rows read_rows(const ReadTx& tx)
{
    Rows out;
    for (auto& row : tx.list<bidding::VersionRow>("ORDER BY message_digest"))
        out.versions.emplace(row.message_digest, row);
    for (auto& row : tx.list<bidding::ReceiptRow>("ORDER BY message_digest"))
        out.receipts.emplace(row.message_digest, row);
    out.submitted = events_of<bidding::SubmissionMade>(tx);
    out.signed_ = events_of<bidding::ReceiptSigned>(tx);
    return out;
}

// Everything one bidder was told about one SUBMIT.
void check_handed(const ReadTx& tx, const Rows& rows, const Handed& told, Audit& out)
{
    const auto& digest = told.answer.message_digest;
    const auto version = rows.versions.find(digest);
    const auto receipt = rows.receipts.find(digest);
    if (version == rows.versions.end() || version->second.message != told.message ||
        version->second.replacement != told.answer.replacement)
        out.lost.push_back("submission " + digest);
    else if (version->second.arrived_at != told.answer.arrived)
        out.restamped.push_back("submission " + digest);
    if (receipt == rows.receipts.end() || receipt->second.message != told.receipt.message ||
        receipt->second.signature != told.receipt.signature ||
        receipt->second.timestamp_token != told.receipt.timestamp)
        out.lost.push_back("receipt " + digest);
    if (told.answer.arrived < told.not_before || told.answer.arrived > told.not_after)
        out.restamped.push_back("outside the time in which it was sent: " + digest);
    const auto commands =
        tx.query<CommandStamp>("SELECT arrived_at, outcome FROM command WHERE key = :k", told.key);
    if (commands.size() > 1)
        out.doubled.push_back("command " + told.key);
    else if (commands.empty() || commands.front().outcome != "committed")
        out.lost.push_back("command " + told.key);
    else if (commands.front().arrived_at != told.answer.arrived)
        out.restamped.push_back("command " + told.key);
}

void check_receipts(const Scene& scene, const Rows& rows, Audit& out)
{
    for (const auto& [digest, row] : rows.receipts) {
        const auto version = rows.versions.find(digest);
        if (version == rows.versions.end()) {
            out.false_.push_back("receipt without its submission: " + digest);
            continue;
        }
        const auto verified = bidder::verify_receipt(
            {row.message, row.signature, scene.platform_certificate_der, row.timestamp_token},
            digest_from_hex(digest).value(), scene.platform_certificate);
        if (!verified || verified->submission != version->second.submission.text() ||
            static_cast<std::int64_t>(verified->replacement) != version->second.replacement)
            out.false_.push_back("receipt that does not speak of its submission: " + digest);
        else if (verified->arrived != version->second.arrived_at)
            out.restamped.push_back("receipt " + digest);
    }
}

void check_events(const Rows& rows, Audit& out)
{
    for (const auto& [digest, row] : rows.versions) {
        const auto times = rows.submitted.count(digest);
        if (times > 1)
            out.doubled.push_back("event of " + digest);
        else if (times == 0)
            out.broken.push_back("no event of " + digest);
        else if (rows.submitted.find(digest)->second != row.arrived_at)
            out.restamped.push_back("event of " + digest);
        if (rows.signed_.count(digest) > 1)
            out.doubled.push_back("event of the receipt of " + digest);
        if (rows.signed_.count(digest) == 0 || !rows.receipts.contains(digest))
            out.lost.push_back("the receipt of " + digest + " was never signed");
    }
    if (rows.submitted.size() != rows.versions.size() || rows.signed_.size() != rows.receipts.size())
        out.broken.push_back("events and rows do not match");
}

// Each bidder made his versions 0, 1, 2 … one after another, so no more of them may be there.
void check_counts(const Rows& rows, const std::vector<Handed>& handed, Audit& out)
{
    std::map<std::string, std::int64_t> made, kept;
    for (const auto& told : handed)
        ++made[told.submission];
    for (const auto& [digest, row] : rows.versions)
        ++kept[row.submission.text()];
    for (const auto& [submission, count] : kept)
        if (count > made[submission])
            out.doubled.push_back("submission " + submission + ": " + std::to_string(count) +
                                  " versions of " + std::to_string(made[submission]));
}

// The log is dense and each stream's chain of digests holds.
void check_log(const ReadTx& tx, Audit& out)
{
    std::int64_t expected = 0;
    std::map<std::string, std::pair<std::int64_t, std::string>> heads;
    for (const auto& event : tx.list<events::Event>("ORDER BY seq")) {
        if (event.seq != ++expected) {
            out.broken.push_back("a gap in the log before " + std::to_string(event.seq));
            return;
        }
        auto& [version, digest] = heads.try_emplace(event.stream, 0, std::string(64, '0')).first->second;
        if (event.version != ++version || event.digest != events::digest_of(event, digest))
            out.broken.push_back("the chain of " + event.stream);
        digest = event.digest;
    }
}

} // namespace

Audit audit(const Scene& scene, const std::vector<Handed>& handed)
{
    ReadPool reads{{scene.config.database}, 1};
    return reads.read([&](const ReadTx& tx) {
        const auto rows = read_rows(tx);
        Audit out;
        out.submissions = static_cast<std::int64_t>(rows.versions.size());
        out.receipts = static_cast<std::int64_t>(rows.receipts.size());
        for (const auto& told : handed)
            check_handed(tx, rows, told, out);
        check_receipts(scene, rows, out);
        check_events(rows, out);
        check_counts(rows, handed, out);
        check_log(tx, out);
        return out;
    });
}

} // namespace tianping::faults
