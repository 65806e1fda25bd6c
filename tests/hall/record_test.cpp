// The published record: data and paper say the same, anyone checks both, the first version stays.
#include "base/canonical.hpp"
#include "hall/hall_scene.hpp"
#include "infra/crypto/digest.hpp"
#include "rooms/trade/bodies.hpp"
#include "support/holding.hpp"
#include "support/output_of.hpp"
#include "support/unsealing.hpp"
#include <algorithm>
#include <gtest/gtest.h>

namespace tianping::hall {
namespace {

using namespace std::chrono_literals;
using test::Tender;

std::string squeezed(const std::string& text)
{
    std::string out;
    for (const char c : text)
        if (c != ' ' && c != '\n' && c != '\f')
            out += c;
    return out;
}

std::string pdf_of(Tender& tender, const std::string& query)
{
    const auto answer = tender.anyone().send("GET", tender.intake_path("record" + query)).value();
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.headers.at("content-type"), "application/pdf");
    return answer.body;
}

std::string version_of(std::int64_t version)
{
    return "?version=" + std::to_string(version);
}

bool all_answered(const RecordOut& out)
{
    return std::ranges::all_of(out.record.trustees,
                               [](const auto& one) { return one.state == TrusteeState::answered; });
}

class RecordLive : public testing::TestWithParam<test::Home> {};
INSTANTIATE_TEST_SUITE_P(homes, RecordLive, testing::ValuesIn(test::homes()),
                         [](const auto& at) { return test::name_of(at.param); });

TEST_P(RecordLive, duty_20_32_what_was_read_out_is_published_as_data_and_paper_that_anyone_checks)
{
    Tender tender{{.home = GetParam(), .accidents = {{1, trustee::Accident::wrong_answer}}}};
    ASSERT_TRUE(test::sign_in(tender, tender.bidder(0), "sign-in-first"));
    tender.restart_trustee(5, trustee::Accident::absent);
    test::read_out(tender);
    const auto kept = test::record_of(tender, [](const auto&) { return true; });
    ASSERT_TRUE(kept) << kept.error().code;
    EXPECT_EQ(to_hex(crypto::sm3(view(canonical(wire::write(kept->record))))), kept->digest);
    const auto pdf = pdf_of(tender, "");
    EXPECT_EQ(to_hex(crypto::sm3(view(pdf))), kept->pdf);
    EXPECT_EQ(std::ssize(pdf), kept->pdf_size);
    const auto again = document::print(paper_of(kept->record, kept->digest));
    EXPECT_EQ(text_view(again), pdf) << "the same record gives the same bytes";
    const auto file = tender.house().blobs().path(kept->pdf).value().string();
    const auto text = squeezed(test::output_of("pdftotext -layout " + file + " -"));
    auto wanted = std::vector<std::string>{kept->digest,       kept->record.number, kept->record.address,
                                           "10,000,000.00",    "10,000,002.00",     "开标一室",
                                           "给出的份额不正确", "没有给出份额",      "未签到的投标人"};
    for (const auto& bid : kept->record.bids)
        wanted.push_back(bid.bidder);
    for (const auto& part : wanted)
        EXPECT_NE(text.find(squeezed(part)), std::string::npos) << part << "\n" << text;
}

TEST_P(RecordLive, duty_20_32_a_hold_of_the_opening_stands_in_the_data_and_in_words_and_no_other_does)
{
    Tender tender{{.home = GetParam()}};
    tender.all_bid();
    tender.go_to(test::deadline);
    for (std::size_t number = 1; number <= 5; ++number)
        tender.trustee(number).service->visit(tender.intake());
    test::hold_round(tender, {trade::Act::fail}).value();
    const auto held = test::hold_round(tender).value();
    const auto& stood = held.hold;
    tender.go_to(test::deadline + 30min);
    const auto lifted = test::lift_hold(tender, held).value().hold;
    tender.trustees_visit();
    tender.opened();
    const auto kept = test::record_of(tender, [](const auto&) { return true; }).value();
    ASSERT_EQ(kept.record.holds.size(), 1U);
    const auto& one = kept.record.holds.at(0);
    EXPECT_EQ(one.from, stood.set_at);
    EXPECT_EQ(one.lifted_at, lifted.lifted_at);
    EXPECT_EQ(one.lift_reason, "异议已答复");
    EXPECT_EQ(one.set_by, kept.record.owner);
    const auto file = tender.house().blobs().path(kept.pdf).value().string();
    const auto text = squeezed(test::output_of("pdftotext -layout " + file + " -"));
    for (const auto* part : {"答复异议期间暂停（条例22）", "解除，理由：异议已答复"})
        EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
    const auto english = "Held from " + to_local_text(stood.set_at) + ", set by " + kept.record.owner +
                         ": While an objection is answered (条例22). Lifted at " +
                         to_local_text(*lifted.lifted_at) + ". Reason: 异议已答复";
    EXPECT_EQ(std::ranges::count(remarks_of(kept.record, Language::en), english), 1);
}

TEST_P(RecordLive, its_qr_code_leads_to_the_public_page)
{
    Tender tender{{.home = GetParam()}};
    test::read_out(tender);
    const auto kept = test::record_of(tender, [](const auto&) { return true; }).value();
    const auto file = tender.house().blobs().path(kept.pdf).value().string();
    const auto page = (tender.data() / "page").string();
    test::output_of("pdftoppm -r 150 -png " + file + " " + page);
    std::string seen;
    for (const auto& entry : std::filesystem::directory_iterator{tender.data()})
        if (entry.path().extension() == ".png")
            seen += test::output_of("zbarimg -q --raw " + entry.path().string());
    EXPECT_EQ(seen, kept.record.address + "\n");
    const auto web = tender.anyone().send("GET", "/openings/" + tender.intake() + "/record").value();
    EXPECT_EQ(web.status, 200);
    EXPECT_NE(web.body.find(kept.digest), std::string::npos);
    EXPECT_NE(web.body.find("/api/v1/intakes/" + tender.intake() + "/record.json"), std::string::npos);
}

std::ptrdiff_t proved_signatures(const Record& record)
{
    const auto message = record_message(digest_from_hex(record.signed_digest).value());
    return std::ranges::count_if(record.signatures, [&](const RecordSignature& one) {
        return one.state == SignatureState::signed_ &&
               identity::prove_signature(message, {one.certificate, one.signature}).has_value();
    });
}

TEST_P(RecordLive, a_signature_is_checked_offline_and_the_first_version_stays)
{
    Tender tender{{.home = GetParam()}};
    test::read_out(tender);
    const auto drawn = test::record_of(tender, [](const auto&) { return true; }).value();
    const auto signing = test::open_signing(tender, tender.agency(), 1).value();
    const auto first =
        test::record_of(tender, [&](const auto& r) { return r.digest == signing.record_digest; }).value();
    // Whoever answered while the bids were read out already is a new fact, and nothing else is.
    EXPECT_EQ(first.version, drawn.version + (all_answered(drawn) ? 0 : 1));
    const auto before = pdf_of(tender, "");
    ASSERT_TRUE(test::sign_record(tender, tender.bidder(0), signing.record_digest));
    tender.go_to(*signing.signing_until);
    ASSERT_TRUE(test::end_session(tender, tender.agency()));
    const auto last = test::record_of(tender, [](const auto& r) { return r.final; }).value();
    EXPECT_EQ(last.version, first.version + 1);
    EXPECT_NE(last.digest, first.digest);
    EXPECT_EQ(proved_signatures(last.record), 1);
    EXPECT_EQ(pdf_of(tender, version_of(first.version)), before);
    EXPECT_NE(pdf_of(tender, ""), before);
    const auto old =
        tender.anyone().get<RecordOut>(tender.intake_path("record.json" + version_of(first.version))).value();
    EXPECT_EQ(old.digest, first.digest);
    EXPECT_EQ(tender.anyone()
                  .get<RecordOut>(tender.intake_path("record.json" + version_of(last.version + 1)))
                  .error()
                  .code,
              "hall.no_record");
    std::vector<std::string> told;
    for (const auto& event : tender.house().reads().read(
             [&](const ReadTx& tx) { return events::of_stream(tx, tender.intake()); }))
        if (event.kind == "hall.record_published")
            told.push_back(event.body);
    ASSERT_EQ(std::int64_t(told.size()), last.version);
    EXPECT_NE(told.back().find(last.digest), std::string::npos);
}

std::vector<http::StreamEvent> heard_after(Tender& tender, const std::string& place)
{
    return tender.house().reads().read([&](const ReadTx& tx) {
        http::Request request;
        request.path["intake"] = tender.intake();
        auto& blobs = const_cast<blob::BlobStore&>(tender.house().blobs());
        return Hall{blobs, {}}.live(tx, request).value().next(tx, place, 100);
    });
}

TEST_P(RecordLive, before_the_reading_out_the_live_stream_tells_kinds_and_counts_nothing)
{
    Tender tender{{.home = GetParam()}};
    tender.all_bid();
    tender.go_to(test::local_hour(test::deadline_hour));
    for (std::size_t number = 1; number <= 5; ++number)
        tender.trustee(number).service->visit(tender.intake());
    tender.trustee(1).service->visit(tender.intake());
    int answered = 0;
    for (const auto& event : heard_after(tender, "")) {
        EXPECT_NE(event.data.find("\"body\":null"), std::string::npos) << event.data;
        answered += event.event == "opening.trustee_answered" ? 1 : 0;
    }
    EXPECT_EQ(answered, 1);
}

// How often it was told that the host recorded a cause; what is told has no gap that would count.
std::ptrdiff_t causes_heard(Tender& tender)
{
    const auto all = heard_after(tender, "");
    for (std::size_t i = 1; i < all.size(); ++i)
        EXPECT_EQ(std::stoi(all[i].id), std::stoi(all[i - 1].id) + 1);
    return std::ranges::count(all, "opening.cause_recorded", &http::StreamEvent::event);
}

TEST_P(RecordLive, duty_20_30_causes_are_heard_once_before_the_reading_out_and_each_after_it)
{
    using namespace test::unsealing;
    Tender tender{
        {.home = GetParam(), .bidders = 4, .manner = terms::Manner::bidder, .trustees_remedy = false}};
    tender.all_bid();
    tender.go_to(test::deadline);
    tender.trustees_visit();
    ASSERT_EQ(code_of(prove(tender, 0)), "");
    tender.go_to(test::deadline + 60min);
    ASSERT_EQ(code_of(give(tender, 0)), "");
    ASSERT_EQ(wait_for_unopened(tender, 3).bids.size(), 3U);
    const auto recorded = [&](std::size_t i) {
        return code_of(test::unsealing::record(tender, tender.agency(), submission_of(tender, i),
                                               opening::CauseCode::bidder_did_not_act));
    };
    for (const std::size_t i : {1U, 2U})
        ASSERT_EQ(recorded(i), "") << i;
    ASSERT_EQ(tender.view().state, opening::ClosingState::witnessed);
    EXPECT_EQ(causes_heard(tender), 1);
    tender.go_to(test::deadline + 120min);
    tender.go_to(test::deadline + 180min);
    ASSERT_EQ(tender.opened().state, opening::ClosingState::read_out);
    EXPECT_EQ(causes_heard(tender), 1);
    ASSERT_EQ(recorded(3), "") << "a late cause is still recorded";
    EXPECT_EQ(causes_heard(tender), 2);
}

TEST_P(RecordLive, a_hold_and_its_lifting_are_heard_at_once_and_who_comes_back_hears_each_once)
{
    Tender tender{{.home = GetParam()}};
    const auto stream = tender.intake_path("session/stream");
    auto stays = tender.anyone();
    ASSERT_TRUE(stays.follow(stream));
    const auto held = test::hold_round(tender).value();
    const auto set = stays.next_event().value();
    EXPECT_EQ(set.event, "trade.hold_set");
    tender.go_to(test::deadline);
    EXPECT_EQ(stays.next_event().value().event, "opening.closing_held");
    test::lift_hold(tender, held).value();
    const auto lifted = stays.next_event().value();
    EXPECT_EQ(lifted.event, "trade.hold_lifted");
    auto comes_back = tender.anyone();
    ASSERT_TRUE(comes_back.follow(stream, set.id));
    EXPECT_EQ(comes_back.next_event().value().event, "opening.closing_held");
    EXPECT_EQ(comes_back.next_event().value().id, lifted.id);
    const auto all = heard_after(tender, "");
    ASSERT_EQ(all.size(), 3U);
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto rest = heard_after(tender, all[i].id);
        ASSERT_EQ(rest.size(), all.size() - i - 1);
        for (std::size_t j = 0; j < rest.size(); ++j)
            EXPECT_EQ(rest[j].id, all[i + j + 1].id);
    }
}

TEST_P(RecordLive, of_a_hold_is_heard_what_the_page_of_its_trade_shows_and_no_more)
{
    Tender tender{{.home = GetParam()}};
    const auto held = test::hold_round(tender, {trade::Act::close}).value();
    const auto& stood = held.hold;
    test::lift_hold(tender, held).value();
    const auto all = heard_after(tender, "");
    ASSERT_EQ(all.size(), 2U);
    for (const auto& event : all) {
        EXPECT_NE(event.data.find(R"("body":{"article":"条例22","cause":"objection_answer","document":"",)"
                                  R"("forbids":["close"],"set_at":)"),
                  std::string::npos)
            << event.data;
        for (const auto& untold :
             {stood.set_by, stood.id.text(), stood.rounds.at(0).text(), std::string{"异议已答复"}})
            EXPECT_EQ(event.data.find(untold), std::string::npos) << event.data;
    }
}

} // namespace
} // namespace tianping::hall
