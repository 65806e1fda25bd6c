#include "infra/crypto/private_file.hpp"
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace tianping::crypto {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const fs::path& path)
{
    throw std::system_error{errno, std::generic_category(), path.string()};
}

// A new file that its owner alone may read, on the disk when this returns.
void write_private(const fs::path& file, std::string_view text)
{
    const int out = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (out < 0)
        fail(file);
    const bool written =
        ::write(out, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(out) == 0;
    if (::close(out) != 0 || !written)
        fail(file);
}

// The names in a folder, on the disk when this returns.
void settle(const fs::path& folder)
{
    const int names = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (names < 0)
        fail(folder);
    const bool settled = ::fsync(names) == 0;
    ::close(names);
    if (!settled)
        fail(folder);
}

std::string content_of(const fs::path& file)
{
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

} // namespace

void make_private_folder(const fs::path& home, const std::map<std::string, std::string>& files)
{
    fs::create_directories(home.parent_path());
    auto making = (home.parent_path() / "demonstration-making-XXXXXX").string();
    if (!::mkdtemp(making.data()))
        fail(making);
    for (const auto& [name, text] : files)
        write_private(fs::path{making} / name, text);
    settle(making);
    if (::rename(making.c_str(), home.c_str()) != 0) {
        const int why = errno;
        fs::remove_all(making);
        if (why != EEXIST && why != ENOTEMPTY)
            throw std::system_error{why, std::generic_category(), home.string()};
    }
    settle(home.parent_path());
}

Error damaged_authority(const fs::path& file, const char* code)
{
    Error e{Fault::unavailable, code};
    e.params["file"] = file.string();
    return e;
}

Result<PrivateKey> private_key_file(const fs::path& file)
{
    struct ::stat status {};
    if (::stat(file.c_str(), &status) != 0)
        return damaged_authority(file);
    if (status.st_mode & 077)
        return damaged_authority(file, "authority.key_exposed");
    auto key = PrivateKey::from_pem(content_of(file));
    if (!key)
        return damaged_authority(file);
    return key;
}

Result<Certificate> certificate_file(const fs::path& file, const PrivateKey& key)
{
    auto certificate = Certificate::from_pem(content_of(file));
    if (!certificate)
        return damaged_authority(file);
    if (const auto stated = certificate->public_key(); !stated || !(*stated == key.public_key()))
        return damaged_authority(file);
    return certificate;
}

} // namespace tianping::crypto
