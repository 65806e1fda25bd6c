#include "nginx.hpp"
#include "socket.hpp"
#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <fstream>
#include <spawn.h>
#include <stdexcept>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace tianping::bench {
namespace {

pid_t begin(std::vector<std::string> words, const std::string& output)
{
    std::vector<char*> argv;
    for (auto& word : words)
        argv.push_back(word.data());
    argv.push_back(nullptr);
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, output.c_str(), O_WRONLY | O_CREAT | O_APPEND,
                                     0644);
    posix_spawn_file_actions_adddup2(&files, STDOUT_FILENO, STDERR_FILENO);
    pid_t pid = -1;
    const int failed = posix_spawnp(&pid, argv.front(), &files, nullptr, argv.data(), environ);
    posix_spawn_file_actions_destroy(&files);
    if (failed != 0)
        throw std::runtime_error("cannot start " + words.front());
    return pid;
}

// The body is kept in a file, and the answer is the file's name: the request without its body goes once more
// round to the same nginx, because only a passed request has its body read.
std::string configuration(const std::filesystem::path& folder, unsigned short port)
{
    const auto at = "127.0.0.1:" + std::to_string(port);
    std::string temporary;
    for (const char* kind : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"})
        temporary += std::string{kind} + "_temp_path " + (folder / kind).string() + ";\n";
    return "daemon off;\nmaster_process off;\npid " + (folder / "pid").string() + ";\nerror_log " +
           (folder / "error.log").string() +
           ";\nevents { worker_connections 64; }\nhttp {\naccess_log off;\n" + temporary +
           "client_max_body_size 1g;\nclient_body_in_file_only on;\nclient_body_buffer_size 1m;\n"
           "server {\nlisten " +
           at + ";\nlocation / {\nproxy_pass http://" + at +
           "/done;\nproxy_method GET;\nproxy_pass_request_body off;\nproxy_set_header Content-Length \"\";\n"
           "proxy_set_header X-File $request_body_file;\n}\n"
           "location = /done { return 200 $http_x_file; }\n}\n}\n";
}

void run_sha256sum(const std::string& file, const std::string& output)
{
    int status = 0;
    waitpid(begin({"sha256sum", file}, output), &status, 0);
    if (status != 0)
        throw std::runtime_error("sha256sum failed");
}

void make_durable(const std::string& file)
{
    const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    const bool done = fd >= 0 && ::fsync(fd) == 0;
    ::close(fd);
    if (!done)
        throw std::runtime_error("fsync failed: " + file);
}

} // namespace

Nginx::Nginx(const std::filesystem::path& program, std::filesystem::path folder)
    : folder_{std::move(folder)}, port_{free_port()}
{
    std::filesystem::create_directories(folder_);
    const auto file = folder_ / "nginx.conf";
    std::ofstream{file} << configuration(folder_, port_);
    pid_ = begin({program.string(), "-p", folder_.string(), "-c", file.string()},
                 (folder_ / "out.log").string());
    for (int tries = 0; tries < 200; ++tries) {
        try {
            const Socket probe{port_};
            return;
        } catch (const std::exception&) {
            std::this_thread::sleep_for(std::chrono::milliseconds{25});
        }
    }
    ::kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
    throw std::runtime_error("nginx does not listen; see " + (folder_ / "out.log").string());
}

Nginx::~Nginx()
{
    ::kill(pid_, SIGTERM);
    waitpid(pid_, nullptr, 0);
}

double Nginx::upload(std::string_view bytes)
{
    const auto begin_at = std::chrono::steady_clock::now();
    Socket socket{port_};
    const auto file = exchange(
        socket, "PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(bytes.size()) + "\r\n\r\n",
        bytes);
    run_sha256sum(file, (folder_ / "digests").string());
    make_durable(file);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin_at;
    if (std::filesystem::file_size(file) != bytes.size())
        throw std::runtime_error("nginx kept another size");
    std::filesystem::remove(file);
    return took.count();
}

} // namespace tianping::bench
