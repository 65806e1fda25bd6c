#pragma once
// Whether a registered certificate serves at an instant.
#include "rooms/identity/types.hpp"

namespace tianping::identity {

// The whole name that it certifies, for people.
std::string subject_of(const CertificateRow& row);

// `certificate.not_yet_valid`, `certificate.revoked`, `certificate.expired` (also of an authority on its way
// to the anchor, which is then named), `certificate.untrusted`; by what
// imported lists have said so far, however old they are (decision 26).
Status check_usable(const ReadTx& tx, const CertificateRow& row, Instant at);

// The registered certificate behind a proved signature of that organisation, usable at that instant; whose
// role allows signing is another question (check_signer of api.hpp).
Result<CertificateRow> signing_certificate(const ReadTx& tx, const ProvedSignature& signature,
                                           const OrganisationId& organisation, Instant at);

} // namespace tianping::identity
