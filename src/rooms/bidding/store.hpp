#pragma once
// Every SQL text of the bidding room.
#include "rooms/bidding/types.hpp"

namespace tianping::bidding::store {

std::vector<TrusteeKeyRow> keys_of(const ReadTx& tx, const trade::IntakeId& intake);
// The same as sealed parts name them.
Result<std::vector<seal::TrusteeKey>> sealing_keys(const ReadTx& tx, const trade::IntakeId& intake);
std::optional<KeyTestRow> key_test(const ReadTx& tx, const trade::IntakeId& intake);
// Whose envelope is not sealed yet.
std::vector<KeyTestRow> key_tests_to_make(const ReadTx& tx);
void keep_key_test(WriteTx& tx, const KeyTestRow& row);
std::vector<KeyAnswerRow> key_answers(const ReadTx& tx, const trade::IntakeId& intake);
void put_key_answer(WriteTx& tx, const KeyAnswerRow& row);
std::optional<SubmissionRow> submission(const ReadTx& tx, const SubmissionId& id);
// The one that was not withdrawn.
std::optional<SubmissionRow> submission_of(const ReadTx& tx, const trade::IntakeId& intake,
                                           const identity::OrganisationId& bidder);
std::vector<SubmissionRow> submitted(const ReadTx& tx, const trade::IntakeId& intake);
// In force, of all intakes.
std::vector<SubmissionRow> submitted_by(const ReadTx& tx, const identity::OrganisationId& bidder);
std::vector<VersionRow> versions(const ReadTx& tx, const SubmissionId& submission);
std::optional<VersionRow> version(const ReadTx& tx, const SubmissionId& submission, std::int64_t replacement);
std::optional<SealedHeaderRow> sealed_header(const ReadTx& tx, const std::string& header);
std::optional<ReceiptRow> receipt(const ReadTx& tx, const std::string& message_digest);
// Signed and without a time stamp, in the order of their digests from after this one on.
std::vector<ReceiptRow> unstamped(const ReadTx& tx, const std::string& after, std::int64_t most);
// What is stamped already stays as it is: then false.
bool put_timestamp(WriteTx& tx, const std::string& message_digest, const std::string& token);
std::vector<TimestampAnchorRow> timestamp_anchors(const ReadTx& tx);
std::optional<WithdrawalRow> withdrawal(const ReadTx& tx, const SubmissionId& submission);
// The last of the intake to whose submission this organisation was a party: alone, or as lead or member of a
// joint body.
std::optional<WithdrawalRow> last_withdrawal(const ReadTx& tx, const trade::IntakeId& intake,
                                             const identity::Organisation& party);
std::optional<MemberRow> member(const ReadTx& tx, const trade::IntakeId& intake, const std::string& code);
void forget_members(WriteTx& tx, const SubmissionId& submission);

} // namespace tianping::bidding::store
