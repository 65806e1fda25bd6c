#pragma once
// Configuration: built-in defaults, then the TOML file, then environment variables TIANPING_*, then flags;
// the later wins. `tianping config check` prints the result and every mistake at once
// (docs/operations/configuration.md).
#include "base/wire.hpp"
#include <map>

namespace tianping::app {

struct Config {
    std::string data{"var/tianping"}; // database, blobs, stamps, keys
    std::string listen{"127.0.0.1:8080"};
    std::string database{};                // "postgresql://…"; empty: SQLite in `data`
    std::string installation{};            // its name in sealed prefixes and receipts; fixed when it is made
    std::string node{"main"};              // this node's name among those that share a database
    std::string share{};                   // catalogues, law, migrations; empty: where this program was built
    std::string law_overrides{};           // a second folder of law of the centre's own
    std::string business_close{};          // "17:30", for limits that end then (民法典203); empty: 24:00
    std::string origin{};                  // "https://ggzy.example.cn"; empty: http:// and `listen`
    std::string log_level{"info"};         // debug, info, warn
    std::string proxies{"127.0.0.1, ::1"}; // whose X-Forwarded-For is believed; commas between
    std::string operators{"127.0.0.1, ::1"}; // who may read /metrics and all of /readyz; commas between
    std::int64_t server_threads{1};
    std::int64_t workers{4};
    std::string medium_url{};  // "http://127.0.0.1:8090" of the outside medium; empty: there is none
    std::string medium_name{}; // its name, as notices and explanations show it
    // The outside authority that stamps receipts (RFC 3161), given together or not at all: the installation's
    // own.
    std::string tsa_url{};         // "http://127.0.0.1:3180/tsa"
    std::string tsa_certificate{}; // PEM file: its certificate and the authorities above it
    // Who runs the installation. Centre and first region are fixed when it is created; the defaults are those
    // of the demonstration's fictional city.
    std::string centre_name{"平州市公共资源交易中心"};
    std::string centre_code{"12990100MB0000019H"}; // 统一社会信用代码
    std::string regions{"990100=平州市"};          // "code=name", separated by commas; the first is its own
    std::string platform_code{}; // 交易系统标识码; empty: "A", the first region and "0001"
    std::string issuer_code{}; // 统一社会信用代码 that issues unified trade codes; empty: the centre's
    std::string site_name{"平州市公共资源交易平台"};
    std::string site_name_en{"Pingzhou Public Resource Trading Platform"};
    std::string site_place{"全国公共资源交易平台（平原省·平州市）"};
    // Of the opening's hall; no figures of the law.
    std::int64_t sign_in_minutes{60};  // how long before the deadline the sign-in opens
    std::int64_t signing_minutes{120}; // how long the record is signed when the host names no time
    // Working days within which the centre promises to finish a registration (6.2.3); 0: it promises none.
    // Its own word, no figure of the law.
    std::int64_t registration_days{0};
};
BOOST_DESCRIBE_STRUCT(Config, (),
                      (data, listen, database, installation, node, share, law_overrides, business_close,
                       origin, log_level, proxies, operators, server_threads, workers, medium_url,
                       medium_name, tsa_url, tsa_certificate, centre_name, centre_code, regions,
                       platform_code, issuer_code, site_name, site_name_en, site_place, sign_in_minutes,
                       signing_minutes, registration_days))

using Settings = std::map<std::string, std::string>; // member name -> text, as flags and environment give it

// The settings in force, and what is wrong with them.
struct Reading {
    Config config{};
    // `config.bad`: one field a mistake, named with its source:
    // "log_level [FILE:LINE]", "log_level [TIANPING_LOG_LEVEL]", "log_level [--log-level]".
    // No fields: nothing is wrong.
    Error mistakes{Fault::invalid, "config.bad"};
};
// `file` may be empty.
Reading read_config(const std::string& file, const Settings& environment, const Settings& flags);
// Whether every setting is the built-in one: nobody configured anything.
bool is_untouched(const Config& config);
// The same as read_config() where mistakes are a refusal.
Result<Config> load_config(const std::string& file, const Settings& environment, const Settings& flags);
// TIANPING_DATA, TIANPING_LISTEN … of this process, unknown ones too; not those of ./dev and the tests.
Settings environment_settings();

struct Listen {
    std::string address{};
    unsigned short port{};
};
Result<Listen> listen_of(const Config& config); // `config.bad_listen`

// Minutes after 00:00 at which the centre's business closes, empty where it says none;
// `config.bad_business_close`.
Result<std::optional<std::int64_t>> business_close_of(const Config& config);

// Addresses with commas between, as the network writes them; `config.bad_addresses`.
Result<std::vector<std::string>> addresses_of(const std::string& setting, const std::string& text);

struct Region {
    std::string code{}; // six digits
    std::string name{};
};
// At least one, in the order of the setting; `config.bad_regions`.
Result<std::vector<Region>> regions_of(const Config& config);

} // namespace tianping::app
