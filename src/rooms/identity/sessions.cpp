#include "rooms/identity/sessions.hpp"
#include "infra/crypto/digest.hpp"
#include "rooms/identity/signers.hpp"
#include "rooms/identity/store.hpp"
#include <map>
#include <mutex>
#include <unordered_map>

namespace tianping::identity {
namespace {

using namespace std::chrono_literals;

constexpr auto trusted_for = 1s;     // from the last look into the table
constexpr auto distrusted_for = 5s;  // after this node changed it: longer than a commit takes
constexpr auto written_after = 5min; // of use
constexpr std::size_t most_entries = 50'000;

Error over(std::string code, std::string name, Instant at)
{
    return Error{Fault::unauthenticated, std::move(code), {}, {{std::move(name), to_rfc3339(at)}}};
}

Error unknown()
{
    return Error{Fault::unauthenticated, "identity.session_unknown"};
}

std::optional<std::string> scope_of(const ReadTx& tx, const SessionRow& row)
{
    const auto id = MandateId::parse(row.mandate);
    const auto mandate = id ? store::mandate(tx, *id) : std::nullopt;
    return mandate ? std::optional{mandate->scope} : std::nullopt;
}

std::optional<Supervision> supervised_by(const ReadTx& tx, const OrganisationId& id)
{
    const auto organisation = store::organisation(tx, id);
    return organisation ? supervision_of(*organisation) : std::nullopt;
}

struct Entry {
    SessionRow row{};
    std::vector<std::string> roles{};
    std::optional<std::string> scope{}; // of the mandate
    std::optional<Supervision> supervision{};
    std::optional<Instant> revoked_at{}; // the certificate, now or to come
    Instant read_at{};
    Instant seen{};
};

} // namespace

std::string session_token(Chance& chance)
{
    std::array<std::uint8_t, 32> bits{};
    chance.fill(bits);
    return to_hex(bits);
}

std::string token_digest(std::string_view token)
{
    return to_hex(crypto::sm3(view(token)));
}

Actor with_supervision(const ReadTx& tx, Actor stamped)
{
    const auto id = OrganisationId::parse(stamped.organisation);
    const auto supervises = wire::name_of(Role::supervisor);
    if (id && !stamped.supervision && std::ranges::find(stamped.roles, supervises) != stamped.roles.end())
        stamped.supervision = supervised_by(tx, *id);
    return stamped;
}

struct Sessions::State {
    ReadPool& reads;
    const Clock& house;
    const Clock& timeouts;
    SessionLimits limits;
    std::function<void(SeenSession)> tell;

    std::mutex mutex{};
    std::unordered_map<std::string, Entry> entries{};
    std::map<std::string, Instant> distrusted{}; // token digest or person -> until when

    bool is_distrusted(const std::string& key, Instant now)
    {
        const auto found = distrusted.find(key);
        return found != distrusted.end() && now < found->second;
    }

    void distrust(const std::string& key)
    {
        const auto now = timeouts.now();
        if (distrusted.size() > 1000)
            std::erase_if(distrusted, [&](const auto& item) { return item.second <= now; });
        distrusted[key] = now + distrusted_for;
    }

    std::optional<Entry> known(const std::string& digest)
    {
        const auto now = timeouts.now();
        const std::scoped_lock lock{mutex};
        const auto found = entries.find(digest);
        if (found == entries.end() || now - found->second.read_at >= trusted_for ||
            is_distrusted(digest, now) || is_distrusted(found->second.row.person.text(), now))
            return std::nullopt;
        return found->second;
    }

