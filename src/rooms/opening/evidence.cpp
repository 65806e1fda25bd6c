#include "rooms/opening/service.hpp"
#include "rooms/opening/store.hpp"
#include <algorithm>

namespace tianping::opening {
namespace {

Error not_read_out()
{
    return {Fault::too_early, "opening.not_read_out"};
}

// Submissions' streams tell who came and went before the deadline; they stay with their bidders. Of another
// lot only what is public: nothing while it is being opened.
bool may_show(const ReadTx& tx, const Where& at, const events::Event& event)
{
    const auto is = [&](const char* prefix) { return event.stream.starts_with(prefix); };
    if (is("int_")) {
        const auto other = store::closing(tx, trade::IntakeId::parse(event.stream).value());
        return !other || other->intake == at.closing.intake || other->state == ClosingState::read_out ||
               other->state == ClosingState::returned;
    }
    if (is("prf_")) {
        const auto about = wire::parse<events::About>(event.about).value();
        return std::ranges::find(about.rounds, at.round.id.text()) != about.rounds.end();
    }
    return is("trd_") || is("rnd_") || is("ntc_");
}

LoggedEvent logged(const events::Event& e)
{
    return {e.stream,
            e.version,
            e.about,
            e.kind,
            e.body_version,
            e.actor,
            millis(e.arrived_at),
            millis(e.recorded_at),
            e.body,
            e.digest};
}

bidding::SealingKit kit_of(const trade::SignedTerms& terms, const std::string& owner_certificate,
                           const seal::Close& close, std::vector<bidding::TrusteeKey> keys)
{
    return {close.place.platform, close.place.trade, close.place.lot, close.place.round,
            close.place.intake,   close.deadline,    terms.digest,    terms.terms,
            owner_certificate,    terms.signature,   std::move(keys)};
}

} // namespace

Result<Evidence> Opening::evidence(const ReadTx& tx, const http::Request& request) const
{
    TP_TRY(at, where_of(tx, request));
    const auto published = store::read_out(tx, at.closing.intake);
    if (!published)
        return not_read_out();
    TP_TRY(set, closing(tx, request));
    TP_TRY(message, from_base64(at.closing.message));
    TP_TRY(close, seal::Close::decode(message));
    TP_TRY(owner, identity::certificate(tx, at.terms.certificate_digest));
    Evidence out;
    out.kit = kit_of(at.terms, owner.der_base64, close, bidding::trustee_keys(tx, at.closing.intake));
    for (const auto& older : trade::terms_versions(tx, at.trade.id))
        if (older.in_force_from && older.digest != at.terms.digest)
            out.older_terms.push_back(older.terms);
    out.closing = set;
    for (const auto& row : store::answers(tx, at.closing.intake))
        out.answers.push_back({row.number, row.header, row.certificate, row.message, row.signature});
    const auto sealed = store::sealed_parts(tx, at.closing.intake);
    for (const auto& row : store::opened_parts(tx, at.closing.intake)) {
        const auto part = std::ranges::find(sealed, row.header, &SealedPartRow::header);
        out.opened.push_back({row.submission, row.part, row.header, part->envelope, row.state, row.secret,
                              row.reason, wire::parse<std::vector<std::int64_t>>(row.wrong).value()});
    }
    out.read_out = wire::parse<std::vector<ReadOut>>(published->body).value();
    out.unsealing = unsealed_of(tx, at.closing);
    for (const auto& event : events::of_trade(tx, at.trade.id.text()))
        if (may_show(tx, at, event))
            out.events.push_back(logged(event));
    return out;
}

Result<http::Document> Opening::envelope(const ReadTx& tx, const http::Request& request) const
{
    TP_TRY(at, where_of(tx, request));
    if (!store::read_out(tx, at.closing.intake))
        return not_read_out();
    const auto& wanted = request.path.at("envelope");
    const auto sealed = store::sealed_parts(tx, at.closing.intake);
    if (std::ranges::find(sealed, wanted, &SealedPartRow::envelope) == sealed.end())
        return Error{Fault::not_found, "opening.envelope_unknown"};
    TP_TRY(path, blobs_.path(wanted));
    http::Document out;
    out.media = "application/octet-stream";
    out.content = http::FileBody{path, 0, static_cast<std::int64_t>(std::filesystem::file_size(path))};
    out.etag = wanted;
    out.cache = "public, max-age=31536000, immutable";
    out.file_name = wanted + ".sealed";
    return out;
}

} // namespace tianping::opening
