#include "infra/crypto/expiry.hpp"

namespace tianping::crypto {

std::vector<ExpiryWarning> due_warnings(Instant not_after, Instant from, Instant to)
{
    std::vector<ExpiryWarning> due;
    for (const int days : {90, 30, 15}) {
        const Instant at = not_after - std::chrono::days{days};
        if (from <= at && at < to)
            due.push_back({days, at});
    }
    return due;
}

bool renewal_between(Instant not_after, Instant sealing, Instant opening)
{
    return sealing < not_after && not_after <= opening;
}

} // namespace tianping::crypto
