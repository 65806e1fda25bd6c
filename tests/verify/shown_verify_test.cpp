// What stands beside the signed bytes follows from them and from the log; certificates lead to an authority;
// a session that is open is told of.
#include "app/verify/checks.hpp"
#include "rooms/hall/events.hpp"
#include "rooms/opening/events.hpp"
#include "verify/opened_scene.hpp"

namespace tianping::verify {
namespace {

TEST(verify_shown, what_the_evidence_shows_beside_signed_bytes_is_checked)
{
    find_each({
        {"a part's name", "verify.part_of_another", [](Evidence& e) { e.opened.at(0).part = "annex"; }},
        {"a part twice", "verify.part_of_another", [](Evidence& e) { e.opened.push_back(e.opened.at(0)); }},
        {"a reason for what opened", "verify.reason_differs",
         [](Evidence& e) { e.opened.at(0).reason = "opening.not_given"; }},
        {"a trustee's standing", "verify.standing",
         [](Evidence& e) { e.kit.standing.at(1).state = bidding::KeyState::wrong; }},
        {"a trustee's name", "verify.standing", [](Evidence& e) { e.kit.standing.at(1).name += "x"; }},
        {"a trustee's standing left out", "verify.standing", [](Evidence& e) { e.kit.standing.pop_back(); }},
        {"that the set is witnessed", "verify.closing_shown",
         [](Evidence& e) { e.closing.witnessed = false; }},
        {"which envelope is due", "verify.closing_shown", [](Evidence& e) { e.closing.due_envelope = 2; }},
        {"the window beside the set", "verify.closing_shown",
         [](Evidence& e) { e.closing.window_ends += 1ms; }},
        {"a bidder", "verify.bidders_shown",
         [](Evidence& e) { e.closing.submissions.at(0).bidder = e.closing.submissions.at(1).bidder; }},
        {"a receipt too many", "verify.nothing_added",
         [](Evidence& e) { e.receipts.push_back(e.receipts.at(0)); }},
        {"a certificate that nothing names", "verify.nothing_added",
         [](Evidence& e) { e.certificates.push_back(e.closing.certificate); }},
        {"the owner's certificate", "verify.terms",
         [](Evidence& e) { e.kit.terms_certificate = e.closing.certificate; }},
    });
}

// The last byte of a certificate is its authority's signature's.
void flip_signature(std::string& certificate)
{
    flip_bytes(certificate, from_base64(certificate).value().size() - 1);
}

TEST(verify_shown, a_certificate_that_no_authority_signed_is_found)
{
    find_each({
        {"the owner's", "verify.terms", [](Evidence& e) { flip_signature(e.kit.terms_certificate); }},
        {"the platform's", "verify.certificate", [](Evidence& e) { flip_signature(e.closing.certificate); }},
        {"a witness'", "verify.witness",
         [](Evidence& e) { flip_signature(e.closing.witnesses.at(1).certificate); }},
        {"a receipt's", "verify.certificate",
         [](Evidence& e) { flip_signature(e.receipts.at(0).certificate); }},
        {"a member's", "verify.certificate",
         [](Evidence& e) {
             for (auto& of : e.closing.submissions)
                 if (of.joint)
                     flip_signature(of.joint->signatures.at(1).certificate);
         }},
    });
}

bool tells(const std::vector<Finding>& findings, const char* what)
{
    return std::ranges::any_of(findings, [&](const auto& one) { return one.what == what && is_note(one); });
}

TEST(verify_shown, whether_the_reader_gave_authorities_is_told)
{
    const auto& folder = exported().folder();
    EXPECT_TRUE(tells(verify_export(folder), anchors_not_given));
    const auto anchors = crypto::certificates_from_pem(text_of(folder / "anchors.pem")).value();
    const auto given = verify_export(folder, anchors);
    EXPECT_EQ(differing(given), "");
    EXPECT_FALSE(tells(given, anchors_not_given));
}

// An outside authority may answer when everything is open: nothing differs, and the reader sees it.
TEST(verify_shown, duty_20_27_a_stamp_is_named_with_its_instant_and_one_after_the_closing_is_told)
{
    const auto& stamps = scene().tender.installation().platform().timestamps;
    auto late = exported().evidence();
    auto& receipt = late.receipts.at(0);
    const auto at = late.kit.deadline + 48h;
    receipt.timestamp = to_base64(stamps.stamp(crypto::sm3(from_base64(receipt.message).value()), at));
    exported().put(late);
    const auto findings = verify_export(exported().folder());
    exported().put(exported().evidence());
    EXPECT_EQ(differing(findings), "");
    ASSERT_TRUE(tells(findings, stamped_after_closing));
    EXPECT_EQ(std::ranges::find(findings, stamped_after_closing, &Finding::what)->detail,
              to_rfc3339(at) + "  " + stamps.signer().subject_text());
    const auto without = verify_export(exported().folder());
    EXPECT_FALSE(tells(without, stamped_after_closing));
    for (const auto& finding : without) {
        const bool named = finding.detail.find(stamps.signer().subject_text()) != std::string::npos;
        EXPECT_TRUE(finding.what != "verify.receipt" || named) << finding.detail;
    }
}

void cut_after(Evidence& evidence, std::string_view kind)
{
    const auto from = std::ranges::find_if(
        evidence.events, [&](const auto& e) { return e.kind == kind && e.stream == evidence.kit.intake; });
    const auto is_cut = [&, last = from->version](const auto& e) {
        return e.stream == evidence.kit.intake && e.version > last;
    };
    // A trustee may answer while others' answers are read out already.
    for (const auto& event : evidence.events)
        if (is_cut(event))
            (void)says<opening::TrusteeAnswered>(event, [&](const auto& late) {
                std::erase_if(evidence.answers, [&](const auto& one) { return one.number == late.number; });
                return true;
            });
    std::erase_if(evidence.events, is_cut);
}

TEST(verify_shown, a_final_record_that_is_missing_after_the_sessions_end_is_found)
{
    const auto said = said_of([](Evidence& e) {
        std::erase_if(e.events, [](const auto& one) {
            return says<hall::RecordPublished>(one, [](const auto& body) { return body.final; });
        });
    });
    EXPECT_NE(said.find("verify.final_record_missing"), std::string::npos) << said;
    const auto early = said_of([](Evidence& e) {
        std::erase_if(e.events, [](const auto& one) { return one.kind == hall::SessionEnded::kind; });
    });
    EXPECT_NE(early.find("verify.record_before_end"), std::string::npos) << early;
}

// Cut at its end a log looks like one that was fetched earlier; the files beside it and the reader's own copy
// tell more.
TEST(verify_shown, a_log_without_the_sessions_end_is_told_of_and_its_records_are_missed)
{
    auto cut = exported().evidence();
    cut_after(cut, opening::ReadOutPublished::kind);
    exported().put(cut);
    EXPECT_NE(exported().said().find("verify.files verify.file_not_named"), std::string::npos);
    const auto aside = exported().folder().parent_path() / "records-aside";
    std::filesystem::rename(exported().folder() / "records", aside);
    const auto findings = verify_export(exported().folder());
    std::filesystem::rename(aside, exported().folder() / "records");
    exported().put(exported().evidence());
    EXPECT_EQ(differing(findings), "");
    EXPECT_TRUE(tells(findings, session_open));
    EXPECT_FALSE(tells(verify_export(exported().folder()), session_open));
}

} // namespace
} // namespace tianping::verify
