// 工商变更 in the middle of a trade: who acts in it is called by one name throughout, and whoever has the
// export sees that both names are one organisation's.
#include "hall/hall_scene.hpp"
#include "rooms/identity/events.hpp"
#include "support/renaming.hpp"
#include "verify/exported.hpp"
#include <gtest/gtest.h>

namespace tianping::verify {
namespace {

class Renamed : public testing::Test {
protected:
    static constexpr const char* new_name = "平州更名建设集团有限公司";

    // A bidder renames between his bid and its opening, the owner after it; both sign the record with their
    // new certificates.
    Renamed()
    {
        tender.all_bid();
        auto bidder = test::renamed(tender, tender.bidder(0), new_name);
        tender.go_to(test::local_hour(test::deadline_hour));
        tender.trustees_visit();
        view = tender.opened();
        test::record_of(tender, [](const auto&) { return true; }).value();
        auto owner = test::renamed(tender, tender.owner(), "平州更名城市建设集团有限公司");
        const auto signing = test::open_signing(tender, tender.agency(), 30).value();
        for (auto* who : {bidder.get(), owner.get()})
            test::sign_record(tender, *who, signing.record_digest).value();
        tender.go_to(*signing.signing_until);
        test::end_session(tender, tender.agency()).value();
        record = test::record_of(tender, [](const auto& out) { return out.final; }).value().record;
    }
    std::string certified(account::Account& who) const
    {
        return who.holder().certificate.subject().organisation;
    }
    std::string code() { return tender.bidder(0).holder().certificate.subject().organisation_code; }

    test::Tender tender{};
    opening::OpeningView view{};
    hall::Record record{};
};

TEST_F(Renamed,
       duty_20_30_a_bid_sealed_under_the_former_name_opens_and_is_read_out_under_the_name_at_the_deadline)
{
    ASSERT_EQ(view.state, opening::ClosingState::read_out);
    const auto line = std::ranges::find(view.bids, code(), &opening::ReadOut::bidder_code);
    ASSERT_NE(line, view.bids.end());
    EXPECT_EQ(line->state, opening::BidState::opened);
    EXPECT_EQ(line->bidder_name, new_name);
    EXPECT_EQ(record.owner, certified(tender.owner())) << "he was called so when it was opened";
    std::int64_t signed_by = 0;
    for (const auto& signature : record.signatures)
        if (signature.state == hall::SignatureState::signed_) {
            ++signed_by;
            EXPECT_EQ(signature.organisation,
                      signature.code == code() ? std::string{new_name} : certified(tender.owner()));
        }
    EXPECT_EQ(signed_by, 2);
}

TEST_F(Renamed, the_export_verifies_and_says_by_which_certificate_two_names_are_one)
{
    const ExportFolder exported{tender, tender.intake()};
    EXPECT_EQ(exported.said(), "");
    EXPECT_EQ(said_in_public(tender), "");
    std::int64_t told = 0;
    for (const auto& finding : verify_export(exported.folder()))
        told += finding.what == "verify.renaming" ? 1 : 0;
    EXPECT_EQ(told, 2);
    const auto found = [&](const char* what, const std::function<void(Evidence&)>& change) {
        const auto said = exported.said_of(change);
        EXPECT_NE(said.find(what), std::string::npos) << said;
    };
    found("verify.name_differs", [](Evidence& e) {
        std::erase_if(e.events,
                      [](const auto& event) { return event.kind == identity::OrganisationRenamed::kind; });
    });
    found("verify.renaming_differs", [](Evidence& e) {
        change_event<identity::OrganisationRenamed>(e, [](auto& body) { body.to += "x"; });
    });
    found("verify.renaming_differs", [](Evidence& e) {
        change_event<identity::OrganisationRenamed>(e, [](auto& body) { flip(body.code, 9); });
    });
    found("verify.certificate_missing", [](Evidence& e) {
        change_event<identity::OrganisationRenamed>(e, [](auto& body) { flip(body.certificate, 0); });
    });
}

} // namespace
} // namespace tianping::verify
