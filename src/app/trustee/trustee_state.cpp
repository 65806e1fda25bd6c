#include "app/trustee/trustee_state.hpp"
#include "base/canonical.hpp"
#include "infra/crypto/digest.hpp"
#include <algorithm>
#include <boost/json/serialize.hpp>
#include <cerrno>
#include <fcntl.h>
#include <fstream>
#include <sstream>
#include <sys/file.h>
#include <unistd.h>

namespace tianping::trustee {
namespace {

std::optional<std::string> digest_in(const std::filesystem::path& file)
{
    std::ifstream in{file};
    std::string digest;
    if (!in)
        return std::nullopt;
    std::getline(in, digest);
    if (!digest_from_hex(digest))
        throw std::runtime_error("what is pinned in " + file.string() + " cannot be read");
    return digest;
}

bool write_durably(int file, const std::string& text)
{
    return ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(file) == 0;
}

} // namespace

Result<StateLock> StateLock::take(const std::filesystem::path& folder)
{
    std::filesystem::create_directories(folder);
    StateLock lock{::open((folder / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)};
    if (lock.file_ < 0)
        throw std::runtime_error("the trustee's state cannot be kept in " + folder.string());
    if (::flock(lock.file_, LOCK_EX | LOCK_NB) == 0)
        return lock;
    if (errno != EWOULDBLOCK)
        throw std::runtime_error("the trustee's state cannot be locked in " + folder.string());
    return Error{Fault::conflict, "trustee.state_in_use", {}, {{"folder", folder.string()}}};
}

StateLock::~StateLock()
{
    if (file_ >= 0)
        ::close(file_);
}

StateFolder::StateFolder(std::filesystem::path folder) : folder_{std::move(folder)}
{
    std::filesystem::create_directories(folder_);
}

std::filesystem::path StateFolder::file(const std::string& intake) const
{
    // The id was parsed by the caller: letters, digits and one underscore.
    return folder_ / (trade::IntakeId::parse(intake).value().text() + ".json");
}

std::optional<IntakeState> StateFolder::load(const std::string& intake) const
{
    std::ifstream in{file(intake)};
    if (!in)
        return std::nullopt;
    std::ostringstream text;
    text << in.rdbuf();
    const auto state = wire::parse<IntakeState>(text.str());
    if (!state)
        throw std::runtime_error("the trustee's state in " + file(intake).string() + " cannot be read");
    return *state;
}

void StateFolder::save(const IntakeState& state) const
{
    write(file(state.intake), boost::json::serialize(wire::write(state)));
}

std::filesystem::path StateFolder::file(const seal::Place& place) const
{
    return folder_ / ("close-" + to_hex(crypto::sm3(view(canonical(wire::write(place))))) + ".pin");
}

std::vector<std::string> StateFolder::intakes() const
{
    std::vector<std::string> out;
    for (const auto& file : std::filesystem::directory_iterator{folder_})
        if (file.path().extension() == ".json" && trade::IntakeId::parse(file.path().stem().string()))
            out.push_back(file.path().stem().string());
    std::ranges::sort(out);
    return out;
}

std::optional<std::string> StateFolder::first_close(const seal::Place& place) const
{
    return digest_in(file(place));
}

void StateFolder::keep_first_close(const seal::Place& place, const std::string& digest) const
{
    if (!write_first(file(place), digest + "\n") && first_close(place) != digest)
        throw std::logic_error("another closed set is kept for this place");
}

std::optional<std::string> StateFolder::platform() const
{
    return digest_in(folder_ / "platform.pin");
}

void StateFolder::pin_platform(const std::string& digest) const
{
    const auto known = platform();
    if (known && *known != digest)
        throw std::logic_error("another platform is pinned");
    if (!known)
        write(folder_ / "platform.pin", digest + "\n");
}

std::optional<std::string> StateFolder::anchors() const
{
    std::ifstream in{folder_ / "anchors.pem", std::ios::binary};
    if (!in)
        return std::nullopt;
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

void StateFolder::pin_anchors(const std::string& pem) const
{
    write(folder_ / "anchors.pem", pem);
}

std::vector<std::string> StateFolder::owners() const
{
    std::ifstream in{folder_ / "owners.pin"};
    std::vector<std::string> out;
    for (std::string code; std::getline(in, code);)
        out.push_back(code);
    return out;
}

void StateFolder::pin_owners(const std::vector<std::string>& codes) const
{
    std::string text;
    for (const auto& code : codes)
        text += code + "\n";
    write(folder_ / "owners.pin", text);
}

void StateFolder::write(const std::filesystem::path& target, const std::string& text) const
{
    const auto fresh = target.string() + ".new";
    const int fd = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    const bool written = fd >= 0 && write_durably(fd, text);
    if (fd >= 0)
        ::close(fd);
    if (!written)
        throw std::runtime_error("the trustee's state cannot be kept in " + folder_.string());
    std::filesystem::rename(fresh, target);
    sync();
}

bool StateFolder::write_first(const std::filesystem::path& target, const std::string& text) const
{
    auto fresh = target.string() + ".XXXXXX";
    const int fd = ::mkostemp(fresh.data(), O_CLOEXEC);
    if (fd < 0)
        throw std::runtime_error("the trustee's state cannot be kept in " + folder_.string());
    const bool written = write_durably(fd, text);
    ::close(fd);
    const bool first = written && ::link(fresh.c_str(), target.c_str()) == 0;
    const bool there = written && !first && errno == EEXIST;
    ::unlink(fresh.c_str());
    if (!first && !there)
        throw std::runtime_error("the trustee's state cannot be kept in " + folder_.string());
    sync();
    return first;
}

void StateFolder::sync() const
{
    if (const int folder = ::open(folder_.c_str(), O_RDONLY | O_CLOEXEC); folder >= 0) {
        ::fsync(folder);
        ::close(folder);
    }
}

} // namespace tianping::trustee
