// A house forgets by itself what nobody goes on with (docs/formats/http.md 7).
#include "house/fresh_house.hpp"
#include <thread>

namespace tianping {
namespace {

TEST(OldUploads, are_forgotten_by_the_house_and_younger_ones_are_kept)
{
    const test::ScratchFolder folder;
    const test::ScratchDatabase database{test::Home::sqlite};
    test::FreshNode node{folder.path(), database.address(), ClockPurpose::rehearsal};
    const auto now = node.installation.clock().now();
    blob::BlobStore there{node.installation.blobs()};
    const auto old = there.begin("org_a", 10, now - std::chrono::hours{24 * 8}, node.chance).value().id;
    const auto young = there.begin("org_a", 10, now - std::chrono::hours{24 * 6}, node.chance).value().id;
    node.start().establish().value();
    node.house->open_door({.any_port = true}).value();
    for (int i = 0; i < 500 && there.state(old, "org_a"); ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds{20});
    ASSERT_FALSE(there.state(old, "org_a"));
    EXPECT_EQ(there.state(old, "org_a").error().code, "blob.unknown_upload");
    EXPECT_TRUE(there.state(young, "org_a"));
}

} // namespace
} // namespace tianping
