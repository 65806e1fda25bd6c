#include "formats/opening_text.hpp"
#include "base/canonical.hpp"
#include "base/labelled.hpp"
#include "infra/crypto/digest.hpp"

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

Bytes signed_bytes(const ClaimText& text)
{
    return labelled(text.format, canonical(wire::write(text)));
}

std::string digest_of(const BidFinding& finding)
{
    return to_hex(crypto::sm3(labelled(finding.format, canonical(wire::write(finding)))));
}

Bytes signed_bytes(const WindowText& text)
{
    return labelled(text.format, canonical(wire::write(text)));
}

} // namespace tianping::opening
