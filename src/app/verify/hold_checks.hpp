#pragma once
// That each hold was set and lifted by a person who signed that act (docs/formats/login.md, 6).
#include "app/verify/pinned_rules.hpp"
#include <string>

namespace tianping::verify {

// A finding `verify.hold` of each setting and lifting that the log tells of, which names the signer, and one
// `verify.acts` where a signature stands for anything else. Of the organisations of the log the export ties
// the owner alone to a code; whose certificate an agent or a supervisor signed with, the reader compares. A
// hold forbids what the rules that its rounds had pinned by then let it forbid, and all of that where who set
// it named no acts. That its certificate leads to an authority is checked with all others.
void check_holds(const opening::Evidence& evidence, const RulesTexts& rules, std::vector<Finding>& out);

} // namespace tianping::verify
