// The opening record says what terms, evidence and log say, and in the end what was signed.
#include "rooms/hall/events.hpp"
#include "verify/opened_scene.hpp"

namespace tianping::verify {
namespace {

TEST(verify, the_record_is_checked_as_data_and_as_paper)
{
    const auto& all = exported();
    const auto change = [](std::string& text) { text[text.size() / 2] ^= 1; };
    const std::int64_t final = 3;
    EXPECT_NE(all.said_of_file(all.record_file(1, ".pdf"), change).find("verify.record_pdf"),
              std::string::npos);
    EXPECT_NE(all.said_of_file(all.record_file(final, ".pdf"), change).find("verify.record_pdf"),
              std::string::npos);
    EXPECT_NE(all.said_of_file(all.record_file(final, ".json"),
                               [](std::string& text) { text.replace(text.find("请说明"), 3, "x"); })
                  .find("verify.record_digest"),
              std::string::npos);
    EXPECT_NE(all.said_of_file(all.record_file(final, ".json"), [](std::string& text) { text = "{}"; })
                  .find("verify.record"),
              std::string::npos);
    find_each({{"the paper's digest in the log", "verify.record_digest", [](Evidence& e) {
                    change_event<hall::RecordPublished>(e, [](auto& body) { flip(body.pdf, 3); });
                }}});
}

const std::int64_t final_version = 3;
std::string said_of_final(const std::function<void(hall::Record&)>& change)
{
    return exported().said_of_record(final_version, change);
}

using hall::Record;
using hall::SignatureState;

const std::pair<const char*, std::function<void(Record&)>> published_cases[] = {
    {"verify.record_differs", [](Record& r) { flip(r.bids.at(0).fields.at("price"), 3); }},
    {"verify.record_differs", [](Record& r) { r.bids.pop_back(); }},
    {"verify.record_differs", [](Record& r) { r.bids.at(1).submitted_at -= 1ms; }},
    {"verify.record_differs", [](Record& r) { flip(r.closing_digest, 3); }},
    {"verify.record_differs", [](Record& r) { r.deadline += 1min; }},
    {"verify.record_differs", [](Record& r) { r.objections.at(0).text += "x"; }},
    {"verify.record_differs", [](Record& r) { r.objections.at(0).answer += "x"; }},
    {"verify.record_differs", [](Record& r) { r.trustees.at(1).state = hall::TrusteeState::wrong; }},
    {"verify.record_differs", [](Record& r) { r.holds.at(0).article += "x"; }},
    {"verify.record_differs", [](Record& r) { *r.holds.at(0).lifted_at += 1min; }},
    {"verify.record_incomplete", [](Record& r) { r.holds.clear(); }},
    {"verify.record_incomplete", [](Record& r) { r.objections.clear(); }},
    {"verify.record_incomplete", [](Record& r) { *r.ended_at += 1min; }},
    {"verify.record_incomplete", [](Record& r) { r.signatures.pop_back(); }},
    {"verify.another_record_signed", [](Record& r) { flip(r.signed_digest, 3); }},
    {"verify.signature", [](Record& r) { flip_bytes(r.signatures.at(0).signature, 20); }},
    {"verify.no_place_at_record",
     [](Record& r) {
         for (auto& one : r.signatures)
             if (one.state == SignatureState::refused)
                 flip(one.code, 9);
     }},
    {"verify.record_signature_not_logged",
     [](Record& r) {
         for (auto& one : r.signatures)
             if (one.state == SignatureState::refused)
                 one.reason += "x";
     }},
    {"verify.record_signature_not_logged",
     [](Record& r) {
         for (auto& one : r.signatures)
             if (one.state == SignatureState::absent)
                 one.state = SignatureState::signed_;
     }},
};

// What the terms, the log and the certificates tell of the head, the bids and the trustees.
const std::pair<const char*, std::function<void(Record&)>> told_cases[] = {
    {"verify.record_differs", [](Record& r) { r.format += "x"; }},
    {"verify.record_differs", [](Record& r) { r.number += "x"; }},
    {"verify.record_differs", [](Record& r) { r.title += "x"; }},
    {"verify.record_differs", [](Record& r) { r.tender_project_code += "x"; }},
    {"verify.record_differs", [](Record& r) { r.round += 1; }},
    {"verify.record_differs", [](Record& r) { r.lot_name += "x"; }},
    {"verify.record_differs", [](Record& r) { flip(r.section_code, 3); }},
    {"verify.record_differs", [](Record& r) { flip(r.unified_code, 3); }},
    {"verify.name_differs", [](Record& r) { r.owner += "x"; }},
    {"verify.record_differs", [](Record& r) { r.agent.clear(); }},
    {"verify.no_place_at_record", [](Record& r) { r.agent += "x"; }},
    {"verify.record_differs", [](Record& r) { r.place += "x"; }},
    {"verify.record_differs", [](Record& r) { r.address += "x"; }},
    {"verify.record_differs", [](Record& r) { r.threshold -= 1; }},
    {"verify.record_differs", [](Record& r) { r.deposit_wanted = !r.deposit_wanted; }},
    {"verify.record_differs", [](Record& r) { std::swap(r.columns.at(0), r.columns.at(1)); }},
    {"verify.record_differs", [](Record& r) { std::swap(r.bids.at(0).number, r.bids.at(1).number); }},
    {"verify.record_differs", [](Record& r) { r.bids.at(0).cause_text = "x"; }},
    {"verify.name_differs",
     [](Record& r) {
         for (auto& bid : r.bids)
             for (auto& member : bid.members)
                 member.name += "x";
     }},
    {"verify.record_differs",
     [](Record& r) {
         r.extensions.push_back({r.read_out_at + 1min, "x", r.read_out_at});
     }},
    {"verify.record_differs",
     [](Record& r) {
         for (auto& one : r.trustees) // whoever lied
             if (one.state == hall::TrusteeState::wrong)
                 one.state = hall::TrusteeState::answered;
     }},
    {"verify.record_differs", [](Record& r) { r.trustees.pop_back(); }},
    {"verify.record_differs", [](Record& r) { r.trustees.at(2).name += "x"; }},
    {"verify.record_differs",
     [](Record& r) {
         r.holds.at(0).lifted_at.reset();
         r.holds.at(0).lift_reason.clear();
     }},
    {"verify.no_place_at_record",
     [](Record& r) {
         for (auto& one : r.signatures)
             if (one.role == hall::SignerRole::agent)
                 flip(one.code, 9);
     }},
    {"verify.record_incomplete",
     [](Record& r) {
         for (auto& one : r.signatures)
             if (one.state == SignatureState::absent)
                 one.organisation += "x";
     }},
};

TEST(verify, a_final_record_that_says_something_else_than_terms_log_and_certificates_is_found)
{
    for (std::size_t i = 0; i < std::size(told_cases); ++i) {
        const auto& [found_by, change] = told_cases[i];
        const auto said = said_of_final(change);
        EXPECT_NE(said.find(std::string{"verify.record "} + found_by), std::string::npos)
            << i << ": " << said;
    }
    EXPECT_EQ(exported().said(), "");
}

// What is the platform's own word stands in the final record as it stood in the one that was signed.
TEST(verify, a_final_record_that_says_something_else_than_the_version_that_was_signed_is_found)
{
    const std::pair<const char*, std::function<void(Record&)>> cases[] = {
        {"who set a hold", [](Record& r) { r.holds.at(0).set_by += "x"; }},
        {"when a bidder signed in",
         [](Record& r) {
             for (auto& bid : r.bids)
                 if (bid.signed_in_at)
                     *bid.signed_in_at -= 1min;
         }},
        {"that a bidder signed in",
         [](Record& r) {
             for (auto& bid : r.bids)
                 bid.signed_in_at.reset();
         }},
    };
    for (const auto& [what, change] : cases) {
        const auto said = said_of_final(change);
        EXPECT_NE(said.find("verify.record verify.signed_otherwise"), std::string::npos)
            << what << ": " << said;
    }
    EXPECT_NE(exported()
                  .said_of_record(1, [](Record& r) { r.signed_digest = std::string(64, 'a'); })
                  .find("verify.record verify.record_differs"),
              std::string::npos)
        << "nobody has signed yet";
}

TEST(verify, a_final_record_that_says_something_else_than_the_evidence_is_found)
{
    EXPECT_EQ(said_of_final([](Record&) {}), "");
    for (const auto& [found_by, change] : published_cases) {
        const auto said = said_of_final(change);
        EXPECT_NE(said.find(found_by), std::string::npos) << found_by << ": " << said;
    }
}

} // namespace
} // namespace tianping::verify
