#include "infra/blob/durable.hpp"
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace tianping::blob {
namespace {

[[noreturn]] void broken(const std::string& doing)
{
    throw std::system_error{errno, std::generic_category(), doing};
}

// A full disk, a quota, or the largest size that this process may write.
bool is_full(int error)
{
    return error == ENOSPC || error == EDQUOT || error == EFBIG;
}

Error full()
{
    return Error{Fault::unavailable, "blob.no_space", {}, {{"retry_after", "60"}}};
}

} // namespace

File File::open(const std::filesystem::path& path)
{
    const int fd = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
    if (fd < 0)
        broken("open " + path.filename().string());
    return File{fd};
}

Result<File> File::create(const std::filesystem::path& path)
{
    const int fd = ::open(path.c_str(), O_RDWR | O_CLOEXEC | O_CREAT, 0600);
    if (fd < 0 && is_full(errno))
        return full();
    if (fd < 0)
        broken("create " + path.filename().string());
    return File{fd};
}

std::optional<File> File::open_existing(const std::filesystem::path& path, bool to_write)
{
    const int fd = ::open(path.c_str(), (to_write ? O_RDWR : O_RDONLY) | O_CLOEXEC);
    if (fd < 0 && errno == ENOENT)
        return std::nullopt;
    if (fd < 0)
        broken("open " + path.filename().string());
    return File{fd};
}

File::~File()
{
    if (fd_ >= 0)
        ::close(fd_);
}

std::int64_t File::size() const
{
    struct stat about {};
    if (::fstat(fd_, &about) != 0)
        broken("stat");
    return about.st_size;
}

bool File::is_linked() const
{
    struct stat about {};
    if (::fstat(fd_, &about) != 0)
        broken("stat");
    return about.st_nlink > 0;
}

std::size_t File::read(std::int64_t at, std::span<std::uint8_t> out) const
{
    std::size_t got = 0;
    while (got < out.size()) {
        const auto n = ::pread(fd_, out.data() + got, out.size() - got, at + static_cast<std::int64_t>(got));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            broken("read");
        if (n == 0)
            break;
        got += static_cast<std::size_t>(n);
    }
    return got;
}

Status File::write(std::int64_t at, ByteView bytes)
{
    while (!bytes.empty()) {
        const auto n = ::pwrite(fd_, bytes.data(), bytes.size(), at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && is_full(errno))
            return full();
        if (n < 0)
            broken("write");
        at += n;
        bytes = bytes.subspan(static_cast<std::size_t>(n));
    }
    return {};
}

void File::begin_write_back(std::int64_t at, std::int64_t length)
{
    ::sync_file_range(fd_, at, length, SYNC_FILE_RANGE_WRITE);
}

Status File::sync()
{
    if (::fdatasync(fd_) == 0)
        return {};
    if (is_full(errno))
        return full();
    broken("fdatasync");
}

void File::cut(std::int64_t size)
{
    if (::ftruncate(fd_, size) != 0)
        broken("truncate");
}

bool File::lock()
{
    if (::flock(fd_, LOCK_EX | LOCK_NB) == 0)
        return true;
    if (errno == EWOULDBLOCK)
        return false;
    broken("lock");
}

void sync_folder(const std::filesystem::path& folder)
{
    const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        broken("open folder");
    const int outcome = ::fsync(fd);
    ::close(fd);
    if (outcome != 0)
        broken("fsync folder");
}

Status move_durably(const std::filesystem::path& from, const std::filesystem::path& to)
{
    std::error_code ec;
    const bool made = std::filesystem::create_directory(to.parent_path(), ec);
    if (!ec)
        std::filesystem::rename(from, to, ec);
    if (ec == std::errc::no_such_file_or_directory && std::filesystem::exists(to))
        return {}; // done before
    if (ec && is_full(ec.value()))
        return full();
    if (ec)
        throw std::system_error{ec, "move into place"};
    if (made)
        sync_folder(to.parent_path().parent_path());
    sync_folder(to.parent_path());
    sync_folder(from.parent_path());
    return {};
}

Status mark_durably(const std::filesystem::path& mark)
{
    if (std::filesystem::exists(mark))
        return {};
    std::error_code ec;
    const bool made = std::filesystem::create_directory(mark.parent_path(), ec);
    if (ec && is_full(ec.value()))
        return full();
    if (ec)
        throw std::system_error{ec, "make a folder"};
    if (const auto file = File::create(mark); !file)
        return file.error();
    if (made)
        sync_folder(mark.parent_path().parent_path());
    sync_folder(mark.parent_path());
    return {};
}

std::int64_t free_bytes(const std::filesystem::path& folder)
{
    return static_cast<std::int64_t>(std::filesystem::space(folder).available);
}

} // namespace tianping::blob
