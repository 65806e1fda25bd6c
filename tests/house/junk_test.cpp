// Every command of the house with bodies of the right shape and no sense, by everybody who may give it: a
// clear refusal or a harmless yes, never a fault of the house.
#include "app/account/act.hpp"
#include "house/walk_scene.hpp"
#include "infra/http/signed_act.hpp"
#include <regex>
#include <utility>

namespace tianping::test {
namespace {

const std::vector<Taste> tastes{
    {"empty", false, 0, 0, "", false},
    {"small", true, 1, -1, "x", false},
    {"large", true, 2, (std::int64_t{1} << 53) - 1, std::string(5'000, 'A'), false},
    {"encoded", false, 1, 1, "AAAA", true},
    {"digest", true, 2, 1, std::string(64, 'b'), true},
    {"chinese", true, 2, 1'000'000'000, "二〇二六年三月", true}};
const Taste very_long{"very long", false, 10'000, 1, "x", true};

class Junk : public WalkScene {
protected:
    // What would end sessions or people, or move the time, stays out.
    static bool wanted_here(const http::Route& route)
    {
        const auto has = [&](const char* part) { return route.path.find(part) != std::string::npos; };
        return route.request && route.request_media == "application/json" && !has("/people") &&
               !has("/kind") && !has("/distrust") && !has("revocation") && !has("/clock");
    }
    static bool takes_a_list(const http::Route& route)
    {
        return boost::json::serialize(route.request()).find(R"("array")") != std::string::npos;
    }
    void send(const std::string& who, Account* account, const http::Route& route, const Taste& taste)
    {
        const auto body = boost::json::serialize(
            made_value(route.request(), taste, all(), tender().installation().clock().now()));
        const auto answer = send_as(account, route, all(), body, "junk-number-" + std::to_string(++sent));
        const auto said = who + ": " + name_of(route) + " with a body that is " + taste.name + " answers " +
                          std::to_string(answer.status) + " " + answer.body.substr(0, 300);
        expect_printed(route, answer);
        EXPECT_LT(answer.status, 500) << said << "\n" << body.substr(0, 1'000);
        if (answer.ok())
            return;
        ++refused;
        EXPECT_FALSE(refuses_a_right(answer)) << said;
        const auto problem = answer.json().value();
        EXPECT_FALSE(problem.at("code").as_string().empty()) << said;
        EXPECT_FALSE(problem.at("detail").as_string().empty()) << said;
        EXPECT_LE(problem.at("fields").as_array().size(), wire::most_faults) << said;
        static const std::regex unfilled{"[^\"]*\\{[a-z_]+\\}[^\"]*"};
        std::smatch seen;
        EXPECT_FALSE(std::regex_search(answer.body, seen, unfilled)) << seen.str() << "\n" << said;
    }

    int sent = 0, refused = 0;
};

TEST_F(Junk, each_command_refuses_what_makes_no_sense_in_words_and_the_house_stays_well)
{
    for (const auto& route : routes()) {
        if (!wanted_here(route))
            continue;
        bool lists = takes_a_list(route);
        for (const auto& [who, account] : people) {
            if (!declared(route, actors.at(who), all()))
                continue;
            for (const auto& taste : tastes)
                send(who, account, route, taste);
            if (std::exchange(lists, false))
                send(who, account, route, very_long);
        }
    }
    EXPECT_GT(refused, 500);
    EXPECT_EQ(tender().anyone().send("GET", "/readyz").value().status, 200);
    EXPECT_TRUE(tender().house().writer().figures().stopped_followers.empty());
    const auto bid = tender().send(1, tender().ready(1, tender().seal(1, 10'000'001)));
    EXPECT_TRUE(bid || bid.error().code == "trade.held")
        << "a hold may have come of it, no other harm: " << bid.error().code;
}

} // namespace
} // namespace tianping::test
