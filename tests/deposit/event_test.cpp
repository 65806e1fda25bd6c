// Each kind of event reads its golden file and writes it again byte for byte: bodies of a version never
// change.
#include "rooms/deposit/events.hpp"
#include "support/golden.hpp"
#include <boost/mp11.hpp>

namespace tianping::deposit {
namespace {

using Bodies =
    boost::mp11::mp_list<AccountOpened, PayerChanged, DepositReceived, RefundOwed, RefundDueCounted,
                         RefundOrdered, RefundDone, RefundOverdue, ChoiceOwed, ChoiceMade>;

TEST(DepositEvents, each_reads_its_golden_file_and_writes_it_again)
{
    test::check_golden<Bodies>("deposit");
}

} // namespace
} // namespace tianping::deposit
