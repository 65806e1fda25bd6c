// Every mistake of the configuration, with where it comes from.
#include "app/config.hpp"
#include "app/installation.hpp"
#include "support/scratch.hpp"
#include "support/stamp_stand_in.hpp"
#include "words/program.hpp"
#include <cstdlib>
#include <gtest/gtest.h>

namespace tianping {
namespace {

using app::Settings;

struct Mistake {
    std::string setting{}, text{}, code{}; // no code: it is none
};

const std::vector<Mistake> table{{"log_level", "debug", ""},
                                 {"log_level", "warn", ""},
                                 {"log_level", "verbose", "config.bad_log_level"},
                                 {"log_level", "", "config.bad_log_level"},
                                 {"database", "/srv/tianping/house.db", ""},
                                 {"database", "postgresql://tianping@db.example.cn/tianping", ""},
                                 {"database", "postgres://db", ""},
                                 {"database", "postgresql://", "config.bad_database"},
                                 {"database", "mysql://db/tianping", "config.bad_database"},
                                 {"database", "://db", "config.bad_database"},
                                 {"origin", "https://ggzy.example.cn", ""},
                                 {"origin", "http://[::1]:8080", ""},
                                 {"origin", "ggzy.example.cn", "config.bad_origin"},
                                 {"origin", "ftp://ggzy.example.cn", "config.bad_origin"},
                                 {"origin", "https://", "config.bad_origin"},
                                 {"origin", "https://ggzy.example.cn/", "config.bad_origin"},
                                 {"origin", "https://ggzy.example.cn:", "config.bad_origin"},
                                 {"origin", "https://ggzy.example.cn:99999", "config.bad_origin"},
                                 {"origin", "https://[::g]", "config.bad_origin"},
                                 {"listen", "0.0.0.0:80", ""},
                                 {"listen", "[::1]:8080", ""},
                                 {"listen", "localhost:8080", "config.bad_listen"},
                                 {"listen", "127.0.0.1", "config.bad_listen"},
                                 {"listen", "127.0.0.1:70000", "config.bad_listen"},
                                 {"proxies", "", ""},
                                 {"proxies", "10.0.0.1, fd00::1", ""},
                                 {"proxies", "10.0.0.0/8", "config.bad_addresses"},
                                 {"operators", "nobody", "config.bad_addresses"},
                                 {"installation", "ggzy.example.cn", ""},
                                 {"installation", "平州", "seal.bad_name"},
                                 {"business_close", "17:30", ""},
                                 {"business_close", "", ""},
                                 {"business_close", "24:30", "config.bad_business_close"},
                                 {"business_close", "half past five", "config.bad_business_close"},
                                 {"workers", "1024", ""},
                                 {"workers", "0", "config.bad_number"},
                                 {"workers", "many", "config.bad_number"},
                                 {"medium_url", "http://m", "config.medium_incomplete"},
                                 {"medium_name", "媒介", "config.medium_incomplete"},
                                 {"tsa_url", "http://t:3180/tsa", "config.tsa_incomplete"},
                                 {"tsa_url", "http://[::1]:3180/", "config.tsa_incomplete"},
                                 {"regions", "99=x", "config.bad_regions"},
                                 {"centre_code", "1", "identity.code_malformed"},
                                 {"platform_code", "B3502000012", ""},
                                 {"node", "node-2", ""},
                                 {"node", "../../x", "config.bad_node"},
                                 {"node", "..", "config.bad_node"},
                                 {"node", std::string(65, 'n'), "config.bad_node"},
                                 {"platform_code", "A99010000010", "config.bad_platform_code"},
                                 {"platform_code", "a9901000001", "config.bad_platform_code"},
                                 {"platform_code", "A0901000001", "config.bad_platform_code"},
                                 {"platform_code", "A990100000X", "config.bad_platform_code"},
                                 {"issuer_code", "91350100M000100Y43", ""},
                                 {"issuer_code", "91350100M000100Y44", "identity.code_check_failed"},
                                 {"centre_name", "", "wire.missing"},
                                 {"site_name", "", "wire.missing"},
                                 {"data", "", "wire.missing"},
                                 {"databse", "x", "config.unknown_setting"}};

// "path: code" of each mistake.
std::vector<std::string> told(const app::Reading& read)
{
    std::vector<std::string> out;
    for (const auto& field : read.mistakes.fields)
        out.push_back(field.path + ": " + field.code);
    return out;
}

struct Configuration : testing::Test {
    std::string file(const std::string& text) const
    {
        test::write_text(folder.path() / "tianping.toml", text);
        return (folder.path() / "tianping.toml").string();
    }
    static std::string upper(std::string text)
    {
        for (auto& c : text)
            c = static_cast<char>(std::toupper(c));
        return text;
    }
    static std::string dashed(std::string text)
    {
        for (auto& c : text)
            c = c == '_' ? '-' : c;
        return text;
    }
    // Of the one mistake of each row, in the place that is named.
    static void expect(const app::Reading& read, const Mistake& row, const std::string& source)
    {
        SCOPED_TRACE(row.setting + " = " + row.text);
        ASSERT_EQ(read.mistakes.fields.size(), row.code.empty() ? 0U : 1U);
        if (row.code.empty())
            return;
        EXPECT_EQ(read.mistakes.fields.front().code, row.code);
        if (row.code.ends_with("_incomplete")) // names the one that is not there
            return;
        EXPECT_EQ(read.mistakes.fields.front().path, row.setting + " [" + source + "]");
    }
    test::ScratchFolder folder;
};

TEST_F(Configuration, each_mistake_is_told_with_its_line_its_variable_or_its_flag)
{
    for (const auto& row : table) {
        const Settings one{{row.setting, row.text}};
        const auto written = file("# line 1\n" + row.setting + " = \"" + row.text + "\"\n");
        expect(app::read_config(written, {}, {}), row, written + ":2");
        expect(app::read_config("", one, {}), row, "TIANPING_" + upper(row.setting));
        expect(app::read_config("", {}, one), row, "--" + dashed(row.setting));
    }
}

TEST_F(Configuration, all_mistakes_are_told_at_once_and_the_later_source_wins)
{
    const auto written = file("workers = 0\nlog_level = \"loud\"\norigin = \"x\"\nnode = true\n");
    const auto read =
        app::read_config(written, {{"log_level", "quiet"}, {"listen", "here"}}, {{"origin", "https://a"}});
    EXPECT_EQ(told(read), (std::vector<std::string>{"node [" + written + ":4]: config.bad_value",
                                                    "workers [" + written + ":1]: config.bad_number",
                                                    "log_level [TIANPING_LOG_LEVEL]: config.bad_log_level",
                                                    "listen [TIANPING_LISTEN]: config.bad_listen"}));
    EXPECT_EQ(read.config.origin, "https://a");
    EXPECT_EQ(app::load_config(written, {}, {}).error().code, "config.bad");
    EXPECT_EQ(told(app::read_config(file("= 1"), {}, {})).size(), 1U);
}

// "code" of each mistake that the two settings make together.
std::string told_of_stamps(const std::string& url, const std::string& certificate)
{
    std::string out;
    for (const auto& field :
         app::read_config("", {}, {{"tsa_url", url}, {"tsa_certificate", certificate}}).mistakes.fields)
        out += field.path + " " + field.code + ";";
    return out;
}

TEST_F(Configuration, an_outside_time_stamp_authority_is_named_with_a_certificate_that_is_for_it)
{
    const HouseClock clock = HouseClock::rehearsal(test::monday);
    const test::StampStandIn authority{clock, test::monday};
    const auto written = [&](const std::string& name, const std::string& text) {
        test::write_text(folder.path() / name, text);
        return (folder.path() / name).string();
    };
    const std::string url = "http://127.0.0.1:3180/tsa";
    const auto chain = written("chain.pem", authority.chain());
    EXPECT_EQ(told_of_stamps(url, chain), "");
    EXPECT_EQ(told_of_stamps("http://tsa.example.cn", chain), "");
    for (const auto* wrong : {"https://tsa.example.cn/", "tsa", "http://", "http://tsa/a b", "http:///tsa"})
        EXPECT_EQ(told_of_stamps(wrong, chain), "tsa_url [--tsa-url] config.bad_tsa_url;") << wrong;
    EXPECT_EQ(told_of_stamps("", chain), "tsa_url [--tsa-url] config.tsa_incomplete;");
    EXPECT_EQ(told_of_stamps(url, ""), "tsa_certificate [--tsa-certificate] config.tsa_incomplete;");
    const std::string certificate = "tsa_certificate [--tsa-certificate] ";
    EXPECT_EQ(told_of_stamps(url, (folder.path() / "none").string()), certificate + "config.tsa_unreadable;");
    EXPECT_EQ(told_of_stamps(url, written("text", "x")), certificate + "config.tsa_unreadable;");
    EXPECT_EQ(told_of_stamps(url, written("root.pem", authority.root().pem())),
              certificate + "timestamp.no_signer;");
    const auto signer = authority.chain().substr(0, authority.chain().find("-----BEGIN", 1));
    EXPECT_EQ(told_of_stamps(url, written("signer.pem", signer)), certificate + "timestamp.no_authority;");
}

TEST_F(Configuration, an_outside_time_stamp_authority_knows_no_rehearsals_time)
{
    const HouseClock clock = HouseClock::rehearsal(test::monday);
    const test::StampStandIn authority{clock, test::monday};
    test::write_text(folder.path() / "chain.pem", authority.chain());
    const auto data = folder.path() / "data";
    const std::vector<std::string> settings{
        "--data",        data.string(),       "--tsa-url",
        authority.url(), "--tsa-certificate", (folder.path() / "chain.pem").string()};
    const auto word = [&](std::vector<std::string> words) {
        words.insert(words.end(), settings.begin(), settings.end());
        return test::run(folder, words);
    };
    for (const auto& words : std::vector<std::vector<std::string>>{{"serve", "--purpose", "rehearsal"},
                                                                   {"rehearse", "works-open-tender"}}) {
        const auto refused = word(words);
        EXPECT_EQ(refused.code, 1);
        EXPECT_NE(refused.err.find("config.tsa_in_rehearsal"), std::string::npos) << refused.err;
        EXPECT_FALSE(std::filesystem::exists(data)) << "nothing was made";
    }
    EXPECT_EQ(word({"config", "check"}).code, 0);
    app::Installation::open(data, "demo.example", ClockPurpose::rehearsal, test::monday).value();
    for (const std::string checked : {"config check", "serve"}) {
        const auto refused = word(checked == "serve" ? std::vector<std::string>{"serve"}
                                                     : std::vector<std::string>{"config", "check"});
        EXPECT_EQ(refused.code, 1) << checked;
        EXPECT_NE(refused.err.find("config.tsa_in_rehearsal"), std::string::npos) << refused.err;
    }
    EXPECT_EQ(authority.asked(), 0U);
}

TEST_F(Configuration, a_variable_of_ours_that_is_no_setting_is_a_mistake_except_those_of_the_workshop)
{
    const std::vector<std::string> workshop{"TIANPING_PRESET", "TIANPING_URL", "TIANPING_TEST_ANY",
                                            "TIANPING_TIDY_CACHE", "TIANPING_PRINT_OPENAPI"};
    for (const auto& name : workshop)
        ::setenv(name.c_str(), "x", 0);
    ::setenv("TIANPING_LOGLEVEL", "warn", 1);
    ::setenv("TIANPING_LOG_LEVEL", "warn", 1);
    const auto read = app::read_config("", app::environment_settings(), {});
    ::unsetenv("TIANPING_LOGLEVEL");
    ::unsetenv("TIANPING_LOG_LEVEL");
    EXPECT_EQ(told(read), std::vector<std::string>{"loglevel [TIANPING_LOGLEVEL]: config.unknown_setting"});
    EXPECT_EQ(read.config.log_level, "warn");
}

TEST_F(Configuration, a_field_is_told_with_what_is_allowed_in_its_sentence)
{
    const auto english = test::run(folder, {"config", "check", "--log-level", "loud", "--language", "en"});
    EXPECT_NE(english.err.find("log_level [--log-level]: The log level is one of: debug, info, warn.\n"),
              std::string::npos)
        << english.err;
    const auto data = (folder.path() / "data").string();
    const auto chinese = test::run(folder, {"serve", "--data", data, "--purpose", "rehersal"});
    EXPECT_EQ(chinese.code, 1);
    EXPECT_EQ(chinese.err, "安装用途只能是：real, rehearsal。 [installation.unknown_purpose]\n"
                           "  purpose: 安装用途只能是：real, rehearsal。\n");
    EXPECT_FALSE(std::filesystem::exists(data));
    const auto example = test::run(folder, {"config", "check", "--medium-url", "m", "--medium-name", "n"});
    EXPECT_NE(example.err.find(" (http://127.0.0.1:8090)\n"), std::string::npos)
        << "a sentence without a place for it is followed by it: " << example.err;
    const auto lost = test::run(folder, {"config", "check", "--share", data, "--workers", "0"});
    EXPECT_NE(lost.err.find("1..1024"), std::string::npos) << lost.err;
}

TEST_F(Configuration, untouched_is_what_no_setting_changed_and_serve_then_needs_no_purpose)
{
    EXPECT_TRUE(app::is_untouched(app::read_config("", {}, {}).config));
    for (const auto& [setting, text] : Settings{{"data", "/srv/tianping"},
                                                {"listen", "127.0.0.1:9000"},
                                                {"database", "postgresql://db/tianping"},
                                                {"workers", "8"},
                                                {"installation", "ggzy.example.cn"}}) {
        EXPECT_FALSE(app::is_untouched(app::read_config("", {{setting, text}}, {}).config)) << setting;
        EXPECT_FALSE(app::is_untouched(app::read_config("", {}, {{setting, text}}).config)) << setting;
    }
    const auto data = (folder.path() / "data").string();
    const auto configured = test::run(folder, {"serve", "--data", data, "--language", "en"});
    EXPECT_EQ(configured.code, 1);
    for (const auto* remedy : {"[installation.name_missing]", "--purpose real --installation ggzy.example.cn",
                               "--purpose rehearsal"})
        EXPECT_NE(configured.err.find(remedy), std::string::npos) << configured.err;
    EXPECT_FALSE(std::filesystem::exists(data));
}

TEST_F(Configuration, the_check_prints_the_settings_in_force_also_when_something_is_wrong)
{
    const auto written = file("log_level = \"loud\"\nsite_name = \"某市平台\"\n");
    const auto wrong = test::run(folder, {"config", "check", "--config", written, "--workers", "5000"});
    EXPECT_EQ(wrong.code, 1);
    EXPECT_NE(wrong.out.find("site_name = \"某市平台\"\n"), std::string::npos) << wrong.out;
    EXPECT_NE(wrong.out.find("workers = 4\n"), std::string::npos) << wrong.out;
    EXPECT_NE(wrong.err.find("log_level [" + written + ":1]"), std::string::npos) << wrong.err;
    EXPECT_NE(wrong.err.find("workers [--workers]"), std::string::npos) << wrong.err;
    const auto good = test::run(folder, {"config", "check"});
    EXPECT_EQ(good.code, 0) << good.err;
    EXPECT_EQ(test::run(folder, {"openapi", "--config", written}).code, 1) << "no other word starts";
}

TEST_F(Configuration, a_password_is_never_shown)
{
    for (const std::string url :
         {"postgresql://tianping:s3cret@127.0.0.1:1/t", "postgresql://tianping@127.0.0.1:1/t?password=s3cret",
          "postgresql://tianping:s3c%zzret@127.0.0.1:1/t",
          "postgresql://tianping:x@127.0.0.1:1/t?connect_timeout=1&sslpassword=s3cret",
          "mysql://tianping:s3cret@db/t"}) {
        const auto check = test::run(folder, {"config", "check", "--database", url});
        EXPECT_NE(check.out.find("tianping"), std::string::npos) << check.out;
        const auto serve = test::run(folder, {"serve", "--data", (folder.path() / "data").string(),
                                              "--purpose", "rehearsal", "--database", url});
        EXPECT_NE(serve.code, 0) << url;
        for (const auto& text : {check.out, check.err, serve.out, serve.err})
            EXPECT_EQ(text.find("s3c"), std::string::npos) << url << "\n" << text;
    }
    const auto torn = file("database = \"postgresql://tianping:s3cret@db/t\n");
    const auto unread = test::run(folder, {"config", "check", "--config", torn});
    EXPECT_EQ(unread.err.find("s3cret"), std::string::npos) << unread.err;
}

} // namespace
} // namespace tianping
