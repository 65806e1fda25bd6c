// expect: could not convert '.*' from 'double' to 'tianping::Fen'
#include "base/money.hpp"

namespace tianping {

void pay(Fen amount);

void pay_a_little()
{
#ifdef TIANPING_RIGHT
    pay(Fen{1'234'56});
#else
    pay(1234.56);
#endif
}

} // namespace tianping
