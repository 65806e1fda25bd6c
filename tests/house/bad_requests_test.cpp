// Every route of the house: what nobody knows and what is of the wrong kind, in a query or in a body, is
// refused in one answer, before anything is read or done; and whoever may not is told that alone.
#include "house/walk_scene.hpp"
#include <set>

namespace tianping::test {
namespace {

using Names = std::set<std::string>;

// Free text: every value of these is one.
const std::map<std::string, Names, std::less<>> free_text{{"GET /api/v1/trades", {"region", "trade_class"}},
                                                          {"GET /api/v1/changes", {"trade"}},
                                                          {"GET /api/v1/audit/commands", {"person"}}};

class BadRequests : public WalkScene {
protected:
    Ids ids() const
    {
        auto out = all();
        out["organisation"] = actors.at("owner").organisation;
        return out;
    }
    // Somebody to whom the policy opens the route; none where it opens to nobody at this stage.
    std::optional<Account*> who_may(const http::Route& route)
    {
        for (const auto& [who, account] : people)
            if (declared(route, actors.at(who), ids()))
                return account;
        return std::nullopt;
    }
    // The fields that the refusal names, each with its code.
    std::map<std::string, std::string> refused(const http::Route& route, Account* account,
                                               const std::string& query)
    {
        const auto target = filled(route, ids());
        EXPECT_TRUE(target) << name_of(route);
        const auto answer = ask(client_of(account), route, target.value_or("/") + query);
        expect_printed(route, answer);
        EXPECT_EQ(answer.status, 422) << name_of(route) << query << " " << answer.body.substr(0, 300);
        std::map<std::string, std::string> out;
        if (answer.status != 422)
            return out;
        const auto problem = answer.json().value();
        EXPECT_EQ(problem.at("code"), "wire.bad_fields") << name_of(route);
        for (const auto& field : problem.at("fields").as_array()) {
            says_what_is_allowed(route, field);
            out[std::string{field.at("path").as_string()}] = field.at("code").as_string();
        }
        return out;
    }
    // Of a name that nobody knows nothing is allowed.
    static void says_what_is_allowed(const http::Route& route, const boost::json::value& field)
    {
        EXPECT_NE(field.at("code") == "wire.unexpected", !field.at("allowed").as_string().empty())
            << name_of(route) << " " << field;
    }
};

TEST_F(BadRequests, an_unknown_name_is_refused_by_each_route_of_the_house)
{
    for (const auto& route : routes()) {
        const auto account = who_may(route);
        if (!account || (route.method != http::Method::get && route.query.empty()))
            continue;
        EXPECT_EQ(refused(route, *account, "?nobody_knows=1"),
                  (std::map<std::string, std::string>{{"?nobody_knows", "wire.unexpected"}}))
            << name_of(route);
    }
}

TEST_F(BadRequests, unknown_names_and_bad_values_are_named_together_by_each_route_that_reads_a_query)
{
    int looked = 0;
    for (const auto& route : routes()) {
        const auto account = who_may(route);
        if (!account || route.query.empty() || route.response_media == "text/html") // a page takes any value
            continue;
        const auto free = free_text.find(name_of(route));
        std::string query = "?nobody_knows=1&nor_this=2";
        Names wanted{"?nobody_knows", "?nor_this"};
        for (const auto& name : route.query) {
            query += "&" + name + "=~";
            if (free == free_text.end() || !free->second.contains(name))
                wanted.insert("?" + name);
        }
        Names named;
        for (const auto& [path, code] : refused(route, *account, query)) {
            named.insert(path);
            EXPECT_EQ(code == "wire.unexpected", path.starts_with("?no")) << name_of(route) << path << code;
        }
        EXPECT_EQ(named, wanted) << name_of(route);
        ++looked;
    }
    EXPECT_GT(looked, 12);
}

TEST_F(BadRequests, unknown_members_and_wrong_kinds_of_a_body_are_named_together_by_each_command)
{
    int looked = 0;
    for (const auto& route : routes()) {
        const auto schema = route.request && route.request_media == "application/json"
                                ? route.request()
                                : boost::json::object{};
        const auto target = filled(route, ids());
        const auto account = who_may(route);
        if (!schema.contains("properties") || !target || !account) // nobody's is looked at
            continue;
        boost::json::object body{{"nobody_knows", 1}, {"nor_this", {{"deep", 2}}}};
        Names wanted{"nobody_knows", "nor_this"}, named;
        for (const auto& [name, of] : schema.at("properties").as_object()) {
            const auto* kind = of.as_object().if_contains("type");
            body[name] =
                kind != nullptr && *kind == "string" ? boost::json::value(7) : boost::json::value("~");
            if (kind != nullptr) // else any value is one
                wanted.insert(std::string{name});
        }
        const auto answer = send_as(*account, route, ids(), boost::json::serialize(body),
                                    "bad-body-" + std::to_string(++looked));
        expect_printed(route, answer);
        ASSERT_EQ(answer.status, 422) << name_of(route) << " " << answer.body.substr(0, 300);
        const auto said = answer.json().value();
        for (const auto& field : said.at("fields").as_array()) {
            says_what_is_allowed(route, field);
            named.insert(std::string{field.at("path").as_string()});
        }
        EXPECT_EQ(named, wanted) << name_of(route);
    }
    EXPECT_GT(looked, 30);
}

TEST_F(BadRequests, who_may_not_is_told_that_alone_by_each_command_whatever_his_body_lacks)
{
    int sent = 0;
    for (const auto& route : routes()) {
        if (!route.request || route.request_media != "application/json" || !filled(route, ids()))
            continue;
        for (const auto& [who, account] : people) {
            const auto allowed = declared(route, actors.at(who), ids());
            if (allowed)
                continue;
            const auto answer = send_as(account, route, ids(), "{}", "of-no-right-" + std::to_string(++sent));
            const auto said = who + ": " + name_of(route) + " answers " + answer.body.substr(0, 200);
            expect_printed(route, answer);
            expect_denied(said, route, answer, allowed.error());
        }
    }
    EXPECT_GT(sent, 500);
}

TEST_F(BadRequests, what_a_body_leaves_out_is_named_with_what_it_takes_by_each_command)
{
    int missed = 0, sent = 0;
    for (const auto& route : routes()) {
        const auto account = who_may(route);
        if (!account || !route.request || !route.request().contains("required") || !filled(route, ids()))
            continue; // nobody's, or it may be empty
        const auto answer = send_as(*account, route, ids(), "{}", "empty-body-" + std::to_string(++sent));
        if (answer.status != 422)
            continue;
        const auto said = answer.json().value();
        for (const auto& field : said.at("fields").as_array())
            if (field.at("code") == "wire.missing") {
                ++missed;
                says_what_is_allowed(route, field);
            }
    }
    EXPECT_GT(missed, 30);
}

TEST_F(BadRequests, an_id_that_is_none_is_named_with_its_form_by_each_route_that_reads_it)
{
    int named = 0;
    for (const auto& route : routes()) {
        const auto account = who_may(route);
        if (!account || route.method != http::Method::get || route.kind == http::Kind::stream)
            continue;
        for (const auto& parameter : wanted(route.path)) {
            auto wrong = ids();
            wrong[parameter] = "no_id";
            const auto answer = ask(client_of(*account), route, filled(route, wrong).value_or("/"));
            expect_printed(route, answer);
            if (answer.status != 422) // where what it names is not there
                continue;
            const auto said = answer.json().value();
            const auto& fields = said.at("fields").as_array();
            ASSERT_EQ(fields.size(), 1U) << name_of(route) << " " << answer.body;
            EXPECT_EQ(fields.at(0).at("path").as_string(), parameter) << name_of(route);
            EXPECT_EQ(fields.at(0).at("code"), "id.malformed") << name_of(route);
            says_what_is_allowed(route, fields.at(0));
            ++named;
        }
    }
    EXPECT_GT(named, 10);
}

} // namespace
} // namespace tianping::test
