#pragma once
// A fictional city's portal with everything that strains a page: long titles, a hold, a failed round, forty
// bidders, mark-up in names, empty lists. Used by the page tests and by portal_preview.
#include "portal/pages.hpp"

namespace tianping::portal::sample {

Instant at(const char* rfc3339);
Instant now(); // 2026-04-17 10:42:08 +08:00
extern const std::string digest;
std::string pick(Language language, const char* zh, const char* en);

Site site();
HomePage home(Language language);
NoticeListPage notices(Language language);
NoticePage notice(Language language);
TradePage trade(Language language);
OpeningListPage openings(Language language);
// Before anything is published; while reading out; with `bidders` many.
OpeningPage opening_waiting(Language language);
OpeningPage opening_reading(Language language, int bidders);
OpeningRecordPage opening_record(Language language);
ProcedureListPage procedures(Language language);
ProcedurePage procedure(Language language);
LimitsPage limits(Language language);
VerifyPage verify(Language language);
GuidePage guide(Language language);
boost::json::object openapi();

} // namespace tianping::portal::sample
