// Each kind of event reads its golden file and writes it again byte for byte: bodies of a version never
// change.
#include "rooms/opening/events.hpp"
#include "support/golden.hpp"

namespace tianping::opening {
namespace {

TEST(OpeningEvents, each_reads_its_golden_file_and_writes_it_again)
{
    test::check_golden<Bodies>("opening");
}

} // namespace
} // namespace tianping::opening
