// Every route of the real house at every stage: what the policy declares is what everybody meets at the door,
// and before the reading out no answer tells anyone who bids.
#include "hall/hall_scene.hpp"
#include "house/walk_scene.hpp"
#include "support/left_registration.hpp"
#include "support/places.hpp"
#include <fstream>
#include <set>

namespace tianping::test {
namespace {

class Walk : public WalkScene {
protected:
    void check(const std::string& who, Account* account, const http::Route& route, const Ids& ids);
    void check_secrets(const std::string& who, const http::Route& route, const std::string& body);
    void walk(const std::string& stage) { walk(stage, all()); }
    void walk(const std::string& stage, const Ids& ids);
    void allow(const std::string& who, Account* account, const http::Route& route, const Ids& ids);
    // Each command that is allowed, to a scene that is not needed any more. What ends mandates, people or
    // sessions comes last, or not at all.
    void send_allowed(const Ids& ids, bool with_enders = true);
    // The second trade's paths with a third trade in them, of which nothing is confirmed yet.
    Ids draft_trade();
    void terminate(const trade::RoundId& round)
    {
        tender().inside([&](WriteTx& tx, const Call& call) {
            EXPECT_EQ(trade::move(tx, call, round, trade::Act::terminate, "test").value().stage,
                      trade::Stage::terminated);
        });
    }
    // The story of an opening, a step each.
    void the_set_is_closed()
    {
        tender().bid(1, 10'000'001);
        tender().bid(2, 10'000'003, "anew");
        tender().go_to(local_hour(deadline_hour));
        EXPECT_EQ(tender().stage(), trade::Stage::closed);
    }
    void two_of_five_answer();
    void a_bidder_objects();
    void one_signs();

