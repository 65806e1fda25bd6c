#pragma once
// The words that print the law, and the words of bidders, trustees, verifiers and the rehearsal.
#include "app/commands.hpp"
#include <CLI/CLI.hpp>
#include <functional>

namespace tianping::app {

using Word = std::function<void(CLI::App*, std::function<int(const Where&)>)>;

void add_procedures(CLI::App& program, const Word& word);
void add_tools(CLI::App& program, const Word& word);
// login, logout, whoami, seal, bid, submit, withdraw, receipt.
void add_bidder_words(CLI::App& program, const Word& word);
// trustee, export, verify, terms, medium-stand-in.
void add_service_words(CLI::App& program, const Word& word);

} // namespace tianping::app
