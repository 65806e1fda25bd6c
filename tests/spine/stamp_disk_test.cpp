// A disk that is full or fails under the stamp journal: nothing is accepted without a durable stamp, and what
// was durable before is never lost for it.
#include "infra/spine/stamp_journal.hpp"
#include "spine/stamped.hpp"
#include "support/full_disk.hpp"
#include "support/scratch.hpp"
#include <fcntl.h>
#include <future>
#include <gtest/gtest.h>
#include <latch>
#include <set>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace tianping {
namespace {

using namespace std::chrono_literals;

class StampDisk : public testing::Test {
protected:
    static http::StampedRequest request(Instant at, const std::string& key)
    {
        return test::stamped(at, key, std::string(400, 'b'));
    }
    // Stamps one request; its arrival stays undecided when it was kept, as a door leaves it.
    Status take(StampJournal& journal, const std::string& key)
    {
        const auto arrival = journal.arrive().value();
        auto kept = journal.journal(arrival, request(arrival.at, key));
        if (!kept)
            journal.decided(arrival);
        return kept;
    }
    // What a restart finds.
    std::set<std::string> undecided()
    {
        std::set<std::string> out;
        StampJournal again{file, clock};
        for (const auto& kept : again.take_undecided())
            out.insert(kept.request.key);
        return out;
    }
    // Puts another file in the place of the journal's, which goes on to write there.
    void swap_under(const char* other) const
    {
        for (const auto& entry : std::filesystem::directory_iterator{"/proc/self/fd"}) {
            std::error_code gone;
            if (std::filesystem::read_symlink(entry.path(), gone) != std::filesystem::canonical(file))
                continue;
            const int made = ::open(other, O_WRONLY | O_CLOEXEC);
            ::dup2(made, std::stoi(entry.path().filename()));
            ::close(made);
            return;
        }
        FAIL() << "the journal is not open";
    }

    test::ScratchFolder folder;
    std::filesystem::path file = folder.path() / "main.stamps";
    HouseClock clock = HouseClock::rehearsal(test::monday);
};

TEST_F(StampDisk, half_a_line_on_a_full_disk_is_refused_and_makes_no_later_one_unreadable)
{
    StampJournal journal{file, clock};
    ASSERT_TRUE(take(journal, "before"));
    {
        const test::NoRoom none{std::filesystem::file_size(file) + 100};
        EXPECT_EQ(take(journal, "in between").error().code, "clock.journal_failed");
        EXPECT_EQ(take(journal, "still none").error().code, "clock.journal_failed");
    }
    ASSERT_TRUE(take(journal, "after"));
    EXPECT_EQ(undecided(), (std::set<std::string>{"before", "after"}));
}

TEST_F(StampDisk, a_disk_that_cannot_even_be_cut_back_is_left_for_a_fresh_file)
{
    StampJournal journal{file, clock};
    const auto done = journal.arrive().value();
    ASSERT_TRUE(journal.journal(done, request(done.at, "done")));
    ASSERT_TRUE(take(journal, "before"));
    swap_under("/dev/full"); // no room, and no truncation
    EXPECT_EQ(take(journal, "in between").error().code, "clock.journal_failed");
    journal.decided(done);
    ASSERT_TRUE(take(journal, "after"));
    EXPECT_EQ(undecided(), (std::set<std::string>{"before", "after"}));
}

TEST_F(StampDisk, when_the_disk_fails_to_sync_everyone_who_waited_is_refused_and_the_next_is_kept)
{
    StampJournal journal{file, clock};
    ASSERT_TRUE(take(journal, "before"));
    swap_under("/dev/null"); // takes every byte and makes none durable; told once, as the kernel does
    constexpr int people = 16;
    std::latch together{people};
    std::atomic<int> kept{0};
    std::mutex mutex;
    std::set<std::string> expected{"before"};
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < people; ++i)
            threads.emplace_back([&, i] {
                together.arrive_and_wait();
                const auto key = "key-" + std::to_string(i);
                if (!take(journal, key))
                    return;
                ++kept;
                const std::lock_guard lock{mutex};
                expected.insert(key);
            });
    }
    EXPECT_LT(kept, people) << "at least one met the failure";
    ASSERT_TRUE(take(journal, "after"));
    expected.insert("after");
    EXPECT_EQ(undecided(), expected);
}

// A disk that takes its time: a pipe in the fresh file's place opens only when somebody reads it.
TEST_F(StampDisk, an_arrival_is_stamped_though_the_disk_does_not_answer)
{
    StampJournal journal{file, clock};
    ASSERT_TRUE(take(journal, "before"));
    swap_under("/dev/full");
    EXPECT_FALSE(take(journal, "in between"));
    const auto fresh = file.string() + ".new";
    ASSERT_EQ(::mkfifo(fresh.c_str(), 0600), 0);
    auto held_up = std::async(std::launch::async, [&] { return take(journal, "held up"); });
    EXPECT_EQ(held_up.wait_for(200ms), std::future_status::timeout);
    auto stamped = std::async(std::launch::async, [&] {
        journal.low_water(); // the writer's thread asks this
        return journal.arrive().value().at;
    });
    EXPECT_EQ(stamped.wait_for(5s), std::future_status::ready) << "it waits for the disk, and may be late";
    const int reader = ::open(fresh.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    EXPECT_FALSE(held_up.get()) << "a pipe keeps nothing";
    EXPECT_EQ(stamped.get(), test::monday);
    ::close(reader);
    ASSERT_TRUE(take(journal, "after"));
    EXPECT_EQ(undecided(), (std::set<std::string>{"before", "after"}));
}

TEST_F(StampDisk, a_real_full_disk_refuses_until_there_is_room_and_keeps_what_was_durable)
{
    const auto place = folder.path() / "small";
    std::filesystem::create_directory(place);
    const test::SmallDisk disk{place, "size=256k"};
    if (!disk.is_mounted())
        GTEST_SKIP() << "a small disk can only be mounted by root";
    file = place / "main.stamps";
    {
        StampJournal journal{file, clock};
        ASSERT_TRUE(take(journal, "before"));
        disk.fill(0);
        std::set<std::string> expected{"before"};
        int refused = 0;
        for (int i = 0; i < 20; ++i)
            if (const auto key = "key-" + std::to_string(i); take(journal, key))
                expected.insert(key);
            else
                ++refused;
        EXPECT_GT(refused, 0);
        disk.make_room();
        ASSERT_TRUE(take(journal, "after"));
        expected.insert("after");
        EXPECT_EQ(undecided(), expected);
    }
}

TEST_F(StampDisk, a_clock_that_was_set_back_never_stamps_before_what_the_journal_holds)
{
    {
        StampJournal journal{file, clock};
        ASSERT_TRUE(clock.move_to(test::monday + 1h));
        ASSERT_TRUE(take(journal, "late"));
    }
    const auto earlier = HouseClock::rehearsal(test::monday);
    StampJournal journal{file, earlier};
    EXPECT_EQ(journal.arrive()->at, test::monday + 1h);
}

} // namespace
} // namespace tianping
