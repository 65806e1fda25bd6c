#pragma once
// The real program, started and killed again and again.
#include "app/config.hpp"
#include <filesystem>
#include <sys/types.h>

namespace tianping::faults {

// A free port below those that the kernel gives away by itself, so that nothing takes it between two lives of
// a server.
unsigned short lasting_port();

class ServerProcess {
public:
    // `program serve` with this configuration; what it logs is appended to `log`.
    ServerProcess(std::filesystem::path program, app::Config config, std::filesystem::path log);
    ~ServerProcess();
    ServerProcess(const ServerProcess&) = delete;
    ServerProcess& operator=(const ServerProcess&) = delete;

    void start();
    // Returns once it answers /readyz. Throws, with the end of its log, at once when it ended by itself, or
    // when `patience` is over.
    void await_ready(std::chrono::milliseconds patience = std::chrono::seconds{60});
    // SIGKILL, and waits until it is gone. Throws when it had ended by itself.
    void kill();
    // SIGTERM; its exit code.
    int stop();

private:
    std::filesystem::path program_;
    app::Config config_;
    std::filesystem::path log_;
    pid_t pid_ = -1;
};

} // namespace tianping::faults
