// Every route of the real house: what the policy declares is what everybody meets at the door, and nobody
// learns from an answer whether somebody else's thing exists.
#include "identity/walk.hpp"
#include "support/tender.hpp"
#include <fstream>
#include <gtest/gtest.h>

namespace tianping {
namespace {

using account::Account;
using Ids = std::map<std::string, std::string, std::less<>>;

std::string name_of(const http::Route& route)
{
    return std::string{http::verb(route.method)} + " " + route.path;
}

// The path with its parameters filled in; nothing when one of them is not known.
std::optional<std::string> filled(const http::Route& route, const Ids& ids)
{
    std::string out;
    for (std::size_t at = 0; at < route.path.size();) {
        if (route.path[at] != '{') {
            out += route.path[at++];
            continue;
        }
        const auto end = route.path.find('}', at);
        const auto known = ids.find(route.path.substr(at + 1, end - at - 1));
        if (known == ids.end())
            return std::nullopt;
        out += known->second;
        at = end + 1;
    }
    return out;
}

http::ClientAnswer ask(http::Client& client, const http::Route& route, const std::string& target)
{
    static int keys = 0;
    const auto method = std::string{http::verb(route.method)};
    std::map<std::string, std::string> headers;
    std::string body;
    if (method != "GET") {
        headers = {{"Content-Type", route.request_media},
                   {"Idempotency-Key", "walk-number-" + std::to_string(++keys)},
                   {"If-Match", "\"1\""}};
        body = route.request ? "{}" : "";
    }
    return client.send(method, target, body, headers).value();
}

Actor actor_of(Account& account)
{
    const auto session = account.client().get<identity::SessionOut>("/api/v1/session").value();
    Actor out;
    out.person = session.person.text();
    out.organisation = session.organisation.id.text();
    out.roles = session.roles;
    if (session.mandate)
        out.mandate = session.mandate->text();
    if (session.on_behalf_of)
        out.on_behalf_of = session.on_behalf_of->id.text();
    return out;
}

class Walk : public testing::Test {
protected:
    Walk() : tender{{}}, stranger{tender.newcomer(rehearsal::cast_of(4'711, 1).bidders.at(0))}
    {
        const auto parts = tender.seal(0, 10'000'000);
        const auto sealed = tender.ready(0, parts);
        const auto sent = tender.send(0, sealed).value();
        theirs = {{"submission", sealed.submission},
                  {"upload", sealed.body.uploads.begin()->second},
                  {"message", sent.message_digest},
                  {"mandate", actor_of(tender.agency()).mandate}};
        everybodys = {{"trade", tender.trade().id.text()},
                      {"id", tender.trade().id.text()},
                      {"intake", tender.intake()},
                      {"round", tender.trade().rounds.at(0).id.text()},
                      {"organisation", actor_of(tender.owner()).organisation},
                      {"person", actor_of(tender.owner()).person},
                      {"digest", std::string(64, 'a')},
                      {"name", "tianping.css"},
                      {"procedure", "works-open-tender"},
                      {"code", "identity.not_allowed"}};
        for (const auto& route : tender.house().routes()) // what the scene has none of
            for (const auto& segment : wanted(route.path))
                if (!theirs.contains(segment) && !everybodys.contains(segment))
                    everybodys[segment] = nowhere(segment);
        people.emplace_back("nobody", nullptr);
        people.emplace_back("owner", &tender.owner());
        people.emplace_back("agency", &tender.agency());
        people.emplace_back("bidder", &tender.bidder(0));
        people.emplace_back("other bidder", &tender.bidder(1));
        people.emplace_back("stranger", stranger.get());
        people.emplace_back("trustee", tender.trustee(3).account.get());
        for (const char* staff :
             {"desk", "venue", "witness", "archivist", "system-admin", "security-admin", "audit-admin"})
            people.emplace_back(staff, &tender.staff(staff));
    }

    static std::vector<std::string> wanted(const std::string& path)
    {
        std::vector<std::string> out;
        for (auto at = path.find('{'); at != std::string::npos; at = path.find('{', at + 1))
            out.push_back(path.substr(at + 1, path.find('}', at) - at - 1));
        return out;
    }
    // An id of the right shape that names nothing.
    static std::string nowhere(const std::string& parameter)
    {
        static const std::map<std::string, std::string> prefixes{{"submission", "sub"}, {"upload", "upl"},
                                                                 {"mandate", "mnd"},    {"notice", "ntc"},
                                                                 {"hold", "hld"},       {"refund", "rfd"}};
        const auto known = prefixes.find(parameter);
        return known == prefixes.end() ? std::string(64, 'b') : known->second + "_" + std::string(32, '0');
    }
    Ids all() const
    {
        auto out = everybodys;
        out.insert(theirs.begin(), theirs.end());
        return out;
    }
    Status declared(const http::Route& route, const Actor& actor, const Ids& ids)
    {
        http::Request request;
        request.call.actor = actor;
        request.path = ids;
        if (!route.object)
            return identity::may(actor, route.needs, nullptr);
        return tender.house().reads().read([&](const ReadTx& tx) -> Status {
            TP_TRY(object, route.object(tx, request));
            return identity::may(actor, route.needs, &object);
        });
    }
    void check(const std::string& who, Account* account, const http::Route& route);
    void walk();

    test::Tender tender;
    std::unique_ptr<Account> stranger;
    std::vector<std::pair<std::string, Account*>> people;
    Ids theirs, everybodys;
    std::int64_t asked = 0, denied = 0;
};

// Who is denied gets no 2xx; who is allowed is not told otherwise. An allowed command is not sent: the scene
// must stay as it is.
void Walk::check(const std::string& who, Account* account, const http::Route& route)
{
    const auto ids = all();
    const auto target = filled(route, ids);
    ASSERT_TRUE(target) << name_of(route);
    const auto allowed = declared(route, account ? actor_of(*account) : Actor{}, ids);
    const bool changes = route.method != http::Method::get;
    if (allowed && (changes || route.kind == http::Kind::stream))
        return;
    auto anyone = tender.anyone();
    const auto answer = ask(account ? account->client() : anyone, route, *target);
    ++asked;
    denied += allowed ? 0 : 1;
    const auto said = who + ": " + name_of(route) + " answers " + std::to_string(answer.status) + " " +
                      answer.body.substr(0, 200);
    EXPECT_LT(answer.status, 500) << said;
    if (allowed) {
        EXPECT_NE(answer.status, 401) << said;
        EXPECT_TRUE(answer.status < 400 || answer.body.find("identity.not_allowed") == std::string::npos)
            << said;
        return;
    }
    EXPECT_GE(answer.status, 400) << said << " against " << allowed.error().code;
    if (!changes && route.response_media == "application/json") {
        EXPECT_EQ(answer.problem().code, allowed.error().code) << said;
    }
}

void Walk::walk()
{
    for (const auto& route : tender.house().routes())
        for (const auto& [who, account] : people)
            check(who, account, route);
}

TEST_F(Walk, each_answer_is_what_the_policy_declares_while_bids_come_in)
{
    walk();
    EXPECT_GT(denied, 300);
    EXPECT_GT(asked, denied);
}

TEST_F(Walk, each_answer_is_what_the_policy_declares_once_the_set_is_closed)
{
    tender.bid(1, 10'000'001);
    tender.bid(2, 10'000'002);
    tender.go_to(test::local_hour(test::deadline_hour));
    walk();
    EXPECT_GT(denied, 300);
}

TEST_F(Walk, nobody_learns_whether_anothers_thing_exists)
{
    int compared = 0;
    for (const auto& route : tender.house().routes()) {
        bool names_theirs = false;
        auto other = all();
        for (const auto& parameter : wanted(route.path))
            if (theirs.contains(parameter)) {
                names_theirs = true;
                other[parameter] = nowhere(parameter);
            }
        if (!names_theirs)
            continue;
        for (auto* who : {stranger.get(), &tender.bidder(1)}) {
            const auto real = ask(who->client(), route, *filled(route, all()));
            const auto none = ask(who->client(), route, *filled(route, other));
            EXPECT_EQ(real.status, none.status) << name_of(route) << " " << real.body;
            EXPECT_EQ(real.problem().code, none.problem().code) << name_of(route);
            EXPECT_GE(real.status, 400) << name_of(route);
            ++compared;
        }
    }
    EXPECT_GE(compared, 12);
}

TEST_F(Walk, what_holds_for_every_house_holds_for_every_role_route_and_stage)
{
    const auto walked = identity::test::walk_routes(tender.house().routes());
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
    for (const auto& route : tender.house().routes())
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
} // namespace tianping
