// The papers behind a registration: uploaded by the side that enters it, read by its parties and its centre,
// and by nobody else even once the trade is public.
#include "app/rehearsal/scene.hpp"
#include "infra/crypto/digest.hpp"
#include "support/refusal.hpp"
#include "support/tender.hpp"
#include "support/tender_scene.hpp"
#include <fstream>
#include <gtest/gtest.h>

namespace tianping {
namespace {

using test::scene::must;

class Papers : public testing::Test {
protected:
    static terms::File named(const std::string& name, const std::string& text)
    {
        return {name, std::ssize(text), to_hex(crypto::sm3(view(text))), "application/pdf"};
    }
    void upload(account::Account& by, const std::string& text)
    {
        const auto file = folder.path() / "paper.pdf";
        std::ofstream{file, std::ios::binary} << text;
        must(bidder::upload(by, file), "an upload");
    }
    trade::Registration registration() const
    {
        const auto cast = rehearsal::cast_of(1, 3);
        auto in = rehearsal::registration_of(cast, {{"四期标段", "四期工程", cast.estimate}},
                                             test::local_hour("2026-05-20 09:30"));
        in.title = "四期工程施工招标";
        return in;
    }
    Result<trade::TradeOut> submit(account::Account& by, const trade::SubmitIn& in)
    {
        return by.client().post<trade::TradeOut>("/api/v1/trades", in,
                                                 by.key("papers-" + std::to_string(++sent)));
    }
    int status_of(http::Client& client, const std::string& path) { return client.send("GET", path)->status; }

    test::Tender tender{{.bidders = 1}};
    test::ScratchFolder folder;
    account::Account& desk = tender.staff("desk");
    int sent = 0;
    const std::string scan = "本单位申请登记，经办人签名。";
    const std::string approval = "关于四期工程的批复。";
};

TEST_F(Papers, clause_6_2_1_the_desk_enters_from_a_signed_paper_whose_scan_lies_there)
{
    trade::SubmitIn in{registration(), trade::DeskEntry{}};
    in.desk->owner_code = tender.owner().holder().certificate.subject().organisation_code;
    in.desk->application = named("登记申请.pdf", scan);
    in.registration.documents = {named("批复.pdf", approval)};
    const std::string missing =
        "desk.application trade.paper_missing;registration.documents[0] trade.paper_missing;";
    EXPECT_EQ(test::bad_fields_of(submit(desk, in)), missing) << "a digest of nothing";
    upload(tender.bidder(0), scan);
    upload(tender.owner(), approval);
    EXPECT_EQ(test::bad_fields_of(submit(desk, in)), missing) << "what others uploaded";
    upload(desk, scan);
    upload(desk, approval);
    in.desk->application.size += 1;
    EXPECT_EQ(test::bad_fields_of(submit(desk, in)), "desk.application trade.paper_missing;");
    in.desk->application.size -= 1;
    in.registration.documents[0].name = "../批复.pdf";
    EXPECT_EQ(test::bad_fields_of(submit(desk, in)), "registration.documents[0].name terms.bad_file_name;");
    in.registration.documents[0].name = "批复.pdf";
    const auto made = must(submit(desk, in), "the desk's entry");
    const auto path = "/api/v1/trades/" + made.id.text() + "/papers/";
    for (auto* reader : {&tender.owner(), &desk}) {
        EXPECT_EQ(reader->client().send("GET", path + in.desk->application.digest)->body, scan);
        EXPECT_EQ(reader->client().send("GET", path + in.registration.documents[0].digest)->body, approval);
    }
    auto anyone = tender.anyone();
    EXPECT_EQ(status_of(anyone, path + in.desk->application.digest), 404);
    EXPECT_EQ(status_of(tender.bidder(0).client(), path + in.desk->application.digest), 404);
}

TEST_F(Papers, of_a_public_trade_are_read_by_its_parties_and_its_centre_alone_and_only_those_it_names)
{
    upload(tender.agency(), approval);
    trade::SubmitIn in{registration(), std::nullopt};
    in.registration.documents = {named("批复.pdf", approval)};
    const auto made = must(submit(tender.agency(), in), "the agency's registration");
    tender.inside([&](WriteTx& tx, const Call&) {
        tx.change("UPDATE trade SET published = 1 WHERE id = :id", made.id);
    });
    const auto trade = "/api/v1/trades/" + made.id.text();
    const auto path = trade + "/papers/" + in.registration.documents[0].digest;
    auto anyone = tender.anyone();
    EXPECT_EQ(status_of(anyone, trade), 200);
    EXPECT_EQ(status_of(anyone, path), 404);
    EXPECT_EQ(status_of(tender.bidder(0).client(), path), 404);
    for (auto* reader : {&tender.owner(), &tender.agency(), &desk})
        EXPECT_EQ(reader->client().send("GET", path)->body, approval);
    upload(tender.agency(), scan);
    EXPECT_EQ(status_of(tender.agency().client(), trade + "/papers/" + named("", scan).digest), 404)
        << "an upload that the registration does not name";
}

TEST_F(Papers, a_supplement_names_papers_that_its_side_uploaded)
{
    const auto made =
        must(submit(tender.agency(), {registration(), std::nullopt}), "the agency's registration");
    const auto trade = "/api/v1/trades/" + made.id.text();
    must(desk.client().post<trade::TradeOut>(trade + "/supplement-lists",
                                             trade::AskIn{{{"立项批复", "未附", "30号令8"}}, std::nullopt},
                                             desk.key("ask-for-papers")),
         "the list");
    trade::SupplementIn in{registration(), std::nullopt};
    in.registration.documents = {named("批复.pdf", approval)};
    const auto answer = [&] {
        const auto got = must(tender.agency().client().send(
                                  "PUT", trade + "/registration", boost::json::serialize(wire::write(in)),
                                  {{"Content-Type", "application/json"},
                                   {"Idempotency-Key", tender.agency().key("s" + std::to_string(++sent))}}),
                              "the supplement");
        return got.ok() ? std::string{} : got.body;
    };
    EXPECT_NE(answer().find("trade.paper_missing"), std::string::npos);
    upload(desk, approval);
    EXPECT_NE(answer().find("trade.paper_missing"), std::string::npos) << "the centre is no side of it";
    upload(tender.owner(), approval);
    EXPECT_EQ(answer(), "");
}

} // namespace
} // namespace tianping
