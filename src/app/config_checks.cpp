#include "app/config_checks.hpp"
#include "app/timestamp_desk.hpp"
#include "base/national_codes.hpp"
#include "formats/packing.hpp"
#include "infra/http/address.hpp"
#include "rooms/identity/api.hpp"
#include "rooms/procedure/commands.hpp"
#include <algorithm>
#include <charconv>
#include <sstream>

namespace tianping::app {
namespace {

constexpr const char* regions_example = "990100=Pingzhou";

std::string trimmed(const std::string& text)
{
    const auto from = text.find_first_not_of(' ');
    return from == std::string::npos ? "" : text.substr(from, text.find_last_not_of(' ') - from + 1);
}

bool is_port(std::string_view digits)
{
    unsigned short port = 0;
    const auto [end, ec] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    return ec == std::errc{} && end == digits.data() + digits.size() && port > 0;
}

// A scheme, a host and perhaps a port, without a path: "https://ggzy.example.cn", "http://[::1]:8080".
bool is_site(const std::string& url, std::string_view scheme)
{
    if (!url.starts_with(scheme))
        return false;
    const auto rest = url.substr(scheme.size());
    const auto bracket = rest.find(']');
    const bool numbered = rest.starts_with('[') && bracket != std::string::npos;
    const auto host = numbered ? rest.substr(0, bracket + 1) : rest.substr(0, rest.find(':'));
    const auto after = rest.substr(host.size());
    if (numbered ? http::address_of(host.substr(1, host.size() - 2)).empty() : host.empty())
        return false;
    const bool clean = std::ranges::all_of(host, [&](unsigned char c) {
        return std::isalnum(c) != 0 || c == '.' || c == '-' || c == '_' || (numbered && c != '/');
    });
    return clean && (after.empty() || (after.front() == ':' && is_port(after.substr(1))));
}

class Checks {
public:
    Checks(Reading& reading, const Sources& sources) : reading_{reading}, sources_{sources} {}

