#pragma once
// What the opening page and the record page share: the ceremony's steps, the objections, the record's words;
// and how the trustees' keys stand, which the opening page shows until the deadline.
#include "portal/ceremony_views.hpp"
#include "rooms/opening/session.hpp"

namespace tianping::app {

std::vector<portal::StageStep> ceremony_steps(const opening::SessionView& session, Instant deadline, bool zh);
// Until the deadline; nothing afterwards.
std::vector<portal::Fact> key_lines(const ReadTx& tx, const trade::RoundFacts& round, bool zh);
inline opening::Language spoken(bool zh)
{
    return zh ? opening::Language::zh : opening::Language::en;
}
std::vector<portal::ObjectionRow> objection_rows(const std::vector<opening::RecordObjection>& objections);

} // namespace tianping::app
