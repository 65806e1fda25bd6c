#pragma once
// Who named whom the owner's agent: each naming is signed by the owner (docs/formats/login.md, 6).
#include "app/verify/logged.hpp"

namespace tianping::verify {

// A finding `verify.naming` of each `trade.agent_named`, which names the signer and the agency's code, for
// the reader to compare where no mandate in the export ties it to the organisation of the log. A note
// `verify.naming_not_given` where what the owner said is not in the export: the reader is not given it, a
// part of it was erased, or the export was made before it was given at all.
void check_namings(const opening::Evidence& evidence, std::vector<Finding>& out);

} // namespace tianping::verify
