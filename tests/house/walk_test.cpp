// Every route of the real house at every stage: what the policy declares is what everybody meets at the door,
// and before the reading out no answer tells anyone who bids.
#include "house/walk_scene.hpp"
#include "opening/session_scene.hpp"
#include <fstream>

namespace tianping::test {
namespace {

class Walk : public WalkScene {
protected:
    void check(const std::string& who, Account* account, const http::Route& route);
    void check_secrets(const std::string& who, const http::Route& route, const std::string& body);
    void walk(const std::string& stage);
    void others_bid()
    {
        tender().bid(1, 10'000'001);
        tender().bid(2, 10'000'003, "anew");
    }

    bool bids_are_secret = true;
    std::int64_t asked = 0, denied = 0, told = 0;
};

// Closers read the closed set, owner and agent who took the terms, a bank knows its own customers, deposits
// of a round that is over go back to their payers, and the audit has a test of its own.
void Walk::check_secrets(const std::string& who, const http::Route& route, const std::string& body)
{
    const auto is = [&](const char* end) { return route.path.ends_with(end); };
    if (!bids_are_secret || who == "bidder" || is("/closing") || is("/headers") || is("/takers") ||
        is("/bank/refunds") || is("/deposits") || route.path.starts_with("/api/v1/audit/"))
        return;
    ++told;
    for (const auto& secret : secrets)
        EXPECT_EQ(body.find(secret), std::string::npos)
            << who << " reads " << secret << " of a bidder from " << name_of(route);
}

// Who is denied gets no 2xx; who is allowed is not told otherwise. An allowed command is not sent: the scene
// must stay as it is.
void Walk::check(const std::string& who, Account* account, const http::Route& route)
{
    const auto ids = all();
    const auto target = filled(route, ids);
    ASSERT_TRUE(target) << name_of(route);
    const auto allowed = declared(route, actors.at(who), ids);
    const bool changes = route.method != http::Method::get;
    if (allowed && (changes || route.kind == http::Kind::stream))
        return;
    const auto answer = ask(client_of(account), route, *target);
    ++asked;
    denied += allowed ? 0 : 1;
    const auto said = who + ": " + name_of(route) + " answers " + std::to_string(answer.status) + " " +
                      answer.body.substr(0, 200);
    EXPECT_LT(answer.status, 500) << said;
    if (allowed) {
        EXPECT_NE(answer.status, 401) << said;
        EXPECT_TRUE(answer.status < 400 || answer.body.find("identity.not_allowed") == std::string::npos)
            << said;
        check_secrets(who, route, answer.body);
        return;
    }
    EXPECT_GE(answer.status, 400) << said << " against " << allowed.error().code;
    if (!changes && route.response_media == "application/json") {
        EXPECT_EQ(answer.problem().code, allowed.error().code) << said;
    }
}

void Walk::walk(const std::string& stage)
{
    SCOPED_TRACE(stage);
    asked = denied = told = 0;
    for (const auto& route : routes())
        for (const auto& [who, account] : people)
            check(who, account, route);
    EXPECT_GT(denied, 600);
    EXPECT_GT(asked, denied + 300);
    EXPECT_TRUE(told > 300 || !bids_are_secret);
}

TEST_F(Walk, each_answer_is_what_the_policy_declares_from_the_first_bid_to_the_signed_record)
{
    walk("bids come in");
    others_bid();
    tender().go_to(local_hour(deadline_hour));
    EXPECT_EQ(tender().stage(), trade::Stage::closed);
    walk("the set is closed");
    for (const std::size_t number : {1U, 2U, 3U, 4U})
        EXPECT_EQ(tender().trustee(number).service->visit(tender().intake()).step,
                  trustee::Step::set_witnessed);
    for (const std::size_t number : {1U, 2U})
        EXPECT_EQ(tender().trustee(number).service->visit(tender().intake()).step, trustee::Step::answered);
    EXPECT_EQ(tender().stage(), trade::Stage::opening);
    walk("the set is witnessed and two of five have answered");
    tender().trustees_visit();
    tender().opened();
    EXPECT_EQ(tender().stage(), trade::Stage::opened);
    bids_are_secret = false;
    walk("names and prices are read out");
    open_signing(tender(), tender().agency(), 30).value();
    sign_record(tender(), tender().agency(), session_of(tender()).record_digest).value();
    walk("the record lies signed by one");
    tender().go_to(local_hour(deadline_hour) + std::chrono::hours{2});
    end_session(tender(), tender().agency()).value();
    walk("the session has ended");
}

TEST_F(Walk, each_answer_is_what_the_policy_declares_when_too_few_bid_and_the_round_fails)
{
    tender().go_to(local_hour(deadline_hour));
    EXPECT_EQ(tender().view().state, opening::ClosingState::returned);
    walk("returned unopened");
}

TEST_F(Walk, what_holds_for_every_house_holds_for_every_role_route_and_stage)
{
    const auto walked = identity::walk::of_routes(routes());
    for (const auto& wrong : walked.wrong)
        ADD_FAILURE() << wrong;
    EXPECT_GT(walked.allowed, 0);
}

// A route that says nothing of its capability would be open to everyone: the list of those that are is kept
// beside this test, and whoever opens one more says so there.
TEST_F(Walk, only_the_listed_routes_are_open_to_everyone)
{
    std::ifstream in{std::string{TIANPING_SOURCE_DIR} + "/tests/house/open_routes.txt"};
    std::set<std::string> listed, open;
    for (std::string line; std::getline(in, line);)
        if (!line.empty() && line.front() != '#')
            listed.insert(line);
    for (const auto& route : routes())
        if (route.needs == Capability::public_read) {
            open.insert(name_of(route));
            EXPECT_TRUE(route.method == http::Method::get) << name_of(route) << " changes something";
        }
    for (const auto& route : open)
        EXPECT_TRUE(listed.contains(route)) << route << " is open to everyone and not in open_routes.txt";
    for (const auto& route : listed)
        EXPECT_TRUE(open.contains(route)) << route << " of open_routes.txt is gone or no longer open";
}

} // namespace
} // namespace tianping::test
