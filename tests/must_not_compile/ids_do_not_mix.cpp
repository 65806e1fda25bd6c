// expect: reference of type 'const tianping::RoundId&'.* from expression of type 'const tianping::LotId'
#include "base/id.hpp"

namespace tianping {

struct LotTag {
    static constexpr std::string_view prefix = "lot";
};
struct RoundTag {
    static constexpr std::string_view prefix = "rnd";
};
using LotId = Id<LotTag>;
using RoundId = Id<RoundTag>;

void close(const RoundId& round);

void show(const LotId& lot, const RoundId& round)
{
#ifdef TIANPING_RIGHT
    close(round);
#else
    close(lot);
#endif
    (void)lot, (void)round;
}

} // namespace tianping
