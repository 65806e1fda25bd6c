#pragma once
// Which installation a database belongs to, and which folder of blobs. Nodes on one database sign receipts
// and closed sets with one key, trust one authority and read each other's uploads, so they share the
// installation's files and the folder; a process that brings others must not write.
#include "app/installation.hpp"

namespace tianping::app {

// Whether an installation is on record: it is from `House::establish()` on.
bool is_recorded(const ReadTx& tx);
// Puts this one on record, in the command that establishes it. `store.duplicate` when there is one.
Status record(WriteTx& tx, const Installation& installation);
// Refuses with `installation.of_another`, naming everything that differs, when another one is on record.
// Nothing on record is no refusal.
Status check_belongs(const ReadTx& tx, const Installation& installation);

// Whether a folder of blobs is on record.
bool are_blobs_recorded(const ReadTx& tx);
// The mark of the installation's folder of blobs, which gets one when it has none. `blob.no_space`.
Result<std::string> mark_blobs(const Installation& installation);
// Puts the folder with this mark on record, unless one is.
void record_blobs(WriteTx& tx, const std::string& mark);
// Refuses with `installation.other_blobs` when another folder than this installation's is on record, and with
// `installation.blobs_of_another` when none is and its folder bears another installation's mark. A folder
// that bears none is no refusal then.
Status check_blobs(const ReadTx& tx, const Installation& installation);

} // namespace tianping::app
