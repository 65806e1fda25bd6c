// Who may sign as the host: the chain owner, mandate, agent, link by link.
#include "app/trustee/remedy.hpp"
#include "formats/login.hpp"
#include "infra/crypto/authority.hpp"
#include "support/scratch.hpp"
#include <functional>
#include <gtest/gtest.h>

namespace tianping::trustee {
namespace {

using namespace std::chrono_literals;

class Host : public testing::Test {
protected:
    Host()
    {
        for (const auto& certificate : {authority.root(), authority.issuing()})
            anchors.trust(certificate).value();
        facts.place.trade = "trd_1";
        facts.project = "prj_1";
        facts.deadline = now;
        facts.owner = {to_hex(owner.certificates.sign.digest()), owner_code};
        facts.origin = "http://127.0.0.1:8080";
        facts.now = now;
        facts.trust = Trust{&anchors};
    }
    crypto::KeyedPair pair(const std::string& code, const std::string& person)
    {
        return authority.make_pair({person, person, code, person}, {test::monday, test::monday + 24h * 365})
            .value();
    }
    opening::SignedMandate signed_by(const crypto::KeyedPair& signer, opening::SignedMandate mandate) const
    {
        const auto text =
            identity::mandate_message({mandate.agent, mandate.agent_code, mandate.ends_at, facts.origin,
                                       mandate.principal, mandate.scope, mandate.starts_at});
        mandate.certificate = to_base64(signer.certificates.sign.der());
        mandate.signature = to_base64(signer.sign_key.sign(text));
        return mandate;
    }
    opening::SignedMandate mandate() const
    {
        return signed_by(
            owner, {"org_owner", "org_agent", agent_code, "", test::monday, now + 24h, test::monday, "", ""});
    }
    // A cause that does not lie with the bidder, shown for his bid.
    std::string why_cause(const crypto::KeyedPair& signer)
    {
        facts.lot.unsealing.manner = terms::Manner::bidder;
        facts.lot.unsealing.trustees_remedy = true;
        opening::HeaderToAnswer listed{"sub_1"};
        auto& cause = listed.cause.emplace();
        cause.submission = listed.submission;
        cause.code = opening::CauseCode::platform_failed;
        cause.recorded_at = now;
        const opening::CauseText text{
            "tianping/cause/1",  facts.place.platform, facts.place.intake, cause.submission,
            to_hex(facts.close), cause.code,           cause.text,         opening::digest_of(cause.finding),
            cause.evidence};
        cause.certificate = to_base64(signer.certificates.sign.der());
        cause.signature = to_base64(signer.sign_key.sign(opening::signed_bytes(text)));
        const auto found = has_ground(facts, listed, {});
        return found ? "" : found.error().code + ": " + found.error().detail;
    }
    std::string why(const opening::SignedMandate& shown) const
    {
        const auto found = may_act_as_host(facts, shown, agent.certificates.sign, now);
        return found ? "" : found.error().code + ": " + found.error().detail;
    }

