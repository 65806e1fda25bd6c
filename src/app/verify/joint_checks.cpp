// That whoever is named a member of a joint body agreed to it (条例37).
#include "app/verify/checks.hpp"
#include "rooms/bidding/joint.hpp"

namespace tianping::verify {

// For this intake, under this bidder's lead, with exactly the members that are shown, and signed by each.
Status Checks::joint(const bidding::ClosedSubmission& of) const
{
    if (!of.joint)
        return of.members.empty() ? Status{} : Status{differs("verify.joint_missing", of.submission)};
    TP_TRY(joint, bidding::read_joint(*of.joint));
    TP_CHECK(bidding::signed_by_all(joint));
    const bool fits = joint.agreement.place == facts_.place && joint.agreement.lead == of.bidder_code &&
                      joint.agreement.members == of.members;
    return fits ? Status{} : Status{differs("verify.joint_differs", of.submission)};
}

void Checks::joints()
{
    for (const auto& submission : evidence_.closing.submissions)
        if (submission.joint || !submission.members.empty())
            found(joint(submission), "verify.joint", submission.submission);
}

} // namespace tianping::verify
