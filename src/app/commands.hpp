#pragma once
// The words of the command line, each a function of its options; main.cpp only reads the options.
#include "app/config.hpp"
#include <ostream>

namespace tianping::app {

struct Where {
    Config config{};
    std::ostream& out;
    std::ostream& err;
    std::string language{"zh"};
    Error mistakes{}; // of the configuration; every word but `config check` is refused where there are any
};

// Prints a refusal in the reader's language, with fields, article and what to do next. Answers 1, or 75
// (EX_TEMPFAIL) where the same word may succeed later: the platform is away, overloaded, or its answer was
// lost.
int say(const Where& where, const Error& error);

int serve_command(const Where& where, const std::string& purpose);
int openapi_command(const Where& where);
int typescript_command(const Where& where);
int rebuild_command(const Where& where, const std::string& follower);
int config_command(const Where& where);
// `by`: who decides; empty: who is signed in to the machine.
int retire_command(const Where& where, const std::string& node, const std::string& reason,
                   const std::string& by = "");
// Also while nodes serve. Prints the follower's name and the reason for which it had stopped; `by` as above.
int resume_command(const Where& where, const std::string& follower, const std::string& reason,
                   const std::string& by = "");

} // namespace tianping::app
