#include "infra/spine/log.hpp"
#include "base/time_text.hpp"
#include <algorithm>
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
    line["time"] = to_rfc3339(now);
    line["level"] = std::string{spdlog::level::to_string_view(at).data()};
    line["message"] = std::string{message};
    for (const auto& [name, value] : fields)
        line[std::string{name}] = masked(value);
    logger().log(at, boost::json::serialize(line));
}

std::string masked(std::string_view text)
{
    static constexpr std::string_view stars = "***", end_marks = "\"'\n", parameter = "password=";
    std::string out{text};
    for (auto at = out.find("://"); at != std::string::npos; at = out.find("://", at + 3)) {
        const auto end = std::min(out.find_first_of(end_marks, at), out.size());
        const auto monkey = std::string_view{out}.substr(0, end).rfind('@');
        const auto colon = out.find(':', at + 3);
        if (monkey != std::string_view::npos && monkey > at && colon < monkey)
            out.replace(colon + 1, monkey - colon - 1, stars);
    }
    for (auto at = out.find(parameter); at != std::string::npos; at = out.find(parameter, at + 1)) {
        const auto from = at + parameter.size();
        const auto end = std::min(out.find_first_of("& \"'\n", from), out.size());
        out.replace(from, end - from, stars);
    }
    return out;
}

void set_level(Level level)
{
    logger().set_level(level_of(level));
}

} // namespace tianping::log
