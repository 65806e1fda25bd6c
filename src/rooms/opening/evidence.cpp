#include "infra/crypto/digest.hpp"
#include "rooms/notice/api.hpp"
#include "rooms/opening/namings.hpp"
#include "rooms/opening/service.hpp"
#include "rooms/opening/store.hpp"
#include <algorithm>
#include <iterator>
#include <set>

namespace tianping::opening {
namespace {

Error not_read_out()
{
    return {Fault::too_early, "opening.not_read_out"};
}

// The streams of notices that are out by now. A draft, and what is signed for a later hour, is the parties'.
std::set<std::string> published_notices(const std::vector<events::Event>& events)
{
    std::set<std::string> out;
    for (const auto& event : events)
        if (event.kind == notice::Published::kind || event.kind == notice::SentToInvited::kind)
            out.insert(event.stream);
    return out;
}

// The signatures of acts (docs/formats/login.md, 6) whose every event is in the stream of a hold.
std::set<std::string> signed_holds(const std::vector<events::Event>& events)
{
    std::set<std::string> holds, out;
    for (const auto& event : events)
        if (event.stream.starts_with("hld_"))
            holds.insert(event.digest);
    for (const auto& event : events) {
        if (event.kind != "identity.act_signed") // what of it was erased is told in its stream, too
            continue;
        const auto body = wire::parse_json(event.body).value();
        const auto& acts = body.at("events").as_array();
        if (std::ranges::all_of(acts,
                                [&](const auto& one) { return holds.contains(one.as_string().c_str()); }))
            out.insert(event.stream);
    }
    return out;
}

// Submissions' streams tell who came and went before the deadline; they stay with their bidders. Of another
// lot only what is public: nothing while it is being opened. A stream is shown whole or not at all, so that
// its chain verifies.
bool may_show(const ReadTx& tx, const Where& at, const events::Event& event,
              const std::set<std::string>& public_streams)
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
    return is("trd_") || is("rnd_") || is("hld_") || public_streams.contains(event.stream);
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
                           const seal::Close& close)
{
    return {close.place.platform, close.place.trade, close.place.lot, close.place.round, close.place.intake,
            close.deadline,       terms.digest,      terms.terms,     owner_certificate, terms.signature};
}

void add_opened(const ReadTx& tx, const trade::IntakeId& intake, Evidence& out)
{
    for (const auto& row : store::answers(tx, intake))
        out.answers.push_back({row.number, row.header, row.certificate, row.message, row.signature});
    const auto sealed = store::sealed_parts(tx, intake);
    for (const auto& row : store::opened_parts(tx, intake)) {
        const auto part = std::ranges::find(sealed, row.header, &SealedPartRow::header);
        out.opened.push_back({row.submission, row.part, row.header, part->envelope, row.state, row.secret,
                              row.reason, wire::parse<std::vector<std::int64_t>>(row.wrong).value()});
    }
}

// As it was read out, whatever became of a name since.
void show_as_read_out(Evidence& out)
{
    for (auto& submission : out.closing.submissions) {
        const auto line = std::ranges::find(out.read_out, submission.submission, &ReadOut::submission);
        if (line == out.read_out.end())
            continue;
        submission.bidder_name = line->bidder_name;
    }
}

// As his SUBMIT names him: no signed byte tells the platform's own id of an organisation.
Status show_as_signed(Evidence& out)
{
    for (auto& submission : out.closing.submissions) {
        TP_TRY(message, from_base64(submission.message));
        TP_TRY(submit, seal::Submit::decode(message));
        submission.bidder = to_hex(submit.bidder);
    }
    return {};
}

// Under which the owner's agent did what these events tell.
std::set<std::string> mandates_named(const std::vector<LoggedEvent>& events, const std::string& owner)
{
    std::set<std::string> out;
    for (const auto& event : events) {
        const auto actor = wire::parse_json(event.actor).value();
        const auto& mandate = actor.at("mandate").as_string();
        if (!mandate.empty() && actor.at("on_behalf_of").as_string() == owner)
            out.emplace(mandate);
    }
    return out;
}

void add_mandates(const ReadTx& tx, const std::string& owner, const std::string& origin, Evidence& out)
{
    for (const auto& mandate : mandates_named(out.events, owner)) {
        ActedMandate shown{mandate, origin, std::nullopt};
        for (const auto& event : events::of_stream(tx, mandate)) {
            if (event.kind == "identity.mandate_granted")
                out.events.push_back(logged(event));
            if (event.kind == "identity.mandate_revoked")
                shown.revoked_at = event.arrived_at;
        }
        out.mandates.push_back(std::move(shown));
    }
}

// How an outsider knows two names for one organisation's: of whoever the evidence names.
void add_renamings(const ReadTx& tx, const Where& at, Instant deadline, Evidence& out)
{
    std::set<identity::OrganisationId> named{at.trade.owner};
    if (const auto agent = trade::agent_at(tx, at.trade.id, deadline))
        named.insert(*agent);
    if (const auto centre = identity::OrganisationId::parse(at.trade.centre))
        named.insert(*centre);
    std::vector<std::string> codes;
    for (const auto& submission : out.closing.submissions) {
        codes.push_back(submission.bidder_code);
        std::ranges::copy(submission.members, std::back_inserter(codes));
    }
    for (const auto& bidder : identity::organisations_by_codes(tx, codes))
        named.insert(bidder.id);
    for (const auto& organisation : named)
        for (const auto& renaming : identity::renamings_of(tx, organisation))
            for (const auto& event : events::of_stream(tx, renaming.id.text()))
                out.events.push_back(logged(event));
}

// Who signed notices, terms, mandates and acts: their events carry the certificate's digest.
std::vector<std::string> certificates_named(const ReadTx& tx, const std::vector<LoggedEvent>& events)
{
    std::set<std::string> digests;
    for (const auto& event : events) {
        const auto body = wire::parse_json(event.body).value();
        const auto* digest = body.as_object().if_contains("certificate");
        if (digest != nullptr && digest->is_string())
            digests.emplace(digest->as_string());
    }
    std::vector<std::string> out;
    for (const auto& digest : digests)
        if (const auto known = identity::certificate(tx, digest))
            out.push_back(known->der_base64);
    return out;
}

} // namespace

