#pragma once
// A house with everything in it that somebody must not see, everyone who could ask for it, and the requests
// with which the generated tests walk its routes.
#include "deposit/scene.hpp"
#include "house/walk_bodies.hpp"
#include "identity/walk.hpp"
#include <gtest/gtest.h>

namespace tianping::test {

using account::Account;

inline std::string name_of(const http::Route& route)
{
    return std::string{http::verb(route.method)} + " " + route.path;
}

// The names of the path's parameters in their order.
std::vector<std::string> wanted(const std::string& path);
// The path with its parameters filled in; nothing when one of them is not known.
std::optional<std::string> filled(const http::Route& route, const Ids& ids);
// An id of the right shape that names nothing.
std::string nowhere(const std::string& parameter);
http::ClientAnswer ask(http::Client& client, const http::Route& route, const std::string& target);
Actor actor_of(Account& account);
// Whether it is the policy that refuses, whatever the path names.
bool refuses_a_right(const http::ClientAnswer& answer);

// A tender with a deposit in which bids come in: bidder 0 has paid, asked and bid; bidder 2 has paid and
// withdrawn. Beside it lie drafts (a notice, the next terms with a file) and a second trade that is
// registered, with terms, a notice and a lifted hold of its own, and not published.
class WalkScene : public testing::Test {
protected:
    explicit WalkScene(const TenderPlan& plan = deposit::with_deposit(home_of_this_run()));

    http::Client& client_of(Account* account) { return account ? account->client() : anyone_; }
    // The command with this body, its act signed where the route asks for it; nobody signs nothing.
    http::ClientAnswer send_as(Account* account, const http::Route& route, const Ids& ids,
                               const std::string& body, const std::string& key);
    // A body that the command takes, so that what answers is the policy or, behind it, the room.
    std::string body_for(const http::Route& route, const Actor& who, const Ids& ids);
    // Any route as this person; a command with such a body, under a key of its own.
    http::ClientAnswer try_as(const std::string& who, Account* account, const http::Route& route,
                              const Ids& ids);
    // The door refuses with what the policy declared.
    static void expect_denied(const std::string& said, const http::Route& route,
                              const http::ClientAnswer& answer, const Error& reason);
    Tender& tender() { return scene.tender; }
    // The agency once more, signed in under a mandate of the owner for this trade or project alone.
    std::unique_ptr<Account> agency_for(const std::string& scope);
    // The interface as it is printed names the status with which the route answered.
    void expect_printed(const http::Route& route, const http::ClientAnswer& answer);
    // What the policy says of the route's own object to this caller.
    Status declared(const http::Route& route, const Actor& actor, const Ids& ids);
    // Everything that a path can name; an objection names nothing until `of_the_session` has one.
    Ids all() const;
    // The same, with the second trade in place of the tender.
    Ids all_of_the_hidden() const;
    std::vector<http::Route> routes() { return scene.tender.house().routes(); }

    deposit::Scene scene;
    // Who asks, by name; nobody has no account.
    std::vector<std::pair<std::string, Account*>> people;
    std::map<std::string, Actor> actors; // what the policy sees of each
    // Things by the name of the parameter that names them.
    Ids of_the_bidder, of_the_mandate, of_the_bank, of_the_draft_notice, of_the_draft_terms, of_the_session;
    Ids of_the_withdrawn;     // bidder 2's submission and its message
    trade::TradeOut hidden;   // the second trade
    Ids of_the_hidden;        // its trade, round, intake, notice, hold and the file of its paper
    std::string hidden_terms; // digest
    // What would tell who bids: ids, names and numbers of bidder 0.
    std::vector<std::string> secrets;

private:
    void bid_and_withdraw();
    void draft_beside();
    void register_hidden();
    void hold_hidden();
    void bring_supervisors(const rehearsal::Player& own);
    void bring_people();
    void keep_trustees_bodies();
    void keep_bidders_bodies(const Sealed& sealed);
    void keep_banks_bodies();
    void keep_owners_bodies();
    std::optional<boost::json::value> signed_for(const std::string& command, const Actor& who,
                                                 const Ids& ids);
    terms::File file_of(account::Account& by, const std::string& name);
    terms::Terms signed_by_owner(terms::Terms terms);
    notice::NoticeOut draft(const trade::TradeId& trade, const notice::DraftIn& in);
    // A supervisor with its role; what it supervises stands in `actors` too.
    void guest_supervisor(const std::string& name, const rehearsal::Player& player,
                          const Supervision& supervision);
    std::unique_ptr<Account> clerk_of_owner();

    std::map<std::string, boost::json::value> signed_bodies_; // by the name of their command
    boost::json::object printed_;                             // the paths of the interface
    int tried_ = 0;
    std::vector<std::unique_ptr<Account>> guests_;
    http::Client anyone_{scene.tender.anyone()};
};

} // namespace tianping::test
