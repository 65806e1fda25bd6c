#pragma once
// `tianping bid prove` and `bid give`: what a bidder does after the closing (20-30, 20-31,
// docs/formats/opening.md). Both read the secrets that `seal` kept beside the envelopes, or take them out of
// the envelopes with the spare key.
#include "app/words/submit.hpp"

namespace tianping::words {

// Proves that the bidder holds his secrets, without giving them.
int prove(const app::Where& where, const SubmitOptions& options);
// Gives them, when the platform says that giving has begun.
int give(const app::Where& where, const SubmitOptions& options);

} // namespace tianping::words
