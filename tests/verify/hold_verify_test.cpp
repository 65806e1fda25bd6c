// Who held a lot, and who let it go on, signed that; an export in which anything of it differs is found out.
#include "rooms/identity/events.hpp"
#include "verify/opened_scene.hpp"

namespace tianping::verify {
namespace {

using identity::ActSigned;

TEST(verify, a_hold_and_its_lifting_are_in_the_export_with_their_signatures)
{
    std::size_t holds = 0, acts = 0;
    for (const auto& event : exported().evidence().events) {
        holds += event.stream.starts_with("hld_");
        acts += event.kind == ActSigned::kind;
    }
    EXPECT_EQ(holds, 2U);
    EXPECT_EQ(acts, 2U);
    const auto found = verify_export(exported().folder());
    EXPECT_EQ(std::ranges::count(found, "verify.hold", &Finding::what), 2);
    EXPECT_EQ(differing(found), "");
}

opening::LoggedEvent& of_hold(Evidence& evidence)
{
    return *std::ranges::find(evidence.events, trade::HoldSet::kind, &opening::LoggedEvent::kind);
}

// What a platform that signs with a key of its own would log.
void signed_by(ActSigned& act, account::Account& who)
{
    act.certificate = to_hex(who.holder().certificate.digest());
    act.signature = who.sign(identity::act_message(act.text)).value;
}

TEST(verify, each_thing_that_differs_about_a_hold_is_named)
{
    find_each({
        {"no signature", "verify.hold verify.hold_unsigned",
         [](auto& e) {
             std::erase_if(e.events, [](const auto& event) { return event.kind == ActSigned::kind; });
         }},
        {"a signature of nothing", "verify.acts verify.act_of_another",
         [](auto& e) {
             std::erase_if(e.events, [](const auto& event) { return event.stream.starts_with("hld_"); });
         }},
        {"another article", "verify.hold verify.act_of_another",
         [](auto& e) { change_event<trade::HoldSet>(e, [](auto& body) { body.article = "条例62"; }); }},
        {"other acts", "verify.hold verify.act_of_another",
         [](auto& e) {
             using trade::Act;
             change_event<trade::HoldSet>(e, [](auto& body) {
                 body.forbids = {Act::announce, Act::close, Act::begin_opening, Act::finish_opening};
             });
         }},
        {"acts that nobody named", "verify.hold verify.act_of_another",
         [](auto& e) { change_event<trade::HoldSet>(e, [](auto& body) { body.acts_named = true; }); }},
        {"another reason", "verify.hold verify.act_of_another",
         [](auto& e) { change_event<trade::HoldLifted>(e, [](auto& body) { body.reason = "另有安排"; }); }},
    });
}

TEST(verify, each_thing_that_differs_about_who_signed_a_hold_is_named)
{
    find_each({
        {"another person", "verify.hold verify.act_of_another",
         [](auto& e) {
             auto& actor = of_hold(e).actor;
             flip(actor, actor.find("per_") + 30);
         }},
        {"another time", "verify.hold verify.act_of_another",
         [](auto& e) { of_hold(e).arrived_at += std::chrono::milliseconds{6min}.count(); }},
        {"another text", "verify.hold verify.act_signature",
         [](auto& e) { change_event<ActSigned>(e, [](auto& body) { body.text.key += "x"; }); }},
        {"another organisation's signature", "verify.hold verify.act_of_another",
         [](auto& e) {
             auto& other = scene().tender.bidder(0);
             change_event<ActSigned>(e, [&](auto& body) { signed_by(body, other); });
             e.certificates.push_back(to_base64(other.holder().certificate.der()));
         }},
        {"one key for both", "verify.hold verify.act_of_another",
         [](auto& e) {
             for (auto& event : e.events) {
                 auto body = wire::parse<ActSigned>(event.body);
                 if (event.kind != ActSigned::kind || !body)
                     continue;
                 body->text.key = "the-same-key";
                 signed_by(*body, scene().tender.owner());
                 event.body = canonical(wire::write(*body));
             }
         }},
        {"another signature", "verify.hold verify.act_signature",
         [](auto& e) { change_event<ActSigned>(e, [](auto& body) { flip_bytes(body.signature, 20); }); }},
    });
}

// The hold named no acts: without the rules that the round pinned nobody can tell what it meant.
TEST(verify, a_hold_is_measured_by_the_rules_that_its_round_had_pinned_by_then_and_by_no_others)
{
    const auto file = exported().folder() / rules_file(exported().evidence().kit.round);
    const auto said = exported().said_of_file(file, [](std::string& text) { text += " "; });
    EXPECT_NE(said.find("verify.hold verify.act_of_another"), std::string::npos) << said;
    auto before_they_were_pinned = exported().evidence();
    for (auto& event : before_they_were_pinned.events)
        if (event.kind == trade::RulesPinned::kind)
            event.recorded_at += std::chrono::milliseconds{std::chrono::days{365}}.count();
    exported().put(before_they_were_pinned);
    const auto by_none = exported().said_of_file(file, [](std::string& text) { text += " "; });
    exported().put(exported().evidence());
    EXPECT_EQ(by_none.find("verify.hold "), std::string::npos) << by_none;
    EXPECT_TRUE(all_ok(verify_export(exported().folder())));
}

} // namespace
} // namespace tianping::verify
