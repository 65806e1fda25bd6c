#pragma once
// That each hold was set and lifted by a person who signed that act (docs/formats/login.md, 6).
#include "app/verify/verify.hpp"

namespace tianping::verify {

// A finding `verify.hold` of each setting and lifting that the log tells of, and one `verify.acts` where a
// signature stands for anything else. That its certificate leads to an authority is checked with all others.
void check_holds(const opening::Evidence& evidence, std::vector<Finding>& out);

} // namespace tianping::verify
