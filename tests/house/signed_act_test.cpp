// What is done on a session alone, and what is not: every command of the house says which it is.
#include "app/account/act.hpp"
#include "house/walk_scene.hpp"
#include "infra/http/signed_act.hpp"
#include "rooms/identity/events.hpp"
#include "support/places.hpp"
#include <fstream>
#include <set>

namespace tianping::test {
namespace {

class SignedActs : public WalkScene {
protected:
    Ids known() const
    {
        auto out = all();
        out["organisation"] = actors.at("bidder").organisation;
        out["person"] = actors.at("bidder").person;
        return out;
    }
};

// Whoever may do it is asked for the signature, before anything of the body is looked at; whoever may not is
// denied as ever.
TEST_F(SignedActs, each_marked_route_refuses_everybody_without_the_signature)
{
    const auto ids = known();
    std::set<std::string> marked, met;
    for (const auto& route : routes()) {
        if (!http::is_signed_act(route))
            continue;
        marked.insert(name_of(route));
        for (const auto& [who, account] : people) {
            const auto allowed = declared(route, actors.at(who), ids);
            const auto answer = ask(client_of(account), route, *filled(route, ids));
            const auto said = who + ": " + name_of(route) + " answers " + answer.body.substr(0, 200);
            EXPECT_GE(answer.status, 400) << said;
            EXPECT_EQ(answer.problem().code == "identity.step_up_required", allowed.has_value()) << said;
            if (allowed)
                met.insert(name_of(route));
        }
    }
    EXPECT_GE(marked.size(), 12U);
    // Of what these is no example in the scene.
    for (const char* absent :
         {"POST /api/v1/refunds/{refund}/handing-back", "POST /api/v1/intakes/{intake}/deposits/choice"})
        marked.erase(absent);
    EXPECT_EQ(met, marked);
}

// The list is kept beside this test: whoever adds a command says there whether its act is signed (`act`), its
// body carries a signature of its own format (`own`), or the session is enough (`session`), and
// src/rooms/identity/README.md says why.
TEST_F(SignedActs, each_command_of_the_house_is_listed_with_how_it_is_signed)
{
    std::ifstream in{source_folder() + "/tests/house/commands.txt"};
    std::map<std::string, std::string> listed;
    for (std::string line; std::getline(in, line);)
        if (const auto blank = line.find(' '); !line.starts_with("#") && blank != std::string::npos)
            listed[line.substr(blank + 1)] = line.substr(0, blank);
    for (const auto& route : routes()) {
        if (route.method == http::Method::get)
            continue;
        const auto body = route.request ? boost::json::serialize(route.request()) : std::string{};
        const bool own = body.find("\"signature") != std::string::npos;
        const char* expected = http::is_signed_act(route) ? "act" : own ? "own" : "session";
        EXPECT_EQ(listed[name_of(route)], expected) << name_of(route);
        listed.erase(name_of(route));
    }
    for (const auto& [gone, how] : listed)
        ADD_FAILURE() << gone << " of commands.txt is gone";
}

TEST_F(SignedActs, at_the_door_a_signed_hold_is_set_and_its_signature_is_of_the_trade)
{
    auto& owner = tender().owner();
    const auto path = "/api/v1/trades/" + tender().trade().id.text() + "/holds";
    trade::HoldIn in;
    in.rounds = {tender().trade().rounds.at(0).id};
    in.cause = trade::HoldCause::objection_answer;
    in.article = "条例22";
    const auto alone = owner.client().post<trade::HoldOut>(path, in, owner.key("hold-alone"));
    ASSERT_FALSE(alone);
    EXPECT_EQ(alone.error().code, "identity.step_up_required");
    const auto held = account::act<trade::HoldOut>(owner, "POST", path, in, owner.key("hold"));
    ASSERT_TRUE(held) << held.error().code;
    const auto again = account::act<trade::HoldOut>(owner, "POST", path, in, owner.key("hold"));
    ASSERT_TRUE(again) << again.error().code;
    EXPECT_EQ(again->hold.id, held->hold.id) << "sent again under its key, signed anew";
    const auto log = tender().house().reads().read(
        [&](const ReadTx& tx) { return events::of_trade(tx, tender().trade().id.text()); });
    const auto set = std::ranges::find(log, held->hold.id.text(), &events::Event::stream);
    ASSERT_NE(set, log.end());
    const auto act = std::next(set)->as<identity::ActSigned>();
    EXPECT_EQ(act.events, std::vector<std::string>{set->digest});
    EXPECT_EQ(act.text.act, "POST " + path);
    EXPECT_TRUE(owner.holder().key.public_key().verify(identity::act_message(act.text),
                                                       from_base64(act.signature).value()));
}

} // namespace
} // namespace tianping::test
