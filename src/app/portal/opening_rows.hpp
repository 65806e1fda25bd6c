#pragma once
// What the opening page and the record page share: the ceremony's steps and the objections.
#include "portal/ceremony_views.hpp"
#include "rooms/opening/session.hpp"

namespace tianping::app {

std::vector<portal::StageStep> ceremony_steps(const opening::SessionView& session, Instant deadline, bool zh);
std::vector<portal::ObjectionRow> objection_rows(const std::vector<opening::RecordObjection>& objections);

} // namespace tianping::app
