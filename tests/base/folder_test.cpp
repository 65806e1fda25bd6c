#include "base/folder.hpp"
#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>
#include <string>

namespace tianping {
namespace {

namespace fs = std::filesystem;

TEST(Folder, names_what_lies_in_it_in_order_hidden_or_not_and_nothing_of_what_a_folder_inside_holds)
{
    auto made = (fs::temp_directory_path() / "folder-XXXXXX").string();
    ASSERT_NE(::mkdtemp(made.data()), nullptr);
    const fs::path folder{made};
    fs::create_directory(folder / "m");
    fs::create_symlink("nowhere", folder / "a");
    for (const auto* name : {"z.json", ".hidden", "b.json", "m/inside"})
        std::ofstream{folder / name} << "x";
    std::error_code ec = std::make_error_code(std::errc::io_error);
    EXPECT_EQ(entries_in(folder, ec),
              (std::vector<fs::path>{folder / ".hidden", folder / "a", folder / "b.json", folder / "m",
                                     folder / "z.json"}));
    EXPECT_FALSE(ec);
    EXPECT_TRUE(entries_in(folder / "b.json", ec).empty());
    EXPECT_TRUE(ec);
    fs::remove_all(folder);
    EXPECT_TRUE(entries_in(folder, ec).empty());
    EXPECT_TRUE(ec);
}

} // namespace
} // namespace tianping
