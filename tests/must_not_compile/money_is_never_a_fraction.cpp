// expect: narrowing conversion of '.*' from 'double' to 'int64_t'
#include "base/money.hpp"

namespace tianping {

#ifdef TIANPING_RIGHT
constexpr Fen amount{123'456};
#else
constexpr Fen amount{1234.56};
#endif

} // namespace tianping
