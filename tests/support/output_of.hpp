#pragma once
// What a program of the system prints, for tests that read our files with other people's tools.
#include <array>
#include <cstdio>
#include <string>

namespace tianping::test {

inline std::string output_of(const std::string& command)
{
    std::string out;
    FILE* pipe = ::popen((command + " 2>/dev/null").c_str(), "r");
    std::array<char, 4096> part{};
    while (const auto n = std::fread(part.data(), 1, part.size(), pipe))
        out.append(part.data(), n);
    ::pclose(pipe);
    return out;
}

} // namespace tianping::test
