// A full disk and a process that is killed in the middle: what was confirmed stays, what was not is as if it
// had never been sent.
#include "blob/some_bytes.hpp"
#include "infra/blob/blob_store.hpp"
#include "infra/crypto/digest.hpp"
#include "support/full_disk.hpp"
#include "support/scratch.hpp"
#include <csignal>
#include <fstream>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tianping::blob {
namespace {

using test::some_bytes;
constexpr std::int64_t chunk_size = 64 * 1024;

Result<UploadState> send(BlobStore& store, const UploadId& id, std::int64_t offset, ByteView bytes)
{
    TP_TRY(chunk, store.chunk(id, "org_a", offset, static_cast<std::int64_t>(bytes.size()), {}));
    TP_CHECK(chunk->write(bytes));
    return chunk->finish(test::monday);
}

class FullDisk : public testing::Test {
protected:
    // A store on a disk of its own; only root can make one.
    BlobStore* on_disk(const std::string& room)
    {
        std::filesystem::create_directory(place);
        disk.emplace(place, room);
        if (disk->is_mounted())
            store.emplace(place, BlobLimits{1 << 24, 1 << 22, 3, 0});
        return store ? &*store : nullptr;
    }
    UploadId begin(std::int64_t declared)
    {
        return store->begin("org_a", declared, test::monday, chance).value().id;
    }
    std::string begin_code() { return store->begin("org_a", 10, test::monday, chance).error().code; }

