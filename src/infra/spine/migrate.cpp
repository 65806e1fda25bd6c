#include "infra/crypto/digest.hpp"
#include "infra/spine/connection.hpp"
#include "infra/spine/database.hpp"
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace tianping {
namespace {

struct MigrationRow {
    std::string name;
    std::string digest;
    static constexpr std::string_view table = "migration";
};
BOOST_DESCRIBE_STRUCT(MigrationRow, (), (name, digest))

struct Script {
    std::string name;
    std::string text;
    std::string digest;
};

std::vector<Script> scripts_of(const std::string& folder)
{
    std::vector<Script> out;
    for (const auto& entry : std::filesystem::directory_iterator{folder}) {
        if (entry.path().extension() != ".sql")
            continue;
        std::ostringstream text;
        text << std::ifstream{entry.path()}.rdbuf();
        out.push_back({entry.path().filename().string(), text.str(), to_hex(crypto::sm3(view(text.str())))});
    }
    std::ranges::sort(out, {}, &Script::name);
    return out;
}

void replace_all(std::string& text, std::string_view what, std::string_view by)
{
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
        text.replace(at, what.size(), by);
}

// The text for one database: its sections only, type words replaced.
std::string for_database(const std::string& script, bool postgres)
{
    std::istringstream in{script};
    std::string out, line;
    bool wanted = true;
    while (std::getline(in, line)) {
        if (line.starts_with("-- on "))
            wanted = line == "-- on both" || line == (postgres ? "-- on postgres" : "-- on sqlite");
        else if (wanted && !line.starts_with("--"))
            out += line + "\n";
    }
    replace_all(out, "{int}", postgres ? "BIGINT" : "INTEGER");
    replace_all(out, " {strict}", postgres ? "" : " STRICT");
    return out;
}

// One statement at a time: SOCI's SQLite session runs only the first of several.
std::vector<std::string> statements_of(const std::string& text)
{
    std::vector<std::string> out;
    std::string current;
    std::istringstream in{text};
    std::string line;
    bool quoted = false; // inside $$ … $$ or a trigger's BEGIN … END
    while (std::getline(in, line)) {
        current += line + "\n";
        for (auto at = line.find("$$"); at != std::string::npos; at = line.find("$$", at + 2))
            quoted = !quoted;
        const auto end = line.find_last_not_of(" \t");
        if (!quoted && end != std::string::npos && line[end] == ';') {
            out.push_back(current);
            current.clear();
        }
    }
    return out;
}

Status bring_forward(sql::Connection& connection, const std::vector<Script>& scripts)
{
    WriteTx tx{connection};
    const auto known = tx.list<MigrationRow>("ORDER BY name");
    for (const auto& row : known) {
        const auto script = std::ranges::find(scripts, row.name, &Script::name);
        const bool missing = script == scripts.end();
        if (missing || script->digest != row.digest) {
            Error e{Fault::conflict, missing ? "store.newer_schema" : "store.migration_changed"};
            e.params["migration"] = row.name;
            return e;
        }
    }
    for (const auto& script : scripts) {
        if (std::ranges::find(known, script.name, &MigrationRow::name) != known.end())
            continue;
        for (const auto& statement : statements_of(for_database(script.text, connection.is_postgres())))
            connection.execute(statement);
        tx.insert(MigrationRow{script.name, script.digest}).value();
    }
    return {};
}

} // namespace

Status migrate(const DatabaseAddress& database, const std::string& folder)
{
    sql::Connection connection{database, sql::Connection::Use::write};
    connection.execute(connection.is_postgres() ? "BEGIN" : "BEGIN IMMEDIATE");
    if (connection.is_postgres())
        connection.execute("SELECT pg_advisory_xact_lock(7400201)"); // two nodes that start at once
    connection.execute("CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, digest TEXT NOT NULL)");
    auto status = bring_forward(connection, scripts_of(folder));
    connection.execute(status ? "COMMIT" : "ROLLBACK");
    return status;
}

} // namespace tianping
