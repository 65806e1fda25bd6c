// Each kind of event reads its golden file and writes it again byte for byte: bodies of a version never
// change.
#include "rooms/bidding/events.hpp"
#include "rooms/bidding/question_types.hpp"
#include "support/golden.hpp"
#include <boost/mp11.hpp>

namespace tianping::bidding {
namespace {

using Bodies =
    boost::mp11::mp_list<KeyPublished, KeyTestMade, KeyAnswered, SubmissionBegun, SubmissionMade,
                         SubmissionWithdrawn, ReceiptSigned, ReceiptStamped, QuestionAsked, QuestionAnswered>;

TEST(BiddingEvents, each_reads_its_golden_file_and_writes_it_again)
{
    test::check_golden<Bodies>("bidding");
}

} // namespace
} // namespace tianping::bidding
