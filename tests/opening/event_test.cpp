// Each kind of event reads its golden file and writes it again byte for byte: bodies of a version never
// change.
#include "rooms/opening/events.hpp"
#include "support/golden.hpp"
#include <boost/mp11.hpp>

namespace tianping::opening {
namespace {

using Bodies = boost::mp11::mp_list<SetClosed, SetWitnessed, ReturnedUnopened, ClosingHeld, TrusteeAnswered,
                                    WrongAnswerNamed, BidderProved, BidderGave, GivingBegun, RemedyBegun,
                                    CauseRecorded, LossClaimed, WindowExtended, ReadOutPublished>;

TEST(OpeningEvents, each_reads_its_golden_file_and_writes_it_again)
{
    test::check_golden<Bodies>("opening");
}

} // namespace
} // namespace tianping::opening
