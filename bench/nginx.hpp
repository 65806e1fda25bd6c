#pragma once
// The reference of uploads: nginx of this machine with a configuration and folder of its own, on loopback.
// It writes a body to a file; `sha256sum` and fsync make it what the house promises: a durable digest.
#include <filesystem>
#include <string_view>
#include <sys/types.h>

namespace tianping::bench {

class Nginx {
public:
    // Throws when there is no such program or it does not begin to listen.
    Nginx(const std::filesystem::path& program, std::filesystem::path folder);
    ~Nginx(); // ended by its process id
    Nginx(const Nginx&) = delete;
    Nginx& operator=(const Nginx&) = delete;

    // Seconds from the first byte to a durable file whose SHA-256 is known. The file is removed afterwards.
    double upload(std::string_view bytes);

private:
    std::filesystem::path folder_;
    unsigned short port_;
    pid_t pid_ = -1;
};

} // namespace tianping::bench