Status Opening::add_receipts(const ReadTx& tx, Evidence& out) const
{
    const auto add = [&](const std::string& submit) -> Status {
        TP_TRY(message, from_base64(submit));
        if (const auto receipt = bidding::signed_receipt(tx, to_hex(crypto::sm3(message))))
            out.receipts.push_back(*receipt);
        return {};
    };
    for (const auto& submission : out.closing.submissions) {
        for (const auto& replaced : submission.chain)
            TP_CHECK(add(replaced.message));
        TP_CHECK(add(submission.message));
    }
    return {};
}

Result<Evidence> Opening::evidence(const ReadTx& tx, const http::Request& request) const
{
    TP_TRY(at, where_of(tx, request));
    return evidence_for(tx, at, {});
}

Result<Evidence> Opening::whole_evidence(const ReadTx& tx, const http::Request& request) const
{
    TP_TRY(at, where_of(tx, request));
    TP_TRY(reader, reader_of(tx, at.closing.intake, request.call));
    return evidence_for(tx, at, reader);
}

Result<Evidence> Opening::evidence_for(const ReadTx& tx, const Where& at, const Reader& reader) const
{
    const auto published = store::read_out(tx, at.closing.intake);
    if (!published && at.closing.state != ClosingState::returned)
        return not_read_out();
    TP_TRY(message, from_base64(at.closing.message));
    TP_TRY(close, seal::Close::decode(message));
    TP_TRY(owner, identity::certificate(tx, at.terms.certificate_digest));
    Evidence out;
    out.kit = kit_of(at.terms, owner.der_base64, close);
    bidding::show_keys(tx, out.kit);
    for (const auto& older : trade::terms_versions(tx, at.trade.id))
        if (older.in_force_from && older.digest != at.terms.digest)
            out.older_terms.push_back(older.terms);
    out.closing = set_of(tx, at);
    if (published) {
        TP_TRY(submissions, bidding::closed_submissions(tx, at.closing.intake));
        out.closing.submissions = std::move(submissions);
        add_opened(tx, at.closing.intake, out);
        out.read_out = wire::parse<std::vector<ReadOut>>(published->body).value();
        show_as_read_out(out);
        TP_CHECK(show_as_signed(out));
        TP_CHECK(add_receipts(tx, out));
    }
    out.unsealing = unsealed_of(tx, at);
    keep_back(reader, out);
    const auto all = events::of_trade(tx, at.trade.id.text());
    auto shown = published_notices(all);
    shown.merge(signed_holds(all));
    for (const auto& event : all)
        if (may_show(tx, at, event, shown))
            out.events.push_back(logged(event));
    add_mandates(tx, at.trade.owner.text(), origin_, out);
    if (reader.given == Given::whole)
        out.namings = signed_namings(tx, at.trade.id);
    add_renamings(tx, at, close.deadline, out);
    out.certificates = certificates_named(tx, out.events);
    return out;
}

Result<http::Document> Opening::envelope(const ReadTx& tx, const http::Request& request) const
{
    TP_TRY(at, where_of(tx, request));
    TP_TRY(out, envelope_for(tx, at, request, {}));
    out.cache = "public, max-age=31536000, immutable";
    return out;
}

Result<http::Document> Opening::whole_envelope(const ReadTx& tx, const http::Request& request) const
{
    TP_TRY(at, where_of(tx, request));
    TP_TRY(reader, reader_of(tx, at.closing.intake, request.call));
    return envelope_for(tx, at, request, reader);
}

Result<http::Document> Opening::envelope_for(const ReadTx& tx, const Where& at, const http::Request& request,
                                             const Reader& reader) const
{
    const auto published = store::read_out(tx, at.closing.intake);
    if (!published)
        return not_read_out();
    const auto& wanted = request.path.at("envelope");
    const auto sealed = store::sealed_parts(tx, at.closing.intake);
    const auto part = std::ranges::find(sealed, wanted, &SealedPartRow::envelope);
    if (part == sealed.end())
        return Error{Fault::not_found, "opening.envelope_unknown"};
    const auto lines = wire::parse<std::vector<ReadOut>>(published->body).value();
    if (!gives(reader, part->part, part->submission, lines))
        return Error{Fault::forbidden, "opening.part_kept", {}, {}, "20-56"};
    TP_TRY(path, blobs_.path(wanted));
    http::Document out;
    out.media = "application/octet-stream";
    out.content = http::FileBody{path, 0, static_cast<std::int64_t>(std::filesystem::file_size(path))};
    out.etag = wanted;
    out.file_name = wanted + ".sealed";
    return out;
}

} // namespace tianping::opening
