#pragma once
// Instants that notices say in words, to the minute, and what is wrong with them. Pure.
#include "rooms/notice/rules.hpp"

namespace tianping::notice {

// "2026-03-26 09:30" for each date with an hour that stands in the text, in order: written so (seconds are
// left out), with slashes or dots, or 2026年3月26日（星期四）上午9时30分. 24:00 is 00:00 of the next day. A
// date alone is no instant.
std::vector<std::string> instants_said(const std::string& text);
// An instant written in that way.
std::string to_the_minute(Instant at);

// Of the sections whose template names instants of the terms. A date with an hour that is none of them, nor
// one of `known` (deadlines that the notice tells by itself), is told (`notice.foreign_instant`, the article
// of the contents, and 招法23 once documents are out): where the section lacks one of the terms' own it
// refuses, for whoever reads only the notice would take the terms to say it; beside all of them it is a
// warning, for it may be the hour of something else, as of a deposit's arrival. One that the terms set and
// the section does not say is a warning (`notice.instant_unsaid`), for its words may say it in a way that
// nobody can read by rule; but the deadline of a tender notice, which 10号令5(4) wants there, refuses.
std::vector<trade::Finding> against_said_instants(const guidance::Guidance& guidance, const Text& text,
                                                  const terms::Terms& terms,
                                                  const std::vector<Instant>& known);

} // namespace tianping::notice
