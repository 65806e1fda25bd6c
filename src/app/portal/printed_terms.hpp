#pragma once
// What the trade's page says of a version's documents before anybody fetches them.
#include "rooms/trade/api.hpp"
#include <functional>
#include <map>
#include <mutex>

namespace tianping::app {

struct PrintedTerms {
    std::int64_t size = 0;      // bytes of the text that people read
    std::string digest{};       // SM3 of that text, hex
    std::int64_t data_size = 0; // bytes of the terms as canonical JSON
};

// Prints a version when it is first asked for and keeps what came out under the version's digest. Nothing of
// it outlives the program, since a later one may print otherwise. When `most` versions are kept, all are
// forgotten before the next. Any thread.
class TermsPrinter {
public:
    explicit TermsPrinter(std::size_t most = 4096) : most_{most} {}
    PrintedTerms printed(const trade::SignedTerms& version) const;
    // The comparison of two versions; `data_size` stays 0.
    PrintedTerms compared(const trade::SignedTerms& before, const trade::SignedTerms& after) const;

private:
    PrintedTerms kept(const std::string& key, const std::function<PrintedTerms()>& print) const;

    const std::size_t most_;
    mutable std::mutex mutex_{};
    mutable std::map<std::string, PrintedTerms> kept_{};
};

} // namespace tianping::app
