// Sealed submissions in a live house: what is taken, what is refused, who sees it, and what a killed process
// leaves.
#include "app/account/act.hpp"
#include "app/rehearsal/cast.hpp"
#include "base/canonical.hpp"
#include "bidding/own_submission.hpp"
#include "infra/crypto/digest.hpp"
#include "infra/http/uploads.hpp"
#include "rooms/bidding/questions.hpp"
#include "rooms/bidding/service.hpp"
#include "rooms/bidding/store.hpp"
#include "support/refusal.hpp"
#include "support/tender.hpp"
#include <fstream>
#include <gtest/gtest.h>

namespace tianping::bidding {
namespace {

using namespace std::chrono_literals;
using test::code_of;
using test::deadline;
using test::Tender;
using test::TenderPlan;

class Submission : public testing::TestWithParam<test::Home> {};
INSTANTIATE_TEST_SUITE_P(homes, Submission, testing::ValuesIn(test::homes()),
                         [](const auto& at) { return test::name_of(at.param); });

std::string faults_of(const Result<Submitted>& result)
{
    std::string out;
    for (const auto& field : result ? std::vector<FieldFault>{} : result.error().fields)
        out += field.path + " " + field.code + ";";
    return out;
}

TEST_P(Submission, duty_20_27_a_bid_is_taken_a_millisecond_before_the_deadline_and_refused_at_it)
{
    Tender tender{{.home = GetParam()}};
    const auto first = tender.ready(0, tender.seal(0, 10'000'000));
    const auto second = tender.ready(1, tender.seal(1, 10'000'001));
    tender.go_to(deadline - 1ms);
    const auto taken = tender.send(0, first);
    ASSERT_TRUE(taken) << taken.error().code;
    EXPECT_EQ(taken->arrived, deadline - 1ms);
    EXPECT_EQ(taken->replacement, 0);
    tender.go_to(deadline);
    const auto late = tender.send(1, second);
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().code, "bidding.deadline_passed");
    EXPECT_EQ(late.error().article, "条例36");
    EXPECT_EQ(own(tender.bidder(1), second.submission)->state, SubmissionState::begun);
}

TEST_P(Submission, duty_20_26_a_ciphertext_copied_from_another_bidder_is_refused)
{
    Tender tender{{.home = GetParam()}};
    const auto theirs = tender.seal(0, 10'000'000);
    const auto original = tender.ready(0, theirs);
    const auto bid = tender.send(0, original).value();
    // The other bidder's bytes, uploaded and signed for as one's own.
    const auto copied = tender.ready(1, theirs);
    const auto refused = tender.send(1, copied);
    EXPECT_EQ(code_of(refused), "bidding.parts_refused");
    EXPECT_EQ(faults_of(refused), "parts.price bidding.part_foreign;parts.technical bidding.part_foreign;");
    // The other bidder's uploads are not even known.
    auto borrowed = tender.ready(1, tender.seal(1, 10'000'001));
    borrowed.body.uploads = original.body.uploads;
    EXPECT_EQ(code_of(tender.send(1, borrowed)), "blob.unknown_upload");
    EXPECT_EQ(own(tender.bidder(1), copied.submission)->state, SubmissionState::begun);
    const auto stands = own(tender.bidder(0), original.submission).value();
    EXPECT_EQ(stands.state, SubmissionState::submitted);
    EXPECT_EQ(stands.message_digest, bid.message_digest);
}

TEST_P(Submission, duty_20_26_a_part_that_was_not_sealed_is_refused_by_name_and_its_bidder_is_told_what_to_do)
{
    Tender tender{{.home = GetParam()}};
    const auto sealed = tender.ready(0, tender.seal(0, 10'000'000));
    const auto with_price = [&](const std::string& content) {
        const auto file = tender.data().parent_path() / ("price-of-" + std::to_string(content.size()));
        std::ofstream{file, std::ios::binary} << content;
        auto out = sealed;
        out.body.uploads["price"] = bidder::upload(tender.bidder(0), file).value();
        return tender.send(0, out);
    };
    for (const std::string plain : {"%PDF-1.7 the price as anyone can read it", "TPSEAL0"}) {
        const auto refused = with_price(plain);
        ASSERT_EQ(code_of(refused), "bidding.part_not_sealed") << plain;
        EXPECT_EQ(refused.error().article, "20-26");
        EXPECT_EQ(faults_of(refused), "uploads.price bidding.part_not_sealed;");
        EXPECT_NE(refused.error().detail.find("tianping seal"), std::string::npos) << refused.error().detail;
    }
    EXPECT_EQ(code_of(with_price("TPSEAL01 and nothing of a header")), "seal.unknown_profile")
        << "sealed by somebody, and not as the format wants it";
    EXPECT_EQ(own(tender.bidder(0), sealed.submission)->state, SubmissionState::begun);
    EXPECT_EQ(code_of(tender.send(0, sealed)), "") << "sealed, it is taken";
}

TEST_P(Submission, two_submissions_of_one_bidder_are_impossible)
{
    Tender tender{{.home = GetParam()}};
    auto& account = tender.bidder(0);
    const auto begin = [&](const std::string& act) {
        return account.client().post<SubmissionView>(tender.intake_path("submissions"),
                                                     boost::json::value(nullptr), account.key(act));
    };
    const auto first = begin("one").value();
    EXPECT_EQ(begin("two").value().id.text(), first.id.text());
    tender.bid(0, 10'000'000);
    EXPECT_EQ(begin("three").value().id.text(), first.id.text());
    // Another first version beside the one in force.
    auto parts = tender.seal(0, 11'000'000, "b");
    auto twice = tender.ready(0, parts);
    twice.signed_submission = bidder::sign_submission(tender.kit(), {first.id.text(), 0, {}}, parts, account);
    twice.body.message = to_base64(twice.signed_submission.message);
    twice.body.signature = twice.signed_submission.signature;
    EXPECT_EQ(code_of(tender.send(0, twice)), "bidding.stale_previous");
}

TEST_P(Submission, duty_20_27_a_replacement_leaves_the_earlier_version_in_force_until_it_is_complete)
{
    Tender tender{{.home = GetParam()}};
    const auto first = tender.bid(0, 10'000'000);
    auto incomplete = tender.ready(0, tender.seal(0, 11'000'000, "b"));
    auto without = incomplete;
    without.body.uploads.erase("technical");
    EXPECT_EQ(faults_of(tender.send(0, without)), "parts.technical bidding.part_missing;");
    EXPECT_EQ(own(tender.bidder(0), first.submission)->message_digest, first.message_digest);
    // An upload that was begun and not finished is no part.
    const auto open = tender.bidder(0)
                          .client()
                          .post<http::UploadView>("/api/v1/uploads", http::BeginUpload{1000}, "open-upload")
                          .value();
    auto half = incomplete;
    half.body.uploads["technical"] = open.id.text();
    EXPECT_EQ(code_of(tender.send(0, half)), "bidding.part_incomplete");
    EXPECT_EQ(own(tender.bidder(0), first.submission)->replacement, 0);
    const auto second = tender.send(0, incomplete);
    ASSERT_TRUE(second) << second.error().code;
    EXPECT_EQ(second->replacement, 1);
    EXPECT_EQ(own(tender.bidder(0), first.submission)->message_digest, second->message_digest);
}

TEST_P(Submission, the_owner_and_his_agent_do_not_bid_in_their_own_trade)
{
    Tender tender{{.home = GetParam()}};
    for (auto* account : {&tender.owner(), &tender.agency()}) {
        const auto begun = account->client().post<SubmissionView>(
            tender.intake_path("submissions"), boost::json::value(nullptr), account->key("own-trade"));
        ASSERT_FALSE(begun);
        EXPECT_EQ(begun.error().fault, Fault::forbidden) << begun.error().code;
    }
}

TEST_P(Submission, duty_20_50_an_authority_that_supervises_neither_bids_nor_asks_whoever_acts_for_it)
{
    Tender tender{{.home = GetParam()}};
    const auto code = rehearsal::organisation_code("91990100MA0AUTH01");
    const auto member =
        tender.newcomer({code, "云川市建设监督局", "吴辛"}); // without the role of a supervisor
    const auto id = tender.house().reads().read(
        [&](const ReadTx& tx) { return identity::organisation_by_code(tx, code).value().id; });
    auto& security = tender.staff("security-admin");
    ASSERT_TRUE(account::act<identity::OrganisationOut>(
        security, "PUT", "/api/v1/organisations/" + id.text() + "/kind",
        identity::RecogniseIn{identity::OrganisationKind::supervisor, Supervision{{"990100"}, {}}},
        security.key("recognised")));
    ASSERT_TRUE(member->sign_in());
    const auto begun = member->client().post<SubmissionView>(
        tender.intake_path("submissions"), boost::json::value(nullptr), member->key("begins"));
    EXPECT_EQ(code_of(begun), "identity.conflict_of_parts");
    EXPECT_EQ(begun.error().article, "20-50");
    const auto asked =
        member->client().post<QuestionOut>("/api/v1/trades/" + tender.trade().id.text() + "/questions",
                                           AskIn{.text = "总工期是多少日历天？"}, member->key("asks"));
    EXPECT_EQ(code_of(asked), "identity.conflict_of_parts");
}

std::string without(std::string body, const std::string& id)
{
    for (auto at = body.find(id); at != std::string::npos; at = body.find(id))
        body.erase(at, id.size());
    return body;
}

TEST_P(Submission, duty_20_21_nobody_but_its_bidder_sees_a_submission_and_all_are_told_alike)
{
    Tender tender{{.home = GetParam()}};
    const auto bid = tender.bid(0, 10'000'000);
    const auto none = "sub_" + std::string(32, '0');
    const auto receipt = "/receipts/" + bid.message_digest;
    auto anyone = tender.anyone();
    http::Client* others[] = {&tender.owner().client(),
                              &tender.agency().client(),
                              &tender.staff("desk").client(),
                              &tender.staff("system-admin").client(),
                              &tender.trustee(3).account->client(),
                              &tender.bidder(1).client(),
                              &anyone};
    for (auto* client : others)
        for (const std::string& rest : {std::string{}, receipt}) {
            const auto real = client->send("GET", "/api/v1/submissions/" + bid.submission + rest).value();
            const auto unreal = client->send("GET", "/api/v1/submissions/" + none + rest).value();
            EXPECT_FALSE(real.ok());
            EXPECT_EQ(real.status, unreal.status) << rest;
            EXPECT_EQ(real.problem().code, unreal.problem().code) << rest;
            EXPECT_EQ(without(real.body, bid.submission), without(unreal.body, none)) << rest;
        }
    EXPECT_TRUE(own(tender.bidder(0), bid.submission));
}

TEST_P(Submission, duty_20_27_a_receipt_verifies_offline_and_a_changed_byte_is_found)
{
    Tender tender{{.home = GetParam()}};
    const auto bid = tender.bid(0, 10'000'000);
    const auto receipt = bidder::fetch_receipt(tender.bidder(0), bid).value();
    const auto message = digest_from_hex(bid.message_digest).value();
    const auto platform = to_hex(tender.installation().platform().certificate.digest());
    const auto read = bidder::verify_receipt(receipt, message, platform);
    ASSERT_TRUE(read) << read.error().code;
    EXPECT_EQ(read->arrived, bid.arrived);
    EXPECT_EQ(read->submission, bid.submission);
    const auto bytes = from_base64(receipt.message).value();
    for (std::size_t i = 0; i < bytes.size(); i += 7) {
        auto changed = bytes;
        changed[i] ^= 1;
        auto forged = receipt;
        forged.message = to_base64(changed);
        EXPECT_EQ(code_of(bidder::verify_receipt(forged, message, platform)), "bidder.receipt_not_signed")
            << i;
    }
    EXPECT_EQ(code_of(bidder::verify_receipt(receipt, crypto::sm3(bytes), platform)),
              "bidder.receipt_of_another");
    EXPECT_EQ(code_of(bidder::verify_receipt(receipt, message, std::string(64, 'a'))),
              "bidder.receipt_not_signed");
}

TEST_P(Submission, a_submit_signed_with_the_certificate_of_another_bidder_is_refused)
{
    Tender tender{{.home = GetParam()}};
    auto sealed = tender.ready(0, tender.seal(0, 10'000'000));
    sealed.signed_submission =
        bidder::sign_submission(tender.kit(), {sealed.submission, 0, {}}, sealed.parts, tender.bidder(1));
    sealed.body.message = to_base64(sealed.signed_submission.message);
    sealed.body.signature = sealed.signed_submission.signature;
    EXPECT_FALSE(tender.send(0, sealed));
    EXPECT_EQ(own(tender.bidder(0), sealed.submission)->state, SubmissionState::begun);
}

// What a stamped submit looks like in the journal of a process that was killed before it was decided.
http::StampedRequest stamped(Tender& tender, const test::Sealed& sealed, Instant arrived)
{
    const auto session = tender.bidder(0).client().get<identity::SessionOut>("/api/v1/session").value();
    Actor actor;
    actor.person = session.person.text();
    actor.organisation = session.organisation.id.text();
    actor.certificate = session.certificate;
    actor.address = "127.0.0.1";
    actor.roles = session.roles;
    const auto body = boost::json::serialize(wire::write(sealed.body));
    http::StampedRequest out;
    out.arrived = arrived;
    out.method = "POST";
    out.target = "/api/v1/submissions/" + sealed.submission + "/versions";
    out.actor = canonical(wire::write(actor));
    out.key = "killed-before-commit";
    out.body_digest = to_hex(crypto::sm3(tianping::view(body)));
    out.body = body;
    return out;
}

TEST_P(Submission, a_bid_whose_process_was_killed_between_stamp_and_commit_is_in_time_by_its_old_stamp)
{
    Tender tender{{.home = GetParam()}};
    const auto sealed = tender.ready(0, tender.seal(0, 10'000'000));
    tender.go_to(deadline - 1ms);
    const auto request = stamped(tender, sealed, deadline - 1ms);
    tender.restart_house([&] {
        StampJournal journal{tender.data() / "stamps" / "main.stamps", tender.installation().clock()};
        const auto arrival = journal.arrive().value();
        ASSERT_EQ(arrival.at, deadline - 1ms);
        ASSERT_TRUE(journal.journal(arrival, request));
        // The process ends here; the machine comes back after the deadline.
        ASSERT_TRUE(tender.installation().clock().move_to(deadline + 5ms));
    });
    tender.house_goes_to(deadline + 6ms);
    const auto view = own(tender.bidder(0), sealed.submission).value();
    EXPECT_EQ(view.state, SubmissionState::submitted);
    const Submitted submitted{sealed.submission, 0, {}, view.message_digest, std::nullopt};
    const auto receipt = bidder::fetch_receipt(tender.bidder(0), submitted).value();
    EXPECT_EQ(seal::Receipt::decode(from_base64(receipt.message).value())->arrived, deadline - 1ms);
}

} // namespace
} // namespace tianping::bidding
