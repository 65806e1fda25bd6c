#include "rooms/bidding/store.hpp"

namespace tianping::bidding::store {

std::vector<TrusteeKeyRow> keys_of(const ReadTx& tx, const trade::IntakeId& intake)
{
    return tx.list<TrusteeKeyRow>("WHERE intake = :i ORDER BY number", intake);
}

Result<std::vector<seal::TrusteeKey>> sealing_keys(const ReadTx& tx, const trade::IntakeId& intake)
{
    std::vector<seal::TrusteeKey> out;
    for (const auto& row : keys_of(tx, intake)) {
        TP_TRY(message, from_base64(row.message));
        TP_TRY(key, seal::KeyMessage::decode(message));
        out.push_back({key.certificate, key.key});
    }
    return out;
}

std::optional<KeyTestRow> key_test(const ReadTx& tx, const trade::IntakeId& intake)
{
    return tx.find<KeyTestRow>("WHERE intake = :i", intake);
}

std::vector<KeyTestRow> key_tests_to_make(const ReadTx& tx)
{
    return tx.list<KeyTestRow>("WHERE header = '' ORDER BY intake");
}

void keep_key_test(WriteTx& tx, const KeyTestRow& row)
{
    tx.change("UPDATE key_test SET header = :h, secret = :s WHERE intake = :i", row.header, row.secret,
              row.intake);
}

std::vector<KeyAnswerRow> key_answers(const ReadTx& tx, const trade::IntakeId& intake)
{
    return tx.list<KeyAnswerRow>("WHERE intake = :i ORDER BY number", intake);
}

void put_key_answer(WriteTx& tx, const KeyAnswerRow& row)
{
    tx.change("DELETE FROM key_answer WHERE id = :i", row.id);
    tx.insert(row).value();
}

std::optional<SubmissionRow> submission(const ReadTx& tx, const SubmissionId& id)
{
    return tx.find<SubmissionRow>("WHERE id = :i", id);
}

std::optional<SubmissionRow> submission_of(const ReadTx& tx, const trade::IntakeId& intake,
                                           const identity::OrganisationId& bidder)
{
    return tx.find<SubmissionRow>("WHERE intake = :i AND bidder = :b AND state <> 'withdrawn'", intake,
                                  bidder);
}

std::vector<SubmissionRow> submitted(const ReadTx& tx, const trade::IntakeId& intake)
{
    return tx.list<SubmissionRow>("WHERE intake = :i AND state = 'submitted' ORDER BY message_digest",
                                  intake);
}

std::vector<SubmissionRow> submitted_by(const ReadTx& tx, const identity::OrganisationId& bidder)
{
    return tx.list<SubmissionRow>("WHERE bidder = :b AND state = 'submitted' ORDER BY id", bidder);
}

std::vector<VersionRow> versions(const ReadTx& tx, const SubmissionId& submission)
{
    return tx.list<VersionRow>("WHERE submission = :s ORDER BY replacement", submission);
}

std::optional<VersionRow> version(const ReadTx& tx, const SubmissionId& submission, std::int64_t replacement)
{
    return tx.find<VersionRow>("WHERE submission = :s AND replacement = :r", submission, replacement);
}

std::optional<SealedHeaderRow> sealed_header(const ReadTx& tx, const std::string& header)
{
    return tx.find<SealedHeaderRow>("WHERE header = :h", header);
}

std::optional<ReceiptRow> receipt(const ReadTx& tx, const std::string& message_digest)
{
    return tx.find<ReceiptRow>("WHERE message_digest = :d", message_digest);
}

std::vector<ReceiptRow> unstamped(const ReadTx& tx, const std::string& after, std::int64_t most)
{
    return tx.list<ReceiptRow>(
        "WHERE timestamp_token = '' AND message_digest > :a ORDER BY message_digest LIMIT :m", after, most);
}

bool put_timestamp(WriteTx& tx, const std::string& message_digest, const std::string& token)
{
    return tx.change("UPDATE receipt SET timestamp_token = :t WHERE message_digest = :d AND "
                     "timestamp_token = ''",
                     token, message_digest) == 1;
}

std::vector<TimestampAnchorRow> timestamp_anchors(const ReadTx& tx)
{
    return tx.list<TimestampAnchorRow>("ORDER BY digest");
}

std::optional<WithdrawalRow> withdrawal(const ReadTx& tx, const SubmissionId& submission)
{
    return tx.find<WithdrawalRow>("WHERE submission = :s", submission);
}

// `members` is a JSON array of codes of letters and digits, so that a code in quotes is found whole.
std::optional<WithdrawalRow> last_withdrawal(const ReadTx& tx, const trade::IntakeId& intake,
                                             const identity::Organisation& party)
{
    auto found = tx.list<WithdrawalRow>(
        "WHERE submission IN (SELECT s.id FROM submission s JOIN submission_version v ON v.submission = s.id "
        "AND v.replacement = s.replacement WHERE s.intake = :i AND (s.bidder = :b OR v.members LIKE :m)) "
        "ORDER BY arrived_at DESC LIMIT 1",
        intake, party.id, "%\"" + party.code + "\"%");
    return found.empty() ? std::nullopt : std::optional{std::move(found.front())};
}

std::optional<MemberRow> member(const ReadTx& tx, const trade::IntakeId& intake, const std::string& code)
{
    return tx.find<MemberRow>("WHERE intake = :i AND code = :c", intake, code);
}

void forget_members(WriteTx& tx, const SubmissionId& submission)
{
    tx.change("DELETE FROM submission_member WHERE submission = :s", submission);
}

} // namespace tianping::bidding::store
