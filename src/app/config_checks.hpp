#pragma once
// What each setting must be, beside its kind: for read_config() alone.
#include "app/config.hpp"

namespace tianping::app {

// Where each setting that somebody gave comes from: "FILE:LINE", "TIANPING_LISTEN", "--listen".
struct Sources : std::map<std::string, std::string> {
    std::string named(const std::string& setting) const; // "listen [--listen]"; "listen" of a default
};

// Adds a mistake for each setting in force that is none.
void check_settings(Reading& reading, const Sources& sources);

} // namespace tianping::app
