// What the bodies of bidding must be like, each value by itself.
#include "rooms/bidding/question_rules.hpp"
#include "rooms/bidding/service.hpp"
#include "rooms/bidding/short_message.hpp"

namespace tianping::bidding {

Status KeyIn::form() const
{
    return identity::check_signed_form<seal::KeyMessage>(message, signature);
}

Status TestAnswerIn::form() const
{
    return identity::check_signed_form<seal::Answer>(message, signature);
}

// Signatures of a joint body are named by paths of their own: whether one was read is not seen by them.
Status SubmitIn::form() const
{
    Collected bad;
    bad.check(check_short_form<seal::Submit>(message, signature));
    if (joint)
        bad.check(read_agreement(joint->message));
    for (const auto& [part, upload] : uploads)
        bad.check(blob::UploadId::parse(upload), "uploads." + part);
    return bad.done();
}

Status WithdrawIn::form() const
{
    return check_short_form<seal::Withdraw>(message, signature);
}

// Whose name the words give away is asked of who is known.
Status AskIn::form() const
{
    return check_words(*this, {});
}

} // namespace tianping::bidding
