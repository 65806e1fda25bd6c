#pragma once
// An installation on disk: its name, the purpose of its clock (fixed when it is created), its demonstration
// authorities, the platform's signing key and its time-stamp authority.
#include "app/config.hpp"
#include "formats/platform.hpp"
#include "infra/crypto/authority.hpp"
#include "infra/spine/database.hpp"
#include "infra/spine/house_clock.hpp"
#include "rooms/identity/bootstrap.hpp"
#include <filesystem>

namespace tianping::app {

struct InstallationFile {
    std::string format{"tianping/installation/1"};
    std::string name{}; // in sealed prefixes and receipts
    ClockPurpose purpose{};
    Instant created{};
};
BOOST_DESCRIBE_STRUCT(InstallationFile, (), (format, name, purpose, created))

class Installation {
public:
    // Opens what is in `data`, or makes it: name and start are used only then. Refuses with
    // `installation.other_purpose` when one of another purpose is there, and with `seal.bad_name` to make one
    // whose name is none of docs/formats/seal.md.
    static Result<Installation> open(const std::filesystem::path& data, const std::string& name,
                                     ClockPurpose purpose, Instant start);
    // What `serve` works with: what is in `data`, or a new one. Beyond open() refuses a purpose that there is
    // not (`installation.unknown_purpose`), a new real one without a name (`installation.name_missing`) and
    // another name than that of the one that is there (`installation.other_name`). No purpose: that of the
    // one that is there, `otherwise` for a new one. No name: a rehearsal is `demo.example`.
    static Result<Installation> choose(const std::filesystem::path& data, const std::string& name,
                                       const std::string& purpose, Instant start,
                                       const std::string& otherwise = "real");
    static bool exists(const std::filesystem::path& data);
    // What is there already, whatever its purpose; `installation.missing`. Where a rehearsal's clock was kept
    // and cannot be read: `installation.clock_unreadable`.
    static Result<Installation> open(const std::filesystem::path& data);

    const InstallationFile& about() const { return about_; }
    const std::filesystem::path& data() const { return data_; }
    std::filesystem::path blobs() const { return data_ / "blobs"; }
    HouseClock& clock() { return clock_; }
    // A rehearsal's clock goes on from the latest record of its database where it was kept earlier than that
    // or not at all. A real clock that stands before it is told in the log.
    void catch_up(const ReadTx& tx);
    // Keeps where a rehearsal's clock stands, for the next start; a later hand that was kept stays. One
    // caller at a time.
    void keep_clock() const { keep_clock(clock_.now()); }
    void keep_clock(Instant at) const;
    const Platform& platform() const { return platform_; }
    const crypto::Authority& sm2_authority() const { return sm2_; }
    const crypto::Authority& p256_authority() const { return p256_; }

private:
    Installation(std::filesystem::path data, InstallationFile about, HouseClock clock, crypto::Authority sm2,
                 crypto::Authority p256, Platform platform);
    static Result<Installation> assemble(const std::filesystem::path& data, InstallationFile about);

    std::filesystem::path data_;
    InstallationFile about_;
    HouseClock clock_;
    crypto::Authority sm2_, p256_;
    Platform platform_;
};

// Writes a person's keys and certificates where he fetches them, mode 0600: sign.key.pem, sign.cert.pem,
// encrypt.key.pem, encrypt.cert.pem.
void hand_out(const std::filesystem::path& folder, const crypto::KeyedPair& pair);

struct HandedOut {
    crypto::PrivateKey key;
    crypto::Certificate certificate;
};
Result<HandedOut> fetch_signing(const std::filesystem::path& folder); // `installation.no_keys`

} // namespace tianping::app
