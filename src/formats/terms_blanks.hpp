#pragma once
// Templates of terms: the same JSON, where a text that begins with "【填写" stands for what the owner still
// has to say, also where a number or an instant belongs. A template is an offer and never a condition
// (6.2.5).
#include "formats/terms_check.hpp"

namespace tianping::terms {

inline constexpr std::string_view blank = "【填写";

// Every blank of a JSON document, in the order of its fields: `terms.blank`, `allowed` says what belongs
// there. `wire.malformed` when it is no JSON.
Result<Mistakes> blanks(std::string_view json);
// As read(), and blanks are named as blanks together with every other mistake that can be found beside them.
Result<Terms> read_filled(std::string_view json);

} // namespace tianping::terms
