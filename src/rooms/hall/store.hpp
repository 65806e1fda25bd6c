#pragma once
// SQL of the opening's session and record.
#include "rooms/hall/types.hpp"

namespace tianping::hall::store {

// Openings of [from, until) after the cursor, ascending by instant and intake.
struct ScheduleCursor {
    Instant at{};
    std::string intake{};
};
std::vector<ScheduleRow> schedule(const ReadTx& tx, const ScheduleCursor& after, Instant until,
                                  std::int64_t most);
void put_schedule(WriteTx& tx, const ScheduleRow& row);
void drop_schedule(WriteTx& tx, const std::string& intake);

std::optional<SessionRow> session(const ReadTx& tx, const trade::IntakeId& intake);
std::optional<AttendanceRow> attendance(const ReadTx& tx, const trade::IntakeId& intake,
                                        const identity::OrganisationId& organisation);
std::vector<AttendanceRow> attendances(const ReadTx& tx, const trade::IntakeId& intake);
std::vector<ObjectionRow> objections(const ReadTx& tx, const trade::IntakeId& intake);
std::optional<ObjectionRow> objection(const ReadTx& tx, const ObjectionId& id);
std::vector<RecordSignatureRow> signatures(const ReadTx& tx, const trade::IntakeId& intake);
std::vector<RecordRow> records(const ReadTx& tx, const trade::IntakeId& intake);
std::optional<RecordRow> record(const ReadTx& tx, const trade::IntakeId& intake, std::int64_t version);
std::optional<RecordRow> latest_record(const ReadTx& tx, const trade::IntakeId& intake);
// Printed ones whose data or whose paper has this digest.
std::vector<RecordRow> printed_under(const ReadTx& tx, const std::string& digest);
// Drawn up and not printed yet, in their order.
std::vector<RecordRow> records_to_print(const ReadTx& tx);
void keep_print(WriteTx& tx, const RecordRow& row);

} // namespace tianping::hall::store
