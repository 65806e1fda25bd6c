// What was published around an intake: terms and notices with their signatures, the set in the log, the log.
#include "app/trustee/trust.hpp"
#include "app/verify/checks.hpp"
#include "infra/crypto/digest.hpp"
#include "infra/spine/private_body.hpp"
#include "rooms/bidding/events.hpp"
#include "rooms/notice/api.hpp"
#include "rooms/notice/medium.hpp"
#include "rooms/opening/events.hpp"
#include <algorithm>

namespace tianping::verify {

// By the certificate that the log names, which is the owner's.
Status Checks::signed_by_owner(const std::string& certificate_digest, ByteView message,
                               const std::string& signature) const
{
    TP_TRY(owner, organisation_of(evidence_.kit.terms_certificate));
    TP_TRY(value, from_base64(signature));
    TP_TRY(given, certificate_given(evidence_, certificate_digest));
    TP_TRY(certificate, trustee::certificate_from(given));
    TP_TRY(key, certificate.public_key());
    if (certificate.subject().organisation_code != owner)
        return differs("verify.not_the_owner", certificate.subject_text());
    return key.verify(message, value) ? Status{}
                                      : Status{differs("verify.signature", certificate.subject_text())};
}

Status Checks::terms_version(const terms::Terms& version) const
{
    const auto digest = to_hex(terms::digest(version));
    const auto* logged = event_of([&](const auto& e) {
        return says<trade::TermsSigned>(e, [&](const auto& body) {
            return body.terms == digest && body.number == version.number && e.stream == version.trade;
        });
    });
    if (!logged || version.trade != evidence_.kit.trade || version.platform != evidence_.kit.platform)
        return differs("verify.terms_digest", digest);
    TP_TRY(body, wire::parse<trade::TermsSigned>(logged->body));
    return signed_by_owner(body.certificate, terms::signed_bytes(version), body.signature);
}

// No version that a notice put in force is missing.
Status Checks::all_in_force_shown() const
{
    std::vector<std::string> shown{to_hex(terms::digest(evidence_.kit.terms))};
    for (const auto& older : evidence_.older_terms)
        shown.push_back(to_hex(terms::digest(older)));
    const auto* missing = event_of([&](const auto& e) {
        return says<trade::TermsInForce>(
            e, [&](const auto& body) { return std::ranges::find(shown, body.terms) == shown.end(); });
    });
    return missing ? Status{differs("verify.terms_missing", missing->body)} : Status{};
}

void Checks::terms()
{
    const auto kit = [&]() -> Status {
        TP_TRY(der, from_base64(evidence_.kit.terms_certificate));
        TP_TRY(owner, crypto::Certificate::from_der(der));
        TP_TRY(key, owner.public_key());
        TP_TRY(signature, from_base64(evidence_.kit.terms_signature));
        if (to_hex(terms::digest(evidence_.kit.terms)) != evidence_.kit.terms_digest)
            return differs("verify.terms_digest", evidence_.kit.terms_digest);
        if (!key.verify(terms::signed_bytes(evidence_.kit.terms), signature))
            return differs("verify.signature", owner.subject_text());
        TP_CHECK(owner_logged());
        return terms_version(evidence_.kit.terms);
    };
    found(kit(), "verify.terms", evidence_.kit.intake);
    for (const auto& older : evidence_.older_terms)
        found(terms_version(older), "verify.terms",
              evidence_.kit.intake + "/" + std::to_string(older.number));
    found(all_in_force_shown(), "verify.terms_complete", evidence_.kit.intake);
}

// The notice that a correction names was published with the digest that it names.
Status Checks::corrected(const notice::Text& text) const
{
    if (!text.corrects_digest)
        return {};
    const auto* published = event_of([&](const auto& e) {
        const auto same = [&](const auto& body) { return body.digest == *text.corrects_digest; };
        return e.stream == text.corrects &&
               (says<notice::Published>(e, same) || says<notice::SentToInvited>(e, same));
    });
    return published ? Status{} : Status{differs("verify.corrected_differs", text.notice)};
}

// The text has its digest, its owner signed that, and it appeared when it might.
template <class Body>
Status Checks::notice(const opening::LoggedEvent& event, Instant Body::*out) const
{
    TP_TRY(body, wire::parse<Body>(event.body));
    const auto& text = body.text;
    const auto digest = notice::digest(text);
    if (to_hex(digest) != body.digest || text.notice != event.stream || text.trade != evidence_.kit.trade ||
        text.platform != evidence_.kit.platform)
        return differs("verify.notice_digest", text.notice);
    TP_CHECK(corrected(text));
    TP_CHECK(signed_by_owner(body.certificate, notice::signed_bytes(digest), body.signature));
    const auto* said = event_of([&](const auto& e) {
        return e.stream == event.stream && e.version < event.version &&
               says<notice::Signed>(e, [&](const auto& one) {
                   return one.digest == body.digest && one.certificate == body.certificate &&
                          one.signature == body.signature && one.publish_at <= body.*out;
               });
    });
    const bool in_time = body.*out == from_millis(event.arrived_at) && text.publish_at <= body.*out;
    return said && in_time ? Status{} : Status{differs("verify.notice_not_logged", text.notice)};
}

// The outside medium took this text; where it showed another, that is logged too.
Status Checks::on_medium(const opening::LoggedEvent& event) const
{
    TP_TRY(body, wire::parse<notice::OutOnMedium>(event.body));
    TP_TRY(receipt, wire::parse<notice::MediumReceipt>(body.receipt));
    const auto* published = event_of([&](const auto& e) {
        return e.stream == event.stream &&
               says<notice::Published>(e, [&](const auto& one) { return one.digest == receipt.digest; });
    });
    const auto* same = event_of([&](const auto& e) {
        return e.stream == event.stream &&
               (says<notice::Published>(e, [&](const auto& one) { return one.digest == body.digest; }) ||
                says<notice::DifferenceFound>(
                    e, [&](const auto& one) { return one.shown_digest == body.digest; }));
    });
    const bool fits = published && same && receipt.notice == event.stream &&
                      receipt.address == body.address && receipt.published_at == body.out_at;
    return fits ? Status{} : Status{differs("verify.medium_differs", event.stream)};
}

void Checks::notices()
{
    for (const auto& event : evidence_.events) {
        if (event.kind == notice::Published::kind)
            found(notice(event, &notice::Published::published_at), "verify.notice", event.stream);
        if (event.kind == notice::SentToInvited::kind)
            found(notice(event, &notice::SentToInvited::sent_at), "verify.notice", event.stream);
        if (event.kind == notice::OutOnMedium::kind)
            found(on_medium(event), "verify.medium", event.stream);
    }
}

// Each trustee published the key that bids were sealed to.
Status Checks::keys_logged() const
{
    for (const auto& key : evidence_.kit.keys) {
        TP_TRY(message, from_base64(key.message));
        const auto* logged = event_of([&](const auto& e) {
            return e.stream == evidence_.kit.intake && says<bidding::KeyPublished>(e, [&](const auto& body) {
                       return body.number == key.index && body.message_digest == to_hex(crypto::sm3(message));
                   });
        });
        if (!logged)
            return differs("verify.key_not_logged", std::to_string(key.index));
    }
    return {};
}

// The set is the one that the log names, and so are those who witnessed it.
Status Checks::set_logged() const
{
    const auto digest = to_hex(set_->digest);
    const auto& intake = evidence_.kit.intake;
    const auto* closed = event_of([&](const auto& e) {
        return e.stream == intake && says<opening::SetClosed>(e, [&](const auto& body) {
                   return body.closing_digest == digest && body.deadline == set_->close.deadline &&
                          body.terms == to_hex(set_->close.terms);
               });
    });
    const auto shown = [&](std::int64_t number) {
        return std::ranges::find(evidence_.closing.witnesses, number, &bidding::TrusteeKey::index) !=
               evidence_.closing.witnesses.end();
    };
    const auto* witnessed = event_of([&](const auto& e) {
        return e.stream == intake && says<opening::SetWitnessed>(e, [&](const auto& body) {
                   return body.closing_digest == digest && std::ranges::all_of(body.closers, shown);
               });
    });
    return closed && witnessed ? Status{} : Status{differs("verify.set_differs", digest)};
}

void Checks::events()
{
    std::map<std::string, std::pair<std::int64_t, std::string>> heads;
    Status status;
    for (const auto& e : evidence_.events) {
        auto& [version, previous] = heads.try_emplace(e.stream, 0, std::string(64, '0')).first->second;
        const tianping::events::Event event{0,
                                            e.stream,
                                            e.version,
                                            e.about,
                                            e.kind,
                                            e.body_version,
                                            e.actor,
                                            from_millis(e.arrived_at),
                                            from_millis(e.recorded_at),
                                            e.body,
                                            e.digest};
        if (status && (e.version != version + 1 || tianping::events::digest_of(event, previous) != e.digest))
            status = differs("verify.event_differs", e.stream + "/" + std::to_string(e.version));
        version = e.version;
        previous = e.digest;
    }
    found(status, "verify.events", std::to_string(evidence_.events.size()));
}

// The event whose private body went is here still, with its commitment; what it was, no export ever shows.
void Checks::erasures()
{
    for (const auto& event : evidence_.events) {
        if (event.kind != PrivateErased::kind)
            continue;
        PrivateErased said;
        const auto* of = event_of([&](const auto& e) {
            return e.stream == event.stream && e.version < event.version &&
                   says<PrivateErased>(event, [&](const auto& body) {
                       said = body;
                       return e.version == body.of_version && e.kind == body.of_kind &&
                              e.digest == body.of_digest &&
                              e.body.find("\"commitment\":\"" + body.of_commitment + "\"") !=
                                  std::string::npos;
                   });
        });
        const auto where = event.stream + "/" + std::to_string(event.version);
        if (of)
            out_.push_back(
                {true, private_erased, where, said.of_kind + ": " + said.reason + " (" + said.article + ")"});
        else
            found(differs("verify.erasure_differs", where), private_erased, where);
    }
}

} // namespace tianping::verify