    const Config& config() const { return reading_.config; }
    void want(bool good, const char* setting, const std::string& code, const char* allowed)
    {
        if (!good)
            reading_.mistakes.fields.push_back({sources_.named(setting), code, allowed});
    }
    template <class T>
    void want(const Result<T>& read)
    {
        if (!read)
            for (auto field : read.error().fields) {
                field.path = sources_.named(field.path);
                reading_.mistakes.fields.push_back(std::move(field));
            }
    }

private:
    Reading& reading_;
    const Sources& sources_;
};

// The tools speak plain HTTP; TLS towards the medium is a local proxy's work. A path would be left out.
void check_medium(Checks& checks)
{
    const auto& config = checks.config();
    checks.want(config.medium_url.empty() || is_site(config.medium_url, "http://"), "medium_url",
                "config.bad_medium_url", "http://127.0.0.1:8090");
    checks.want(config.medium_url.empty() == config.medium_name.empty(),
                config.medium_url.empty() ? "medium_url" : "medium_name", "config.medium_incomplete",
                "medium_url, medium_name");
}

// As is_site, and perhaps a path.
bool is_http_address(const std::string& url)
{
    constexpr std::string_view scheme = "http://";
    const auto slash = url.size() < scheme.size() ? std::string::npos : url.find('/', scheme.size());
    const auto path = slash == std::string::npos ? std::string{} : url.substr(slash);
    return is_site(url.substr(0, slash), scheme) &&
           std::ranges::all_of(path, [](unsigned char c) { return c > ' ' && c < 0x7f && c != '#'; });
}

void check_tsa(Checks& checks)
{
    const auto& config = checks.config();
    checks.want(config.tsa_url.empty() || is_http_address(config.tsa_url), "tsa_url", "config.bad_tsa_url",
                "http://127.0.0.1:3180/tsa");
    checks.want(config.tsa_url.empty() == config.tsa_certificate.empty(),
                config.tsa_url.empty() ? "tsa_url" : "tsa_certificate", "config.tsa_incomplete",
                "tsa_url, tsa_certificate");
    if (config.tsa_certificate.empty())
        return;
    if (const auto trust = tsa_trust(config); !trust)
        checks.want(false, "tsa_certificate", trust.error().code, "");
}

void check_addresses(Checks& checks)
{
    const auto& config = checks.config();
    checks.want(listen_of(config));
    checks.want(addresses_of("proxies", config.proxies));
    checks.want(addresses_of("operators", config.operators));
    checks.want(config.origin.empty() || is_site(config.origin, "http://") ||
                    is_site(config.origin, "https://"),
                "origin", "config.bad_origin", "https://ggzy.example.cn");
    const auto scheme = config.database.find("://");
    const auto kind = config.database.substr(0, scheme == std::string::npos ? 0 : scheme);
    const bool url = kind == "postgresql" || kind == "postgres";
    checks.want(scheme == std::string::npos || (url && scheme + 3 < config.database.size()), "database",
                "config.bad_database", "postgresql://tianping@db.example.cn/tianping");
}

void check_credit_code(Checks& checks, const char* setting, const std::string& code)
{
    if (const auto good = identity::check_organisation_code(code); !good)
        checks.want(false, setting, good.error().code, "12990100MB0000019H");
}

void check_names(Checks& checks)
{
    const auto& config = checks.config();
    checks.want(config.installation.empty() || seal::is_name(config.installation), "installation",
                "seal.bad_name", "ggzy.example.cn");
    checks.want(regions_of(config));
    checks.want(business_close_of(config));
    check_credit_code(checks, "centre_code", config.centre_code);
    if (!config.issuer_code.empty())
        check_credit_code(checks, "issuer_code", config.issuer_code);
    checks.want(config.platform_code.empty() || is_platform_code(config.platform_code), "platform_code",
                "config.bad_platform_code", "A9901000001");
    checks.want(!config.centre_name.empty(), "centre_name", "wire.missing", "");
    checks.want(!config.site_name.empty(), "site_name", "wire.missing", "");
    checks.want(!config.data.empty(), "data", "wire.missing", "");
    // It is the name of files, too.
    checks.want(seal::is_name(config.node) && config.node.find_first_not_of('.') != std::string::npos, "node",
                "config.bad_node", "1 to 64 of 0-9 A-Z a-z . _ -");
}

} // namespace

Result<Listen> listen_of(const Config& config)
{
    const auto colon = config.listen.rfind(':');
    if (colon != std::string::npos) {
        auto host = config.listen.substr(0, colon);
        if (host.starts_with('[') && host.ends_with(']'))
            host = host.substr(1, host.size() - 2);
        const Listen out{http::address_of(host), 0};
        const auto port = config.listen.substr(colon + 1);
        if (!out.address.empty() && is_port(port))
            return Listen{out.address, static_cast<unsigned short>(std::stoi(port))};
    }
    return invalid_field("config.bad_listen", "listen", "127.0.0.1:8080");
}

Result<std::optional<std::int64_t>> business_close_of(const Config& config)
{
    if (config.business_close.empty())
        return std::optional<std::int64_t>{};
    const auto minutes = procedure::minutes_from_text(config.business_close);
    if (!minutes)
        return invalid_field("config.bad_business_close", "business_close", "17:30");
    return std::optional{*minutes};
}

Result<std::vector<std::string>> addresses_of(const std::string& setting, const std::string& text)
{
    std::vector<std::string> out;
    std::istringstream all{text};
    for (std::string one; std::getline(all, one, ',');) {
        const auto address = http::address_of(trimmed(one));
        if (address.empty())
            return invalid_field("config.bad_addresses", setting, "127.0.0.1, ::1");
        out.push_back(address);
    }
    return out;
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

void check_settings(Reading& reading, const Sources& sources)
{
    Checks checks{reading, sources};
    const auto& level = reading.config.log_level;
    checks.want(level == "debug" || level == "info" || level == "warn", "log_level", "config.bad_log_level",
                "debug, info, warn");
    check_addresses(checks);
    check_medium(checks);
    check_tsa(checks);
    check_names(checks);
}

} // namespace tianping::app
