#pragma once
// Other people's tools, asked in a folder that is gone afterwards.
#include "base/bytes.hpp"
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <string>

namespace tianping::test {

class Folder {
public:
    Folder()
    {
        auto pattern = (std::filesystem::temp_directory_path() / "tianping-XXXXXX").string();
        if (!mkdtemp(pattern.data()))
            throw std::runtime_error("no temporary folder");
        path_ = pattern;
    }
    ~Folder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    std::string path(const std::string& name) const { return (path_ / name).string(); }
    std::string write(const std::string& name, std::string_view content) const
    {
        std::ofstream{path_ / name, std::ios::binary} << content;
        return path(name);
    }
    std::string write(const std::string& name, ByteView content) const
    {
        return write(name, text_view(content));
    }
    std::string read(const std::string& name) const
    {
        std::ifstream in{path_ / name, std::ios::binary};
        return {std::istreambuf_iterator<char>{in}, {}};
    }

private:
    std::filesystem::path path_;
};

struct Said {
    int status{};
    std::string words{}; // standard output and error together
};

// Runs a shell line inside the folder.
inline Said run(const Folder& folder, const std::string& line)
{
    const auto whole = "cd '" + folder.path("") + "' && ( " + line + " ) > said.txt 2>&1";
    const int status = std::system(whole.c_str());
    return {status, folder.read("said.txt")};
}

} // namespace tianping::test
