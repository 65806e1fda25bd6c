#pragma once
// What a trustee's operator gives once and its state keeps: whom it believes. Another one at a later start is
// refused until the operator removes the file that keeps the first.
#include "app/words/trustee.hpp"
#include "infra/crypto/certificate.hpp"

namespace tianping::words {

struct Pinned {
    std::string platform{}; // hex digest of its certificate
    std::vector<crypto::Certificate> anchors{};
    std::vector<std::string> owners{}; // codes
};

// What was pinned, and what is given now where nothing was. The refusals of `trustee` that come before
// anything is done.
Result<Pinned> pinned_of(const TrusteeOptions& options);
// To the log, at the start.
void tell_what_is_not_checked(const TrusteeOptions& options, const Pinned& pinned);

} // namespace tianping::words
