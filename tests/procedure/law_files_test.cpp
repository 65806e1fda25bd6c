// What lies among the files of law and would never be read.
#include "files_scene.hpp"
#include <sys/stat.h>

namespace tianping::procedure {
namespace {

TEST(LawFiles, whatever_nobody_would_read_is_a_mistake_and_a_link_to_a_file_is_none)
{
    Folder folder;
    const auto limits = folder.path() / "limits";
    fs::create_symlink(folder.path() / "nowhere", folder.path() / "guidance");
    fs::create_symlink("nowhere.toml", limits / "broken.toml");
    fs::create_symlink("loop.toml", limits / "loop.toml");
    ASSERT_EQ(::mkfifo((limits / "pipe.toml").c_str(), 0600), 0);
    fs::create_directory(limits / "sub");
    folder.write("limits/y.TOML", "format = 1\n");
    folder.write("limits/.hidden", "");
    fs::create_symlink(law_folder() / "calendars" / "2026.toml", folder.path() / "calendars" / "2026.toml");
    const auto loading = load_with_mistakes({law_folder(), folder.path()});
    EXPECT_EQ(told(loading.mistakes),
              (std::vector<std::string>{
                  (folder.path() / "guidance").string() + ":1  procedure.unreadable_file",
                  "limits/broken.toml:1  procedure.unreadable_file",
                  "limits/loop.toml:1  procedure.unreadable_file",
                  "limits/pipe.toml:1  procedure.unreadable_file",
                  "limits/sub:1  procedure.unknown_file",
                  "limits/y.TOML:1  procedure.unknown_file",
              }));
    EXPECT_EQ(loading.library.overrides, std::vector<std::string>{"2026"});
}

TEST(LawFiles, a_folder_that_is_a_link_to_itself_is_no_folder)
{
    Folder folder;
    fs::create_symlink("loop", folder.path() / "loop");
    const auto loop = (folder.path() / "loop").string();
    EXPECT_EQ(told(load_with_mistakes({law_folder(), loop}).mistakes),
              std::vector<std::string>{loop + ":1  procedure.no_folder"});
}

} // namespace
} // namespace tianping::procedure
