#pragma once
// That each hold was set and lifted by a person who signed that act (docs/formats/login.md, 6).
#include "app/verify/verify.hpp"
#include <map>
#include <string>

namespace tianping::verify {

// Texts of the rules that the export has, by round.
using RulesTexts = std::map<std::string, std::string>;

// A finding `verify.hold` of each setting and lifting that the log tells of, and one `verify.acts` where a
// signature stands for anything else. Who set a hold may have named no acts where it forbids all that the
// rules of its rounds let it forbid. That its certificate leads to an authority is checked with all others.
void check_holds(const opening::Evidence& evidence, const RulesTexts& rules, std::vector<Finding>& out);

} // namespace tianping::verify
