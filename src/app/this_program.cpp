#include "app/this_program.hpp"
#include "infra/crypto/file_digests.hpp"

namespace tianping::app {

ThisProgram this_program()
{
    const auto digests = crypto::digests_of_file("/proc/self/exe");
    return {TIANPING_VERSION, to_hex(digests.sm3), to_hex(digests.sha256)};
}

std::string version_text(const ThisProgram& program)
{
    return "tianping " + program.version + "\nSM3 " + program.sm3 + "\nSHA-256 " + program.sha256;
}

} // namespace tianping::app
