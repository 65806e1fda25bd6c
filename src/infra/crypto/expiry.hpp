#pragma once
// When the holder of a certificate is told that it ends. Pure rules.
#include "base/clock.hpp"
#include <vector>

namespace tianping::crypto {

struct ExpiryWarning {
    int days_before{}; // 90, 30 or 15 days of 24 hours
    Instant due{};
    friend bool operator==(const ExpiryWarning&, const ExpiryWarning&) = default;
};

// The warnings that fall due at from <= t < to, earliest first: runs that follow each other without a gap
// give each warning once. `from` is not before the certificate's issue, so that a short-lived one is not
// warned of what was never ahead.
std::vector<ExpiryWarning> due_warnings(Instant not_after, Instant from, Instant to);

// True when a certificate good at the sealing will have ended at the opening, so that its holder renews in
// between and may no longer have the key that opens his bid: he is warned at once. A certificate ends at
// not_after exactly.
bool renewal_between(Instant not_after, Instant sealing, Instant opening);

} // namespace tianping::crypto
