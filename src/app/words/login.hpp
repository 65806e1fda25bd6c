#pragma once
// `tianping login`, `logout`, `whoami`: a session by certificate challenge (docs/formats/login.md). The first
// and the last tell as well which certificates end soon and what is new where terms were taken; with --json
// these are the members `certificate_warnings` and `taken_terms` beside those of the session.
#include "app/commands.hpp"

namespace tianping::words {

struct LoginOptions {
    std::string server{"http://127.0.0.1:8080"};
    std::string origin{};  // what the installation calls itself; empty: `server`
    std::string keys{};    // folder of sign.key.pem and sign.cert.pem
    std::string mandate{}; // mnd_… to act for another
    std::string session{}; // file; empty: default_session()
    bool json = false;
};

int login(const app::Where& where, const LoginOptions& options);
// Ends the session at the platform and removes the file; the file goes also when the platform is away.
int logout(const app::Where& where, const LoginOptions& options);
int whoami(const app::Where& where, const LoginOptions& options);

} // namespace tianping::words
