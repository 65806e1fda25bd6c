#include "words/program.hpp"
#include "support/places.hpp"
#include <array>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <spawn.h>
#include <sstream>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

extern char** environ; // NOLINT(readability-redundant-declaration)

namespace tianping::test {
namespace {

pid_t start(const ScratchFolder& home, std::vector<std::string> words, const std::filesystem::path& out,
            const std::filesystem::path& err)
{
    words.insert(words.begin(), program());
    std::vector<char*> argv;
    for (auto& word : words)
        argv.push_back(word.data());
    argv.push_back(nullptr);
    std::string state = "XDG_STATE_HOME=" + (home.path() / "state").string();
    std::vector<char*> environment{state.data()};
    for (char** each = environ; *each != nullptr; ++each)
        if (!std::string_view{*each}.starts_with("XDG_STATE_HOME="))
            environment.push_back(*each);
    environment.push_back(nullptr);
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    constexpr int fresh = O_WRONLY | O_CREAT | O_TRUNC;
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, out.c_str(), fresh, 0644);
    posix_spawn_file_actions_addopen(&files, STDERR_FILENO, err.c_str(), fresh, 0644);
    pid_t pid = -1;
    const int failed = posix_spawn(&pid, argv.front(), &files, nullptr, argv.data(), environment.data());
    posix_spawn_file_actions_destroy(&files);
    if (failed != 0)
        throw std::system_error(failed, std::generic_category(), argv.front());
    return pid;
}

int code_of(pid_t pid)
{
    int status = 0;
    waitpid(pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

} // namespace

std::vector<std::string> bid_words(const std::string& price, const std::string& technical,
                                   const std::string& out)
{
    return {"--part",         "price=" + price,   "--part",         "technical=" + technical,
            "--price-letter", "price=9999999.50", "--price-letter", "quality=合格",
            "--machine-code", "MACHINE-1",        "--out",          out};
}

std::string text_of(const std::filesystem::path& file)
{
    std::ifstream in{file, std::ios::binary};
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

void write_text(const std::filesystem::path& file, const std::string& text)
{
    std::filesystem::create_directories(file.parent_path());
    std::ofstream{file, std::ios::binary | std::ios::trunc} << text;
}

Ran run(const ScratchFolder& home, std::vector<std::string> words)
{
    const auto out = home.path() / "ran.out", err = home.path() / "ran.err";
    const auto pid = start(home, std::move(words), out, err);
    const int code = code_of(pid);
    return {code, text_of(out), text_of(err)};
}

Ran run_on_terminal(const ScratchFolder& home, std::vector<std::string> words)
{
    const int terminal = ::posix_openpt(O_RDWR | O_NOCTTY);
    if (terminal < 0 || ::grantpt(terminal) != 0 || ::unlockpt(terminal) != 0)
        throw std::system_error(errno, std::generic_category(), "a terminal");
    const auto out = home.path() / "ran.out";
    const auto pid = start(home, std::move(words), out, ::ptsname(terminal));
    std::string seen;
    std::array<char, 4096> piece{};
    // Until the program has let go of its end.
    for (ssize_t n = 0; (n = ::read(terminal, piece.data(), piece.size())) > 0;)
        seen.append(piece.data(), static_cast<std::size_t>(n));
    ::close(terminal);
    const int code = code_of(pid);
    return {code, text_of(out), seen};
}

Running::Running(const ScratchFolder& home, const std::string& name, std::vector<std::string> words)
    : out_{home.path() / (name + ".out")}, err_{home.path() / (name + ".err")}, pid_{start(home,
                                                                                           std::move(words),
                                                                                           out_, err_)}
{
}

Running::~Running()
{
    if (pid_ > 0)
        stop();
}

std::string Running::first_line() const
{
    for (int i = 0; i < 500; ++i) {
        const auto text = text_of(out_);
        if (const auto end = text.find('\n'); end != std::string::npos)
            return text.substr(0, end);
        std::this_thread::sleep_for(std::chrono::milliseconds{10});
    }
    return {};
}

std::string Running::log() const
{
    return text_of(err_);
}

int Running::stop()
{
    ::kill(pid_, SIGTERM);
    const int code = code_of(pid_);
    pid_ = -1;
    return code;
}

std::filesystem::path keys_of(const ScratchFolder& home, const std::string& name,
                              const account::Account& account)
{
    const auto folder = home.path() / "keys" / name;
    write_text(folder / "sign.key.pem", account.holder().key.pem());
    write_text(folder / "sign.cert.pem", account.holder().certificate.pem());
    std::filesystem::permissions(folder / "sign.key.pem",
                                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    return folder;
}

} // namespace tianping::test
