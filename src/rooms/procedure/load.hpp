#pragma once
// A folder of law (procedures/, limits/, calendars/) into a library. Later folders add to earlier ones or
// replace what bears the same name, so a centre changes its rules without building anything.
#include "rooms/procedure/procedure.hpp"
#include <filesystem>

namespace tianping::procedure {

struct Mistake {
    std::string file{}; // as it lies in its folder: limits/works.toml
    int line = 0;       // 1 for what is wrong with the file as a whole
    std::string path{}; // limit[3].unit
    std::string code{}; // procedure.unknown_choice
    std::string expected{};
};
BOOST_DESCRIBE_STRUCT(Mistake, (), (file, line, path, code, expected))
using Mistakes = std::vector<Mistake>;

// What an entry says about itself and where it was read.
struct Origin {
    std::string folder{}; // as given to load()
    std::string file{};
    int line = 0;
};

// A year of holidays with its source.
struct CalendarSource {
    int year = 0;
    std::string source{}, document{}, jurisdiction{}, read_at{};
    CivilDay issued{};
    Standing standing{};
    std::string note{};
    Origin origin{};
    CalendarYear days{};
};

struct Library {
    std::map<std::string, Procedure> procedures{};
    Rulebook all{}; // every instant, limit, amount, number, threshold and duty; its procedure stays empty
    std::vector<CalendarSource> years{};
    Calendar calendar{};
    std::map<std::string, Origin> origins{}; // by id of procedure, limit, amount ...
    std::vector<std::string> overrides{};    // ids that a later folder replaced, in order

    // The procedure with all that binds it. Refuses with `procedure.unknown_procedure`.
    Result<Rulebook> rulebook(std::string_view procedure) const;
};

struct Loading {
    Library library{};
    Mistakes mistakes{}; // in order of file and line; the library is whole only when there are none
};

// The *.toml of `folder`/`kind` in the order of their names. Whatever else lies there and is not hidden is a
// mistake: nobody would ever read it.
std::vector<std::filesystem::path> law_files(const std::filesystem::path& folder, const std::string& kind,
                                             Mistakes& mistakes);

// Reads everything and reports every mistake; never throws for what files say.
Loading load_with_mistakes(const std::vector<std::filesystem::path>& folders);

// The library, or `procedure.bad_files` with each mistake as a field ("limits/works.toml:41 limit[3].unit").
Result<Library> load(const std::vector<std::filesystem::path>& folders);

} // namespace tianping::procedure
