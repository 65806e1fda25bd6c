#pragma once
// That the files of one export belong together: the same trade, each under its own name, none left out, and
// one log behind all of them.
#include "app/verify/hold_checks.hpp"
#include <set>

namespace tianping::verify {

// What was read of an export, before anything in it is believed.
struct ReadExport {
    ExportFile contents{};
    std::map<std::string, opening::Evidence> evidence{}; // by the intake that the file's name says
    std::vector<std::string> files{};                    // intakes that a file of evidence lies there for
    RulesTexts rules{};
    std::set<std::string> beside{}; // what lies in the folder and its own folders
};

// Findings: `verify.contents` (contents and title), `verify.belongs` of each intake, `verify.intakes` (none
// that the log or the folder knows is left out), `verify.one_log` of each intake, `verify.rules` of all that
// a round pinned, `verify.files` (nothing lies in the folder that does not belong there), and of each hold
// that it was signed (hold_checks.hpp). Pure.
void check_trade(const ReadExport& read, std::vector<Finding>& out);

} // namespace tianping::verify