    std::optional<Entry> read(const std::string& digest)
    {
        const auto now = timeouts.now();
        auto entry = reads.read([&](const ReadTx& tx) -> std::optional<Entry> {
            const auto row = store::session(tx, digest);
            if (!row || row->ended_at)
                return std::nullopt;
            const auto person = store::person(tx, row->person);
            if (!person || person->left_at)
                return std::nullopt;
            const auto certificate = store::certificate(tx, row->certificate);
            return Entry{*row,
                         role_names(roles_of(person->roles)),
                         scope_of(tx, *row),
                         supervised_by(tx, person->organisation),
                         certificate ? certificate->revoked_at : std::nullopt,
                         now,
                         row->seen_at};
        });
        const std::scoped_lock lock{mutex};
        if (!entry) {
            entries.erase(digest);
            return std::nullopt;
        }
        if (entries.size() >= most_entries && !entries.contains(digest))
            std::erase_if(entries, [&](const auto& e) { return now - e.second.read_at >= trusted_for; });
        const auto before = entries.find(digest);
        if (before != entries.end())
            entry->seen = std::max(entry->seen, before->second.seen);
        if (before != entries.end() || entries.size() < most_entries)
            entries[digest] = *entry;
        return entry;
    }

    // Remembers the use; tells it when what is written is too old.
    void use(const std::string& digest, Instant now)
    {
        bool write = false;
        {
            const std::scoped_lock lock{mutex};
            const auto found = entries.find(digest);
            if (found == entries.end())
                return;
            found->second.seen = std::max(found->second.seen, now);
            if (now - found->second.row.seen_at >= written_after) {
                found->second.row.seen_at = now; // told once; the next look reads what is written
                write = true;
            }
        }
        if (write && tell)
            tell({digest, now});
    }

    Error expired(const SessionRow& row)
    {
        auto e = over("certificate.expired", "not_after", row.certificate_ends);
        const auto certificate =
            reads.read([&](const ReadTx& tx) { return store::certificate(tx, row.certificate); });
        if (certificate) {
            e.params["subject"] = subject_of(*certificate);
            e.params["serial"] = certificate->serial;
        }
        return e;
    }

    Result<Actor> judge(const Entry& entry, const std::string& digest, const std::string& address)
    {
        const auto now = timeouts.now(), house_now = house.now();
        const auto& row = entry.row;
        if (now >= row.ends_at)
            return over("identity.session_ended", "end", row.ends_at);
        if (now - entry.seen >= limits.idle)
            return over("identity.session_ended", "end", entry.seen + limits.idle);
        if (house_now >= row.certificate_ends)
            return expired(row);
        if (entry.revoked_at && house_now >= *entry.revoked_at)
            return unknown(); // as where its end is written already
        if (row.mandate_ends && house_now >= *row.mandate_ends) {
            auto e = over("identity.mandate_ended", "end", *row.mandate_ends);
            e.params["mandate"] = row.mandate;
            return e;
        }
        use(digest, now);
        return Actor{row.person.text(), row.organisation.text(),
                     row.mandate,       row.on_behalf_of,
                     row.certificate,   address,
                     entry.roles,       false,
                     entry.scope,       entry.supervision};
    }
};

Sessions::Sessions(ReadPool& reads, const Clock& house, const Clock& timeouts, SessionLimits limits,
                   std::function<void(SeenSession)> tell)
    : state_{new State{reads, house, timeouts, limits, std::move(tell)}}
{
}
Sessions::~Sessions() = default;

Result<Actor> Sessions::actor_of(const std::string& token, const std::string& address) const
{
    const auto digest = token_digest(token);
    auto entry = state_->known(digest);
    if (!entry)
        entry = state_->read(digest);
    if (!entry)
        return unknown();
    return state_->judge(*entry, digest, address);
}

std::optional<Result<Actor>> Sessions::actor_at_once(const std::string& token,
                                                     const std::string& address) const
{
    const auto digest = token_digest(token);
    const auto entry = state_->known(digest);
    if (!entry || state_->house.now() >= entry->row.certificate_ends) // the refusal names the certificate
        return std::nullopt;
    return state_->judge(*entry, digest, address);
}

void Sessions::forget(const std::vector<std::string>& token_digests) const
{
    const std::scoped_lock lock{state_->mutex};
    for (const auto& digest : token_digests)
        state_->distrust(digest);
}

void Sessions::forget_person(const PersonId& person) const
{
    const std::scoped_lock lock{state_->mutex};
    state_->distrust(person.text());
}

const SessionLimits& Sessions::limits() const
{
    return state_->limits;
}

Instant Sessions::now() const
{
    return state_->timeouts.now();
}

} // namespace tianping::identity
