#pragma once
// What identity owes without being asked: the warnings before a certificate ends, and to forget challenges.
#include "infra/spine/job.hpp"
#include "rooms/identity/types.hpp"

namespace tianping::identity {

// At 90, 30 and 15 days before the end; what is past already is one warning at once.
void schedule_warnings(WriteTx& tx, const CertificateRow& certificate, Instant now);

// Challenges are forgotten together: those made within the same `stretch`, one stretch after it ended.
void schedule_forgetting(WriteTx& tx, Instant made, std::chrono::milliseconds stretch);

// "identity.certificate_warning": appends identity.certificate_ending unless the certificate is revoked or a
// later one of the same person and usage is registered. "identity.forget_challenges": deletes those made
// before an instant. For the writer of the installation.
jobs::Handlers due_work();

} // namespace tianping::identity
