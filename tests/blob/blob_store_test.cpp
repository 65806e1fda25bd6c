#include "blob/blob_scene.hpp"
#include <fstream>

namespace tianping::blob {
namespace {

TEST_F(BlobTest, chunks_in_order_become_a_blob_named_by_its_digest)
{
    const auto bytes = some_bytes(3'000'000);
    const ByteView all{bytes};
    const auto id = begin(3'000'000).id;
    EXPECT_EQ(send(id, 0, all.first(1'000'000)).value().received, 1'000'000);
    EXPECT_EQ(send(id, 1'000'000, all.subspan(1'000'000, 1'500'000)).value().received, 2'500'000);
    const auto done = send(id, 2'500'000, all.subspan(2'500'000)).value();
    EXPECT_EQ(done.digest, sm3_hex(all));
    EXPECT_EQ(done.completed, test::monday);
    EXPECT_EQ(store->get(done.digest).value(), bytes);
}

TEST_F(BlobTest, the_same_chunk_twice_is_taken_once)
{
    const auto bytes = some_bytes(200'000);
    const auto id = begin(400'000).id;
    EXPECT_EQ(send(id, 0, bytes).value().received, 200'000);
    EXPECT_EQ(send(id, 0, bytes, crypto::sm3(bytes)).value().received, 200'000);
    EXPECT_EQ(send(id, 200'000, bytes).value().received, 400'000);
    EXPECT_EQ(code(send(id, 200'000, bytes)), "taken"); // also when the upload is complete
}

TEST_F(BlobTest, other_bytes_at_a_place_that_is_taken_are_refused_and_change_nothing)
{
    const auto bytes = some_bytes(1000), other = some_bytes(1000, 2);
    const auto id = begin(2000).id;
    send(id, 0, bytes).value();
    EXPECT_EQ(code(send(id, 0, other)), "blob.chunk_differs");
    EXPECT_EQ(send(id, 1000, other).value().digest, [&] {
        auto all = bytes;
        all.insert(all.end(), other.begin(), other.end());
        return sm3_hex(all);
    }());
}

TEST_F(BlobTest, a_chunk_that_overlaps_what_is_there_adds_only_what_is_new)
{
    const auto bytes = some_bytes(3000);
    const ByteView all{bytes};
    const auto id = begin(3000).id;
    send(id, 0, all.first(2000)).value();
    const auto own = crypto::sm3(all.subspan(1000));
    EXPECT_EQ(send(id, 1000, all.subspan(1000), own).value().digest, sm3_hex(all));
}

TEST_F(BlobTest, the_whole_sent_over_a_part_that_is_there_is_taken_with_its_own_digest_alone)
{
    const auto bytes = some_bytes(200'000);
    const ByteView all{bytes};
    for (const std::size_t there : {1UL, 100'000UL, 199'999UL}) {
        const auto id = begin(200'000).id;
        send(id, 0, all.first(there)).value();
        EXPECT_EQ(code(send(id, 0, all, crypto::sm3(all.subspan(there)))), "blob.wrong_digest") << there;
        EXPECT_EQ(send(id, 0, all, crypto::sm3(all)).value().digest, sm3_hex(all)) << there;
        EXPECT_EQ(code(send(id, 0, all, crypto::sm3(all))), "taken") << "and once more, with nothing new";
    }
}

TEST_F(BlobTest, a_chunk_out_of_order_is_told_where_to_begin)
{
    const auto id = begin(3000).id;
    send(id, 0, some_bytes(1000)).value();
    const auto refused = send(id, 2000, some_bytes(1000));
    EXPECT_EQ(code(refused), "blob.gap");
    EXPECT_EQ(refused.error().params.at("expected"), "1000");
}

TEST_F(BlobTest, a_lying_digest_is_refused_and_the_chunk_can_be_sent_again)
{
    const auto bytes = some_bytes(100'000);
    const auto id = begin(200'000).id;
    EXPECT_EQ(code(send(id, 0, bytes, crypto::sm3(view("something else")))), "blob.wrong_digest");
    EXPECT_EQ(store->state(id, "org_a")->received, 0);
    EXPECT_EQ(code(send(id, 0, bytes, crypto::sm3(bytes))), "taken");
    EXPECT_EQ(code(send(id, 100'000, bytes, crypto::sm3(view("no")))), "blob.wrong_digest");
    EXPECT_EQ(code(send(id, 100'000, bytes, crypto::sm3(bytes))), "taken");
}

TEST_F(BlobTest, a_lying_digest_of_a_whole_upload_is_refused)
{
    const auto bytes = some_bytes(100'000);
    const auto id = begin(100'000).id;
    EXPECT_EQ(code(send(id, 0, bytes, crypto::sm3(view("no")))), "blob.wrong_digest");
    EXPECT_EQ(send(id, 0, bytes, crypto::sm3(bytes)).value().digest, sm3_hex(bytes));
}

TEST_F(BlobTest, more_and_fewer_bytes_than_said_are_refused)
{
    const auto bytes = some_bytes(1000);
    const auto id = begin(1500).id;
    EXPECT_EQ(code(send(id, 0, some_bytes(1501))), "blob.too_long");
    auto chunk = store->chunk(id, "org_a", 0, 1000, {}).value();
    EXPECT_TRUE(chunk->write(ByteView{bytes}.first(999)).has_value());
    EXPECT_EQ(chunk->finish(test::monday).error().code, "blob.chunk_short");
    auto unknown = store->chunk(id, "org_a", 0, -1, {}).value();
    EXPECT_TRUE(unknown->write(bytes).has_value());
    EXPECT_EQ(unknown->write(bytes).error().code, "blob.too_long");
    EXPECT_EQ(unknown->finish(test::monday).error().code, "blob.too_long");
}

TEST_F(BlobTest, declared_bytes_are_checked_before_any_comes)
{
    EXPECT_EQ(store->begin("org_a", 10'000'000'000, test::monday, chance).error().code, "blob.too_large");
    EXPECT_EQ(store->begin("org_a", 0, test::monday, chance).error().code, "blob.empty");
    EXPECT_EQ(store->begin("org_a", -1, test::monday, chance).error().code, "blob.empty");
    const auto id = begin(1 << 23).id;
    EXPECT_EQ(store->chunk(id, "org_a", 0, (1 << 22) + 1, {}).error().code, "blob.chunk_too_large");
}

TEST_F(BlobTest, one_scope_cannot_begin_uploads_without_end_and_another_is_not_held_back)
{
    std::optional<UploadState> last;
    for (int i = 0; i < 3; ++i)
        last = begin(10);
    EXPECT_EQ(store->begin("org_a", 10, test::monday, chance).error().code, "blob.too_many_uploads");
    EXPECT_TRUE(store->begin("org_b", 10, test::monday, chance).has_value());
    send(last->id, 0, some_bytes(10)).value();
    EXPECT_TRUE(store->begin("org_a", 10, test::monday, chance).has_value());
}

TEST_F(BlobTest, to_another_scope_an_upload_does_not_exist)
{
    const auto id = begin(10).id;
    EXPECT_EQ(store->state(id, "org_b").error().code, "blob.unknown_upload");
    EXPECT_EQ(store->chunk(id, "org_b", 0, 10, {}).error().code, "blob.unknown_upload");
    const auto other = mint<UploadId>(test::monday, chance);
    EXPECT_EQ(store->state(other, "org_a").error().code, "blob.unknown_upload");
}

TEST_F(BlobTest, a_chunk_that_was_cut_leaves_the_upload_as_it_was)
{
    const auto bytes = some_bytes(200'000);
    const auto id = begin(400'000).id;
    send(id, 0, bytes).value();
    for (const std::size_t came : {0U, 1U, 100'000U, 200'000U}) {
        auto chunk = store->chunk(id, "org_a", 200'000, 200'000, {}).value();
        ASSERT_TRUE(chunk->write(ByteView{bytes}.first(came)).has_value());
        chunk.reset();
        EXPECT_EQ(store->state(id, "org_a")->received, 200'000) << came;
    }
    EXPECT_FALSE(send(id, 200'000, bytes).value().digest.empty());
}

TEST_F(BlobTest, a_newer_chunk_takes_over_from_a_connection_that_hangs)
{
    const auto bytes = some_bytes(1000);
    const auto id = begin(1000).id;
    auto hanging = store->chunk(id, "org_a", 0, 1000, {}).value();
    ASSERT_TRUE(hanging->write(ByteView{bytes}.first(500)).has_value());
    EXPECT_EQ(send(id, 0, bytes).value().digest, sm3_hex(bytes));
    EXPECT_EQ(hanging->write(ByteView{bytes}.subspan(500)).error().code, "blob.busy");
    EXPECT_EQ(hanging->finish(test::monday).error().code, "blob.busy");
}

TEST_F(BlobTest, two_processes_on_one_folder_do_not_mix_their_chunks)
{
    const auto bytes = some_bytes(2000);
    const ByteView all{bytes};
    const auto id = begin(2000).id;
    BlobStore other{folder.path(), limits};
    {
        auto held = store->chunk(id, "org_a", 0, 1000, {}).value();
        EXPECT_EQ(other.chunk(id, "org_a", 0, 1000, {}).error().code, "blob.busy");
    }
    send(id, 0, all.first(1000)).value();
    auto chunk = other.chunk(id, "org_a", 1000, 1000, {}).value();
    ASSERT_TRUE(chunk->write(all.subspan(1000)).has_value());
    EXPECT_EQ(chunk->finish(test::monday)->digest, sm3_hex(all));
    chunk.reset();
    EXPECT_EQ(store->state(id, "org_a")->digest, sm3_hex(all));
}

TEST_F(BlobTest, an_upload_goes_on_after_a_restart)
{
    const auto bytes = some_bytes(2'500'000);
    const ByteView all{bytes};
    const auto id = begin(2'500'000).id;
    send(id, 0, all.first(1'200'000)).value();
    restart();
    EXPECT_EQ(store->state(id, "org_a")->received, 1'200'000);
    EXPECT_EQ(send(id, 1'200'000, all.subspan(1'200'000)).value().digest, sm3_hex(all));
    restart();
    EXPECT_EQ(store->state(id, "org_a")->digest, sm3_hex(all));
    EXPECT_EQ(store->state(id, "org_a")->completed, test::monday);
}

TEST_F(BlobTest, bytes_that_rotted_on_the_disk_are_found_when_an_upload_goes_on)
{
    const auto id = begin(2000).id;
    send(id, 0, some_bytes(1000)).value();
    restart();
    {
        std::fstream file{folder.path() / "uploads" / (id.text() + ".bytes"), std::ios::in | std::ios::out};
        file.seekp(500);
        file.put('!');
    }
    EXPECT_EQ(code(send(id, 1000, some_bytes(1000))), "blob.damaged");
}

TEST_F(BlobTest, one_lost_blob_is_told_and_keeps_nothing_else_from_starting)
{
    const auto bytes = some_bytes(1000);
    const auto lost = begin(1000).id;
    const auto digest = send(lost, 0, bytes).value().digest;
    std::filesystem::remove(folder.path() / "blobs" / digest.substr(0, 2) / digest);
    restart();
    EXPECT_EQ(code(send(lost, 0, bytes)), "blob.lost");
    EXPECT_FALSE(store->holds(digest));
    EXPECT_EQ(code(send(begin(1000).id, 0, bytes)), "taken");
    EXPECT_TRUE(store->holds(digest));
}

TEST_F(BlobTest, a_document_is_put_once_and_a_damaged_one_is_never_handed_out)
{
    const auto bytes = some_bytes(5000);
    const auto name = store->put(bytes);
    EXPECT_EQ(name, sm3_hex(bytes));
    EXPECT_EQ(store->put(bytes), name);
    EXPECT_TRUE(store->holds(name));
    EXPECT_EQ(store->get(name).value(), bytes);
    std::ofstream{store->path(name).value(), std::ios::binary} << "forged";
    EXPECT_EQ(store->get(name).error().code, "blob.damaged");
}

TEST_F(BlobTest, a_name_that_is_no_digest_reaches_no_file)
{
    for (const auto* name : {"", "../../etc/passwd", "ab", "..", "AB", "\0"}) {
        EXPECT_FALSE(store->holds(name));
        EXPECT_EQ(store->path(name).error().code, "blob.unknown");
    }
}

TEST_F(BlobTest, whose_upload_had_these_bytes_is_known_also_after_a_restart_and_nobody_elses_counts)
{
    const auto bytes = some_bytes(10);
    const auto id = begin(10).id;
    EXPECT_FALSE(store->uploaded_by(sm3_hex(bytes), "org_a"));
    const auto digest = send(id, 0, bytes).value().digest;
    EXPECT_EQ(store->put(some_bytes(20)), sm3_hex(some_bytes(20)));
    for (int i = 0; i < 2; ++i, restart()) {
        EXPECT_TRUE(store->uploaded_by(digest, "org_a"));
        EXPECT_FALSE(store->uploaded_by(digest, "org_b"));
        EXPECT_FALSE(store->uploaded_by(sm3_hex(some_bytes(20)), "org_a")) << "the house made it";
    }
    EXPECT_EQ(store->forget_uploads(test::monday + limits.finished_kept + std::chrono::hours{1}), 1U);
    EXPECT_TRUE(store->uploaded_by(digest, "org_a"));
    EXPECT_FALSE(store->uploaded_by("../x", "org_a"));
}

} // namespace
} // namespace tianping::blob
