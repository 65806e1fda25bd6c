#pragma once
// Files of an export, and what the verifier says of them.
#include "app/verify/verify.hpp"
#include <fstream>
#include <sstream>

namespace tianping::verify {

inline std::string text_of(const std::filesystem::path& file)
{
    std::ostringstream out;
    out << std::ifstream{file, std::ios::binary}.rdbuf();
    return out.str();
}

inline void write_text(const std::filesystem::path& file, const std::string& text)
{
    std::filesystem::create_directories(file.parent_path());
    std::ofstream{file, std::ios::binary | std::ios::trunc} << text;
}

inline std::string differing(const std::vector<Finding>& findings)
{
    std::string out;
    for (const auto& finding : findings)
        if (!finding.ok)
            out += finding.what + " " + finding.detail + "; ";
    return out;
}

} // namespace tianping::verify
