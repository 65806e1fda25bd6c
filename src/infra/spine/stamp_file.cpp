#include "infra/spine/stamp_file.hpp"
#include "base/wire.hpp"
#include <boost/json/serialize.hpp>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <unistd.h>

namespace tianping::stamps {

// One line of the journal.
struct Line {
    std::int64_t token{};
    std::optional<http::StampedRequest> request{};
};
BOOST_DESCRIBE_STRUCT(Line, (), (token, request))

namespace {

[[noreturn]] void broken(const std::string& what)
{
    throw std::runtime_error("the stamp journal cannot be " + what + ": " + std::strerror(errno));
}

void write_all(int fd, std::int64_t at, std::string_view text)
{
    while (!text.empty()) {
        const auto n = ::pwrite(fd, text.data(), text.size(), at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            broken("written");
        at += n;
        text.remove_prefix(static_cast<std::size_t>(n));
    }
}

} // namespace

std::string line_of(std::uint64_t token, const http::StampedRequest* request)
{
    Line line{static_cast<std::int64_t>(token), std::nullopt};
    if (request != nullptr)
        line.request = *request;
    return boost::json::serialize(wire::write(line)) + "\n";
}

std::filesystem::path place_of(const std::filesystem::path& data, const std::string& node)
{
    return data / "stamps" / (node + ".stamps");
}

Requests undecided_in(const std::filesystem::path& file)
{
    Requests open;
    std::ifstream in{file};
    std::string text;
    while (std::getline(in, text)) {
        auto value = wire::parse_json(text);
        if (!value)
            continue;
        auto line = wire::from_value<Line>(*value);
        if (!line)
            continue;
        const auto token = static_cast<std::uint64_t>(line->token);
        if (line->request)
            open[token] = *std::move(line->request);
        else
            open.erase(token);
    }
    return open;
}

File::~File()
{
    if (fd_ >= 0)
        ::close(fd_);
}

void File::begin_anew(const Requests& open)
{
    const auto fresh = path_.string() + ".new";
    const int made = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (made < 0)
        broken("opened");
    std::string text;
    for (const auto& [token, request] : open)
        text += line_of(token, &request);
    try {
        write_all(made, 0, text);
        if (::fdatasync(made) != 0)
            broken("made durable");
        std::filesystem::rename(fresh, path_);
    } catch (...) {
        ::close(made);
        ::unlink(fresh.c_str());
        throw;
    }
    take_place(made, static_cast<std::int64_t>(text.size()));
}

void File::take_place(int fresh, std::int64_t bytes)
{
    if (fd_ >= 0)
        ::close(fd_);
    fd_ = fresh;
    bytes_ = bytes;
    damaged_ = true; // until its name is durable too
    const int folder = ::open(path_.parent_path().c_str(), O_RDONLY | O_CLOEXEC);
    const bool durable = folder >= 0 && ::fsync(folder) == 0;
    if (folder >= 0)
        ::close(folder);
    if (!durable)
        broken("made durable");
    damaged_ = false;
}

void File::append(const std::string& line)
{
    try {
        write_all(fd_, bytes_, line);
    } catch (...) {
        // The next line must not stand behind half a line: both would be unreadable.
        damaged_ = ::ftruncate(fd_, bytes_) != 0 || damaged_;
        throw;
    }
    bytes_ += static_cast<std::int64_t>(line.size());
}

bool File::sync()
{
    return ::fdatasync(fd_) == 0;
}

} // namespace tianping::stamps
