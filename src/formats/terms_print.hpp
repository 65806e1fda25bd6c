#pragma once
// The terms as people read them, printed from the data and from nothing else, and two versions side by side.
#include "formats/terms.hpp"

namespace tianping::terms {

// Chinese Markdown with headings, tables and the digest of the terms at its end. The same terms print the
// same.
std::string print(const Terms& terms);

// One place where two versions differ. `before` or `after` is missing where the place exists in one only.
struct Difference {
    std::string path{};  // "lots[0].limit_price"
    std::string title{}; // 最高投标限价
    std::optional<std::string> before{};
    std::optional<std::string> after{};
};
BOOST_DESCRIBE_STRUCT(Difference, (), (path, title, before, after))

// Every difference except number and previous: what is new or other, what is gone, what stands in another
// order (path of the list, and the entries from the first that moved to the last), each in the order of the
// fields. Lots, parts, price fields, evaluation items, levels, lines of the bill, closers and files are
// matched by their own id, so that an inserted one does not move the others; plain texts (eligibility, media
// types) by their place. Empty only where the contents have one digest; what words cannot tell apart is one
// difference of digests, without a path.
std::vector<Difference> compare(const Terms& before, const Terms& after);
// The comparison as Chinese Markdown; says so when no content differs.
std::string print_comparison(const Terms& before, const Terms& after);

} // namespace tianping::terms
