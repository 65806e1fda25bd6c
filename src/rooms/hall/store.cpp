#include "rooms/hall/store.hpp"

namespace tianping::hall::store {

std::vector<ScheduleRow> schedule(const ReadTx& tx, const ScheduleCursor& after, Instant until,
                                  std::int64_t most)
{
    return tx.list<ScheduleRow>("WHERE at < :u AND (at > :a OR (at = :b AND intake > :i)) "
                                "ORDER BY at, intake LIMIT :m",
                                until, after.at, after.at, after.intake, most);
}

void put_schedule(WriteTx& tx, const ScheduleRow& row)
{
    drop_schedule(tx, row.intake);
    tx.insert(row).value();
}

void drop_schedule(WriteTx& tx, const std::string& intake)
{
    tx.change("DELETE FROM hall_schedule WHERE intake = :i", intake);
}

std::optional<SessionRow> session(const ReadTx& tx, const trade::IntakeId& intake)
{
    return tx.find<SessionRow>("WHERE intake = :i", intake);
}

std::optional<AttendanceRow> attendance(const ReadTx& tx, const trade::IntakeId& intake,
                                        const identity::OrganisationId& organisation)
{
    return tx.find<AttendanceRow>("WHERE intake = :i AND organisation = :o", intake, organisation);
}

std::vector<AttendanceRow> attendances(const ReadTx& tx, const trade::IntakeId& intake)
{
    return tx.list<AttendanceRow>("WHERE intake = :i ORDER BY at, id", intake);
}

std::vector<ObjectionRow> objections(const ReadTx& tx, const trade::IntakeId& intake)
{
    return tx.list<ObjectionRow>("WHERE intake = :i ORDER BY raised_at, id", intake);
}

std::optional<ObjectionRow> objection(const ReadTx& tx, const ObjectionId& id)
{
    return tx.find<ObjectionRow>("WHERE id = :i", id);
}

std::vector<RecordSignatureRow> signatures(const ReadTx& tx, const trade::IntakeId& intake)
{
    return tx.list<RecordSignatureRow>("WHERE intake = :i ORDER BY id", intake);
}

std::vector<RecordRow> records(const ReadTx& tx, const trade::IntakeId& intake)
{
    return tx.list<RecordRow>("WHERE intake = :i ORDER BY version", intake);
}

std::optional<RecordRow> record(const ReadTx& tx, const trade::IntakeId& intake, std::int64_t version)
{
    return tx.find<RecordRow>("WHERE intake = :i AND version = :v", intake, version);
}

std::optional<RecordRow> latest_record(const ReadTx& tx, const trade::IntakeId& intake)
{
    auto all = tx.list<RecordRow>("WHERE intake = :i ORDER BY version DESC LIMIT 1", intake);
    if (all.empty())
        return std::nullopt;
    return std::move(all.front());
}

std::vector<RecordRow> printed_under(const ReadTx& tx, const std::string& digest)
{
    return tx.list<RecordRow>("WHERE (digest = :d OR pdf = :p) AND pdf <> '' ORDER BY id", digest, digest);
}

std::vector<RecordRow> records_to_print(const ReadTx& tx)
{
    return tx.list<RecordRow>("WHERE pdf = '' ORDER BY intake, version");
}

void keep_print(WriteTx& tx, const RecordRow& row)
{
    tx.change("UPDATE hall_record SET pdf = :p, pdf_size = :s WHERE id = :i", row.pdf, row.pdf_size, row.id);
}

} // namespace tianping::hall::store
