#include "app/share.hpp"

namespace tianping::app {

std::string built_share()
{
    return TIANPING_SHARE;
}

} // namespace tianping::app
