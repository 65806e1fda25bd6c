// expect: invalid initialization of reference of type 'const tianping::RoundId&'.* from expression of type 'const std::string'
#include "base/id.hpp"

namespace tianping {

struct RoundTag {
    static constexpr std::string_view prefix = "rnd";
};
using RoundId = Id<RoundTag>;

void close(const RoundId& round);

void show(const std::string& text)
{
#ifdef TIANPING_RIGHT
    if (const auto round = RoundId::parse(text))
        close(*round);
#else
    close(text);
#endif
}

} // namespace tianping
