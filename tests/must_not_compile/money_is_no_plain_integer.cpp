// expect: could not convert '.*' from 'int' to 'tianping::Fen'
#include "base/money.hpp"

namespace tianping {

void pay(Fen amount);

void pay_a_little()
{
#ifdef TIANPING_RIGHT
    pay(Fen{123'456});
#else
    pay(123'456);
#endif
}

} // namespace tianping
