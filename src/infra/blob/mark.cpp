#include "infra/blob/mark.hpp"
#include "infra/blob/durable.hpp"
#include <fstream>
#include <system_error>

namespace tianping::blob {

std::filesystem::path mark_file(const std::filesystem::path& folder)
{
    return folder / "mark";
}

std::optional<std::string> mark_of(const std::filesystem::path& folder)
{
    std::ifstream in{mark_file(folder)};
    std::string line;
    if (!std::getline(in, line))
        return std::nullopt;
    return line;
}

Result<std::string> give_mark(const std::filesystem::path& folder, const std::string& fresh)
{
    std::filesystem::create_directories(folder / "incoming");
    const auto draft = folder / "incoming" / fresh;
    TP_TRY(file, File::create(draft));
    TP_CHECK(file.write(0, view(fresh + "\n")));
    TP_CHECK(file.sync());
    std::error_code failed;
    std::filesystem::create_hard_link(draft, mark_file(folder), failed); // never over one that is there
    std::filesystem::remove(draft);
    if (failed && failed != std::errc::file_exists)
        throw std::system_error{failed, "mark the folder of blobs"};
    sync_folder(folder);
    auto there = mark_of(folder);
    if (!there)
        throw std::runtime_error("the mark of the folder of blobs cannot be read");
    return *std::move(there);
}

} // namespace tianping::blob
