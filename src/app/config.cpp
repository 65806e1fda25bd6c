#include "app/config.hpp"
#include "app/config_checks.hpp"
#include "app/share.hpp"
#include "base/toml.hpp"
#include "infra/spine/log.hpp"
#include <algorithm>
#include <boost/mp11.hpp>
#include <cctype>
#include <charconv>
#include <unistd.h>

namespace tianping::app {
namespace {

constexpr std::string_view ours = "TIANPING_";

char raised(char c)
{
    return static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
}
char lowered(char c)
{
    return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
}

std::string variable_of(const std::string& setting)
{
    std::string out{ours};
    std::ranges::transform(setting, std::back_inserter(out), raised);
    return out;
}

std::string flag_of(const std::string& setting)
{
    std::string out = "--" + setting;
    std::ranges::replace(out, '_', '-');
    return out;
}

// What ./dev and the tests tell one another.
bool is_of_the_workshop(std::string_view variable)
{
    for (const auto* one : {"TIANPING_PRESET", "TIANPING_URL"})
        if (variable == one)
            return true;
    for (const auto* many : {"TIANPING_TEST_", "TIANPING_TIDY_", "TIANPING_PRINT_"})
        if (variable.starts_with(many))
            return true;
    return false;
}

void set(Reading& out, Sources& sources, const std::string& name, const std::string& text,
         const std::string& source)
{
    bool known = false;
    sources[name] = source;
    boost::mp11::mp_for_each<wire::Members<Config>>([&](auto d) {
        if (name != d.name)
            return;
        known = true;
        auto& member = out.config.*d.pointer;
        if constexpr (std::is_same_v<std::remove_cvref_t<decltype(member)>, std::string>) {
            member = text;
        } else {
            std::int64_t number = 0;
            const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), number);
            if (ec != std::errc{} || end != text.data() + text.size() || number < 1 || number > 1024)
                out.mistakes.fields.push_back({sources.named(name), "config.bad_number", "1..1024"});
            else
                member = number;
        }
    });
    if (!known)
        out.mistakes.fields.push_back({sources.named(name), "config.unknown_setting", ""});
}

void read_file(Reading& out, Sources& sources, const std::string& file)
try {
    for (const auto& [key, setting] : toml::parse_file(file)) {
        const std::string name{key.str()};
        const auto source = file + ":" + std::to_string(line_of(setting));
        if (const auto* text = setting.as_string())
            set(out, sources, name, text->get(), source);
        else if (const auto* number = setting.as_integer())
            set(out, sources, name, std::to_string(number->get()), source);
        else
            out.mistakes.fields.push_back({name + " [" + source + "]", "config.bad_value", ""});
    }
} catch (const toml::parse_error& e) {
    const auto line = e.source().begin.line;
    out.mistakes.fields.push_back({line == 0 ? file : file + ":" + std::to_string(line), "config.unreadable",
                                   log::masked(e.description())});
}

} // namespace

std::string Sources::named(const std::string& setting) const
{
    const auto it = find(setting);
    return it == end() ? setting : setting + " [" + it->second + "]";
}

Settings environment_settings()
{
    Settings out;
    for (char** each = environ; each != nullptr && *each != nullptr; ++each) {
        const std::string_view text{*each};
        const auto equals = text.find('=');
        const auto variable = text.substr(0, equals);
        if (!variable.starts_with(ours) || equals == std::string_view::npos || is_of_the_workshop(variable))
            continue;
        std::string name;
        std::ranges::transform(variable.substr(ours.size()), std::back_inserter(name), lowered);
        out[name] = text.substr(equals + 1);
    }
    return out;
}

Reading read_config(const std::string& file, const Settings& environment, const Settings& flags)
{
    Reading out;
    Sources sources;
    out.config.share = built_share();
    if (!file.empty())
        read_file(out, sources, file);
    for (const auto& [name, text] : environment)
        set(out, sources, name, text, variable_of(name));
    for (const auto& [name, text] : flags)
        set(out, sources, name, text, flag_of(name));
    check_settings(out, sources);
    if (out.config.origin.empty())
        out.config.origin = "http://" + out.config.listen;
    if (out.config.database.empty())
        out.config.database = out.config.data + "/house.db";
    if (const auto regions = regions_of(out.config); regions && out.config.platform_code.empty())
        out.config.platform_code = "A" + regions->front().code + "0001";
    if (out.config.issuer_code.empty())
        out.config.issuer_code = out.config.centre_code;
    return out;
}

bool is_untouched(const Config& config)
{
    const auto built_in = read_config("", {}, {}).config;
    bool same = true;
    boost::mp11::mp_for_each<wire::Members<Config>>(
        [&](auto d) { same = same && config.*d.pointer == built_in.*d.pointer; });
    return same;
}

Result<Config> load_config(const std::string& file, const Settings& environment, const Settings& flags)
{
    auto read = read_config(file, environment, flags);
    if (!read.mistakes.fields.empty())
        return std::move(read.mistakes);
    return std::move(read.config);
}

} // namespace tianping::app
