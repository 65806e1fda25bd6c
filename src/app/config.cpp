#include "app/config.hpp"
#include "formats/packing.hpp"
#include "rooms/identity/api.hpp"
#include <charconv>
#include <cstdlib>
#include <sstream>
#include <toml.hpp>

#ifndef TIANPING_SHARE
#error "the build names the folder of catalogues, law and migrations"
#endif

namespace tianping::app {
namespace {

void set(Config& config, const std::string& name, const std::string& text, const std::string& source,
         Error& bad)
{
    bool known = false;
    boost::mp11::mp_for_each<wire::Members<Config>>([&](auto d) {
        if (name != d.name)
            return;
        known = true;
        auto& member = config.*d.pointer;
        if constexpr (std::is_same_v<std::remove_cvref_t<decltype(member)>, std::string>) {
            member = text;
        } else {
            const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), member);
            if (ec != std::errc{} || end != text.data() + text.size() || member < 1 || member > 1024)
                bad.fields.push_back({name, "config.bad_number", source + ": 1..1024"});
        }
    });
    if (!known)
        bad.fields.push_back({name, "config.unknown_setting", source});
}

void read_file(Config& config, const std::string& file, Error& bad)
try {
    const auto value = toml::parse(file);
    for (const auto& [name, setting] : value.as_table()) {
        if (setting.is_string())
            set(config, name, setting.as_string().str, file, bad);
        else if (setting.is_integer())
            set(config, name, std::to_string(setting.as_integer()), file, bad);
        else
            bad.fields.push_back({name, "config.bad_value", file + ": a string or a whole number"});
    }
} catch (const std::exception& e) {
    bad.fields.push_back({file, "config.unreadable", e.what()});
}

constexpr const char* regions_example = "990100=Pingzhou";

// The tools speak plain HTTP; TLS towards the medium is a local proxy's work. A path would be left out.
bool is_plain_address(const std::string& url)
{
    constexpr std::string_view scheme = "http://";
    if (!url.starts_with(scheme))
        return false;
    const auto rest = url.substr(scheme.size());
    const auto colon = rest.rfind(':');
    const auto port = colon == std::string::npos ? "80" : rest.substr(colon + 1);
    return !rest.empty() && colon != 0 && rest.find_first_of("/?# @") == std::string::npos && !port.empty() &&
           port.size() <= 5 && port.find_first_not_of("0123456789") == std::string::npos;
}

void check_medium(const Config& config, Error& bad)
{
    if (!config.medium_url.empty() && !is_plain_address(config.medium_url))
        bad.fields.push_back({"medium_url", "config.bad_medium_url", "http://127.0.0.1:8090"});
    if (config.medium_url.empty() != config.medium_name.empty())
        bad.fields.push_back({config.medium_url.empty() ? "medium_url" : "medium_name",
                              "config.medium_incomplete", "medium_url, medium_name"});
}

} // namespace

Settings environment_settings()
{
    Settings out;
    boost::mp11::mp_for_each<wire::Members<Config>>([&](auto d) {
        std::string name = "TIANPING_";
        for (const char* c = d.name; *c != '\0'; ++c)
            name += static_cast<char>(std::toupper(static_cast<unsigned char>(*c)));
        if (const char* value = std::getenv(name.c_str()))
            out[d.name] = value;
    });
    return out;
}

Result<Listen> listen_of(const Config& config)
{
    const auto colon = config.listen.rfind(':');
    Listen out;
    if (colon != std::string::npos) {
        out.address = config.listen.substr(0, colon);
        const auto digits = config.listen.substr(colon + 1);
        const auto [end, ec] = std::from_chars(digits.data(), digits.data() + digits.size(), out.port);
        if (ec == std::errc{} && end == digits.data() + digits.size() && !out.address.empty())
            return out;
    }
    return invalid_field("config.bad_listen", "listen", "127.0.0.1:8080");
}

Result<std::vector<Region>> regions_of(const Config& config)
{
    std::vector<Region> out;
    std::istringstream all{config.regions};
    for (std::string one; std::getline(all, one, ',');) {
        one.erase(0, one.find_first_not_of(' '));
        const bool good = one.size() > 7 && one[6] == '=' && one.find_first_not_of("0123456789") == 6;
        if (!good)
            return invalid_field("config.bad_regions", "regions", regions_example);
        out.push_back({one.substr(0, 6), one.substr(7)});
    }
    if (out.empty())
        return invalid_field("config.bad_regions", "regions", regions_example);
    return out;
}

Result<Config> load_config(const std::string& file, const Settings& environment, const Settings& flags)
{
    Config config;
    config.share = TIANPING_SHARE;
    Error bad{Fault::invalid, "config.bad"};
    if (!file.empty())
        read_file(config, file, bad);
    for (const auto& [name, text] : environment)
        set(config, name, text, "environment", bad);
    for (const auto& [name, text] : flags)
        set(config, name, text, "flag --" + name, bad);
    if (const auto listen = listen_of(config); !listen)
        bad.fields.push_back(listen.error().fields.front());
    check_medium(config, bad);
    if (const auto regions = regions_of(config); !regions)
        bad.fields.push_back(regions.error().fields.front());
    if (const auto code = identity::check_organisation_code(config.centre_code); !code)
        bad.fields.push_back({"centre_code", code.error().code, "12990100MB0000019H"});
    if (!config.installation.empty() && !seal::is_name(config.installation))
        bad.fields.push_back({"installation", "seal.bad_name", "ggzy.example.cn"});
    if (config.centre_name.empty())
        bad.fields.push_back({"centre_name", "wire.missing", ""});
    if (config.site_name.empty())
        bad.fields.push_back({"site_name", "wire.missing", ""});
    if (!bad.fields.empty())
        return bad;
    if (config.origin.empty())
        config.origin = "http://" + config.listen;
    if (config.database.empty())
        config.database = config.data + "/house.db";
    return config;
}

} // namespace tianping::app
