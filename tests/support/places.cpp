#include "support/places.hpp"

namespace tianping::test {

std::string source_folder()
{
    return TIANPING_SOURCE_DIR;
}

std::string program()
{
    return TIANPING_PROGRAM;
}

} // namespace tianping::test
