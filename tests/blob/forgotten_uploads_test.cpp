// Uploads that nobody goes on with, and those that are long finished, give their places back.
#include "blob/blob_scene.hpp"

namespace tianping::blob {
namespace {

TEST_F(BlobTest, forgotten_uploads_give_their_place_back)
{
    const auto open = begin(10), done = begin(10);
    const auto digest = send(done.id, 0, some_bytes(10)).value().digest;
    begin(10);
    begin(10);
    EXPECT_EQ(store->begin("org_a", 10, test::monday, chance).error().code, "blob.too_many_uploads");
    const auto later = test::monday + limits.unfinished_kept;
    EXPECT_EQ(store->forget_uploads(later), 0U);
    EXPECT_EQ(store->forget_uploads(later + std::chrono::hours{1}), 3U);
    EXPECT_EQ(store->state(open.id, "org_a").error().code, "blob.unknown_upload");
    EXPECT_EQ(code(send(open.id, 0, some_bytes(10))), "blob.unknown_upload");
    EXPECT_TRUE(store->begin("org_a", 10, later, chance));
    EXPECT_EQ(store->state(done.id, "org_a")->digest, digest);
    EXPECT_EQ(store->forget_uploads(test::monday + limits.finished_kept + std::chrono::hours{1}), 2U);
    EXPECT_EQ(store->state(done.id, "org_a").error().code, "blob.unknown_upload");
    EXPECT_TRUE(store->holds(digest));
}

TEST_F(BlobTest, an_upload_that_goes_on_is_forgotten_only_after_its_last_chunk)
{
    const auto id = begin(20).id;
    const auto week = test::monday + limits.unfinished_kept;
    {
        auto chunk = store->chunk(id, "org_a", 0, 10, {}).value();
        ASSERT_TRUE(chunk->write(some_bytes(10)));
        ASSERT_TRUE(chunk->finish(week - std::chrono::hours{1}));
    }
    EXPECT_EQ(store->forget_uploads(week + std::chrono::hours{1}), 0U);
    EXPECT_EQ(store->state(id, "org_a")->received, 10);
    EXPECT_EQ(store->forget_uploads(week + limits.unfinished_kept), 1U);
}

TEST_F(BlobTest, nobody_forgets_an_upload_that_a_process_is_at_work_on)
{
    const auto id = begin(10).id;
    BlobStore other{folder.path(), limits}; // of another process
    const auto late = test::monday + limits.unfinished_kept + std::chrono::hours{1};
    {
        auto chunk = store->chunk(id, "org_a", 0, 10, {}).value();
        EXPECT_EQ(store->forget_uploads(late), 0U);
        EXPECT_EQ(other.forget_uploads(late), 0U);
        ASSERT_TRUE(chunk->write(some_bytes(10)));
        EXPECT_TRUE(chunk->finish(late));
    }
    EXPECT_EQ(other.forget_uploads(late), 0U);
    EXPECT_TRUE(store->holds(sm3_hex(some_bytes(10))));
}

TEST_F(BlobTest, what_another_process_finished_or_forgot_is_counted_no_longer)
{
    const auto first = begin(10).id;
    begin(10);
    begin(10);
    EXPECT_EQ(store->begin("org_a", 10, test::monday, chance).error().code, "blob.too_many_uploads");
    BlobStore other{folder.path(), limits};
    {
        auto chunk = other.chunk(first, "org_a", 0, 10, {}).value();
        ASSERT_TRUE(chunk->write(some_bytes(10)));
        ASSERT_TRUE(chunk->finish(test::monday));
    }
    EXPECT_TRUE(store->begin("org_a", 10, test::monday, chance)) << "one was finished at the other";
    EXPECT_EQ(store->begin("org_a", 10, test::monday, chance).error().code, "blob.too_many_uploads");
    EXPECT_EQ(other.forget_uploads(test::monday + limits.unfinished_kept + std::chrono::hours{1}), 3U);
    for (int i = 0; i < 3; ++i)
        EXPECT_TRUE(store->begin("org_a", 10, test::monday, chance)) << i;
    EXPECT_EQ(store->begin("org_a", 10, test::monday, chance).error().code, "blob.too_many_uploads");
}

} // namespace
} // namespace tianping::blob