    test::ScratchFolder folder;
    std::filesystem::path place = folder.path() / "small";
    std::optional<test::SmallDisk> disk;
    std::optional<BlobStore> store;
    SeededChance chance{1};
};

TEST_F(FullDisk, what_was_confirmed_stays_and_goes_on_when_there_is_space)
{
    if (!on_disk("size=2m"))
        GTEST_SKIP() << "a small disk can only be mounted by root";
    EXPECT_EQ(store->begin("org_a", 10'000'000, test::monday, chance).error().code, "blob.no_space");
    const auto id = begin(1'500'000);
    const auto bytes = some_bytes(1'500'000, 2);
    const ByteView all{bytes};
    ASSERT_TRUE(send(*store, id, 0, all.first(500'000)));
    disk->fill(0);
    EXPECT_EQ(send(*store, id, 500'000, all.subspan(500'000)).error().code, "blob.no_space");
    EXPECT_EQ(store->state(id, "org_a")->received, 500'000);
    disk->make_room();
    EXPECT_EQ(send(*store, id, 500'000, all.subspan(500'000))->digest, to_hex(crypto::sm3(all)));
}

TEST_F(FullDisk, a_chunk_whose_bytes_found_room_and_whose_record_did_not_is_not_confirmed)
{
    if (!on_disk("size=2m"))
        GTEST_SKIP() << "a small disk can only be mounted by root";
    const auto id = begin(4096); // one page of bytes, and more than one of records
    const auto bytes = some_bytes(4096, 2);
    const ByteView all{bytes};
    ASSERT_TRUE(send(*store, id, 0, all.first(10)));
    disk->fill(0);
    std::int64_t confirmed = 10;
    std::string code;
    while (code.empty() && confirmed < 4000) {
        const auto sent = send(*store, id, confirmed, all.subspan(static_cast<std::size_t>(confirmed), 10));
        code = sent ? "" : sent.error().code;
        confirmed += sent ? 10 : 0;
    }
    EXPECT_GT(confirmed, 10) << "the bytes had room";
    EXPECT_EQ(code, "blob.no_space");
    EXPECT_EQ(store->state(id, "org_a")->received, confirmed);
    store.emplace(place, BlobLimits{1 << 24, 1 << 22, 3, 0}); // as the next process finds it
    EXPECT_EQ(store->state(id, "org_a")->received, confirmed);
    disk->make_room();
    const auto rest = all.subspan(static_cast<std::size_t>(confirmed));
    EXPECT_EQ(send(*store, id, confirmed, rest)->digest, to_hex(crypto::sm3(all)));
}

TEST_F(FullDisk, a_whole_upload_that_finds_no_place_is_told_so_and_put_there_later)
{
    if (!on_disk("size=2m,nr_inodes=7")) // of the store's folders, one record and its bytes, and no more
        GTEST_SKIP() << "a small disk can only be mounted by root";
    const auto bytes = some_bytes(1000, 2);
    const auto id = begin(1000);
    EXPECT_EQ(send(*store, id, 0, bytes).error().code, "blob.no_space");
    EXPECT_EQ(store->state(id, "org_a").error().code, "blob.no_space");
    EXPECT_FALSE(store->holds(to_hex(crypto::sm3(bytes))));
    store.emplace(place, BlobLimits{1 << 24, 1 << 22, 3, 0}); // a start on a full disk
    EXPECT_EQ(send(*store, id, 0, bytes).error().code, "blob.no_space");
    disk->resize("size=2m,nr_inodes=100");
    EXPECT_EQ(store->state(id, "org_a")->digest, to_hex(crypto::sm3(bytes)));
    EXPECT_EQ(store->get(to_hex(crypto::sm3(bytes))).value(), bytes);
    EXPECT_EQ(send(*store, id, 0, bytes)->digest, to_hex(crypto::sm3(bytes)));
}

TEST_F(FullDisk, an_upload_that_cannot_begin_takes_nobodys_place)
{
    if (!on_disk("size=2m,nr_inodes=5"))
        GTEST_SKIP() << "a small disk can only be mounted by root";
    for (int i = 0; i < 5; ++i) // three may be unfinished
        EXPECT_EQ(begin_code(), "blob.no_space");
    disk->resize("size=2m,nr_inodes=100");
    EXPECT_TRUE(store->begin("org_a", 10, test::monday, chance));
}

TEST(NoRoom, a_file_that_may_not_grow_is_refused_alike_without_root)
{
    test::ScratchFolder folder;
    SeededChance chance{1};
    BlobStore store{folder.path(), BlobLimits{1 << 24, 1 << 22, 3, 0}};
    const auto id = store.begin("org_a", 1'000'000, test::monday, chance)->id;
    const auto bytes = some_bytes(1'000'000, 2);
    {
        const test::NoRoom room{300'000};
        EXPECT_EQ(send(store, id, 0, bytes).error().code, "blob.no_space");
    }
    EXPECT_EQ(store.state(id, "org_a")->received, 0);
    EXPECT_EQ(send(store, id, 0, bytes)->digest, to_hex(crypto::sm3(bytes)));
}

constexpr int lives = 40, chunks_a_life = 2;
constexpr std::int64_t whole_upload = 6'000'000;
static_assert(lives * chunks_a_life * chunk_size < whole_upload, "each life ends in the middle");

// The child sends its chunks and tells through the pipe what was confirmed, until it is killed or done.
[[noreturn]] void live(const std::filesystem::path& folder, const UploadId& id, int pipe, ByteView all)
{
    BlobStore store{folder};
    auto at = store.state(id, "org_a")->received;
    for (int sent = 0; sent < chunks_a_life; ++sent) {
        at = send(store, id, at, all.subspan(static_cast<std::size_t>(at), chunk_size))->received;
        if (::write(pipe, &at, sizeof at) != sizeof at)
            break;
    }
    ::_exit(0);
}

// Kills the child this long after it has told of so many chunks; how far it told that it came, 0 for nothing.
std::int64_t kill_after(int chunks, std::chrono::microseconds pause, const std::filesystem::path& folder,
                        const UploadId& id, ByteView all)
{
    std::array<int, 2> pipe{};
    EXPECT_EQ(::pipe(pipe.data()), 0);
    const auto child = ::fork();
    if (child == 0)
        live(folder, id, pipe[1], all);
    ::close(pipe[1]);
    std::int64_t confirmed = 0, at = 0;
    const auto is_told = [&] { return ::read(pipe[0], &at, sizeof at) == sizeof at; };
    for (int told = 0; told < chunks && is_told(); ++told)
        confirmed = at;
    ::usleep(static_cast<useconds_t>(pause.count()));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    while (is_told())
        confirmed = at;
    ::close(pipe[0]);
    return confirmed;
}

TEST(Killed, in_the_middle_of_an_upload_nothing_confirmed_is_lost_and_the_rest_goes_on)
{
    test::ScratchFolder folder;
    SeededChance chance{1};
    const auto bytes = some_bytes(whole_upload, 2);
    const auto id = BlobStore{folder.path()}.begin("org_a", whole_upload, test::monday, chance)->id;
    std::int64_t confirmed = 0;
    for (int life = 0; life < lives; ++life) {
        // By turns before anything is confirmed, and between the first chunk and the second.
        const auto told =
            kill_after(life % 2, std::chrono::microseconds{97 * life}, folder.path(), id, bytes);
        ASSERT_TRUE(life % 2 == 0 || told > confirmed) << "life " << life;
        confirmed = std::max(confirmed, told);
        const BlobStore after{folder.path()};
        ASSERT_GE(after.state(id, "org_a")->received, confirmed) << "life " << life;
    }
    BlobStore store{folder.path()};
    auto state = store.state(id, "org_a").value();
    ASSERT_GT(confirmed, 0);
    ASSERT_LT(state.received, whole_upload) << "the rest is still to come";
    while (state.received < state.declared) {
        const auto rest = ByteView{bytes}.subspan(static_cast<std::size_t>(state.received));
        state =
            send(store, id, state.received, rest.first(std::min<std::size_t>(rest.size(), 1 << 20))).value();
    }
    EXPECT_EQ(state.digest, to_hex(crypto::sm3(bytes)));
    EXPECT_EQ(store.get(state.digest).value(), bytes);
}

// Each stage of the last chunk, as a crash would leave it.
TEST(Killed, between_the_last_record_and_the_move_the_blob_is_put_in_place_at_the_next_start)
{
    test::ScratchFolder folder;
    SeededChance chance{1};
    const auto bytes = some_bytes(1000, 2);
    UploadState done;
    {
        BlobStore store{folder.path()};
        const auto id = store.begin("org_a", 1000, test::monday, chance)->id;
        done = send(store, id, 0, bytes).value();
        std::filesystem::rename(store.path(done.digest).value(),
                                folder.path() / "uploads" / (id.text() + ".bytes"));
    }
    BlobStore store{folder.path()};
    EXPECT_EQ(store.state(done.id, "org_a")->digest, done.digest);
    EXPECT_EQ(store.get(done.digest).value(), bytes);
}

TEST(Killed, while_a_record_was_written_its_torn_line_does_not_count)
{
    test::ScratchFolder folder;
    SeededChance chance{1};
    const auto bytes = some_bytes(2000, 2);
    const ByteView all{bytes};
    UploadId id;
    {
        BlobStore store{folder.path()};
        id = store.begin("org_a", 2000, test::monday, chance)->id;
        ASSERT_TRUE(send(store, id, 0, all.first(500)));
    }
    std::ofstream{folder.path() / "uploads" / (id.text() + ".log"), std::ios::app}
        << R"({"received":2000,"dig)";
    BlobStore store{folder.path()};
    EXPECT_EQ(store.state(id, "org_a")->received, 500);
    EXPECT_EQ(send(store, id, 500, all.subspan(500, 500))->received, 1000);
    EXPECT_EQ(BlobStore{folder.path()}.state(id, "org_a")->received, 1000);
    EXPECT_EQ(send(store, id, 1000, all.subspan(1000))->digest, to_hex(crypto::sm3(all)));
}

} // namespace
} // namespace tianping::blob
