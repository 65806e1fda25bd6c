#pragma once
// Structured logs, one JSON object a line on standard error: `time` (RFC 3339, UTC, milliseconds), `level`,
// `message`, and what else a message tells. Nothing that is hidden from outsiders, and no
// content of bids or personal data, is ever logged. Any thread.
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace tianping::log {

using Fields = std::initializer_list<std::pair<std::string_view, std::string>>;

enum class Level { debug, info, warn, error };

// Fields are written as masked() shows them.
void write(Level level, std::string_view message, Fields fields = {});
inline void info(std::string_view message, Fields fields = {})
{
    write(Level::info, message, fields);
}
inline void warn(std::string_view message, Fields fields = {})
{
    write(Level::warn, message, fields);
}
inline void error(std::string_view message, Fields fields = {})
{
    write(Level::error, message, fields);
}
// Messages below this level are dropped; info unless told.
void set_level(Level level);

// The text without the passwords that addresses in it carry:
// "postgresql://tianping:***@db/tianping?password=***". Rather hides too much than too little: all from the
// first colon to the last @ before a quote or a line's end.
std::string masked(std::string_view text);

} // namespace tianping::log