    test::ScratchFolder folder;
    crypto::Authority authority = crypto::Authority::open({folder.path() / "keys"}, test::monday).value();
    crypto::TrustStore anchors;
    const std::string owner_code = "91350100M000100Y43";
    const std::string agent_code = "91110000600037341L";
    crypto::KeyedPair owner = pair(owner_code, "o");
    crypto::KeyedPair agent = pair(agent_code, "a");
    const Instant now = test::monday + 24h * 22;
    GroundFacts facts{};
};

TEST_F(Host, an_agent_whose_mandate_the_owner_signed)
{
    EXPECT_EQ(why(mandate()), "");
}

TEST_F(Host, a_mandate_by_another_counts_for_nothing)
{
    EXPECT_EQ(why(signed_by(agent, mandate())), "trustee.no_ground: the mandate is not the owner's");
    auto altered = mandate();
    altered.ends_at = now + 48h;
    EXPECT_EQ(why(altered), "trustee.no_ground: mandate.not_signed");
    const auto another_of_the_owner = pair(owner_code, "p");
    EXPECT_EQ(why(signed_by(another_of_the_owner, mandate())), "") << "anchors vouch for its organisation";
}

TEST_F(Host, a_mandate_for_another_platform_time_trade_or_agent_counts_for_nothing)
{
    auto ended = mandate();
    ended.ends_at = now;
    EXPECT_EQ(why(signed_by(owner, ended)), "trustee.no_ground: mandate.does_not_cover");
    auto elsewhere = mandate();
    elsewhere.scope = "trd_2";
    EXPECT_EQ(why(signed_by(owner, elsewhere)), "trustee.no_ground: mandate.does_not_cover");
    auto of_another = mandate();
    of_another.agent_code = owner_code;
    EXPECT_EQ(why(signed_by(owner, of_another)), "trustee.no_ground: mandate.of_another_agent");
    const auto of_this_platform = mandate();
    facts.origin = "https://ggzy.example.cn";
    EXPECT_EQ(why(of_this_platform), "trustee.no_ground: mandate.not_signed");
}

TEST_F(Host, a_mandate_for_a_project_counts_for_the_trades_of_that_project_alone)
{
    const auto for_project = [&](const std::string& scope) {
        auto shown = mandate();
        shown.scope = scope;
        return why(signed_by(owner, shown));
    };
    EXPECT_EQ(for_project("prj_1"), "");
    EXPECT_EQ(for_project("trd_1"), "");
    EXPECT_EQ(for_project("prj_2"), "trustee.no_ground: mandate.does_not_cover");
    facts.project.clear();
    EXPECT_EQ(for_project("prj_1"), "trustee.no_ground: mandate.does_not_cover")
        << "nobody has said to which project the trade belongs";
    EXPECT_EQ(for_project(""), "") << "but one for all does";
}

TEST_F(Host, without_anchors_nobody_vouches_for_an_agent)
{
    facts.trust = Trust{};
    EXPECT_EQ(why(mandate()),
              "trustee.no_ground: without anchors nobody vouches for the agent's certificate");
    EXPECT_EQ(why(signed_by(pair(owner_code, "p"), mandate())),
              "trustee.no_ground: the mandate is not the owner's");
}

constexpr const char* nobodys =
    "trustee.no_ground: signed neither by a certificate of the owner in force nor under a mandate";

TEST_F(Host, any_certificate_of_the_owner_for_which_anchors_vouch_signs_a_cause)
{
    EXPECT_EQ(why_cause(owner), "");
    EXPECT_EQ(why_cause(pair(owner_code, "p")), "");
    EXPECT_EQ(why_cause(agent), nobodys);
    test::ScratchFolder elsewhere;
    const auto other = crypto::Authority::open({elsewhere.path() / "keys"}, test::monday).value();
    const auto false_owner =
        other.make_pair({"p", "p", owner_code, "p"}, {test::monday, test::monday + 24h * 365}).value();
    EXPECT_EQ(why_cause(false_owner), nobodys);
}

TEST_F(Host, without_anchors_only_the_certificate_of_the_terms_signs_a_cause)
{
    facts.trust = Trust{};
    EXPECT_EQ(why_cause(owner), "");
    EXPECT_EQ(why_cause(pair(owner_code, "p")), nobodys);
}

TEST_F(Host, an_agents_certificate_of_an_authority_that_is_not_trusted_counts_for_nothing)
{
    test::ScratchFolder elsewhere;
    const auto other = crypto::Authority::open({elsewhere.path() / "keys"}, test::monday).value();
    agent = other.make_pair({"a", "a", agent_code, "a"}, {test::monday, test::monday + 24h * 365}).value();
    EXPECT_EQ(why(mandate()), "trustee.no_ground: the agent's certificate is not in force");
}

} // namespace
} // namespace tianping::trustee
