#pragma once
// Full disks for tests: one that is really full, for root, and files that may not grow, for everybody.
#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>
#include <sys/mount.h>
#include <sys/resource.h>

namespace tianping::test {

// No file of this process grows beyond so many bytes while this lives; what is written past that fails.
class NoRoom {
public:
    explicit NoRoom(std::uintmax_t most)
    {
        std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &before_);
        auto now = before_;
        now.rlim_cur = most;
        setrlimit(RLIMIT_FSIZE, &now);
    }
    ~NoRoom() { setrlimit(RLIMIT_FSIZE, &before_); }
    NoRoom(const NoRoom&) = delete;
    NoRoom& operator=(const NoRoom&) = delete;

private:
    rlimit before_{};
};

// A disk of its own at a folder that exists; only root can mount one.
class SmallDisk {
public:
    // "size=2m,nr_inodes=6"
    SmallDisk(std::filesystem::path where, const std::string& room) : where_{std::move(where)}
    {
        mounted_ = ::mount("tmpfs", where_.c_str(), "tmpfs", 0, room.c_str()) == 0;
    }
    ~SmallDisk()
    {
        if (mounted_)
            ::umount2(where_.c_str(), MNT_DETACH);
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;

    bool is_mounted() const { return mounted_; }
    void resize(const std::string& room) const
    {
        if (::mount("tmpfs", where_.c_str(), "tmpfs", MS_REMOUNT, room.c_str()) != 0)
            throw std::runtime_error("the small disk cannot be resized");
    }
    // Takes all that is left of the disk but `left` bytes; make_room() gives it back.
    void fill(std::uintmax_t left) const
    {
        const auto free = std::filesystem::space(where_).available;
        std::ofstream{where_ / "other"} << std::string(free > left ? free - left : 0, 'x');
    }
    void make_room() const { std::filesystem::remove(where_ / "other"); }

private:
    std::filesystem::path where_;
    bool mounted_ = false;
};

} // namespace tianping::test
