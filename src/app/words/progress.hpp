#pragma once
// How far a long act is: one line on the terminal, written over as it goes on and wiped at its end. Silent
// where standard error is no terminal, and where the word prints for a script.
#include "app/commands.hpp"

namespace tianping::words {

class Progress {
public:
    // `act` in the reader's language: "加密", "uploading".
    Progress(const app::Where& where, std::string act, bool quiet);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    // `done` of `total`, bytes or things; told again only when the percentage is another.
    void operator()(const std::string& what, std::int64_t done, std::int64_t total);

private:
    const app::Where& where_;
    std::string act_;
    bool shown_;
    std::string last_{};
};

} // namespace tianping::words
