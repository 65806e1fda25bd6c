// Histories that look odd and are lawful: they verify whole, and the lie beside each is found.
#include "app/verify/checks.hpp"
#include "hall/hall_scene.hpp"
#include "rooms/opening/events.hpp"
#include "support/unsealing.hpp"
#include "verify/exported.hpp"
#include <gtest/gtest.h>

namespace tianping::verify {
namespace {

using namespace std::chrono_literals;
using namespace test::unsealing;

class LawfulHistory : public testing::TestWithParam<test::Home> {};
INSTANTIATE_TEST_SUITE_P(homes, LawfulHistory, testing::ValuesIn(test::homes()),
                         [](const auto& home) { return std::string{test::name_of(home.param)}; });

TEST_P(LawfulHistory, an_answer_after_the_reading_out_makes_no_void_part_one_that_opens)
{
    test::Tender tender{{.home = GetParam()}};
    tender.all_bid();
    tender.go_to(deadline);
    two_trustees_answer(tender);
    tender.go_to(deadline + 60min);
    ASSERT_EQ(wait_for_unopened(tender, 3).bids.size(), 3U);
    tender.go_to(deadline + 120min);
    ASSERT_EQ(tender.opened().state, opening::ClosingState::read_out);
    ASSERT_EQ(tender.trustee(3).service->visit(tender.intake()).step, trustee::Step::answered);
    const ExportFolder once{tender, tender.intake()};
    EXPECT_EQ(once.said(), "");
    EXPECT_EQ(said_in_public(tender), "");
    const auto said = once.said_of([](Evidence& e) {
        for (auto& event : e.events)
            if (event.kind == opening::ReadOutPublished::kind)
                event.version += 1000; // he answered before it, and the three that are needed were there
    });
    EXPECT_NE(said.find("verify.part verify.opens_after_all"), std::string::npos) << said;
}

TEST_P(LawfulHistory, duty_20_32_the_owner_lays_the_record_out_and_his_agency_refuses_it)
{
    test::Tender tender{{.home = GetParam()}};
    test::read_out(tender);
    ASSERT_TRUE(test::record_of(tender, [](const auto&) { return true; }));
    const auto signing = test::open_signing(tender, tender.owner(), 30).value();
    ASSERT_TRUE(test::sign_record(tender, tender.owner(), signing.record_digest));
    ASSERT_TRUE(test::sign_record(tender, tender.bidder(0), signing.record_digest));
    ASSERT_TRUE(test::refuse_record(tender, tender.agency(), "记录不完整"));
    ASSERT_TRUE(test::sign_in(tender, tender.bidder(2), "late")) << "behind the version that was laid out";
    tender.go_to(*signing.signing_until);
    ASSERT_TRUE(test::end_session(tender, tender.owner()));
    ASSERT_TRUE(test::record_of(tender, [](const auto& record) { return record.final; }));
    const ExportFolder once{tender, tender.intake()};
    EXPECT_EQ(once.said(), "");
    const auto said = once.said_of([](Evidence& e) {
        for (auto& event : e.events)
            if (event.kind == hall::SignatureRefused::kind) {
                auto actor = wire::parse<LoggedActor>(event.actor).value();
                actor.mandate.clear();
                event.actor = canonical(wire::write(actor));
            }
    });
    EXPECT_NE(said.find("verify.record verify.no_place_at_record"), std::string::npos) << said;
}

// The secret of one part and nothing of the other.
Result<opening::OwnUnsealing> give_one_part(test::Tender& tender, std::size_t i, const std::string& part)
{
    auto& bidder = tender.bidder(i);
    const auto folder = tender.sealed_folder(i);
    const auto kept = bidder::read_secrets(folder).value().parts.at(part);
    const auto sealed = text_of(folder / kept.envelope);
    const auto header = seal::Header::at_front(view(sealed)).value();
    const seal::Answer answer{digest_from_hex(tender.view().closing_digest).value(), header.digest(), 0,
                              seal::AnswerCode::ok, digest_from_hex(kept.secret).value()};
    const auto message = answer.encode();
    const opening::SecretsIn body{
        bidder.certificate_base64(),
        {{to_base64(message), bidder.sign(message).value, to_base64(header.bytes())}}};
    return bidder.client().post<opening::OwnUnsealing>(tender.intake_path("secrets"), body,
                                                       bidder.key("give-one"));
}

// The given part first.
std::pair<opening::FoundPart&, opening::FoundPart&> found_of(Evidence& e)
{
    auto& parts = e.unsealing.causes.at(0).finding.parts;
    const bool first = parts.at(0).secret.has_value();
    return {parts.at(first ? 0 : 1), parts.at(first ? 1 : 0)};
}

TEST_P(LawfulHistory, duty_20_31_a_bidder_who_gives_one_secret_of_two_without_remedy_has_not_given)
{
    test::Tender tender{{.home = GetParam(), .manner = terms::Manner::bidder, .trustees_remedy = false}};
    tender.all_bid();
    tender.go_to(deadline);
    tender.trustees_visit();
    for (const std::size_t i : {0U, 1U, 2U})
        ASSERT_EQ(code_of(prove(tender, i)), "") << i;
    for (const std::size_t i : {0U, 1U})
        ASSERT_EQ(code_of(give(tender, i)), "") << i;
    ASSERT_EQ(code_of(give_one_part(tender, 2, "price")), "");
    tender.go_to(deadline + 60min);
    ASSERT_EQ(wait_for_unopened(tender, 1).bids.size(), 1U);
    ASSERT_EQ(code_of(record(tender, tender.agency(), submission_of(tender, 2),
                             opening::CauseCode::bidder_did_not_act)),
              "");
    ASSERT_EQ(tender.opened().state, opening::ClosingState::read_out);

    const ExportFolder once{tender, tender.intake()};
    EXPECT_EQ(once.said(), "");
    EXPECT_EQ(said_in_public(tender), "");
    const std::pair<const char*, std::function<void(Evidence&)>> lies[] = {
        {"that nothing was given", [](Evidence& e) { found_of(e).first.secret.reset(); }},
        {"that both were given", [](Evidence& e) { found_of(e).second.secret = found_of(e).first.secret; }},
        {"that nothing but the given part did not open",
         [](Evidence& e) {
             auto& parts = e.unsealing.causes.at(0).finding.parts;
             std::erase_if(parts, [](const auto& part) { return !part.secret; });
         }},
        {"that he did not prove", [](Evidence& e) { found_of(e).second.reason = "opening.not_proved"; }},
    };
    for (const auto& [lie, change] : lies) {
        const auto said = once.said_of(change);
        EXPECT_NE(said.find("verify.finding verify.finding_differs"), std::string::npos)
            << lie << ": " << said;
    }
}

// The first part that is void for this reason.
opening::OpenedEvidence& void_for(Evidence& e, const std::string& reason)
{
    return *std::ranges::find(e.opened, reason, &opening::OpenedEvidence::reason);
}

TEST_P(LawfulHistory, duty_20_31_an_opening_without_a_file_that_the_house_lost_verifies_whole)
{
    for (const auto manner : {terms::Manner::trustees, terms::Manner::bidder}) {
        test::Tender tender{{.home = GetParam(), .manner = manner}};
        tender.all_bid();
        tender.go_to(deadline);
        std::filesystem::remove(tender.house().blobs().path(parts_of(tender, 1).at(0).envelope).value());
        tender.trustees_visit();
        if (manner == terms::Manner::bidder) {
            for (const std::size_t i : {0U, 1U, 2U})
                ASSERT_EQ(code_of(prove(tender, i)), "") << i;
            for (const std::size_t i : {0U, 1U, 2U})
                ASSERT_EQ(code_of(give(tender, i)), "") << i;
        }
        tender.go_to(deadline + 60min);
        ASSERT_EQ(wait_for_unopened(tender, 1).bids.size(), 1U);
        ASSERT_EQ(code_of(record(tender, tender.agency(), submission_of(tender, 1),
                                 opening::CauseCode::platform_failed)),
                  "");
        ASSERT_EQ(tender.opened().state, opening::ClosingState::read_out);

        const ExportFolder once{tender, tender.intake()};
        EXPECT_EQ(once.said(), "");
        EXPECT_EQ(said_in_public(tender), "");
        EXPECT_EQ(once.exported().envelopes, 5U);
        const std::pair<const char*, std::function<void(Evidence&)>> lies[] = {
            {"that it opened",
             [](Evidence& e) { void_for(e, opening::file_lost).state = opening::BidState::opened; }},
            {"that nothing had come", [](Evidence& e) {
                 e.unsealing.secrets.clear();
                 e.answers.clear();
             }}};
        for (const auto& [lie, change] : lies) {
            const auto said = once.said_of(change);
            EXPECT_NE(said.find("verify.part verify.reason_differs"), std::string::npos)
                << lie << ": " << said;
        }
    }
}

TEST_P(LawfulHistory, duty_20_31_a_bid_that_the_trustees_do_not_open_for_a_false_proof_verifies_whole)
{
    test::Tender tender{{.home = GetParam(), .manner = terms::Manner::bidder}};
    tender.all_bid();
    tender.go_to(deadline);
    tender.trustees_visit();
    for (const std::size_t i : {0U, 2U})
        ASSERT_EQ(code_of(prove(tender, i)), "") << i;
    ASSERT_EQ(code_of(prove_falsely(tender, 1)), "");
    for (const std::size_t i : {0U, 2U})
        ASSERT_EQ(code_of(give(tender, i)), "") << i;
    tender.go_to(deadline + 60min);
    wait_for_phase(tender, opening::Phase::remedy);
    tender.trustees_visit();
    ASSERT_EQ(wait_for_unopened(tender, 1).bids.size(), 1U);
    ASSERT_EQ(code_of(record(tender, tender.agency(), submission_of(tender, 1),
                             opening::CauseCode::bidder_lost_key)),
              "");
    ASSERT_EQ(tender.opened().state, opening::ClosingState::read_out);

    const ExportFolder once{tender, tender.intake()};
    EXPECT_EQ(once.said(), "");
    EXPECT_EQ(said_in_public(tender), "");
    struct Lie {
        const char* what;
        const char* found_by;
        std::function<void(opening::OpenedEvidence&)> change;
    };
    const Lie lies[] = {
        {"that it opened", "verify.part verify.opened_without_ground",
         [](auto& part) {
             part.state = opening::BidState::opened;
             part.reason.clear();
         }},
        {"that too few answered", "verify.part verify.reason_differs",
         [](auto& part) { part.reason = "opening.too_few_answers"; }},
        {"that his proof was true", "verify.part verify.wrong_answers_differ",
         [](auto& part) { part.wrong.clear(); }},
    };
    for (const auto& lie : lies) {
        const auto said = once.said_of([&](Evidence& e) { lie.change(void_for(e, opening::proof_false)); });
        EXPECT_NE(said.find(lie.found_by), std::string::npos) << lie.what << ": " << said;
    }
}

} // namespace
} // namespace tianping::verify
