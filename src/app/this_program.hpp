#pragma once
// Which program this is, to be compared with what was built (docs/operations, "Which program this is").
#include <string>

namespace tianping::app {

struct ThisProgram {
    std::string version{};
    std::string sm3{};    // hex, of the whole file that runs
    std::string sha256{}; // hex
};
// Reads the file that runs, also when another lies in its place by now: it takes a moment.
ThisProgram this_program();

// "tianping 0.1.0", "SM3 …", "SHA-256 …", a line each.
std::string version_text(const ThisProgram& program);

} // namespace tianping::app
