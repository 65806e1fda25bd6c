#pragma once
// Suspensions (暂停公告, 10号令20, standard 6.5.5): what is held, told while it is held. The law names no
// notice of the lifting; what follows it is the postponement.
#include "rooms/notice/service.hpp"

namespace tianping::notice {

// Writes the holds that this draft tells of into the text: those that it names, or all that stand on its
// rounds. `notice.hold_unknown` for one that this trade does not have.
Status name_holds(const ReadTx& tx, const DraftIn& in, Text& text);
// Whether a hold stands on this round, one of those that the draft names if it names any.
bool is_held(const ReadTx& tx, const DraftIn& in, const trade::RoundFacts& round);
Values values_of_suspension(const ReadTx& tx, const Text& text);
// Rounds on which none of the holds stands, and holds that stand on none of its rounds; nothing for other
// kinds.
std::vector<trade::Finding> against_suspension(const ReadTx& tx, const Text& text);

// The first published suspension that tells of this hold.
std::optional<NoticeId> suspension_of(const ReadTx& tx, const trade::Hold& hold);
// "截止、开标": what a hold forbids, as notices and pages say it.
std::string acts_text(const std::vector<trade::Act>& acts, procedure::Language language);

} // namespace tianping::notice
