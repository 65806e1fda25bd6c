// Each kind of event reads its golden file and writes it again byte for byte: bodies of a version never
// change.
#include "rooms/hall/events.hpp"
#include "support/golden.hpp"

namespace tianping::hall {
namespace {

TEST(HallEvents, each_reads_its_golden_file_and_writes_it_again)
{
    test::check_golden<Bodies>("hall");
}

} // namespace
} // namespace tianping::hall
