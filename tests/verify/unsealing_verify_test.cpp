// The evidence of an unsealing by bidders: every changed byte and every false time is found.
#include "hall/hall_scene.hpp"
#include "rooms/opening/events.hpp"
#include "rooms/opening/unsealing_rules.hpp"
#include "support/unsealing.hpp"
#include "verify/regranted.hpp"
#include <gtest/gtest.h>

namespace tianping::verify {
namespace {

using namespace std::chrono_literals;
using namespace test::unsealing;
using opening::CauseCode;

// Four bidders: one gives, one proves only, one is rescued without fault, one is at fault.
class Unsealing {
public:
    Unsealing()
    {
        tender.all_bid();
        tender.go_to(deadline);
        tender.trustees_visit();
        const auto done = [](const auto& result) {
            if (!result)
                throw std::runtime_error{result.error().code};
        };
        done(extend(tender, tender.agency(), deadline + 70min));
        for (const std::size_t i : {0U, 1U})
            done(prove(tender, i));
        tender.go_to(deadline + 70min);
        done(give(tender, 0));
        wait_for_unopened(tender, 2);
        const auto note = hand_in(tender, tender.bidder(2), "说明.pdf", "平台页面没有响应");
        done(claim(tender, 2, CauseCode::platform_failed, {note}));
        done(record(tender, tender.agency(), submission_of(tender, 2), CauseCode::platform_failed, {note}));
        done(record(tender, tender.owner(), submission_of(tender, 3), CauseCode::bidder_lost_key));
        tender.go_to(deadline + 130min);
        wait_for_phase(tender, opening::Phase::remedy);
        tender.trustees_visit();
        if (tender.opened().state != opening::ClosingState::read_out)
            throw std::runtime_error{"nothing was read out"};
    }
    test::Tender tender{{.bidders = 4, .manner = terms::Manner::bidder}};
};

struct Case {
    const char* what;
    const char* found_by;
    std::function<void(Evidence&)> change;
};
void flip_end(std::string& certificate)
{
    flip_bytes(certificate, from_base64(certificate).value().size() - 1);
}

// The first part of a finding whose bid the trustees opened afterwards.
opening::FoundPart& remedied(Evidence& e)
{
    for (auto& cause : e.unsealing.causes)
        if (cause.code == CauseCode::platform_failed)
            return cause.finding.parts.at(0);
    throw std::logic_error{"no cause was the platform's"};
}

void name_all_answers(Evidence& e, opening::FoundPart& part)
{
    for (const auto& given : e.answers)
        if (given.header == part.header)
            part.answers.push_back({given.number, "ok", opening::digest_of_message(given.message)});
}

const Case unsealing_cases[] = {
    {"not proved, although the proof had come", "verify.finding verify.finding_differs",
     [](Evidence& e) {
         auto given = e.unsealing.proofs.at(0);
         given.header = remedied(e).header;
         given.arrived = remedied(e).found_at - 1h;
         e.unsealing.proofs.push_back(given);
     }},
    {"no answers, although they had come", "verify.finding verify.finding_differs",
     [](Evidence& e) {
         for (auto& event : e.events)
             if (event.kind == opening::TrusteeAnswered::kind)
                 event.arrived_at = event.recorded_at = millis(remedied(e).found_at - 1h);
     }},
    {"a content that opens, found damaged", "verify.finding verify.reason_differs",
     [](Evidence& e) {
         name_all_answers(e, remedied(e));
         remedied(e).reason = "seal.of_fancy";
     }},
    {"a proof's code", "verify.proof", [](Evidence& e) { flip_bytes(e.unsealing.proofs.at(0).message, 80); }},
    {"a proof's signature", "verify.proof",
     [](Evidence& e) { flip_bytes(e.unsealing.proofs.at(0).signature, 20); }},
    {"a proof's time", "verify.proof", [](Evidence& e) { e.unsealing.proofs.at(0).arrived += 1ms; }},
    {"a proof of another bidder", "verify.proof",
     [](Evidence& e) { e.unsealing.proofs.at(0).submission = e.unsealing.causes.at(0).submission; }},
    {"all proofs left out", "verify.remedy", [](Evidence& e) { e.unsealing.proofs.clear(); }},
    {"a proof left out", "verify.acts_complete", [](Evidence& e) { e.unsealing.proofs.pop_back(); }},
    {"a proof twice", "verify.acts_complete",
     [](Evidence& e) { e.unsealing.proofs.push_back(e.unsealing.proofs.front()); }},
    {"a cause left out", "verify.acts_complete", [](Evidence& e) { e.unsealing.causes.pop_back(); }},
    {"an answer left out", "verify.answers_differ", [](Evidence& e) { e.answers.pop_back(); }},
    {"a part of the remedy kept from a trustee", "verify.answers_not_whole",
     [](Evidence& e) { e.answers.pop_back(); }},
    {"a secret's time", "verify.secret", [](Evidence& e) { e.unsealing.secrets.at(0).arrived -= 1h; }},
    {"a secret", "verify.secret", [](Evidence& e) { flip_bytes(e.unsealing.secrets.at(0).message, 80); }},
    {"a secret left out", "verify.remedy", [](Evidence& e) { e.unsealing.secrets.clear(); }},
    {"opened with a secret that nobody gave", "verify.opened_without_ground",
     [](Evidence& e) { e.unsealing.secrets.clear(); }},
    {"opened by a remedy without answers", "verify.opened_without_ground",
     [](Evidence& e) { e.answers.clear(); }},
    {"opened by answers that no remedy asked for", "verify.opened_without_ground",
     [](Evidence& e) { e.unsealing.remedy.reset(); }},
    {"a cause", "verify.cause",
     [](Evidence& e) { e.unsealing.causes.at(0).code = CauseCode::network_failed; }},
    {"a cause's text", "verify.cause", [](Evidence& e) { e.unsealing.causes.at(0).text += "x"; }},
    {"a cause's evidence", "verify.cause",
     [](Evidence& e) {
         for (auto& cause : e.unsealing.causes)
             cause.evidence.clear();
     }},
    {"what the platform found", "verify.cause",
     [](Evidence& e) { e.unsealing.causes.at(0).finding.parts.at(0).threshold += 1; }},
    {"the window that a finding names", "verify.finding",
     [](Evidence& e) { e.unsealing.extensions.clear(); }},
    {"a claim", "verify.claim", [](Evidence& e) { e.unsealing.claims.at(0).text += "x"; }},
    {"a claim left out", "verify.acts_complete", [](Evidence& e) { e.unsealing.claims.clear(); }},
    {"a claim's certificate", "verify.certificate",
     [](Evidence& e) { flip_end(e.unsealing.claims.at(0).certificate); }},
    {"a cause's signature", "verify.cause",
     [](Evidence& e) { flip_bytes(e.unsealing.causes.at(0).signature, 20); }},
    {"causes left out", "verify.cause_read_out", [](Evidence& e) { e.unsealing.causes.clear(); }},
    {"the window", "verify.window", [](Evidence& e) { e.unsealing.window_ends -= 10min; }},
    {"an extension left out", "verify.window", [](Evidence& e) { e.unsealing.extensions.clear(); }},
    {"an extension's reason", "verify.window",
     [](Evidence& e) { e.unsealing.extensions.at(0).reason += "x"; }},
    {"when an extension was decided", "verify.window",
     [](Evidence& e) { e.unsealing.extensions.at(0).decided_at += 1ms; }},
    {"an extension's certificate", "verify.certificate",
     [](Evidence& e) { flip_end(e.unsealing.extensions.at(0).certificate); }},
    {"a proof's certificate", "verify.certificate",
     [](Evidence& e) { flip_end(e.unsealing.proofs.at(0).certificate); }},
    {"a secret's certificate", "verify.certificate",
     [](Evidence& e) { flip_end(e.unsealing.secrets.at(0).certificate); }},
    {"why a bid did not open", "verify.part",
     [](Evidence& e) {
         for (auto& part : e.opened)
             if (part.state == opening::BidState::void_)
                 part.reason += "x";
     }},
    {"when giving began", "verify.giving", [](Evidence& e) { *e.unsealing.giving_from -= 1min; }},
    {"whom the remedy is for", "verify.remedy", [](Evidence& e) { e.unsealing.remedy->headers.pop_back(); }},
    {"when the remedy began", "verify.answers_in_time",
     [](Evidence& e) { e.unsealing.remedy->begun -= 1min; }},
    {"no remedy", "verify.remedy", [](Evidence& e) { e.unsealing.remedy.reset(); }},
    {"the outcome read out", "verify.cause_read_out",
     [](Evidence& e) {
         for (auto& line : e.read_out)
             if (line.outcome)
                 line.outcome = "withdrawn";
     }},
    {"a void bid read out as opened", "verify.line_state_differs",
     [](Evidence& e) {
         for (auto& line : e.read_out)
             if (line.state == opening::BidState::void_)
                 line.state = opening::BidState::opened;
     }},
    {"the kit's deadline", "verify.deadline", [](Evidence& e) { e.kit.deadline += 1ms; }},
    {"a false proof that is not named", "verify.part",
     [](Evidence& e) { flip_bytes(e.unsealing.proofs.at(0).message, 90); }},
};

// Whose mandate is that of another agent, or over when the agency recorded a cause.
void find_acts_outside_a_mandate(Unsealing& scene, const ExportFolder& once)
{
    const auto said = [&](const std::function<void(identity::MandateGranted&)>& change) {
        return once.said_of([&](Evidence& e) { regrant(e, scene.tender.owner(), change); });
    };
    const auto of_another = said([](auto& body) { flip(body.agent_code, 9); });
    for (const auto* found_by :
         {"verify.cause mandate.of_another_agent", "verify.window mandate.of_another_agent"})
        EXPECT_NE(of_another.find(found_by), std::string::npos) << of_another;
    EXPECT_EQ(of_another.find("verify.mandate "), std::string::npos) << "its other acts are not signed";
    const auto over = said([](auto& body) { body.ends_at = deadline + 65min; });
    EXPECT_NE(over.find("verify.cause mandate.does_not_cover"), std::string::npos) << over;
    EXPECT_EQ(over.find("verify.window "), std::string::npos) << over;
}

// Of a bid whose cause stands there, with or without evidence.
hall::RecordBid& with_cause(hall::Record& record, bool evidence)
{
    for (auto& bid : record.bids)
        if (!bid.cause_text.empty() && bid.evidence.empty() != evidence)
            return bid;
    throw std::logic_error{"no bid has such a cause"};
}

const std::function<void(hall::Record&)> record_cases[] = {
    [](hall::Record& r) { with_cause(r, false).cause_text.clear(); },
    [](hall::Record& r) { with_cause(r, true).evidence.clear(); },
    [](hall::Record& r) {
        auto& bid = with_cause(r, true);
        bid.cause_text.clear();
        bid.evidence.clear();
    },
    [](hall::Record& r) { r.extensions.at(0).decided_at += 1ms; },
    [](hall::Record& r) { r.extensions.clear(); },
    [](hall::Record& r) { r.trustees.clear(); },
};

TEST(verify_unsealing, what_bidders_trustees_and_host_did_verifies_and_each_change_is_found)
{
    Unsealing scene;
    ASSERT_TRUE(test::record_of(scene.tender, [](const auto&) { return true; }));
    const ExportFolder once{scene.tender, scene.tender.intake()};
    EXPECT_EQ(once.said_of([](Evidence&) {}), "");
    EXPECT_EQ(said_in_public(scene.tender), "");
    for (const auto& c : unsealing_cases) {
        const auto said = once.said_of(c.change);
        EXPECT_NE(said.find(c.found_by), std::string::npos) << c.what << ": " << said;
    }
    find_acts_outside_a_mandate(scene, once);
    for (std::size_t i = 0; i < std::size(record_cases); ++i) {
        const auto said = once.said_of_record(1, record_cases[i]);
        EXPECT_NE(said.find("verify.record verify.record_differs"), std::string::npos) << i << ": " << said;
    }
    const auto file =
        once.folder() / "evidence-files" / once.evidence().unsealing.claims.at(0).evidence.at(0).digest;
    EXPECT_NE(once.said_of_file(file, [](std::string& text) { text += "x"; }).find("verify.evidence_file"),
              std::string::npos);
}

} // namespace
} // namespace tianping::verify
