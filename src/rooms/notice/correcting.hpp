#pragma once
// Corrections (10号令16, 20): which published notice they correct, with old and new of its sections. What the
// terms say, the deadline above all, no correction changes: a clarification or a postponement does.
#include "rooms/notice/service.hpp"

namespace tianping::notice {

// Writes what this draft corrects into the text: the notice, its digest, and for each change what stands
// there now, earlier corrections counted. Refuses `notice.corrected_unknown` for anything but a published
// notice of this trade, `notice.correction_of_correction`, and changes of sections that it does not have.
Status name_corrected(const ReadTx& tx, const DraftIn& in, Text& text);
// `notice.section_unknown` where a change names none.
Status check_section(bool named, const std::string& path);
// Whether the corrected notice serves this round.
bool is_of_corrected(const ReadTx& tx, const Text& text, const trade::RoundId& round);
// What the draft itself says; a correction's own contents are the platform's, so that they say what
// `changes` says.
std::vector<Section> own_sections(const guidance::Guidance& guidance, const DraftIn& in);
Values values_of_correction(const ReadTx& tx, const Text& text);
// All that stands against this correction; nothing for other kinds.
std::vector<trade::Finding> against_correction(const ReadTx& tx, const guidance::Guidance& guidance,
                                               const Text& text);
// Published corrections of this notice, oldest first, as whoever reads the notice may see them.
std::vector<NoticeLine> corrections_of(const ReadTx& tx, const NoticeRow& row);

} // namespace tianping::notice
