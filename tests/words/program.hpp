#pragma once
// The program as a person runs it.
#include "app/account/account.hpp"
#include "support/scratch.hpp"
#include <sys/types.h>

namespace tianping::test {

inline constexpr const char* platform_origin = "http://127.0.0.1:8080";

struct Ran {
    int code = -1;
    std::string out{}, err{};
};

// Runs `tianping words…` to its end with a state folder of its own.
Ran run(const ScratchFolder& home, std::vector<std::string> words);

// The same with a terminal as its standard error: `err` is what people see there.
Ran run_on_terminal(const ScratchFolder& home, std::vector<std::string> words);

// A word that goes on until it is told to stop.
class Running {
public:
    Running(const ScratchFolder& home, const std::string& name, std::vector<std::string> words);
    ~Running();
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;
    // The first line of its output, for at most five seconds.
    std::string first_line() const;
    std::string log() const;
    // SIGTERM; its exit code.
    int stop();

private:
    std::filesystem::path out_, err_;
    pid_t pid_ = -1;
};

// Keys as `hand_out` leaves them.
std::filesystem::path keys_of(const ScratchFolder& home, const std::string& name,
                              const account::Account& account);
// The words of a whole bid for `seal` but whose kit and keys it is made with: a file for each part, its price
// letter, and the folder that it is sealed into.
std::vector<std::string> bid_words(const std::string& price, const std::string& technical,
                                   const std::string& out);
std::string text_of(const std::filesystem::path& file);
void write_text(const std::filesystem::path& file, const std::string& text);

} // namespace tianping::test
