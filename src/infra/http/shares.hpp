#pragma once
// What each of many may hold of something at once, so that one of them never holds it all.
#include "base/result.hpp"
#include <cstdint>
#include <map>
#include <mutex>
#include <string>

namespace tianping::http {

// Any thread. The names are network addresses or organisations; this machine itself may hold any amount.
class Shares {
public:
    explicit Shares(std::int64_t most) : most_{most} {}
    // False when `name` would hold more than its share: nothing was taken.
    bool take(const std::string& name, std::int64_t amount = 1);
    void give(const std::string& name, std::int64_t amount = 1); // of what was taken

private:
    const std::int64_t most_;
    std::mutex mutex_;
    std::map<std::string, std::int64_t> held_;
};

Error share_full(); // `http.too_many_at_once`

// What one name takes of them while this lives.
class Share {
public:
    Share(Shares& of, std::string name) : of_{of}, name_{std::move(name)} {}
    ~Share();
    Share(const Share&) = delete;
    Share& operator=(const Share&) = delete;
    bool take(std::int64_t amount = 1); // as Shares::take

private:
    Shares& of_;
    const std::string name_;
    std::int64_t held_ = 0;
};

} // namespace tianping::http
