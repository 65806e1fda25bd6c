// expect: 'const class tianping::ReadTx'.* has no member named 'change'
#include "infra/spine/store.hpp"

namespace tianping {

#ifdef TIANPING_RIGHT
using Lent = WriteTx;
#else
using Lent = const ReadTx;
#endif

void forget(Lent& tx)
{
    tx.change("DELETE FROM bid WHERE id = :id", std::string{"bid_1"});
}

} // namespace tianping
