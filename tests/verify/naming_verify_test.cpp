// Who named whom the owner's agent is proved by the owner's signature; an export in which anything of it
// differs is found out.
#include "hall/agency_scene.hpp"
#include "hall/hall_scene.hpp"
#include "infra/spine/private_body.hpp"
#include "rooms/identity/events.hpp"
#include "verify/exported.hpp"
#include <gtest/gtest.h>

namespace tianping::verify {
namespace {

using opening::SignedNaming;

class Naming : public testing::Test {
protected:
    void SetUp() override
    {
        test::read_out(tender);
        other = test::other_agency(tender);
        test::name_agent_later(tender, other.get()).value();
    }
    ExportFolder whole() { return {tender, tender.intake()}; }
    // Finding by finding, what is said of the namings.
    static std::string told_of(const ExportFolder& exported)
    {
        std::string out;
        for (const auto& finding : verify_export(exported.folder()))
            if (finding.what == "verify.naming")
                out += finding.detail + ";";
            else if (is_note(finding) && finding.what == naming_not_given)
                out += "note;";
        return out;
    }
    std::string signer() { return tender.owner().holder().certificate.subject_text(); }
    std::string other_code() { return other->holder().certificate.subject().organisation_code; }

    test::Tender tender{};
    std::unique_ptr<account::Account> other{};
};

identity::GivenAct& act_of(Evidence& evidence)
{
    return *evidence.namings.value().at(0).act;
}

// What a platform that signs with a key of another would show.
void signed_by(identity::GivenAct& act, account::Account& who)
{
    act.certificate = to_base64(who.holder().certificate.der());
    act.signature = who.sign(identity::act_message(act.text)).value;
}

void replace(std::string& text, const std::string& what, const std::string& by)
{
    text.replace(text.find(what), what.size(), by);
}

TEST_F(Naming, each_is_in_the_whole_export_with_the_owners_signature_and_in_no_other)
{
    test::name_agent_later(tender, nullptr).value();
    const auto exported = whole();
    EXPECT_EQ(exported.said(), "");
    EXPECT_EQ(told_of(exported), signer() + "  " + other_code() + ";" + signer() + ";");
    ASSERT_EQ(exported.evidence().namings.value().size(), 2U);
    EXPECT_NE(exported.evidence().namings->at(0).said.find("0000-3000000"), std::string::npos);
    const ExportFolder in_public{tender, tender.intake(), nullptr};
    EXPECT_EQ(in_public.said(), "");
    EXPECT_EQ(told_of(in_public), "note;note;");
    EXPECT_FALSE(in_public.evidence().namings);
    EXPECT_EQ(text_of(in_public.evidence_file()).find("0000-3000000"), std::string::npos);
}

TEST_F(Naming, each_thing_that_differs_about_one_is_named)
{
    const std::string another = "verify.naming verify.act_of_another";
    const std::string signature = "verify.naming verify.act_signature";
    const std::vector<std::tuple<const char*, std::string, std::function<void(Evidence&)>>> cases{
        {"another signature", signature, [](Evidence& e) { flip_bytes(act_of(e).signature, 20); }},
        {"another text", signature, [](Evidence& e) { act_of(e).text.key += "x"; }},
        {"another certificate", signature,
         [&](Evidence& e) {
             act_of(e).certificate = to_base64(tender.bidder(0).holder().certificate.der());
         }},
        {"another's signature", another, [&](Evidence& e) { signed_by(act_of(e), tender.bidder(0)); }},
        {"another body", another, [](Evidence& e) { replace(e.namings->at(0).said, "周庚", "周辛"); }},
        {"another act, signed anew", another,
         [&](Evidence& e) {
             act_of(e).text.act += "x";
             signed_by(act_of(e), tender.owner());
         }},
        {"another reason in the log", another,
         [](Evidence& e) {
             const auto event =
                 std::ranges::find(e.events, trade::AgentNamed::kind, &opening::LoggedEvent::kind);
             replace(event->body, "原代理合同终止", "另有安排");
         }},
        {"left out", "verify.naming verify.naming_unsigned", [](Evidence& e) { e.namings->clear(); }},
        {"twice", another, [](Evidence& e) { e.namings->push_back(e.namings->at(0)); }},
        {"of nothing", another, [](Evidence& e) { flip(e.namings->at(0).event, 3); }},
    };
    const auto exported = whole();
    for (const auto& [what, found_by, change] : cases) {
        const auto said = exported.said_of(change);
        EXPECT_NE(said.find(found_by), std::string::npos) << what << ": " << said;
    }
    EXPECT_EQ(exported.said(), "");
}

TEST_F(Naming, an_export_of_before_gives_none_and_is_told_so)
{
    const auto exported = whole();
    auto older = exported.evidence();
    older.namings.reset();
    exported.put(older);
    EXPECT_EQ(exported.said(), "");
    EXPECT_EQ(told_of(exported), "note;");
}

TEST_F(Naming, one_of_which_something_private_was_erased_is_told_so)
{
    tender.inside([&](WriteTx& tx, const Call& call) {
        for (const auto& event : events::of_trade(tx, tender.trade().id.text()))
            if (event.kind == identity::ActSigned::kind && event.as<identity::ActSigned>().signature.empty())
                events::erase_private(tx, call, event, {"联系人请求删除", "个人信息保护法47"}).value();
    });
    const auto exported = whole();
    EXPECT_FALSE(exported.evidence().namings.value().at(0).act);
    EXPECT_EQ(exported.said(), "");
    EXPECT_EQ(told_of(exported), "note;");
}

} // namespace
} // namespace tianping::verify
