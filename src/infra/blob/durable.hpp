#pragma once
// Files whose content survives a crash. A full disk is an answer; any other failure of the disk throws
// std::system_error. For the parts of the store alone.
#include "base/bytes.hpp"
#include <filesystem>
#include <optional>

namespace tianping::blob {

class File {
public:
    File() = default;
    static File open(const std::filesystem::path& path);
    static Result<File> create(const std::filesystem::path& path); // or what is there; `blob.no_space`
    // Nothing when there is no such file.
    static std::optional<File> open_existing(const std::filesystem::path& path, bool to_write);
    File(File&& other) noexcept : fd_{std::exchange(other.fd_, -1)} {}
    File& operator=(File&& other) noexcept
    {
        std::swap(fd_, other.fd_);
        return *this;
    }
    ~File();

    explicit operator bool() const { return fd_ >= 0; }
    std::int64_t size() const;
    // Reads up to out.size() bytes; fewer only at the end of the file.
    std::size_t read(std::int64_t at, std::span<std::uint8_t> out) const;
    Status write(std::int64_t at, ByteView bytes); // `blob.no_space`
    void begin_write_back(std::int64_t at, std::int64_t length);
    Status sync(); // `blob.no_space`
    void cut(std::int64_t size);
    bool lock();            // false: another process holds it
    bool is_linked() const; // false: it was removed after it was opened

private:
    explicit File(int fd) : fd_{fd} {}
    int fd_ = -1;
};

// Renames within one disk, makes the new folder where needed, and both durable. Nothing to do when it was
// done before. `blob.no_space`: may be done again.
Status move_durably(const std::filesystem::path& from, const std::filesystem::path& to);
// An empty file, and the folder that it lies in where needed. Nothing to do when it is there.
// `blob.no_space`.
Status mark_durably(const std::filesystem::path& mark);
void sync_folder(const std::filesystem::path& folder);
std::int64_t free_bytes(const std::filesystem::path& folder);

} // namespace tianping::blob
