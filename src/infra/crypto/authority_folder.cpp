#include "base/wire.hpp"
#include "infra/crypto/authority.hpp"
#include "infra/crypto/issuing.hpp"
#include "infra/crypto/private_file.hpp"

namespace tianping::crypto {

namespace {

namespace fs = std::filesystem;

constexpr std::chrono::years root_lasts{20};
constexpr std::chrono::years issuing_lasts{10};

fs::path home_of(const Authority::Settings& settings)
{
    return settings.folder / ("demonstration-" + wire::name_of(settings.algorithm));
}

Instant later(Instant at, std::chrono::years by)
{
    const auto day = std::chrono::floor<std::chrono::days>(at);
    const std::chrono::year_month_day date{day};
    auto end = date + by;
    if (!end.ok())
        end = end.year() / end.month() / std::chrono::last;
    return std::chrono::sys_days{end} + (at - day);
}

Subject named(const char* what, Algorithm algorithm)
{
    Subject subject;
    subject.common_name =
        std::string{"Tianping Demonstration "} + what + " (" + wire::name_of(algorithm) + ") 演示用";
    subject.organisation = "Tianping Demonstration 天平演示";
    return subject;
}

} // namespace

fs::path Authority::register_file() const
{
    return home_of(settings_) / "register.txt";
}

Result<Authority> Authority::open(Settings settings, Instant now)
{
    if (!fs::exists(home_of(settings)))
        create(settings, now);
    return load(std::move(settings));
}

void Authority::create(const Settings& settings, Instant now)
{
    const auto root_key = PrivateKey::generate(settings.algorithm);
    const auto issuing_key = PrivateKey::generate(settings.algorithm);
    CertificateDraft draft{Rank::root, named("Root CA", settings.algorithm), "",
                           {},         {now, later(now, root_lasts)},        random_serial(settings.random),
                           ""};
    const auto root = signed_certificate(draft, root_key.public_key(), {root_key, nullptr});
    draft = {Rank::issuing,
             named("Issuing CA", settings.algorithm),
             "",
             {},
             {now, later(now, issuing_lasts)},
             random_serial(settings.random),
             ""};
    const auto issuing = signed_certificate(draft, issuing_key.public_key(), {root_key, &root});

    make_private_folder(home_of(settings), {{"root.key.pem", root_key.pem()},
                                            {"issuing.key.pem", issuing_key.pem()},
                                            {"root.pem", root.pem()},
                                            {"issuing.pem", issuing.pem()},
                                            {"register.txt", ""}});
}

Result<Authority> Authority::load(Settings settings)
{
    const auto home = home_of(settings);
    TP_TRY(root_key, private_key_file(home / "root.key.pem"));
    TP_TRY(issuing_key, private_key_file(home / "issuing.key.pem"));
    TP_TRY(root, certificate_file(home / "root.pem", root_key));
    TP_TRY(issuing, certificate_file(home / "issuing.pem", issuing_key));
    if (root_key.algorithm() != settings.algorithm || issuing_key.algorithm() != settings.algorithm ||
        issuing.issuer_text() != root.subject_text())
        return damaged_authority(home);
    if (!fs::exists(home / "register.txt"))
        return damaged_authority(home / "register.txt");
    return Authority{std::move(settings), std::move(root_key), std::move(issuing_key), std::move(root),
                     std::move(issuing)};
}

} // namespace tianping::crypto
