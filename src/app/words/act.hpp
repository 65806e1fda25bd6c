#pragma once
// `tianping act`: any command of the interface that asks for the signature of its act (docs/formats/login.md,
// 6), signed with the key of whoever is signed in.
#include "app/commands.hpp"

namespace tianping::words {

struct ActOptions {
    std::string method{};
    std::string target{}; // "/api/v1/anchors"
    std::string body{};   // file with the JSON body; empty: the act has none
    std::string key{};    // of an earlier try whose outcome is unknown; empty: a fresh one, which is told
    std::int64_t if_match = 0; // the version that was read; 0: nothing is replaced
    std::string session{};     // file; empty: default_session()
    std::string second_keys{}; // folder of whoever signs beside him; empty: nobody does
};

// Prints what it signs and the platform's answer.
int act(const app::Where& where, const ActOptions& options);

} // namespace tianping::words
