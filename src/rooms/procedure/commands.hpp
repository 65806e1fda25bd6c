#pragma once
// The words behind `tianping procedures`: each prints to a stream and answers with the exit code. The texts
// of codes come from the catalogues, which whoever calls has loaded.
#include "rooms/procedure/explain.hpp"
#include "rooms/procedure/load.hpp"
#include <functional>
#include <iosfwd>

namespace tianping::procedure {

using TextOf =
    std::function<std::string(std::string_view code, const std::map<std::string, std::string>& params)>;

struct Speech {
    Language language = Language::zh;
    TextOf text_of{};
};

// `procedures check [DIR...]`: every mistake as "file:line: key: text", also those that other rooms found in
// their files of the same folders; otherwise what was found, what later folders replaced and whatever is not
// read in the law. 0, or 1 when there are mistakes.
int check_command(const std::vector<std::filesystem::path>& folders, const Speech& speech, std::ostream& out,
                  const Mistakes& of_other_rooms = {});

struct ExplainOptions {
    std::string procedure{};
    std::vector<std::string> at{};         // "bid_deadline=2026-03-23 09:30", "notice_published@platform=..."
    std::vector<std::string> attributes{}; // "trade_class=construction"
    std::vector<std::string>
        holds{}; // "objection_answer=2026-03-10 09:00/2026-03-12 17:00"; no end: it stands
    std::optional<std::string> business_close{}; // "17:30"; empty: that of the library's calendar
    bool days = true;                            // list the counted days
    std::vector<std::string> sums{};             // "estimate=60000000", in yuan
    std::vector<std::string> numbers{};          // "bidders=3"
};

// `procedures explain PROCEDURE --at name=instant --sum name=yuan --number name=n ...`: every rule of the
// procedure in words, with article and standing. Limits that the given instants touch come with counted days
// and the earliest or latest lawful instant, sums and numbers with their bounds in fen and heads; of every
// other it is told which instant, sum or number is missing, and of a rule that does not bind here why. 0 when
// nothing is broken, 2 when something is, 3 when something cannot be counted (a year without a calendar) and
// the rest is kept, 1 when the question cannot be read: an instant, sum, number, attribute, value or cause of
// a hold that no rule knows, a name given twice, a hold that ends before it begins. A date without hour means
// 09:00 for it.
int explain_command(const Library& library, const ExplainOptions& options, const Speech& speech,
                    std::ostream& out);

// `procedures diagram PROCEDURE`: Mermaid stateDiagram-v2. 0, or 1 for an unknown procedure.
int diagram_command(const Library& library, const std::string& procedure, const Speech& speech,
                    std::ostream& out);

// The same diagram for pages that show it.
std::string diagram(const Procedure& procedure, Language language);

// "2026-03-23 09:30", with seconds, as RFC 3339, or a date alone; +08:00 where no offset is given. Refuses
// with `procedure.malformed_instant`.
Result<Instant> instant_from_text(std::string_view text);

// "17:30" as minutes after 00:00. Refuses with `procedure.malformed_hour`.
Result<std::int64_t> minutes_from_text(std::string_view text);

} // namespace tianping::procedure
