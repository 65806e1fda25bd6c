#pragma once
// The file of a stamp journal: a line of JSON for each request, and one for the word that it is decided.
#include "infra/http/stamper.hpp"
#include <filesystem>
#include <map>

namespace tianping::stamps {

using Requests = std::map<std::uint64_t, http::StampedRequest>; // by the token of their arrival

// The file of one node: stamps/NAME.stamps in its data folder.
std::filesystem::path place_of(const std::filesystem::path& data, const std::string& node);

// The requests without a later "decided". A torn line was never answered for and is passed over. Empty when
// there is no such file.
Requests undecided_in(const std::filesystem::path& file);

// What the file holds of one request; with null, that it is decided.
std::string line_of(std::uint64_t token, const http::StampedRequest* request);

// One thread at a time, but sync() may run beside append().
class File {
public:
    explicit File(std::filesystem::path path) : path_{std::move(path)} {}
    ~File();
    File(const File&) = delete;
    File& operator=(const File&) = delete;

    // A fresh, durable file that holds just these requests takes the old one's place. Throws when the disk
    // does not take it; the old one stays.
    void begin_anew(const Requests& open);
    // Throws when the line is not whole; what came of it is cut off.
    void append(const std::string& line);
    // False when the disk failed. What was appended since the last success may be lost, and the kernel does
    // not say so twice, so that nothing may follow it: is_damaged() until the file begins anew.
    bool sync();
    void damaged() { damaged_ = true; }
    bool is_damaged() const { return damaged_; }

    const std::filesystem::path& path() const { return path_; }
    std::int64_t bytes() const { return bytes_; }

private:
    void take_place(int fresh, std::int64_t bytes);

    std::filesystem::path path_;
    int fd_ = -1;
    std::int64_t bytes_ = 0;
    bool damaged_ = false;
};

} // namespace tianping::stamps
