#pragma once
// Every SQL text of the opening room.
#include "rooms/opening/types.hpp"

namespace tianping::opening::store {

std::optional<ClosingRow> closing(const ReadTx& tx, const trade::IntakeId& intake);
// Witnessed sets that are not read out yet.
std::vector<ClosingRow> being_opened(const ReadTx& tx);
std::vector<WitnessRow> witnesses(const ReadTx& tx, const trade::IntakeId& intake);
std::vector<SealedPartRow> sealed_parts(const ReadTx& tx, const trade::IntakeId& intake);
std::vector<AnswerRow> answers(const ReadTx& tx, const trade::IntakeId& intake);
std::optional<AnswerRow> answer(const ReadTx& tx, const std::string& id);
std::vector<OpenedPartRow> opened_parts(const ReadTx& tx, const trade::IntakeId& intake);
std::vector<OpenedFileRow> opened_files(const ReadTx& tx, const std::string& submission);
std::optional<ReadOutRow> read_out(const ReadTx& tx, const trade::IntakeId& intake);

std::vector<BidderMessageRow> bidder_messages(const ReadTx& tx, const trade::IntakeId& intake);
std::optional<BidderMessageRow> bidder_message(const ReadTx& tx, BidderAct act, const std::string& header);
std::string bidder_message_id(BidderAct act, const std::string& header);
std::optional<UnsealingRow> unsealing(const ReadTx& tx, const trade::IntakeId& intake);
std::vector<UnopenedPartRow> unopened_parts(const ReadTx& tx, const trade::IntakeId& intake);
std::vector<CauseRow> causes(const ReadTx& tx, const trade::IntakeId& intake);
std::vector<ClaimRow> claims(const ReadTx& tx, const trade::IntakeId& intake);
std::vector<ExtensionRow> extensions(const ReadTx& tx, const trade::IntakeId& intake);

} // namespace tianping::opening::store
