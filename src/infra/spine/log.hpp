#pragma once
// Structured logs, one JSON object a line on standard error. Nothing that is hidden from outsiders, and no
// content of bids or personal data, is ever logged.
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace tianping::log {

using Fields = std::initializer_list<std::pair<std::string_view, std::string>>;

enum class Level { debug, info, warn, error };

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

} // namespace tianping::log
