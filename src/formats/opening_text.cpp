#include "formats/opening_text.hpp"
#include "base/canonical.hpp"
#include "base/labelled.hpp"

namespace tianping::opening {

bool lies_with_bidder(CauseCode code)
{
    return code == CauseCode::bidder_did_not_act || code == CauseCode::bidder_lost_key ||
           code == CauseCode::bidder_file_defective;
}

Outcome outcome_of(CauseCode code)
{
    return lies_with_bidder(code) ? Outcome::revoked : Outcome::withdrawn;
}

Bytes signed_bytes(const CauseText& text)
{
    return labelled(text.format, canonical(wire::write(text)));
}

Bytes signed_bytes(const WindowText& text)
{
    return labelled(text.format, canonical(wire::write(text)));
}

} // namespace tianping::opening
