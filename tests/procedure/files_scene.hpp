#pragma once
// A folder of law of its own, and what is said about it.
#include "law.hpp"
#include <algorithm>
#include <fstream>
#include <unistd.h>

namespace tianping::procedure {

namespace fs = std::filesystem;

class Folder {
public:
    Folder()
        : path_{fs::temp_directory_path() /
                ("procedure_" + std::to_string(::getpid()) + "_" + std::to_string(++made))}
    {
        for (const auto* kind : {"procedures", "limits", "calendars"})
            fs::create_directories(path_ / kind);
    }
    ~Folder() { fs::remove_all(path_); }
    void write(const std::string& file, const std::string& text) const
    {
        std::ofstream{path_ / file} << text;
    }
    const fs::path& path() const { return path_; }

private:
    static inline int made = 0;
    fs::path path_;
};

inline std::vector<std::string> told(const Mistakes& mistakes)
{
    std::vector<std::string> out;
    for (const auto& m : mistakes)
        out.push_back(m.file + ":" + std::to_string(m.line) + " " + m.path + " " + m.code);
    return out;
}

} // namespace tianping::procedure
