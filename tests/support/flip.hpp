#pragma once
// Damage that a disk may do to a file that nobody writes any more.
#include <filesystem>
#include <fstream>

namespace tianping::test {

// One bit of the last byte; twice is as before.
inline void flip_last_byte(const std::filesystem::path& file)
{
    std::filesystem::permissions(file, std::filesystem::perms::owner_write,
                                 std::filesystem::perm_options::add);
    std::fstream blob{file, std::ios::in | std::ios::out | std::ios::binary};
    blob.seekg(-1, std::ios::end);
    const auto last = static_cast<char>(blob.get() ^ 1);
    blob.seekp(-1, std::ios::end);
    blob.put(last);
}

} // namespace tianping::test
