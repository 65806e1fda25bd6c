// Notices, terms and receipts: what was published around an opening is checked too.
#include "infra/spine/private_body.hpp"
#include "rooms/bidding/events.hpp"
#include "rooms/notice/api.hpp"
#include "rooms/opening/events.hpp"
#include "verify/opened_scene.hpp"

namespace tianping::verify {
namespace {

TEST(verify, what_was_published_around_the_opening_is_checked_by_digest_and_signature)
{
    using notice::Published;
    find_each({
        {"a notice's title", "verify.notice",
         [](Evidence& e) { change_event<Published>(e, [](auto& body) { body.text.title += "x"; }); }},
        {"a notice's signature", "verify.notice",
         [](Evidence& e) { change_event<Published>(e, [](auto& body) { flip_bytes(body.signature, 20); }); }},
        {"when a notice was published", "verify.notice",
         [](Evidence& e) { change_event<Published>(e, [](auto& body) { body.published_at += 1ms; }); }},
        {"a notice that nobody signed", "verify.notice",
         [](Evidence& e) { change_event<notice::Signed>(e, [](auto& body) { flip(body.digest, 3); }); }},
        {"what a correction corrects", "verify.corrected_differs",
         [](Evidence& e) {
             e.events.erase(std::ranges::find(e.events, Published::kind, &opening::LoggedEvent::kind));
         }},
        {"the medium's receipt", "verify.medium",
         [](Evidence& e) { change_event<notice::OutOnMedium>(e, [](auto& body) { body.out_at += 1ms; }); }},
        {"what the medium shows", "verify.medium",
         [](Evidence& e) { change_event<notice::OutOnMedium>(e, [](auto& body) { flip(body.digest, 5); }); }},
        {"the signers' certificates", "verify.certificate_missing",
         [](Evidence& e) { e.certificates.clear(); }},
        {"the signature of the terms in the log", "verify.terms",
         [](Evidence& e) {
             change_event<trade::TermsSigned>(e, [](auto& body) { flip_bytes(body.signature, 20); });
         }},
        {"a version of the terms in force", "verify.terms_complete",
         [](Evidence& e) { change_event<trade::TermsInForce>(e, [](auto& body) { flip(body.terms, 7); }); }},
        {"a trustee's key in the log", "verify.keys_logged",
         [](Evidence& e) {
             change_event<bidding::KeyPublished>(e, [](auto& body) { flip(body.message_digest, 7); });
         }},
        {"the set in the log", "verify.set_logged",
         [](Evidence& e) {
             change_event<opening::SetClosed>(e, [](auto& body) { flip(body.closing_digest, 7); });
         }},
        {"who witnessed in the log", "verify.set_logged",
         [](Evidence& e) {
             change_event<opening::SetWitnessed>(e, [](auto& body) { body.closers.push_back(9); });
         }},
    });
}

TEST(verify, whoever_is_shown_as_a_member_of_a_joint_body_agreed_to_it)
{
    const auto joint_of = [](Evidence& e) -> bidding::ClosedSubmission& {
        return *std::ranges::find_if(e.closing.submissions,
                                     [](const auto& of) { return of.joint.has_value(); });
    };
    ASSERT_EQ(exported().evidence().closing.submissions.size(), 3U);
    find_each({
        {"a member's signature", "identity.signature_wrong",
         [&](Evidence& e) { flip_bytes(joint_of(e).joint->signatures.at(1).value, 20); }},
        {"a member's consent", "bidding.joint_unsigned",
         [&](Evidence& e) { joint_of(e).joint->signatures.pop_back(); }},
        {"the agreement", "verify.joint_missing", [&](Evidence& e) { joint_of(e).joint.reset(); }},
        {"who is a member", "verify.joint_differs", [&](Evidence& e) { flip(joint_of(e).members.at(0), 3); }},
        {"who leads", "verify.joint_differs", [&](Evidence& e) { flip(joint_of(e).bidder_code, 3); }},
    });
}

TEST(verify, receipts_and_their_time_stamps_are_checked)
{
    ASSERT_EQ(exported().evidence().receipts.size(), 4U) << "three in force, one replaced";
    find_each({
        {"a receipt", "verify.receipt", [](Evidence& e) { flip_bytes(e.receipts.at(0).message, 150); }},
        {"a receipt's signature", "verify.receipt_not_signed",
         [](Evidence& e) { flip_bytes(e.receipts.at(1).signature, 20); }},
        {"a receipt's time stamp", "verify.receipt",
         [](Evidence& e) { flip_bytes(e.receipts.at(0).timestamp, 90); }},
        {"another receipt's time stamp", "timestamp.other_digest",
         [](Evidence& e) { e.receipts.at(0).timestamp = e.receipts.at(1).timestamp; }},
        {"a receipt left out", "verify.receipt_missing", [](Evidence& e) { e.receipts.pop_back(); }},
        {"when a bid arrived", "verify.receipt_differs",
         [](Evidence& e) { e.closing.submissions.at(0).arrived += 1ms; }},
        {"a receipt of another signer", "verify.receipt_not_signed",
         [](Evidence& e) { e.receipts.at(0).certificate = e.kit.terms_certificate; }},
    });
    EXPECT_NE(differing(verify_export(exported().folder(),
                                      {crypto::Certificate::from_der(
                                           from_base64(exported().evidence().closing.certificate).value())
                                           .value()}))
                  .find("verify.anchor certificate.not_authority"),
              std::string::npos);
}

// The evidence as it is after the body of the registration was erased.
void erase(Evidence& evidence, const std::function<void(PrivateErased&)>& change = {})
{
    const auto of = *std::ranges::find(evidence.events, trade::Submitted::kind, &opening::LoggedEvent::kind);
    opening::LoggedEvent last = of;
    for (const auto& event : evidence.events)
        if (event.stream == of.stream)
            last = event;
    const auto commitment = wire::parse_json(of.body).value().at("commitment").as_string();
    PrivateErased body{of.kind,        of.version,        of.digest, std::string{commitment},
                       "本人撤回同意", "个人信息保护法47"};
    if (change)
        change(body);
    auto next = last;
    next.version = last.version + 1;
    next.kind = PrivateErased::kind;
    next.body_version = PrivateErased::version;
    next.body = canonical(wire::write(body));
    next.digest = events::digest_of({0,
                                     next.stream,
                                     next.version,
                                     next.about,
                                     next.kind,
                                     next.body_version,
                                     next.actor,
                                     from_millis(next.arrived_at),
                                     from_millis(next.recorded_at),
                                     next.body,
                                     {}},
                                    last.digest);
    evidence.events.push_back(next);
}

TEST(verify, an_erased_private_body_is_told_and_nothing_differs)
{
    auto evidence = exported().evidence();
    erase(evidence);
    exported().put(evidence);
    const auto findings = verify_export(exported().folder());
    exported().put(exported().evidence());
    EXPECT_TRUE(all_ok(findings)) << differing(findings);
    const auto told = std::ranges::find(findings, private_erased, &Finding::what);
    ASSERT_NE(told, findings.end());
    EXPECT_TRUE(is_note(*told));
    EXPECT_EQ(told->detail, "trade.submitted: 本人撤回同意 (个人信息保护法47)");
    EXPECT_TRUE(told->where.starts_with("trd_")) << told->where;
}

TEST(verify, an_erasure_that_names_no_event_of_its_stream_is_found)
{
    const char* differs = "verify.erasure_differs";
    find_each({
        {"another version", differs, [](Evidence& e) { erase(e, [](auto& body) { ++body.of_version; }); }},
        {"another kind", differs, [](Evidence& e) { erase(e, [](auto& body) { body.of_kind += "x"; }); }},
        {"another event", differs,
         [](Evidence& e) { erase(e, [](auto& body) { flip(body.of_digest, 3); }); }},
        {"another body", differs,
         [](Evidence& e) { erase(e, [](auto& body) { flip(body.of_commitment, 3); }); }},
    });
}

} // namespace
} // namespace tianping::verify
