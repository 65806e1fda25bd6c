#include "infra/spine/log.hpp"
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace tianping::log {
namespace {

spdlog::logger& logger()
{
    static const auto made = [] {
        auto l = spdlog::stderr_logger_mt("tianping");
        l->set_pattern("%v");
        return l;
    }();
    return *made;
}

spdlog::level::level_enum level_of(Level level)
{
    switch (level) {
    case Level::debug:
        return spdlog::level::debug;
    case Level::info:
        return spdlog::level::info;
    case Level::warn:
        return spdlog::level::warn;
    case Level::error:
        return spdlog::level::err;
    }
    return spdlog::level::info;
}

} // namespace

void write(Level level, std::string_view message, Fields fields)
{
    const auto at = level_of(level);
    if (!logger().should_log(at))
        return;
    const auto now =
        std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
    boost::json::object line;
    line["time"] = now.time_since_epoch().count();
    line["level"] = std::string{spdlog::level::to_string_view(at).data()};
    line["message"] = std::string{message};
    for (const auto& [name, value] : fields)
        line[std::string{name}] = value;
    logger().log(at, boost::json::serialize(line));
}

void set_level(Level level)
{
    logger().set_level(level_of(level));
}

} // namespace tianping::log
