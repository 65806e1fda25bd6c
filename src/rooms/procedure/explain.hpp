#pragma once
// The rules in sentences, Chinese or English: what a limit says, how it was counted, where an instant may
// lie. Notices and refusals show these sentences; the figures in them are those of the engine.
#include "rooms/procedure/rules.hpp"

namespace tianping::procedure {

enum class Language { zh, en };

inline std::string in(Language language, std::string zh, std::string en)
{
    return language == Language::zh ? std::move(zh) : std::move(en);
}

// "2026-03-23 09:30", "2026-03-23 24:00" for the last moment of a day; seconds only when there are any.
std::string instant_text(Instant at);

// The instant's name, or its id when the rulebook does not know it.
std::string instant_name(const Rulebook& rules, std::string_view id, Language language);

std::string standing_text(Standing standing, Language language);

// How far a limit's two instants lie apart, and of which channel's publication:
// "不少于15日，以本平台的发布时间为准".
std::string demand_of(const Limit& limit, Language language);

// "编制投标文件的时间：招标文件开始发出至投标截止，不少于20日（招法24、30号令31；已读原文）"; a limit that
// names a channel says so behind its figure: "不少于15日，以本平台的发布时间为准".
std::string describe(const Limit& limit, const Rulebook& rules, Language language);

// "投标保证金（施工）：不超过估算价的2%，且不超过800,000.00元（30号令37；已读原文）"; shares up to a
// hundredth in thousandths, as the law writes them: "10‰".
std::string describe(const Amount& amount, Language language);

// "评标委员会人数：不少于5，为单数（招法37、12号令9；已读原文）".
std::string describe(const Number& number, Language language);

// "施工必须招标：估算价达到4,000,000.00元（16号令5；已读原文）".
std::string describe(const Threshold& threshold, Language language);

// The duty as it stands, with article and standing; it has no figure.
std::string describe(const Duty& duty, Language language);

// What lay between the two instants by each count, less what holds take out of this limit:
// "按日期差为19日，按24小时一日为19日0小时0分".
std::string counted_text(const Limit& limit, Instant start, Instant end, const Circumstances& seen,
                         const Calendar& calendar, Language language);

// "最后一日2026-10-01是休息日，顺延（民法典203）".
std::string moved_text(CivilDay from, Language language);

// "最早2026-03-24 09:30，最晚……"; says when a standing hold keeps it open, and that a deadline which a hold
// overtook limits nothing.
std::string describe(const Window& window, Language language);

// Why a limit gives no window: "无法计算：工作日历没有2027年（现有2024年至2026年）". `missing` is a refusal
// `procedure.calendar_missing_year`, the only one of due() where the limit's start is known.
std::string uncounted(const Error& missing, Language language);

// Why a rule is broken: of a limit both instants, each count and the lawful window, of a sum or a number what
// it is and may be; article and standing. Empty for other breaches: they have their catalogue entry.
std::string explain(const Breach& breach, const Rulebook& rules, const Calendar& calendar,
                    const Circumstances& seen, Language language);

} // namespace tianping::procedure
