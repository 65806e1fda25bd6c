// What the agency did in the owner's name is measured by the mandate that he signed.
#include "rooms/trade/events.hpp"
#include "verify/opened_scene.hpp"
#include "verify/regranted.hpp"

namespace tianping::verify {
namespace {

using identity::MandateGranted;

// When the agency did something first and last.
std::pair<Instant, Instant> acted(const Evidence& evidence)
{
    const auto under = "\"mandate\":\"" + evidence.mandates.at(0).mandate + "\"";
    auto first = Instant::max(), last = Instant::min();
    for (const auto& event : evidence.events)
        if (event.actor.find(under) != std::string::npos) {
            first = std::min(first, from_millis(event.arrived_at));
            last = std::max(last, from_millis(event.arrived_at));
        }
    return {first, last};
}

std::function<void(Evidence&)> regranted(const std::function<void(MandateGranted&)>& change)
{
    return [change](Evidence& e) { regrant(e, scene().tender.owner(), change); };
}

std::function<void(Evidence&)> revoked(Instant at)
{
    return [at](Evidence& e) { e.mandates.at(0).revoked_at = at; };
}

TEST(verify, the_mandate_of_whoever_acted_in_the_owners_name_is_in_the_export_and_no_more_of_it)
{
    const auto& evidence = exported().evidence();
    ASSERT_EQ(evidence.mandates.size(), 1U);
    EXPECT_FALSE(evidence.mandates.at(0).revoked_at);
    std::size_t of_identity = 0;
    for (const auto& event : evidence.events)
        of_identity += event.stream.starts_with("mnd_");
    EXPECT_EQ(of_identity, 1U);
    const auto findings = verify_export(exported().folder());
    const auto told = std::ranges::find(findings, "verify.mandate", &Finding::what);
    ASSERT_NE(told, findings.end());
    EXPECT_TRUE(told->ok);
    const auto agent = scene().tender.agency().holder().certificate.subject().organisation_code;
    EXPECT_EQ(told->detail, agent + "  " + scene().tender.owner().origin());
}

TEST(verify, a_mandate_that_is_missing_or_not_the_owners_is_found)
{
    auto& other = scene().tender.bidder(0);
    const auto another_id = [](auto& id) {
        auto text = id.text();
        flip(text, text.size() - 1);
        id = identity::OrganisationId::parse(text).value();
    };
    find_each({
        {"left out", "verify.mandate verify.mandate_missing", [](Evidence& e) { e.mandates.clear(); }},
        {"its event left out", "verify.mandate verify.mandate_missing",
         [](Evidence& e) {
             std::erase_if(e.events, [](const auto& event) { return event.stream.starts_with("mnd_"); });
         }},
        {"its signer's certificate left out", "verify.mandate verify.certificate_missing",
         [](Evidence& e) { e.certificates.clear(); }},
        {"its signature", "verify.mandate mandate.not_signed",
         [](Evidence& e) {
             change_event<MandateGranted>(e, [](auto& body) { flip_bytes(body.signature, 20); });
         }},
        {"for another platform", "verify.mandate mandate.not_signed",
         [](Evidence& e) { e.mandates.at(0).origin += "x"; }},
        {"granted by a bidder", "verify.mandate verify.mandate_of_another",
         [&](Evidence& e) { regrant(e, other, [](auto&) {}); }},
        {"for another principal", "verify.mandate verify.mandate_of_another",
         regranted([&](auto& body) { another_id(body.principal); })},
        {"to another agent", "verify.mandate verify.mandate_of_another",
         regranted([&](auto& body) { another_id(body.agent); })},
        {"twice", "verify.mandate verify.mandate_not_named",
         [](Evidence& e) { e.mandates.push_back(e.mandates.front()); }},
        {"one that nobody acted under", "verify.mandate verify.mandate_not_named",
         [](Evidence& e) {
             e.mandates.push_back(e.mandates.front());
             flip(e.mandates.back().mandate, 9);
         }},
    });
}

TEST(verify, a_mandate_that_does_not_cover_what_was_done_is_found)
{
    const auto [first, last] = acted(exported().evidence());
    const char* not_covered = "verify.mandate mandate.does_not_cover";
    const char* not_in_force = "verify.mandate verify.mandate_not_in_force";
    find_each({
        {"another trade", not_covered, regranted([](auto& body) {
             body.scope = exported().evidence().kit.trade;
             flip(body.scope, body.scope.size() - 1);
         })},
        {"another project", not_covered,
         regranted([](auto& body) { body.scope = "prj_" + exported().evidence().kit.trade.substr(4); })},
        {"over when the last was done", not_covered,
         regranted([last = last](auto& body) { body.ends_at = last; })},
        {"not begun when the first was done", not_covered,
         regranted([first = first](auto& body) { body.starts_at = first + 1ms; })},
        {"revoked before", not_in_force, revoked(last - 2min)},
        {"granted afterwards", not_in_force,
         [first = first](Evidence& e) {
             for (auto& event : e.events)
                 if (event.kind == MandateGranted::kind)
                     event.arrived_at = millis(first + 2min);
         }},
    });
}

TEST(verify, a_mandate_for_this_trade_or_its_project_that_ends_or_is_revoked_afterwards_covers_it)
{
    const auto last = acted(exported().evidence()).second;
    const auto submitted =
        std::ranges::find(exported().evidence().events, trade::Submitted::kind, &opening::LoggedEvent::kind);
    const auto project = std::string{wire::parse_json(submitted->body).value().at("project").as_string()};
    for (const auto& change : {regranted([](auto& body) { body.scope = exported().evidence().kit.trade; }),
                               regranted([&](auto& body) { body.scope = project; }),
                               regranted([&](auto& body) { body.ends_at = last + 1ms; }), revoked(last)}) {
        const auto said = said_of(change);
        EXPECT_EQ(said.find("verify.mandate "), std::string::npos) << said;
    }
}

// A supplement may put the trade under another project while it is not registered yet.
TEST(verify, a_mandate_for_a_project_covers_what_was_done_while_the_trade_belonged_to_it)
{
    const auto [first, last] = acted(exported().evidence());
    const auto logged = [](Evidence& e, std::string_view kind) {
        return *std::ranges::find(e.events, kind, &opening::LoggedEvent::kind);
    };
    const auto moved = [&](Instant at) {
        return said_of([&](Evidence& e) {
            auto event = logged(e, trade::TermsSigned::kind); // by the owner in his own name
            const auto before = wire::parse_json(logged(e, trade::Submitted::kind).body).value();
            const auto project = std::string{before.at("project").as_string()};
            regranted([&](auto& body) { body.scope = project; })(e);
            event.kind = trade::Supplemented::kind;
            event.version += 1000;
            event.body_version = trade::Supplemented::version;
            event.arrived_at = millis(at);
            event.body = "{\"list\":1,\"project\":\"prj_" + e.kit.trade.substr(4) + "\"}";
            e.events.push_back(std::move(event));
        });
    };
    EXPECT_NE(moved(first).find("verify.mandate mandate.does_not_cover"), std::string::npos);
    EXPECT_EQ(moved(last + 1ms).find("verify.mandate "), std::string::npos);
}

} // namespace
} // namespace tianping::verify
