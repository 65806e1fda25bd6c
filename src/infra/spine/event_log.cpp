#include "infra/spine/event_log.hpp"
#include "base/canonical.hpp"
#include "infra/crypto/digest.hpp"
#include "infra/spine/connection.hpp"
#include "infra/spine/log_head.hpp"
#include "infra/spine/private_row.hpp"

namespace tianping::events {
namespace {

using namespace std::string_view_literals;

constexpr auto label = "tianping/event/1\0"sv;

// What the log shows of an actor; address and certificate stay in the command table.
struct PublicActor {
    std::string person;
    std::string organisation;
    std::string mandate;
    std::string on_behalf_of;
    bool system = false;
};
BOOST_DESCRIBE_STRUCT(PublicActor, (), (person, organisation, mandate, on_behalf_of, system))

struct StreamHead {
    std::int64_t version{};
    std::string digest;
};
BOOST_DESCRIBE_STRUCT(StreamHead, (), (version, digest))

StreamHead head_of(const ReadTx& tx, const std::string& stream)
{
    const auto heads = tx.query<StreamHead>(
        "SELECT version, digest FROM event WHERE stream = :s ORDER BY version DESC LIMIT 1", stream);
    return heads.empty() ? StreamHead{0, std::string(64, '0')} : heads.front();
}

std::string canonical_actor(const Actor& actor)
{
    return canonical(wire::write(
        PublicActor{actor.person, actor.organisation, actor.mandate, actor.on_behalf_of, actor.system}));
}

// Puts the commitment of the private body into the public one and returns the row to keep.
PrivateRow commit_private(const Call& call, const Private& secret, boost::json::value& body)
{
    std::array<std::uint8_t, 32> salt{};
    call.chance->fill(salt);
    const auto text = canonical(secret.body);
    body.as_object()["commitment"] = to_hex(crypto::hmac_sm3(salt, view(text)));
    return {0, secret.audience, to_hex(salt), text};
}

void index_about(WriteTx& tx, const About& about, const std::string& stream, std::int64_t seq)
{
    const auto add = [&](const std::string& subject) {
        tx.change("INSERT INTO event_about (subject, seq) VALUES (:s, :q) ON CONFLICT DO NOTHING", subject,
                  seq);
    };
    for (const auto* group : {&about.trades, &about.lots, &about.rounds})
        for (const auto& subject : *group)
            if (subject != stream)
                add(subject);
}

} // namespace

void unreadable(const Event& event, std::string_view kind, int version)
{
    throw std::logic_error("event " + event.kind + " with body version " +
                           std::to_string(event.body_version) + " read as " + std::string{kind} + " " +
                           std::to_string(version));
}

std::string digest_of(const Event& event, const std::string& previous_digest_hex)
{
    // The members in canonical order; about, actor and body are canonical already.
    const auto text = R"({"about":)" + event.about + R"(,"actor":)" + event.actor + R"(,"arrived_at":)" +
                      std::to_string(millis(event.arrived_at)) + R"(,"body":)" + event.body +
                      R"(,"body_version":)" + std::to_string(event.body_version) + R"(,"kind":")" +
                      event.kind + R"(","recorded_at":)" + std::to_string(millis(event.recorded_at)) +
                      R"(,"stream":")" + event.stream + R"(","version":)" + std::to_string(event.version) +
                      "}";
    const auto previous = digest_from_hex(previous_digest_hex).value();
    crypto::Sm3 hash;
    hash.update(view(label));
    hash.update(previous);
    hash.update(view(text));
    return to_hex(hash.finish());
}

Recorded append_json(WriteTx& tx, const Call& call, const std::string& stream, const About& about,
                     std::string_view kind, int body_version, const boost::json::value& body,
                     const std::optional<Private>& secret)
{
    auto& head = log_head(tx);
    const auto previous = head_of(tx, stream);
    auto public_body = body;
    std::optional<PrivateRow> hidden;
    if (secret)
        hidden = commit_private(call, *secret, public_body);
    Event event{head.next(),
                stream,
                previous.version + 1,
                canonical(wire::write(about)),
                std::string{kind},
                body_version,
                canonical_actor(call.actor),
                call.arrived,
                head.now(),
                canonical(public_body),
                {}};
    event.digest = digest_of(event, previous.digest);
    if (!tx.insert(event))
        throw std::logic_error("event " + stream + "/" + std::to_string(event.version) + " exists already");
    index_about(tx, about, stream, event.seq);
    if (hidden) {
        hidden->seq = event.seq;
        tx.insert(*hidden).value();
    }
    return {event.seq, event.version, event.digest};
}

std::vector<Event> of_stream(const ReadTx& tx, const std::string& stream)
{
    return tx.list<Event>("WHERE stream = :s ORDER BY version", stream);
}

std::vector<Event> of_trade(const ReadTx& tx, const std::string& trade)
{
    return tx.list<Event>(
        "WHERE stream = :t OR seq IN (SELECT seq FROM event_about WHERE subject = :u) ORDER BY seq", trade,
        trade);
}

} // namespace tianping::events
