#include "infra/spine/node_lock.hpp"
#include "base/bytes.hpp"
#include "infra/spine/chance.hpp"
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace tianping {
namespace {

[[noreturn]] void cannot_lock(const char* doing)
{
    throw std::system_error{errno, std::generic_category(), doing};
}

} // namespace

Result<NodeLock> NodeLock::take(const std::filesystem::path& data, const std::string& node)
{
    const auto stamps = data / "stamps";
    std::filesystem::create_directories(stamps);
    NodeLock lock{::open((stamps / (node + ".lock")).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)};
    if (lock.fd_ < 0)
        cannot_lock("open the lock of the node");
    if (::flock(lock.fd_, LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK)
            cannot_lock("lock the node");
        return Error{Fault::conflict, "house.node_taken", {}, {{"node", node}, {"folder", data.string()}}};
    }
    lock.name_folder(stamps);
    return lock;
}

void NodeLock::name_folder(const std::filesystem::path& stamps)
{
    std::array<char, 64> there{};
    const auto got = ::pread(fd_, there.data(), there.size(), 0);
    if (got < 0)
        cannot_lock("read the lock of the node");
    folder_.assign(there.data(), static_cast<std::size_t>(got));
    if (!folder_.empty())
        return;
    std::array<std::uint8_t, 16> random{};
    SystemChance{}.fill(random);
    folder_ = to_hex(random);
    const auto size = static_cast<ssize_t>(folder_.size());
    if (::pwrite(fd_, folder_.data(), folder_.size(), 0) != size || ::fdatasync(fd_) != 0)
        cannot_lock("name the folder of the node");
    const int place = ::open(stamps.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool durable = place >= 0 && ::fsync(place) == 0;
    if (place >= 0)
        ::close(place);
    if (!durable)
        cannot_lock("name the folder of the node");
}

NodeLock::NodeLock(NodeLock&& other) noexcept
    : fd_{std::exchange(other.fd_, -1)}, folder_{std::move(other.folder_)}
{
}

NodeLock& NodeLock::operator=(NodeLock&& other) noexcept
{
    std::swap(fd_, other.fd_);
    std::swap(folder_, other.folder_);
    return *this;
}

NodeLock::~NodeLock()
{
    release();
}

void NodeLock::release()
{
    if (const int fd = std::exchange(fd_, -1); fd >= 0)
        ::close(fd);
}

} // namespace tianping
