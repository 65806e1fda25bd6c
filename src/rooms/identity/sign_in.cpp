#include "base/canonical.hpp"
#include "infra/spine/event_log.hpp"
#include "rooms/identity/due.hpp"
#include "rooms/identity/events.hpp"
#include "rooms/identity/rules.hpp"
#include "rooms/identity/service.hpp"
#include "rooms/identity/signers.hpp"
#include "rooms/identity/store.hpp"
#include <algorithm>

namespace tianping::identity {
namespace {

ChallengeText text_of(const ChallengeRow& row, const std::string& origin)
{
    return {row.id.text(), row.nonce, origin, row.purpose, row.made_at};
}

Error as_unauthenticated(Error e)
{
    e.fault = Fault::unauthenticated;
    return e;
}

SignInTry try_of(const SignInIn& in, const Actor& actor)
{
    const auto certificate = read_certificate(in.certificate, "certificate");
    return {certificate ? certificate->digest_text() : "unreadable", actor.address};
}

// The mandate under which the person signs in, where he names one.
Result<std::optional<MandateRow>> mandate_of(const ReadTx& tx, const SignInIn& in,
                                             const OrganisationId& agent, Instant at)
{
    if (!in.mandate)
        return std::optional<MandateRow>{};
    const auto row = store::mandate(tx, *in.mandate);
    if (!row || row->agent != agent)
        return Error{Fault::forbidden, "identity.mandate_missing"};
    TP_CHECK(covering_mandate({&*row, 1}, row->scope, at));
    return row;
}

Result<CertificateRow> certificate_of(const ReadTx& tx, const ProvedSignature& proved, Instant at)
{
    const auto digest = to_hex(proved.certificate_digest);
    const auto row = store::certificate(tx, digest);
    if (!row || row->usage != crypto::Usage::sign)
        return Error{Fault::unauthenticated, "identity.certificate_unknown", {}, {{"digest", digest}}};
    if (const auto usable = check_usable(tx, *row, at); !usable)
        return as_unauthenticated(usable.error());
    return *row;
}

} // namespace

Result<ChallengeOut> Identity::make_challenge(WriteTx& tx, const http::Request& request,
                                              const ChallengeIn& in) const
{
    const auto& call = request.call;
    std::array<std::uint8_t, 32> nonce{};
    call.chance->fill(nonce);
    const ChallengeRow row{call.mint<ChallengeId>(), to_hex(nonce), in.purpose, call.arrived, std::nullopt};
    const auto life = parts_.sessions.limits().challenge_life;
    schedule_forgetting(tx, call.arrived, 10 * life);
    tx.insert(row).value();
    if (nonce[0] == 0) // now and then: it is a walk through all of them
        store::keep_newest_challenges(tx, parts_.sessions.limits().challenges);
    const auto text = text_of(row, parts_.origin);
    return ChallengeOut{text.challenge,
                        text.nonce,
                        text.origin,
                        text.purpose,
                        text.time,
                        row.made_at + life,
                        canonical(wire::write(text)),
                        in.purpose == Purpose::sign_in ? "tianping/login/1" : "tianping/registration/1"};
}

Result<ChallengeRow> Identity::open_challenge(const ReadTx& tx, const std::string& id, Purpose purpose,
                                              Instant at) const
{
    const auto parsed = ChallengeId::parse(id);
    const auto row = parsed ? store::challenge(tx, *parsed) : std::nullopt;
    if (!row || row->purpose != purpose)
        return Error{Fault::unauthenticated, "identity.challenge_unknown"};
    if (row->used_at)
        return Error{Fault::unauthenticated, "identity.challenge_used"};
    const auto end = row->made_at + parts_.sessions.limits().challenge_life;
    if (at >= end)
        return Error{Fault::unauthenticated, "identity.challenge_expired", {}, {{"end", to_rfc3339(end)}}};
    return *row;
}

Status Identity::consume(WriteTx& tx, const ChallengeRow& challenge, Instant at) const
{
    TP_CHECK(open_challenge(tx, challenge.id.text(), challenge.purpose, at));
    store::use_challenge(tx, challenge.id, at);
    return {};
}

Result<ChallengeRow> Identity::challenge_to_sign_in(const ReadTx& tx, const http::Request& request,
                                                    const SignInIn& in, const SignInTry& tried) const
{
    const auto now = parts_.sessions.now();
    const auto failures = store::failures(tx, tried.subject());
    const auto until = failures ? locked_until(*failures, parts_.sessions.limits()) : std::nullopt;
    if (!until || now >= *until)
        return open_challenge(tx, in.challenge, Purpose::sign_in, request.call.arrived);
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(*until - now).count();
    Error e{Fault::too_many, "identity.locked_out"};
    e.params = {{"until", to_rfc3339(*until)}, {"retry_after", std::to_string(seconds)}};
    return e;
}

Result<ReadyToSignIn> Identity::prepare_sign_in(const http::Request& request, const SignInIn& in) const
{
    const auto tried = try_of(in, request.call.actor);
    const auto refused = [&](const Error& why, bool wrong) {
        return parts_.reads.read([&](const ReadTx& tx) { return failed_sign_in(tx, tried, why, wrong); });
    };
    const auto challenge =
        parts_.reads.read([&](const ReadTx& tx) { return challenge_to_sign_in(tx, request, in, tried); });
    if (!challenge)
        return refused(challenge.error(), false);
    auto proved = prove_signature(login_message(text_of(*challenge, parts_.origin)),
                                  {in.certificate, in.signature}, RegistrationIn::signed_paths());
    if (!proved)
        return refused(as_unauthenticated(proved.error()), true);
    return ReadyToSignIn{*std::move(proved), *challenge, tried};
}

Result<SignInOut> Identity::sign_in(WriteTx& tx, const http::Request& request, const SignInIn& in,
                                    const ReadyToSignIn& ready) const
{
    auto out = open_session(tx, request, in, ready);
    if (!out)
        return failed_sign_in(tx, ready.tried, out.error(), false);
    return out;
}

Result<SignInOut> Identity::open_session(WriteTx& tx, const http::Request& request, const SignInIn& in,
                                         const ReadyToSignIn& ready) const
{
    const auto& call = request.call;
    TP_CHECK(consume(tx, ready.challenge, call.arrived));
    TP_TRY(certificate, certificate_of(tx, ready.proved, call.arrived));
    const auto person = store::person(tx, certificate.person);
    if (!person || person->left_at)
        return Error{
            Fault::unauthenticated, "identity.certificate_unknown", {}, {{"digest", certificate.digest}}};
    TP_TRY(mandate, mandate_of(tx, in, person->organisation, call.arrived));
    store::forget_failures(tx, ready.tried.subject());

    const auto token = session_token(*call.chance);
    const auto now = parts_.sessions.now();
    SessionRow row{token_digest(token), call.mint<SessionId>(), person->id, person->organisation};
    row.mandate = mandate ? mandate->id.text() : "";
    row.on_behalf_of = mandate ? mandate->principal.text() : "";
    if (mandate)
        row.mandate_ends = mandate->ends_at;
    row.certificate = certificate.digest;
    row.certificate_ends = certificate.not_after;
    row.opened_at = row.seen_at = now;
    row.ends_at = now + parts_.sessions.limits().absolute;
    tx.insert(row).value();
    events::append(tx, call, row.id.text(), {},
                   SignedIn{row.id, row.person, row.organisation, row.mandate, row.certificate});
    SignInOut out{row.id, token, row.person, row.organisation, roles_of(person->roles)};
    if (mandate) {
        out.mandate = mandate->id;
        out.on_behalf_of = mandate->principal;
    }
    out.idle_seconds = parts_.sessions.limits().idle.count();
    out.ends_at = row.ends_at;
    return out;
}

Result<SessionOut> Identity::get_session(const ReadTx& tx, const http::Request& request) const
{
    const auto& actor = request.call.actor;
    TP_TRY(id, PersonId::parse(actor.person));
    const auto person = store::person(tx, id);
    if (!person)
        return Error{Fault::unauthenticated, "identity.session_unknown"};
    TP_TRY(own, organisation(tx, person->organisation));
    const auto certificate = store::certificate(tx, actor.certificate);
    SessionOut out{id, person->name, own, actor.roles};
    if (!actor.mandate.empty()) {
        TP_TRY(mandate, MandateId::parse(actor.mandate));
        TP_TRY(principal_id, OrganisationId::parse(actor.on_behalf_of));
        TP_TRY(principal, organisation(tx, principal_id));
        out.mandate = mandate;
        out.on_behalf_of = principal;
    }
    out.certificate = actor.certificate;
    out.certificate_ends = certificate ? certificate->not_after : Instant{};
    return out;
}

Result<SignedOutOut> Identity::sign_out(WriteTx& tx, const http::Request& request, const http::Nothing&) const
{
    http::QueryReader query{request};
    const auto named = query.id<SessionId>("session");
    TP_CHECK(query.done());
    const auto& actor = request.call.actor;
    TP_TRY(person, PersonId::parse(actor.person));
    SignedOutOut out;
    for (const auto& row : store::open_sessions_of(tx, person)) {
        const bool meant =
            named ? row.id == *named : row.certificate == actor.certificate && row.mandate == actor.mandate;
        if (!meant)
            continue;
        store::end_session(tx, row.token_digest, parts_.sessions.now());
        parts_.sessions.forget({row.token_digest});
        events::append(tx, request.call, row.id.text(), {}, SignedOut{row.id, row.person});
        ++out.ended;
    }
    return out;
}

} // namespace tianping::identity