    bool bids_are_secret = true;
    std::set<std::string> who_answer{}; // with a share of a set that is witnessed
    std::int64_t asked = 0, denied = 0, told = 0;
};

// Trustees read what they answer for, owner and agent who took the terms, a bank knows its own customers,
// deposits of a round that is over go back to their payers, and the audit has a test of its own.
void Walk::check_secrets(const std::string& who, const http::Route& route, const std::string& body)
{
    const auto is = [&](const char* end) { return route.path.ends_with(end); };
    const bool to_answer = (is("/headers") || is("/closing")) && who_answer.contains(who);
    if (!bids_are_secret || who == "bidder" || to_answer || is("/takers") || is("/bank/refunds") ||
        is("/deposits") || route.path.starts_with("/api/v1/audit/"))
        return;
    ++told;
    for (const auto& secret : secrets)
        EXPECT_EQ(body.find(secret), std::string::npos)
            << who << " reads " << secret << " of a bidder from " << name_of(route);
}

// Who is denied hears the policy's own word, whatever he sends; who is allowed is not told otherwise. An
// allowed command is not sent while the scene must stay as it is.
void Walk::check(const std::string& who, Account* account, const http::Route& route, const Ids& ids)
{
    ASSERT_TRUE(filled(route, ids)) << name_of(route);
    const auto allowed = declared(route, actors.at(who), ids);
    if (allowed && (route.method != http::Method::get || route.kind == http::Kind::stream))
        return;
    const auto answer = try_as(who, account, route, ids);
    ++asked;
    const auto said = who + ": " + name_of(route) + " answers " + std::to_string(answer.status) + " " +
                      answer.body.substr(0, 200);
    expect_printed(route, answer);
    if (!allowed) {
        ++denied;
        return expect_denied(said, route, answer, allowed.error());
    }
    EXPECT_LT(answer.status, 500) << said;
    EXPECT_NE(answer.status, 401) << said;
    EXPECT_FALSE(refuses_a_right(answer)) << said;
    check_secrets(who, route, answer.body);
}

void Walk::walk(const std::string& stage, const Ids& ids)
{
    SCOPED_TRACE(stage);
    asked = denied = told = 0;
    for (const auto& route : routes())
        for (const auto& [who, account] : people)
            check(who, account, route, ids);
    EXPECT_GT(denied, 600);
    EXPECT_GT(asked, denied + 300);
    EXPECT_TRUE(told > 300 || !bids_are_secret);
}

Ids Walk::draft_trade()
{
    const auto made = leave_registration(tender(), "登记尚未完成的三期工程");
    auto out = all_of_the_hidden();
    out["trade"] = made.id.text();
    out["round"] = made.rounds.at(0).id.text();
    out["intake"] = made.rounds.at(0).intake.text();
    return out;
}

// What the room makes of it is the room's business; no right is wanting.
void Walk::allow(const std::string& who, Account* account, const http::Route& route, const Ids& ids)
{
    if (!declared(route, actors.at(who), ids))
        return;
    const auto answer = try_as(who, account, route, ids);
    ++asked;
    const auto said = who + ": " + name_of(route) + " answers " + std::to_string(answer.status) + " " +
                      answer.body.substr(0, 200);
    expect_printed(route, answer);
    EXPECT_LT(answer.status, 500) << said;
    EXPECT_FALSE(refuses_a_right(answer)) << said;
}

void Walk::send_allowed(const Ids& ids, bool with_enders)
{
    static const std::vector<std::string> enders{
        "POST /api/v1/mandates/{mandate}/revocation",
        "PUT /api/v1/organisations/{organisation}/people/{person}/roles",
        "DELETE /api/v1/organisations/{organisation}/people/{person}",
        "PUT /api/v1/organisations/{organisation}/kind", "DELETE /api/v1/session"};
    const auto ends = [&](const http::Route& route) {
        const auto at = std::ranges::find(enders, name_of(route));
        return at == enders.end() ? -1 : at - enders.begin();
    };
    auto commands = routes();
    std::erase_if(commands, [&](const http::Route& route) {
        return route.method == http::Method::get || (!with_enders && ends(route) >= 0);
    });
    std::ranges::stable_sort(commands, {}, ends);
    asked = 0;
    for (const auto& route : commands)
        for (const auto& [who, account] : people)
            allow(who, account, route, ids);
    EXPECT_GT(asked, 100);
}

void Walk::two_of_five_answer()
{
    for (const std::size_t number : {1U, 2U, 3U, 4U})
        EXPECT_EQ(tender().trustee(number).service->visit(tender().intake()).step,
                  trustee::Step::set_witnessed);
    for (const std::size_t number : {1U, 2U})
        EXPECT_EQ(tender().trustee(number).service->visit(tender().intake()).step, trustee::Step::answered);
    EXPECT_EQ(tender().stage(), trade::Stage::opening);
    who_answer = {"owner", "trustee", "witness"};
}

void Walk::a_bidder_objects()
{
    tender().trustees_visit();
    tender().opened();
    EXPECT_EQ(tender().stage(), trade::Stage::opened);
    bids_are_secret = false;
    of_the_session["objection"] = test::object(tender(), tender().bidder(0), "唱标人读错了工期").value().id;
}

void Walk::one_signs()
{
    test::answer(tender(), tender().agency(), of_the_session.at("objection"), "已当场更正").value();
    open_signing(tender(), tender().agency(), 30).value();
    sign_record(tender(), tender().agency(), session_of(tender()).record_digest).value();
}

TEST_F(Walk, each_answer_is_what_the_policy_declares_from_the_first_bid_to_the_signed_record)
{
    walk("bids come in");
    the_set_is_closed();
    walk("the set is closed");
    two_of_five_answer();
    walk("the set is witnessed and two of five have answered");
    a_bidder_objects();
    walk("names and prices are read out, and a bidder objects");
    one_signs();
    walk("the record lies signed by one");
    tender().go_to(local_hour(deadline_hour) + std::chrono::hours{2});
    end_session(tender(), tender().agency()).value();
    walk("the session has ended");
    send_allowed(all());
}

TEST_F(Walk, each_answer_is_what_the_policy_declares_when_too_few_bid_and_the_round_fails)
{
    tender().go_to(local_hour(deadline_hour));
    EXPECT_EQ(tender().view().state, opening::ClosingState::returned);
    walk("returned unopened");
    send_allowed(all());
}

TEST_F(Walk, each_answer_is_what_the_policy_declares_before_anything_is_published_and_after_a_round_ends)
{
    walk("a registration lies there", draft_trade());
    walk("the registration is finished", all_of_the_hidden());
    terminate(hidden.rounds.at(0).id);
    walk("terminated before anything was published", all_of_the_hidden());
    terminate(tender().trade().rounds.at(0).id);
    EXPECT_EQ(tender().stage(), trade::Stage::terminated);
    walk("terminated while bids came in");
    send_allowed(all());
}

TEST_F(Walk, no_command_that_the_policy_allows_is_refused_for_want_of_a_right)
{
    send_allowed(all());
    EXPECT_GT(asked, 150);
}

// The same of each other stage, where there is a house of its own for it.
class AtEachStage : public Walk {};

TEST_F(AtEachStage, no_allowed_command_is_refused_for_want_of_a_right_before_anything_is_published)
{
    send_allowed(draft_trade(), false);
    send_allowed(all_of_the_hidden());
}

TEST_F(AtEachStage, no_allowed_command_is_refused_for_want_of_a_right_once_the_set_is_closed)
{
    the_set_is_closed();
    send_allowed(all());
}

TEST_F(AtEachStage, no_allowed_command_is_refused_for_want_of_a_right_while_trustees_answer)
{
    the_set_is_closed();
    two_of_five_answer();
    send_allowed(all());
}

TEST_F(AtEachStage, no_allowed_command_is_refused_for_want_of_a_right_once_all_is_read_out)
{
    the_set_is_closed();
    two_of_five_answer();
    a_bidder_objects();
    send_allowed(all());
}

TEST_F(AtEachStage, no_allowed_command_is_refused_for_want_of_a_right_while_the_record_is_signed)
{
    the_set_is_closed();
    two_of_five_answer();
    a_bidder_objects();
    one_signs();
    send_allowed(all());
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
    std::ifstream in{source_folder() + "/tests/house/open_routes.txt"};
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
