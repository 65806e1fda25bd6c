// What the door tells of tokens that sign nobody in, and of sign-ins, as the auditor reads it.
#include "audit/audit_scene.hpp"
#include <set>

namespace tianping::audit {
namespace {

class DeniedAtTheDoor : public AuditScene {};

TEST_P(DeniedAtTheDoor, duty_20_49_a_refused_token_is_on_record_with_its_address_and_whose_session_it_was)
{
    house.register_organisation(north).value();
    const auto token = house.sign_in(north).value().token.value();
    const auto admin = house.sessions.actor_of(token, "192.0.2.7").value();
    house.ask("DELETE", "/api/v1/session", admin).value();
    for (const auto& refused : {token, std::string(64, '0')}) {
        const auto why = house.sessions.actor_of(refused, "192.0.2.9");
        ASSERT_FALSE(why);
        house.identity.note_refused_token(refused, "192.0.2.9", Capability::trade_register, why.error());
    }
    settle();
    std::set<std::string> whose;
    for (const auto& page : pages<DenialPage>("/api/v1/audit/denials", {{"limit", "9"}}))
        for (const auto& item : page.items) {
            whose.insert(item.person + " " + item.organisation);
            EXPECT_EQ(item.code + " " + item.address, "identity.session_unknown 192.0.2.9");
            EXPECT_EQ(item.capability, "trade_register");
            EXPECT_EQ(item.object, "");
        }
    EXPECT_EQ(whose, (std::set<std::string>{admin.person + " " + admin.organisation, " "}));
}

TEST_P(DeniedAtTheDoor, a_flood_of_unknown_tokens_is_kept_within_the_bounds_of_its_address)
{
    const Error unknown{Fault::unauthenticated, "identity.session_unknown"};
    for (int i = 0; i < 300; ++i)
        house.identity.note_refused_token(std::to_string(i), "192.0.2.9", Capability::trade_register,
                                          unknown);
    settle();
    house.identity.note_denied(auditor, Capability::terms_sign, "trd_1",
                               Error{Fault::forbidden, "identity.not_allowed"});
    settle();
    EXPECT_EQ(denied(), (std::map<std::string, std::int64_t>{{"identity.session_unknown", 100},
                                                             {"identity.not_allowed", 1},
                                                             {"identity.denials_left_out", 1}}));
    EXPECT_EQ(house.identity.denials_left_out(), 200);
}

TEST_P(DeniedAtTheDoor, a_refused_sign_in_is_kept_with_its_certificate_and_not_once_more_by_the_door)
{
    house.identity.note_denied(IdentityHouse::stranger(), Capability::session_open, "",
                               Error{Fault::unauthenticated, "identity.signature_wrong"});
    settle();
    EXPECT_TRUE(denied().empty());
}

INSTANTIATE_TEST_SUITE_P(on, DeniedAtTheDoor, testing::ValuesIn(test::homes()), home_name);

} // namespace
} // namespace tianping::audit
