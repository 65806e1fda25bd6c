// Each kind of event reads its golden file and writes it again byte for byte: bodies of a version never
// change.
#include "rooms/trade/api.hpp"
#include "rooms/trade/takers.hpp"
#include "support/golden.hpp"
#include <boost/mp11.hpp>

namespace tianping::trade {
namespace {

using Bodies = boost::mp11::mp_list<ProjectRegistered, ProjectCorrected, Submitted, RegistrationWithdrawn,
                                    RegistrationOverdue, AgentNamed, SupplementAsked, Supplemented,
                                    Registered, TermsSigned, RoundMade, RoundMoved, RulesPinned, TermsInForce,
                                    InstantSet, InviteesSet, TermsTaken, RoundFollowed, HoldSet, HoldLifted>;

TEST(TradeEvents, each_reads_its_golden_file_and_writes_it_again)
{
    test::check_golden<Bodies>("trade");
}

} // namespace
} // namespace tianping::trade
