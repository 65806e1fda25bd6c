#include "app/installation.hpp"
#include "formats/packing.hpp"
#include "infra/spine/log.hpp"
#include <boost/json/serialize.hpp>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <sstream>
#include <sys/file.h>
#include <unistd.h>

namespace tianping::app {
namespace {

namespace fs = std::filesystem;

// The old text or the new one, whole, whenever the process is killed or the power fails.
void write_private(const fs::path& file, std::string_view text)
{
    fs::create_directories(file.parent_path());
    auto fresh = file.string() + ".XXXXXX";
    const int out = ::mkostemp(fresh.data(), O_CLOEXEC); // mode 0600
    const bool written = out >= 0 &&
                         ::write(out, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                         ::fdatasync(out) == 0;
    if (out >= 0)
        ::close(out);
    if (!written || std::rename(fresh.c_str(), file.c_str()) != 0) {
        std::remove(fresh.c_str());
        throw std::runtime_error("cannot write " + file.string());
    }
}

// Held while an installation is opened or made: nodes that share the folder and start at once make it once.
class Making {
public:
    explicit Making(const fs::path& data)
    {
        fs::create_directories(data);
        lock_ = ::open((data / "installation.lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (lock_ < 0 || ::flock(lock_, LOCK_EX) != 0)
            throw std::runtime_error("cannot lock " + (data / "installation.lock").string());
    }
    ~Making() { ::close(lock_); }
    Making(const Making&) = delete;
    Making& operator=(const Making&) = delete;

private:
    int lock_ = -1;
};

std::optional<std::string> read_text(const fs::path& file)
{
    std::ifstream in{file};
    if (!in)
        return std::nullopt;
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

fs::path about_file(const fs::path& data)
{
    return data / "installation.json";
}
fs::path clock_file(const fs::path& data)
{
    return data / "clock";
}

// Nothing where no hand was kept.
Result<std::optional<Instant>> kept_clock(const fs::path& data)
{
    auto text = read_text(clock_file(data));
    if (!text)
        return std::optional<Instant>{};
    if (text->ends_with('\n')) // an editor's
        text->pop_back();
    const auto at = from_rfc3339(*text);
    if (!at)
        return Error{
            Fault::conflict, "installation.clock_unreadable", {}, {{"file", clock_file(data).string()}}};
    return std::optional{*at};
}

Result<HouseClock> clock_of(const fs::path& data, const InstallationFile& about)
{
    if (about.purpose == ClockPurpose::real)
        return HouseClock::real();
    TP_TRY(kept, kept_clock(data));
    return HouseClock::rehearsal(std::max(kept.value_or(about.created), about.created));
}

Result<ClockPurpose> purpose_of(const std::string& text)
{
    for (const auto one : {ClockPurpose::real, ClockPurpose::rehearsal})
        if (wire::name_of(one) == text)
            return one;
    return invalid_field("installation.unknown_purpose", "purpose", "real, rehearsal");
}

// The platform's signing pair, made once by the demonstration authority.
Result<Platform> platform_of(const fs::path& data, const InstallationFile& about,
                             const crypto::Authority& sm2, const crypto::Authority& p256)
{
    const auto folder = data / "platform";
    if (!fs::exists(folder / "sign.key.pem")) {
        TP_TRY(pair, sm2.make_pair({"Platform " + about.name, about.name, "", "platform"},
                                   {about.created, about.created + std::chrono::hours{24 * 365 * 5}}));
        hand_out(folder, pair);
    }
    TP_TRY(own, fetch_signing(folder));
    TP_TRY(timestamps, crypto::TimestampAuthority::open(data / "authority", p256, about.created));
    return Platform{about.name, own.key, own.certificate, timestamps};
}

} // namespace

void hand_out(const fs::path& folder, const crypto::KeyedPair& pair)
{
    fs::create_directories(folder);
    fs::permissions(folder, fs::perms::owner_all);
    write_private(folder / "encrypt.key.pem", pair.encrypt_key.pem());
    write_private(folder / "encrypt.cert.pem", pair.certificates.encrypt.pem());
    write_private(folder / "sign.cert.pem", pair.certificates.sign.pem());
    write_private(folder / "sign.key.pem", pair.sign_key.pem()); // last: once it is there, all are
}

Result<HandedOut> fetch_signing(const fs::path& folder)
{
    const auto key = read_text(folder / "sign.key.pem"), certificate = read_text(folder / "sign.cert.pem");
    if (!key || !certificate) {
        Error e{Fault::not_found, "installation.no_keys"};
        e.params["folder"] = folder.string();
        return e;
    }
    TP_TRY(private_key, crypto::PrivateKey::from_pem(*key));
    TP_TRY(parsed, crypto::Certificate::from_pem(*certificate));
    return HandedOut{private_key, parsed};
}

Installation::Installation(fs::path data, InstallationFile about, HouseClock clock, crypto::Authority sm2,
                           crypto::Authority p256, Platform platform)
    : data_{std::move(data)}, about_{std::move(about)}, clock_{clock}, sm2_{std::move(sm2)},
      p256_{std::move(p256)}, platform_{std::move(platform)}
{
}

Result<Installation> Installation::assemble(const fs::path& data, InstallationFile about)
{
    const auto settings = [&](crypto::Algorithm algorithm) {
        return crypto::Authority::Settings{data / "authority", algorithm};
    };
    TP_TRY(sm2, crypto::Authority::open(settings(crypto::Algorithm::sm2), about.created));
    TP_TRY(p256, crypto::Authority::open(settings(crypto::Algorithm::p256), about.created));
    TP_TRY(platform, platform_of(data, about, sm2, p256));
    TP_TRY(clock, clock_of(data, about));
    return Installation{data, about, clock, sm2, p256, platform};
}

bool Installation::exists(const fs::path& data)
{
    return fs::exists(about_file(data));
}

Result<Installation> Installation::open(const fs::path& data)
{
    const auto text = read_text(about_file(data));
    if (!text) {
        Error e{Fault::not_found, "installation.missing"};
        e.params["folder"] = data.string();
        return e;
    }
    const Making making{data};
    TP_TRY(about, wire::parse<InstallationFile>(*text));
    return assemble(data, about);
}

Result<Installation> Installation::open(const fs::path& data, const std::string& name, ClockPurpose purpose,
                                        Instant start)
{
    if (!exists(data)) {
        TP_CHECK(seal::check_name("installation", name));
        // Certificates count in whole seconds.
        const auto created = std::chrono::floor<std::chrono::seconds>(start);
        const InstallationFile about{"tianping/installation/1", name, purpose, Instant{created}};
        const Making making{data};
        if (!exists(data))
            write_private(about_file(data), boost::json::serialize(wire::write(about)));
    }
    TP_TRY(there, open(data));
    if (there.about().purpose == purpose)
        return there;
    Error e{Fault::conflict, "installation.other_purpose"};
    e.params["folder"] = data.string();
    e.params["purpose"] = wire::name_of(there.about().purpose);
    return e;
}

Result<Installation> Installation::choose(const fs::path& data, const std::string& name,
                                          const std::string& purpose, Instant start,
                                          const std::string& otherwise)
{
    TP_TRY(wanted, purpose_of(purpose.empty() ? otherwise : purpose));
    if (!exists(data)) {
        if (name.empty() && wanted == ClockPurpose::real)
            return invalid_field("installation.name_missing", "installation", "ggzy.example.cn");
        return open(data, name.empty() ? "demo.example" : name, wanted, start);
    }
    TP_TRY(there, purpose.empty() ? open(data) : open(data, name, wanted, start));
    if (name.empty() || there.about().name == name)
        return there;
    Error e{Fault::conflict, "installation.other_name"};
    e.params = {{"folder", data.string()}, {"name", there.about().name}, {"wanted", name}};
    return e;
}

void Installation::catch_up(const ReadTx& tx)
{
    const auto latest =
        from_millis(std::max(tx.number("SELECT coalesce(max(published), 0) FROM node"), // by each batch
                             tx.number("SELECT recorded_at FROM event ORDER BY seq DESC LIMIT 1")));
    const auto now = clock_.now();
    if (now >= latest)
        return;
    log::warn("the clock stands before the latest record of the database",
              {{"clock", to_rfc3339(now)}, {"record", to_rfc3339(latest)}});
    if (clock_.purpose() == ClockPurpose::rehearsal)
        clock_.move_to(latest).value();
}

void Installation::keep_clock(Instant at) const
{
    if (about_.purpose == ClockPurpose::real)
        return;
    const auto kept = kept_clock(data_);
    if (!kept || !*kept || **kept < at)
        write_private(clock_file(data_), to_rfc3339(at));
}

} // namespace tianping::app
