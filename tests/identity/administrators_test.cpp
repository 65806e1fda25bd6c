#include "identity/identity_house.hpp"
#include "rooms/identity/events.hpp"
#include "rooms/identity/rules.hpp"

namespace tianping::identity {
namespace {

constexpr std::array every_role{Role::org_member,       Role::org_signer,     Role::org_admin,
                                Role::centre_desk,      Role::centre_venue,   Role::centre_witness,
                                Role::centre_archivist, Role::supervisor,     Role::trustee_officer,
                                Role::system_admin,     Role::security_admin, Role::audit_admin};

TEST(Administrators, of_all_sets_of_roles_none_that_holds_two_parts_of_administration_passes)
{
    int passed = 0;
    for (const auto kind : {OrganisationKind::market, OrganisationKind::centre, OrganisationKind::supervisor,
                            OrganisationKind::trustee})
        for (unsigned set = 0; set < 1u << every_role.size(); ++set) {
            std::vector<Role> roles;
            int administrators = 0;
            for (std::size_t i = 0; i < every_role.size(); ++i)
                if (set & (1u << i)) {
                    roles.push_back(every_role[i]);
                    administrators += i >= 9;
                }
            if (!check_roles(roles, kind))
                continue;
            ++passed;
            EXPECT_LE(administrators, 1) << roles_text(roles);
            if (administrators == 1) {
                EXPECT_EQ(roles.size(), 1u) << roles_text(roles);
                EXPECT_EQ(kind, OrganisationKind::centre);
            }
        }
    // 7 sets of market roles; 15 of centre staff and 3 administrators; 15 each with supervisor or trustee.
    EXPECT_EQ(passed, 7 + 18 + 15 + 15);
}

class AdministratorsTest : public IdentityTest {
protected:
    AdministratorsTest() { house.establish(); }
    std::string people() const
    {
        return "/api/v1/organisations/" + house.centre.organisation.text() + "/people";
    }
    std::string roles_of(const std::string& handle) const
    {
        return people() + "/" + house.centre.people.at(handle).text() + "/roles";
    }
    std::string certificates() const
    {
        return "/api/v1/organisations/" + house.centre.organisation.text() + "/certificates";
    }
    Actor staff(const std::string& handle) { return house.actor(house.staff.at(handle)); }
    // A further certificate for the person, brought by the security administrator; `second` signs it too.
    std::string further(const std::string& handle, const std::string& second)
    {
        const auto centre = demonstration_centre();
        const auto pair = house.holder(centre.code, centre.name, "另一把密钥" + handle);
        const auto security = staff("security-admin");
        house.next_command.second = second.empty() ? "" : house.centre.people.at(second).text();
        return code_of(
            house.ask("POST", certificates(), security,
                      wire::write(CertificateIn{house.centre.people.at(handle), pair.certificate(), {}})));
    }
};

TEST_P(AdministratorsTest, the_bootstrap_makes_a_centre_with_staff_and_three_administrators_who_can_sign_in)
{
    for (const auto& person : demonstration_centre().people)
        EXPECT_EQ(staff(person.handle).roles, role_names(person.roles)) << person.handle;
    EXPECT_THROW(house.establish(), std::logic_error) << "once in an installation";
}

TEST_P(AdministratorsTest, duty_20_49_nobody_gets_a_second_part_of_administration)
{
    const auto security = staff("security-admin");
    for (const auto* handle : {"system-admin", "audit-admin"})
        for (const auto second :
             {Role::system_admin, Role::security_admin, Role::audit_admin, Role::centre_desk}) {
            const auto own = demonstration_centre();
            const auto first = std::ranges::find(own.people, handle, &FirstPerson::handle)->roles.at(0);
            if (first == second)
                continue;
            house.if_match = 1;
            const auto refused =
                house.ask("PUT", roles_of(handle), security, wire::write(RolesIn{{first, second}}));
            EXPECT_EQ(code_of(refused), "identity.administrators_separated") << handle;
        }
}

TEST_P(AdministratorsTest, an_administrator_does_not_change_his_own_part)
{
    const auto own = staff("security-admin");
    house.if_match = 1;
    const auto refused =
        house.ask("PUT", roles_of("security-admin"), own, wire::write(RolesIn{{Role::audit_admin}}));
    EXPECT_EQ(code_of(refused), "identity.not_oneself");
}

TEST_P(AdministratorsTest,
       duty_20_49_the_last_of_an_administrators_part_neither_leaves_nor_is_given_other_work)
{
    const auto security = staff("security-admin");
    auto beside = house.centre.people.at("system-admin").text(); // who signs too
    for (const auto& [handle, role] : std::map<std::string, Role>{{"system-admin", Role::system_admin},
                                                                  {"audit-admin", Role::audit_admin}}) {
        const auto person = people() + "/" + house.centre.people.at(handle).text();
        house.if_match = 1;
        const auto moved =
            house.ask("PUT", roles_of(handle), security, wire::write(RolesIn{{Role::centre_desk}}));
        EXPECT_EQ(code_of(moved), "identity.last_administrator") << handle;
        house.if_match.reset();
        EXPECT_EQ(code_of(house.ask("DELETE", person, security)), "identity.last_administrator") << handle;

        const auto centre = demonstration_centre();
        const auto second = house.holder(centre.code, centre.name, "接任者");
        house.next_command.second = beside;
        const auto added =
            house.ask_for<PersonOut>("POST", people(), security,
                                     wire::write(PersonIn{second.name, {role}, {second.certificate()}, {}}));
        house.next_command.second = beside;
        EXPECT_EQ(code_of(house.ask("DELETE", person, security)), "") << handle;
        beside = added.value().id.text();
    }
}

TEST_P(AdministratorsTest, duty_20_49_no_administrator_alone_gives_one_a_certificate)
{
    for (const auto* handle : {"system-admin", "audit-admin", "security-admin"})
        for (const auto* second : {"", "security-admin", "desk"})
            EXPECT_EQ(further(handle, second), "identity.two_administrators") << handle << second;
    EXPECT_EQ(further("audit-admin", "audit-admin"), "") << "renewed by himself and another part";
    EXPECT_EQ(further("audit-admin", "system-admin"), "") << "who lost his key";
    EXPECT_EQ(further("security-admin", "audit-admin"), "");
    EXPECT_EQ(further("desk", ""), "") << "staff";
}

TEST_P(AdministratorsTest, duty_20_49_no_administrator_alone_makes_or_dismisses_one)
{
    const auto security = staff("security-admin");
    const auto auditor = house.centre.people.at("audit-admin").text();
    const auto of_his_making =
        house.holder(demonstration_centre().code, demonstration_centre().name, "自己人");
    const auto added =
        wire::write(PersonIn{of_his_making.name, {Role::audit_admin}, {of_his_making.certificate()}, {}});
    EXPECT_EQ(code_of(house.ask("POST", people(), security, added)), "identity.two_administrators");
    const auto moved = wire::write(RolesIn{{Role::audit_admin}});
    house.if_match = 1;
    EXPECT_EQ(code_of(house.ask("PUT", roles_of("desk"), security, moved)), "identity.two_administrators");
    house.next_command.second = auditor;
    const auto second = house.ask_for<PersonOut>("POST", people(), security, added).value().id;
    const auto gone = people() + "/" + second.text();
    EXPECT_EQ(code_of(house.ask("DELETE", gone, security)), "identity.two_administrators");
    house.next_command.second = second.text();
    EXPECT_EQ(code_of(house.ask("DELETE", people() + "/" + auditor, security)), "") << "his successor";
    house.next_command.second = auditor;
    EXPECT_EQ(code_of(house.ask("POST", people(), security, added)), "identity.two_administrators")
        << "who left signs nothing";
}

TEST_P(AdministratorsTest, duty_20_49_a_change_of_name_gives_no_administrator_a_certificate_past_that)
{
    const auto centre = demonstration_centre();
    const auto proof = house.holder(centre.code, "平州市公共资源交易服务中心", "审计管理员");
    const auto path = "/api/v1/organisations/" + house.centre.organisation.text() + "/name";
    const auto renamed = wire::write(
        RenamingIn{proof.organisation_name, house.centre.people.at("audit-admin"), proof.certificate(), {}});
    EXPECT_EQ(code_of(house.ask("PUT", path, staff("security-admin"), renamed)),
              "identity.two_administrators");
}

TEST_P(AdministratorsTest, only_the_security_administrator_manages_people_trust_and_recognition)
{
    house.register_organisation(north).value();
    const auto organisation = house.actor(north).organisation;
    for (const auto* handle : {"desk", "witness", "system-admin", "audit-admin"}) {
        const auto who = staff(handle);
        EXPECT_EQ(
            code_of(house.ask("PUT", roles_of("desk"), who, wire::write(RolesIn{{Role::centre_venue}}))),
            "identity.not_allowed");
        EXPECT_EQ(code_of(house.ask("POST", "/api/v1/anchors", who, wire::write(AnchorIn{"x"}))),
                  "identity.not_allowed");
        EXPECT_EQ(code_of(house.ask("PUT", "/api/v1/organisations/" + organisation + "/kind", who,
                                    wire::write(RecogniseIn{OrganisationKind::trustee}))),
                  "identity.not_allowed");
    }
}

TEST_P(AdministratorsTest, a_recognised_trustee_names_its_officers_itself)
{
    const auto id = house.register_organisation(north).value().organisation.id.text();
    const auto admin = house.actor(north);
    const auto path = "/api/v1/organisations/" + id;
    const auto roles = path + "/people/" + admin.person + "/roles";
    const auto wanted = wire::write(RolesIn{{Role::org_admin, Role::trustee_officer}});
    EXPECT_EQ(code_of(house.ask("PUT", roles, admin, wanted)), "store.version_wanted");
    house.if_match = 1;
    EXPECT_EQ(code_of(house.ask("PUT", roles, admin, wanted)), "identity.role_elsewhere");
    house
        .ask("PUT", path + "/kind", staff("security-admin"),
             wire::write(RecogniseIn{OrganisationKind::trustee}))
        .value();
    house.if_match = 1;
    EXPECT_TRUE(house.ask("PUT", roles, admin, wanted));
    house.if_match = 1;
    EXPECT_EQ(code_of(house.ask("PUT", roles, admin, wanted)), "store.changed_meanwhile") << "2 stands";
    EXPECT_EQ(code_of(house.ask("PUT", path + "/kind", staff("security-admin"),
                                wire::write(RecogniseIn{OrganisationKind::market}))),
              "identity.role_elsewhere");
    EXPECT_EQ(code_of(house.ask("PUT", path + "/kind", staff("security-admin"),
                                wire::write(RecogniseIn{OrganisationKind::centre}))),
              "identity.centre_is_fixed");
}

TEST_P(AdministratorsTest, a_supervisor_is_recognised_for_what_it_supervises_and_for_nothing_unsaid)
{
    const auto path = "/api/v1/organisations/" +
                      house.register_organisation(north).value().organisation.id.text() + "/kind";
    const auto recognise = [&](const RecogniseIn& in) {
        return house.ask_for<OrganisationOut>("PUT", path, staff("security-admin"), wire::write(in));
    };
    const auto unsaid = recognise({OrganisationKind::supervisor, {}}).error();
    EXPECT_EQ(unsaid.code, "identity.supervision_wanted");
    EXPECT_EQ(unsaid.fields.at(0).path, "supervision");
    EXPECT_EQ(code_of(recognise({OrganisationKind::trustee, Supervision{}})),
              "identity.supervision_elsewhere");
    const auto half =
        house.ask("PUT", path, staff("security-admin"),
                  wire::parse_json(R"({"kind":"supervisor","supervision":{"regions":[]}})").value());
    ASSERT_FALSE(half);
    EXPECT_EQ(half.error().fields.at(0).path, "supervision.trade_classes");
    const auto bad =
        recognise({OrganisationKind::supervisor, Supervision{{"990100", "9901"}, {"水利"}}}).error();
    ASSERT_EQ(bad.fields.size(), 2U);
    EXPECT_EQ(bad.fields[0].path, "supervision.regions[1]");
    EXPECT_EQ(bad.fields[1].path, "supervision.trade_classes[0]");
    const Supervision water{{"990100", "990200"}, {"A07"}};
    EXPECT_EQ(recognise({OrganisationKind::supervisor, water}).value().supervision, water);
    EXPECT_EQ(house.actor(north).supervision, water);
    EXPECT_EQ(recognise({OrganisationKind::supervisor, Supervision{}}).value().supervision, Supervision{});
    EXPECT_EQ(house.actor(north).supervision, Supervision{});
    EXPECT_FALSE(recognise({OrganisationKind::market, {}}).value().supervision);
    EXPECT_FALSE(house.actor(north).supervision);
    std::vector<Supervision> told;
    for (const auto& event : house.log())
        if (event.kind == SupervisionSet::kind)
            told.push_back(event.as<SupervisionSet>().supervision);
    EXPECT_EQ(told, (std::vector{water, Supervision{}}));
}

// As a version stamped him that knew no supervision.
TEST_P(AdministratorsTest, a_supervisor_stamped_without_supervision_is_decided_with_that_of_his_authority)
{
    const auto id = house.register_organisation(north).value().organisation.id;
    const auto stamped =
        wire::parse<Actor>(R"({"address":"192.0.2.7","certificate":"","mandate":"",)"
                           R"("on_behalf_of":"","organisation":")" +
                           id.text() + R"(","person":"per_1","roles":["supervisor"],"system":false})")
            .value();
    const auto decided = [&](const Actor& actor) {
        return house.base.pool.read(
            [&](const ReadTx& tx) { return with_supervision(tx, actor).supervision; });
    };
    EXPECT_FALSE(decided(stamped)) << "no authority is recognised yet";
    const Supervision water{{"990100"}, {"A07"}};
    house
        .ask_for<OrganisationOut>("PUT", "/api/v1/organisations/" + id.text() + "/kind",
                                  staff("security-admin"),
                                  wire::write(RecogniseIn{OrganisationKind::supervisor, water}))
        .value();
    EXPECT_EQ(decided(stamped), water);
    auto narrower = stamped;
    narrower.supervision = Supervision{{"990102"}, {"A07"}};
    EXPECT_EQ(decided(narrower), narrower.supervision) << "what was stamped stands";
    auto signer = stamped;
    signer.roles = {"org_signer"};
    EXPECT_FALSE(decided(signer));
}

TEST_P(AdministratorsTest, a_plan_without_all_three_administrators_is_refused)
{
    IdentityHouse other{GetParam()};
    auto plan = demonstration_centre();
    plan.people.pop_back();
    const auto keys =
        prepare_centre(other.authority, plan, other.base.clock.now(), std::chrono::hours{24}).value();
    const auto outcome = other.base.run("", "k", [&](WriteTx& tx, const Call& call) -> Result<Answer> {
        TP_CHECK(establish_centre(tx, call, plan, keys, {&other.authority, 1}));
        return Answer{};
    });
    EXPECT_EQ(outcome.answer.error().params.at("role"), "audit_admin");
}

INSTANTIATE_TEST_SUITE_P(on, AdministratorsTest, testing::ValuesIn(test::homes()), home_name);

} // namespace
} // namespace tianping::identity
