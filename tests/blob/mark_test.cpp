#include "infra/blob/mark.hpp"
#include "support/scratch.hpp"
#include <gtest/gtest.h>

namespace tianping::blob {
namespace {

TEST(BlobMark, is_given_once_and_goes_with_the_folder_wherever_it_is_copied)
{
    const test::ScratchFolder folder;
    const auto here = folder.path() / "here", copy = folder.path() / "copy";
    EXPECT_FALSE(mark_of(here));
    EXPECT_EQ(give_mark(here, "one").value(), "one");
    EXPECT_EQ(give_mark(here, "two").value(), "one") << "another process was first";
    EXPECT_TRUE(std::filesystem::is_empty(here / "incoming"));
    std::filesystem::copy(here, copy, std::filesystem::copy_options::recursive);
    EXPECT_EQ(mark_of(copy), "one");
    EXPECT_FALSE(mark_of(folder.path()));
}

} // namespace
} // namespace tianping::blob
