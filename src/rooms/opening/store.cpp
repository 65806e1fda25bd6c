#include "rooms/opening/store.hpp"

namespace tianping::opening::store {

std::optional<ClosingRow> closing(const ReadTx& tx, const trade::IntakeId& intake)
{
    return tx.find<ClosingRow>("WHERE intake = :i", intake);
}

std::vector<ClosingRow> being_opened(const ReadTx& tx)
{
    return tx.list<ClosingRow>("WHERE state = 'witnessed' ORDER BY intake");
}

std::vector<WitnessRow> witnesses(const ReadTx& tx, const trade::IntakeId& intake)
{
    return tx.list<WitnessRow>("WHERE intake = :i ORDER BY number", intake);
}

std::vector<SealedPartRow> sealed_parts(const ReadTx& tx, const trade::IntakeId& intake)
{
    return tx.list<SealedPartRow>("WHERE intake = :i ORDER BY submission, part", intake);
}

std::vector<AnswerRow> answers(const ReadTx& tx, const trade::IntakeId& intake)
{
    return tx.list<AnswerRow>("WHERE intake = :i ORDER BY header, number", intake);
}

std::optional<AnswerRow> answer(const ReadTx& tx, const std::string& id)
{
    return tx.find<AnswerRow>("WHERE id = :i", id);
}

std::vector<OpenedPartRow> opened_parts(const ReadTx& tx, const trade::IntakeId& intake)
{
    return tx.list<OpenedPartRow>("WHERE intake = :i ORDER BY submission, part", intake);
}

std::vector<OpenedFileRow> opened_files(const ReadTx& tx, const std::string& submission)
{
    return tx.list<OpenedFileRow>("WHERE submission = :s ORDER BY part, id", submission);
}

std::optional<ReadOutRow> read_out(const ReadTx& tx, const trade::IntakeId& intake)
{
    return tx.find<ReadOutRow>("WHERE intake = :i", intake);
}

std::vector<BidderMessageRow> bidder_messages(const ReadTx& tx, const trade::IntakeId& intake)
{
    return tx.list<BidderMessageRow>("WHERE intake = :i ORDER BY act, header", intake);
}

std::optional<BidderMessageRow> bidder_message(const ReadTx& tx, BidderAct act, const std::string& header)
{
    return tx.find<BidderMessageRow>("WHERE id = :i", bidder_message_id(act, header));
}

std::string bidder_message_id(BidderAct act, const std::string& header)
{
    return wire::name_of(act) + "/" + header;
}

std::optional<UnsealingRow> unsealing(const ReadTx& tx, const trade::IntakeId& intake)
{
    return tx.find<UnsealingRow>("WHERE intake = :i", intake);
}

std::vector<UnopenedPartRow> unopened_parts(const ReadTx& tx, const trade::IntakeId& intake)
{
    return tx.list<UnopenedPartRow>("WHERE intake = :i ORDER BY submission, part", intake);
}

std::vector<CauseRow> causes(const ReadTx& tx, const trade::IntakeId& intake)
{
    return tx.list<CauseRow>("WHERE intake = :i ORDER BY submission", intake);
}

std::vector<ClaimRow> claims(const ReadTx& tx, const trade::IntakeId& intake)
{
    return tx.list<ClaimRow>("WHERE intake = :i ORDER BY submission", intake);
}

std::vector<ExtensionRow> extensions(const ReadTx& tx, const trade::IntakeId& intake)
{
    return tx.list<ExtensionRow>("WHERE intake = :i ORDER BY ends", intake);
}

} // namespace tianping::opening::store
