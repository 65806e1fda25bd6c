// expect: no matching function for call to 'append\(
// expect: cannot convert 'tx' \(type .*'const tianping::ReadTx'\}\) to type 'tianping::WriteTx&'|invalid initialization of reference of type 'tianping::WriteTx&'
#include "infra/spine/event_log.hpp"

namespace tianping {

struct Withdrawn {
    std::string reason{};

    static constexpr std::string_view kind = "bidding.withdrawn";
    static constexpr int version = 1;
};
BOOST_DESCRIBE_STRUCT(Withdrawn, (), (reason))

#ifdef TIANPING_RIGHT
using Lent = WriteTx;
#else
using Lent = const ReadTx;
#endif

void record(Lent& tx, const Call& call)
{
    events::append(tx, call, "sub_1", {}, Withdrawn{"changed plans"});
}

} // namespace tianping
