#pragma once
// What the opening page and the record page share: the ceremony's steps, the objections, the record's words;
// how the trustees' keys stand, which the opening page shows until the deadline; and what happened.
#include "portal/ceremony_views.hpp"
#include "rooms/hall/service.hpp"

namespace tianping::app {

std::vector<portal::StageStep> ceremony_steps(const hall::SessionView& session, Instant deadline, bool zh);
// Until the deadline; nothing afterwards.
std::vector<portal::Fact> key_lines(const ReadTx& tx, const trade::RoundFacts& round, bool zh);
// Newest first.
std::vector<portal::Happening> happenings_of(const ReadTx& tx, const trade::RoundFacts& round, bool zh);
inline hall::Language spoken(bool zh)
{
    return zh ? hall::Language::zh : hall::Language::en;
}
std::vector<portal::ObjectionRow> objection_rows(const std::vector<hall::RecordObjection>& objections);

} // namespace tianping::app
