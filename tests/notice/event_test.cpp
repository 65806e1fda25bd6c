// Each kind of event reads its golden file and writes it again byte for byte: bodies of a version never
// change.
#include "rooms/notice/api.hpp"
#include "support/golden.hpp"
#include <boost/mp11.hpp>

namespace tianping::notice {
namespace {

using Bodies = boost::mp11::mp_list<Drafted, Edited, Signed, Withdrawn, Published, SentToInvited,
                                    PublicationRefused, OutOnMedium, DifferenceFound, SamenessRestored>;

TEST(NoticeEvents, each_reads_its_golden_file_and_writes_it_again)
{
    test::check_golden<Bodies>("notice");
}

} // namespace
} // namespace tianping::notice
