#include "faults/server_process.hpp"
#include "infra/http/client.hpp"
#include <arpa/inet.h>
#include <csignal>
#include <deque>
#include <fcntl.h>
#include <fstream>
#include <random>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <system_error>
#include <thread>
#include <unistd.h>

namespace tianping::faults {

namespace {

// Where the ports begin that the kernel gives away by itself.
unsigned short first_ephemeral()
{
    std::ifstream in{"/proc/sys/net/ipv4/ip_local_port_range"};
    unsigned short first = 32'768;
    in >> first;
    return first;
}

bool is_free(unsigned short port)
{
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    const bool bound = bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    close(fd);
    return bound;
}

std::string tail_of(const std::filesystem::path& log)
{
    constexpr std::size_t lines = 20;
    std::deque<std::string> last;
    std::ifstream in{log};
    for (std::string line; std::getline(in, line);) {
        last.push_back(line);
        if (last.size() > lines)
            last.pop_front();
    }
    std::string out = "; the end of its log:";
    for (const auto& line : last)
        out += "\n    " + line;
    return last.empty() ? "; its log is empty" : out;
}

} // namespace

// Ephemeral ports would be lost while the server is dead: the kernel gives them to other sockets, and a
// client that asks again and again is at last connected to itself.
unsigned short lasting_port()
{
    constexpr unsigned short lowest = 10'000;
    std::random_device chance;
    const auto end = std::max<unsigned>(first_ephemeral(), lowest + 1'000);
    for (int i = 0; i < 1'000; ++i) {
        const auto port = static_cast<unsigned short>(lowest + chance() % (end - lowest));
        if (is_free(port))
            return port;
    }
    throw std::runtime_error("no free port below the ephemeral ones");
}

ServerProcess::ServerProcess(std::filesystem::path program, app::Config config, std::filesystem::path log)
    : program_{std::move(program)}, config_{std::move(config)}, log_{std::move(log)}
{
}

ServerProcess::~ServerProcess()
{
    if (pid_ < 0)
        return;
    ::kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
}

void ServerProcess::start()
{
    std::vector<std::string> words{program_.string(), "serve"};
    const app::Settings settings{{"--data", config_.data},          {"--listen", config_.listen},
                                 {"--origin", config_.origin},      {"--share", config_.share},
                                 {"--database", config_.database},  {"--node", config_.node},
                                 {"--log-level", config_.log_level}};
    for (const auto& [flag, value] : settings)
        words.insert(words.end(), {flag, value});
    std::vector<char*> argv;
    for (auto& word : words)
        argv.push_back(word.data());
    argv.push_back(nullptr);
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, log_.c_str(), O_WRONLY | O_CREAT | O_APPEND,
                                     0644);
    posix_spawn_file_actions_adddup2(&files, STDOUT_FILENO, STDERR_FILENO);
    const int failed = posix_spawn(&pid_, program_.c_str(), &files, nullptr, argv.data(), environ);
    posix_spawn_file_actions_destroy(&files);
    if (failed != 0)
        throw std::system_error(failed, std::generic_category(), program_.string());
}

void ServerProcess::await_ready(std::chrono::milliseconds patience)
{
    const auto until = std::chrono::steady_clock::now() + patience;
    http::Client client{"http://" + config_.listen, std::chrono::seconds{2}};
    std::string last = "nothing";
    while (std::chrono::steady_clock::now() < until) {
        if (int status = 0; waitpid(pid_, &status, WNOHANG) == pid_) {
            pid_ = -1;
            throw std::runtime_error("the server ended while it started, status " + std::to_string(status) +
                                     tail_of(log_));
        }
        const auto answer = client.send("GET", "/readyz");
        if (answer && answer->ok())
            return;
        last = answer ? std::to_string(answer->status) + " " + answer->body : answer.error().code;
        std::this_thread::sleep_for(std::chrono::milliseconds{5});
    }
    throw std::runtime_error("the server is not ready after " + std::to_string(patience.count()) +
                             " ms; /readyz answers " + last + tail_of(log_));
}

void ServerProcess::kill()
{
    ::kill(pid_, SIGKILL);
    int status = 0;
    waitpid(pid_, &status, 0);
    pid_ = -1;
    if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGKILL)
        throw std::runtime_error("the server ended by itself, status " + std::to_string(status) +
                                 tail_of(log_));
}

int ServerProcess::stop()
{
    ::kill(pid_, SIGTERM);
    int status = 0;
    waitpid(pid_, &status, 0);
    pid_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

} // namespace tianping::faults
