#include "infra/crypto/authority_register.hpp"
#include "base/wire.hpp"
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <sstream>
#include <sys/file.h>
#include <system_error>
#include <unistd.h>

namespace tianping::crypto {

namespace {

// Ends every line, so that one cut off by a crash is known.
constexpr std::string_view ending = " .";

// The file, locked against other writers until the end of the scope.
class Appending {
public:
    explicit Appending(const std::filesystem::path& file)
        : descriptor_{::open(file.c_str(), O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0600)}
    {
        if (descriptor_ < 0)
            fail();
        if (::flock(descriptor_, LOCK_EX) != 0) {
            ::close(descriptor_);
            fail();
        }
    }
    ~Appending() { ::close(descriptor_); }
    Appending(const Appending&) = delete;
    Appending& operator=(const Appending&) = delete;

    void line(std::string text) const
    {
        char last = '\n';
        const auto size = ::lseek(descriptor_, 0, SEEK_END);
        if (size < 0 || (size > 0 && ::pread(descriptor_, &last, 1, size - 1) != 1))
            fail();
        text = (last == '\n' ? "" : "\n") + text + std::string{ending} + "\n";
        if (::write(descriptor_, text.data(), text.size()) != static_cast<ssize_t>(text.size()) ||
            ::fdatasync(descriptor_) != 0)
            fail();
    }

private:
    [[noreturn]] static void fail()
    {
        throw std::system_error{errno, std::generic_category(),
                                "the register of the demonstration authority"};
    }
    int descriptor_;
};

// False when a line that was written whole cannot be understood.
bool take(AuthorityRegister::Content& content, const std::string& line)
{
    if (!line.ends_with(ending))
        return true;
    std::istringstream words{line};
    std::string kind, serial, reason;
    std::int64_t at{};
    words >> kind >> serial >> at >> reason;
    if (words && kind == "issued") {
        content.issued.emplace(serial, from_millis(at));
        return true;
    }
    const auto known = wire::choice<RevocationReason>(reason);
    if (!words || kind != "revoked" || !known)
        return false;
    content.revoked.emplace(serial, Revocation{serial, from_millis(at), *known});
    return true;
}

} // namespace

AuthorityRegister::Content AuthorityRegister::read() const
{
    std::ifstream in{file_, std::ios::binary};
    const std::string text{std::istreambuf_iterator<char>{in}, {}};
    if (!in.is_open() || in.bad())
        throw std::runtime_error("cannot read " + file_.string());
    Content content;
    for (std::size_t begin = 0, end; (end = text.find('\n', begin)) != std::string::npos; begin = end + 1)
        if (!take(content, text.substr(begin, end - begin)))
            throw std::runtime_error("damaged: " + file_.string());
    return content;
}

void AuthorityRegister::issued(const std::string& serial, Instant until) const
{
    Appending{file_}.line("issued " + serial + " " + std::to_string(millis(until)));
}

bool AuthorityRegister::revoked(const Revocation& revocation) const
{
    const Appending file{file_};
    if (read().revoked.contains(revocation.serial))
        return false;
    file.line("revoked " + revocation.serial + " " + std::to_string(millis(revocation.at)) + " " +
              wire::name_of(revocation.reason));
    return true;
}

} // namespace tianping::crypto
