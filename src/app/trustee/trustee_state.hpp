#pragma once
// What a trustee remembers of each intake, in files of his own (mode 0600). A write is durable before the act
// that it records leaves the machine; a state that was lost or put back to an older one is noticed and never
// answers again for that intake (docs/formats/seal.md).
#include "base/wire.hpp"
#include "formats/place.hpp"
#include "rooms/opening/api.hpp"
#include <filesystem>

namespace tianping::trustee {

// A version of the terms as it was first seen, by the trustee's own clock. Ascending by number, the last is
// in force. Of a version that the owner did not sign none is kept; an older service kept some.
struct HeldTermsEntry {
    std::string digest{};
    Instant held_since{};
    terms::Terms terms{};
    bool signed_by_owner = false;
    // Base64, of the owner's certificate that signed it. Of what an older service kept it is the pinned one.
    std::optional<std::string> certificate{};
    // When the owner signed it, as the platform says: only of one that was learned after a later one.
    std::optional<Instant> signed_at{};
};
BOOST_DESCRIBE_STRUCT(HeldTermsEntry, (),
                      (digest, held_since, terms, signed_by_owner, certificate, signed_at))

// A hold that forbids closing or opening here, as the platform once showed it.
struct KnownHold {
    std::string hold{}; // hld_…
    Instant learned{};
    bool lifted = false;
};
BOOST_DESCRIBE_STRUCT(KnownHold, (), (hold, learned, lifted))

struct IntakeState {
    std::string intake{};
    std::int64_t index{};                   // 0 for a witness without share
    std::string owner_certificate{};        // hex digest, pinned when the terms were first held
    std::string owner_der{};                // base64, of that certificate
    std::optional<std::string> key{};       // PEM of the key made for this intake
    std::optional<std::string> published{}; // hex SM3 of the KEY message that was published
    std::vector<HeldTermsEntry> terms{};
    std::optional<std::string> first_close{}; // hex SM3 of the CLOSE, stored before it was signed
    bool witnessed = false;
    bool answered = false; // all is done here: the platform shows what was answered, and the key is gone
    std::vector<KnownHold> holds{};
    std::optional<std::string> project{}; // prj_…, pinned when the trade was first seen
    // Each ANSWER as it was signed, kept before it leaves the machine: it is sent again until the platform
    // shows it, and proves afterwards what was answered.
    std::optional<std::vector<opening::AnswerIn>> answers{};
    // When this trustee first saw the closing quorum, by its own clock, from which it counts the window of
    // bidders who unseal. A state that an older service kept has none: it counts from its next visit.
    std::optional<Instant> quorum_seen{};
};
BOOST_DESCRIBE_STRUCT(IntakeState, (),
                      (intake, index, owner_certificate, owner_der, key, published, terms, first_close,
                       witnessed, answered, holds, project, answers, quorum_seen))

// Base64, of the owner's certificate under which this version is held.
inline const std::string& certificate_of(const HeldTermsEntry& held, const IntakeState& state)
{
    return held.certificate ? *held.certificate : state.owner_der;
}

// Two services on one state would each believe that what it remembers is all. The one that holds the folder's
// lock works; it falls with the process.
class StateLock {
public:
    // `trustee.state_in_use` when another process holds it. Makes the folder where needed; throws where it
    // cannot.
    static Result<StateLock> take(const std::filesystem::path& folder);
    StateLock(StateLock&& other) noexcept : file_{std::exchange(other.file_, -1)} {}
    StateLock& operator=(StateLock&&) = delete;
    ~StateLock();

private:
    explicit StateLock(int file) : file_{file} {}
    int file_;
};

class StateFolder {
public:
    explicit StateFolder(std::filesystem::path folder);
    // What an older service kept is read; a file that cannot be read throws and names itself, and nothing is
    // done for its intake.
    std::optional<IntakeState> load(const std::string& intake) const;
    // Durable when it returns.
    void save(const IntakeState& state) const;
    // Every intake of which something is kept, ascending.
    std::vector<std::string> intakes() const;

    // The CLOSE (hex SM3) that was first kept for this place, in whichever intake's name: beside the state of
    // the intake a second guard, for a place is what a CLOSE names.
    std::optional<std::string> first_close(const seal::Place& place) const;
    // Durable when it returns. Of two that keep one at the same time one comes first, whoever holds the lock.
    // Keeping another one than is kept is a bug and throws.
    void keep_first_close(const seal::Place& place, const std::string& digest) const;

    // The certificate (hex digest) of the platform whose closed sets this institution signs: one for ever,
    // unless its operator removes the file platform.pin.
    std::optional<std::string> platform() const;
    // Durable when it returns. Pinning another one than is pinned is a bug and throws.
    void pin_platform(const std::string& digest) const;

    // The authorities (PEM) that this institution trusts: what it was first given, unless its operator
    // removes the file anchors.pem.
    std::optional<std::string> anchors() const;
    // Durable when it returns.
    void pin_anchors(const std::string& pem) const;

    // The codes of the owners whose intakes this institution serves, ascending: what it was first given,
    // unless its operator removes the file owners.pin. Empty where none was ever given.
    std::vector<std::string> owners() const;
    // Durable when it returns.
    void pin_owners(const std::vector<std::string>& codes) const;

private:
    void write(const std::filesystem::path& target, const std::string& text) const;
    // Whole or not at all, and never over what is there: false when something is.
    bool write_first(const std::filesystem::path& target, const std::string& text) const;
    void sync() const; // the names in the folder
    std::filesystem::path file(const std::string& intake) const;
    std::filesystem::path file(const seal::Place& place) const;
    std::filesystem::path folder_;
};

} // namespace tianping::trustee
