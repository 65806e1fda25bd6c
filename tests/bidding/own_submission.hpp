#pragma once
// What a bidder sees of his own submission.
#include "app/account/account.hpp"
#include "rooms/bidding/service.hpp"

namespace tianping::bidding {

inline Result<SubmissionView> own(account::Account& account, const std::string& submission)
{
    return account.client().get<SubmissionView>("/api/v1/submissions/" + submission);
}

} // namespace tianping::bidding
