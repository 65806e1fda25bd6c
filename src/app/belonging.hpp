#pragma once
// Which installation a database belongs to. Nodes on one database sign receipts and closed sets with one key
// and trust one authority, so they share the installation's files; a process that brings others must not
// write.
#include "app/installation.hpp"

namespace tianping::app {

// Whether an installation is on record: it is from `House::establish()` on.
bool is_recorded(const ReadTx& tx);
// Puts this one on record, in the command that establishes it. `store.duplicate` when there is one.
Status record(WriteTx& tx, const Installation& installation);
// Refuses with `installation.of_another`, naming everything that differs, when another one is on record.
// Nothing on record is no refusal.
Status check_belongs(const ReadTx& tx, const Installation& installation);
// The same of the database as it stands, whose schema is there.
Status check_belongs(const DatabaseAddress& database, const Installation& installation);

} // namespace tianping::app
