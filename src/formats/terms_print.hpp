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

// Every difference except number and previous, in the order of the fields. Lots, parts, price fields,
// evaluation items, closers and files are matched by their own id, so that an inserted one does not move the
// others.
std::vector<Difference> compare(const Terms& before, const Terms& after);
// The comparison as Chinese Markdown; says so when nothing differs.
std::string print_comparison(const Terms& before, const Terms& after);

} // namespace tianping::terms
