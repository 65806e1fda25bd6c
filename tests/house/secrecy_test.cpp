// After the reading out names and prices are everybody's. What else the bids say stays between each bidder,
// the tenderer and who supervises.
#include "house/walk_scene.hpp"
#include "infra/crypto/digest.hpp"
#include "support/refusal.hpp"
#include <set>

namespace tianping::test {
namespace {

using opening::Evidence;
using opening::OpenedEvidence;

const std::set<std::string> all_of_it{"owner", "owner's clerk", "agency", "agency for one trade",
                                      "supervisor"};
const std::set<std::string> bidders{"bidder", "other bidder", "bidder who withdrew"}; // who bid again

class Secrecy : public WalkScene {
protected:
    Secrecy()
    {
        tender().bid(1, 10'000'001);
        tender().bid(2, 10'000'003, "anew");
        tender().go_to(local_hour(deadline_hour));
        tender().trustees_visit();
        EXPECT_EQ(tender().opened().state, opening::ClosingState::read_out);
        whole = tender().owner().client().get<Evidence>(tender().intake_path("evidence/whole")).value();
    }
    // Whose bid it is, by the name under which he asks.
    bool is_own(const std::string& who, Account* account, const OpenedEvidence& part) const
    {
        if (!bidders.contains(who))
            return false;
        const auto code = account->holder().certificate.subject().organisation_code;
        return std::ranges::any_of(whole.closing.submissions, [&](const auto& of) {
            return of.submission == part.submission && of.bidder_code == code;
        });
    }
    // Whether this text holds the part's secret, one share of it, or its sealed bytes.
    bool helps_to_open(const std::string& text, const OpenedEvidence& part) const
    {
        const bool share = std::ranges::any_of(whole.answers, [&](const auto& answer) {
            return answer.header == part.header && text.find(answer.message) != std::string::npos;
        });
        return share || text.find(part.secret) != std::string::npos ||
               to_hex(crypto::sm3(view(text))) == part.envelope;
    }
    // What everybody who is not entitled to this part gets from this route, whichever part it names.
    void expect_nothing_of(const OpenedEvidence& part, const http::Route& route)
    {
        auto ids = all();
        ids["envelope"] = part.envelope;
        for (const auto& [who, account] : people) {
            if (all_of_it.contains(who) || is_own(who, account, part))
                continue;
            const auto answer = ask(client_of(account), route, filled(route, ids).value());
            EXPECT_FALSE(helps_to_open(answer.body, part)) << who << ": " << name_of(route);
            ++asked;
        }
    }
    Result<Evidence> whole_as(Account* account)
    {
        return client_of(account).get<Evidence>(tender().intake_path("evidence/whole"));
    }
    int envelope_as(Account* account, const std::string& route, const OpenedEvidence& part)
    {
        return client_of(account).send("GET", tender().intake_path(route + part.envelope)).value().status;
    }

    Evidence whole;
    int asked = 0;
};

TEST_F(Secrecy, duty_20_56_from_all_public_routes_together_no_part_that_is_not_read_out_can_be_opened)
{
    std::vector<OpenedEvidence> kept;
    const auto shown = tender().anyone().send("GET", tender().intake_path("evidence")).value().body;
    for (const auto& part : whole.opened) {
        ASSERT_FALSE(part.secret.empty());
        ASSERT_GE(std::ranges::count(whole.answers, part.header, &opening::TrusteeAnswer::header), 3);
        EXPECT_EQ(helps_to_open(shown, part), part.part == "price")
            << "prices are read out, and nothing else";
        EXPECT_EQ(envelope_as(nullptr, "envelopes/", part), part.part == "price" ? 200 : 403);
        if (part.part != "price")
            kept.push_back(part);
    }
    ASSERT_EQ(kept.size(), 3U);
    for (const auto& route : routes())
        if (route.method == http::Method::get && route.kind != http::Kind::stream)
            for (const auto& part : kept)
                expect_nothing_of(part, route);
    EXPECT_GT(asked, 1'000);
}

TEST_F(Secrecy, duty_20_56_owner_agent_and_supervisor_read_the_whole_and_a_bidder_his_own_bid)
{
    for (const auto& [who, account] : people) {
        const auto read = whole_as(account);
        if (!all_of_it.contains(who) && !bidders.contains(who)) {
            EXPECT_EQ(code_of(read), account ? "identity.not_allowed" : "identity.sign_in_first") << who;
            continue;
        }
        ASSERT_TRUE(read) << who << " " << code_of(read);
        EXPECT_EQ(read->given, all_of_it.contains(who) ? opening::Given::whole : opening::Given::own_bid);
        for (const auto& part : read->opened) {
            const bool given = all_of_it.contains(who) || part.part == "price" || is_own(who, account, part);
            EXPECT_EQ(part.kept, !given) << who << " " << part.part;
            EXPECT_EQ(part.secret.empty(), !given) << who << " " << part.part;
            EXPECT_EQ(envelope_as(account, "evidence/whole/envelopes/", part), given ? 200 : 403) << who;
        }
    }
}

TEST_F(Secrecy, what_is_not_everybodys_is_kept_in_no_cache_and_a_refusal_says_who_reads_it)
{
    const auto part = std::ranges::find(whole.opened, "technical", &OpenedEvidence::part);
    ASSERT_NE(part, whole.opened.end());
    const auto cached = [&](const std::string& path) {
        return tender()
            .owner()
            .client()
            .send("GET", tender().intake_path(path))
            .value()
            .headers.at("cache-control");
    };
    EXPECT_EQ(cached("evidence/whole"), "no-store");
    EXPECT_EQ(cached("evidence/whole/envelopes/" + part->envelope), "no-store");
    const auto refused = tender().anyone().get<Evidence>(tender().intake_path("envelopes/" + part->envelope));
    EXPECT_EQ(code_of(refused), "opening.part_kept");
    EXPECT_EQ(refused.error().article, "20-56");
}

} // namespace
} // namespace tianping::test
