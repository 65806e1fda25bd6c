#pragma once
// Words around what is published: `tianping export`, `verify trade`, `terms check|print|compare`,
// `medium-stand-in`.
#include "app/commands.hpp"

namespace tianping::words {

struct ExportOptions {
    std::string server{"http://127.0.0.1:8080"};
    std::string trade{};
    std::string out{};
    std::string session{}; // file of a session; empty: as everybody
    bool json = false;
};
// The evidence of a trade, all that the session's account may read, into a folder for `tianping verify trade`
// (app/exporting/export.hpp).
int export_trade(const app::Where& where, const ExportOptions& options);

struct VerifyOptions {
    std::string folder{};
    std::string anchors{};           // PEM file; empty: those of the export
    std::string timestamp_anchors{}; // PEM file; empty: what `anchors` says
    bool json = false;
};
// Every finding, and 0 only when nothing differs (app/verify/verify.hpp).
int verify_trade(const app::Where& where, const VerifyOptions& options);

// Every mistake at once, blanks of a template among them; 0 when there is none. FILE is the terms' JSON. With
// `procedure` (its id, of the law that lies here) also what this procedure does not leave to the terms and
// which of its limits the figures break; what only the registration or a later fact decides is told, and is
// no mistake.
int check_terms(const app::Where& where, const std::string& file, const std::string& procedure, bool json);
// As people read them, in Chinese Markdown. A file with mistakes is refused.
int print_terms(const app::Where& where, const std::string& file);
// Two versions; 0 when nothing differs, 1 when something does (as diff).
int compare_terms(const app::Where& where, const std::string& before, const std::string& after, bool json);

struct MediumOptions {
    std::string listen{"127.0.0.1:8090"}; // of the loopback only
    bool alter = false;                   // show another title than was published: an incident to find
    std::int64_t delay = 0;               // milliseconds before each answer, at most 5000
};
// The stand-in of an outside medium (docs/formats/outside-medium.md), until it is told to stop. It keeps what
// it was given in memory only.
int medium_stand_in(const app::Where& where, const MediumOptions& options);

} // namespace tianping::words
