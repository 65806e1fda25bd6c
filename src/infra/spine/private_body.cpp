#include "infra/spine/private_body.hpp"
#include "base/blank.hpp"
#include "infra/crypto/digest.hpp"
#include "infra/spine/private_row.hpp"

namespace tianping::events {
namespace {

Error unknown()
{
    return Error{Fault::not_found, "house.private_unknown"};
}

// Empty when the event has no private body.
std::string commitment_of(const Event& event)
{
    const auto body = wire::parse_json(event.body).value();
    const auto* kept = body.is_object() ? body.get_object().if_contains("commitment") : nullptr;
    return kept != nullptr && kept->is_string() ? std::string{kept->get_string()} : std::string{};
}

std::optional<PrivateErased> erasure_of(const ReadTx& tx, const Event& event)
{
    for (const auto& later :
         tx.list<Event>("WHERE stream = :s AND version > :v AND kind = :k ORDER BY version", event.stream,
                        event.version, std::string{PrivateErased::kind}))
        if (auto body = later.as<PrivateErased>(); body.of_version == event.version)
            return body;
    return std::nullopt;
}

// The row, once nothing speaks against that there is one.
Result<PrivateRow> row_of(const ReadTx& tx, const Event& event)
{
    if (const auto gone = erasure_of(tx, event)) {
        Error e{Fault::too_late, "house.private_erased"};
        e.article = gone->article;
        return e;
    }
    auto row = tx.find<PrivateRow>("WHERE seq = :s", event.seq);
    if (!row)
        return unknown();
    return *std::move(row);
}

} // namespace

Result<boost::json::value> open_private(const ReadTx& tx, const Event& event, const IsOfAudience& may)
{
    TP_TRY(row, row_of(tx, event));
    if (!may(row.audience))
        return unknown();
    const auto salt = digest_from_hex(row.salt);
    if (!salt || to_hex(crypto::hmac_sm3(*salt, view(row.body))) != commitment_of(event))
        return Error{Fault::internal, "house.private_differs"};
    return wire::parse_json(row.body);
}

Status check_founded(const Erasure& why)
{
    Error e{Fault::invalid, "house.erasure_unfounded"};
    for (const auto& [name, text] : {std::pair{"reason", why.reason}, {"article", why.article}})
        if (blank(text))
            e.fields.push_back({name, "wire.missing", "a text"});
    return e.fields.empty() ? Status{} : Status{e};
}

Result<Recorded> erase_private(WriteTx& tx, const Call& call, const Event& event, const Erasure& why)
{
    TP_CHECK(check_founded(why));
    TP_CHECK(row_of(tx, event));
    const auto done = append(tx, call, event.stream, wire::parse<About>(event.about).value(),
                             PrivateErased{event.kind, event.version, event.digest, commitment_of(event),
                                           why.reason, why.article});
    tx.change("DELETE FROM event_private WHERE seq = :s", event.seq);
    return done;
}

} // namespace tianping::events
