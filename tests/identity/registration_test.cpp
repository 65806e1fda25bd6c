#include "identity/foreign_house.hpp"
#include "identity/identity_house.hpp"
#include "rooms/identity/events.hpp"
#include <set>

namespace tianping::identity {
namespace {

class Registration : public IdentityTest {
protected:
    Registration() { house.trust_the_authority(); }
};

TEST_P(Registration, duty_20_24_one_registration_without_approval_gives_an_organisation_that_may_act_at_once)
{
    const auto out = house.register_organisation(north).value();
    EXPECT_EQ(out.organisation.code, north.code);
    EXPECT_EQ(out.organisation.kind, OrganisationKind::market);
    EXPECT_EQ(out.certificates.size(), 2u);
    const auto actor = house.actor(north);
    EXPECT_EQ(actor.organisation, out.organisation.id.text());
    EXPECT_EQ(actor.person, out.person.text());
    EXPECT_EQ(actor.roles, (std::vector<std::string>{"org_admin", "org_signer"}));
    EXPECT_TRUE(may(actor, Capability::bid_submit, nullptr));
}

TEST_P(Registration, the_same_code_is_registered_once)
{
    house.register_organisation(north).value();
    const auto again = house.holder(north.code, north.organisation_name, "李乙");
    EXPECT_EQ(code_of(house.register_organisation(again)), "identity.code_registered");
}

// More codes than one statement takes, of which a few are registered.
TEST_P(Registration, of_many_codes_those_that_are_registered_are_found_once)
{
    std::set<std::string> registered;
    for (std::size_t i = 1; i < good_codes.size(); ++i) {
        const auto holder = house.holder(good_codes[i], "平州" + std::to_string(i) + "公司", "张甲");
        registered.insert(house.register_organisation(holder).value().organisation.id.text());
    }
    std::vector<std::string> asked{good_codes.begin(), good_codes.end()};
    for (int i = 0; i < 20; ++i)
        asked.push_back("9135010000000000" + std::to_string(10 + i));
    asked.insert(asked.end(), good_codes.begin(), good_codes.end());
    const auto found = [&](const std::vector<std::string>& codes) {
        std::vector<std::string> ids;
        house.base.pool.read([&](const ReadTx& tx) {
            for (const auto& one : organisations_by_codes(tx, codes))
                ids.push_back(one.id.text());
            return 0;
        });
        return ids;
    };
    const auto ids = found(asked);
    EXPECT_EQ(std::set(ids.begin(), ids.end()), registered);
    EXPECT_EQ(ids.size(), registered.size());
    EXPECT_TRUE(found({}).empty());
    EXPECT_TRUE(found({good_codes[0]}).empty());
}

TEST_P(Registration, a_certificate_that_names_another_code_registers_nobody)
{
    auto claimed = north;
    claimed.code = good_codes[2];
    EXPECT_EQ(code_of(house.register_organisation(claimed)), "identity.certificate_of_another");
}

TEST_P(Registration, possession_is_proved_over_what_is_registered)
{
    auto in = house.registration(north);
    in.region = "990103";
    EXPECT_EQ(code_of(house.ask("POST", "/api/v1/organisations", IdentityHouse::stranger(), wire::write(in))),
              "identity.signature_wrong");
}

TEST_P(Registration, duty_20_14_what_is_entered_must_be_what_the_authority_certified)
{
    auto wrong = north;
    wrong.organisation_name = "平州北方建设集团";
    EXPECT_EQ(code_of(house.register_organisation(wrong)), "identity.name_differs");
}

TEST_P(Registration, duty_43_17_all_bad_fields_are_named_at_once)
{
    auto in = house.registration(north);
    in.code = "91110000600037341X";
    in.region = "12";
    in.person = "11010519491231002X";
    const auto refused =
        house.ask("POST", "/api/v1/organisations", IdentityHouse::stranger(), wire::write(in)).error();
    std::vector<std::string> codes;
    for (const auto& f : refused.fields)
        codes.push_back(f.path + " " + f.code);
    EXPECT_EQ(codes,
              (std::vector<std::string>{"code identity.code_check_failed", "region identity.region_malformed",
                                        "person identity.name_malformed"}));
}

TEST_P(Registration, a_certificate_of_an_authority_that_nobody_trusts_registers_nobody)
{
    ForeignHouse other{GetParam()};
    const auto foreign = other.holder(north.code, north.organisation_name, "张甲");
    EXPECT_EQ(code_of(house.register_organisation(foreign)), "certificate.untrusted");
}

TEST_P(Registration, an_expired_certificate_registers_nobody)
{
    const auto brief = house.holder(north.code, north.organisation_name, "张甲", std::chrono::hours{24});
    house.base.writer.advance(house.base.clock, test::monday + std::chrono::hours{24}).value();
    EXPECT_EQ(code_of(house.register_organisation(brief)), "certificate.expired");
}

TEST_P(Registration, a_sign_in_challenge_does_not_register_and_the_reverse)
{
    auto in = house.registration(north);
    in.challenge = house.challenge(Purpose::sign_in).challenge;
    EXPECT_EQ(code_of(house.ask("POST", "/api/v1/organisations", IdentityHouse::stranger(), wire::write(in))),
              "identity.challenge_unknown");
}

TEST_P(Registration, the_name_of_a_person_is_committed_in_the_log_and_readable_only_in_the_private_body)
{
    house.register_organisation(north).value();
    for (const auto& event : house.log()) {
        EXPECT_EQ(event.body.find(north.name), std::string::npos) << event.kind;
        if (event.kind == PersonJoined::kind) {
            EXPECT_NE(event.body.find("commitment"), std::string::npos);
        }
    }
}

TEST_P(Registration, an_administrator_adds_people_with_roles_and_certificates)
{
    const auto out = house.register_organisation(north).value();
    const auto admin = house.actor(north);
    const auto second = house.holder(north.code, north.organisation_name, "李乙");
    const auto path = "/api/v1/organisations/" + out.organisation.id.text() + "/people";
    const PersonIn in{
        second.name, {Role::org_member}, {second.certificate(), second.encrypt_certificate()}, {}};
    const auto added = house.ask_for<PersonOut>("POST", path, admin, wire::write(in)).value();
    EXPECT_EQ(house.actor(second).person, added.id.text());
    EXPECT_EQ(house.actor(second).roles, std::vector<std::string>{"org_member"});
}

TEST_P(Registration, one_key_is_one_person)
{
    const auto out = house.register_organisation(north).value();
    const auto admin = house.actor(north);
    const auto path = "/api/v1/organisations/" + out.organisation.id.text() + "/people";
    const auto renewed =
        house.authority
            .issue(north.pair.sign_key.public_key(), north.pair.certificates.sign.subject(),
                   crypto::Usage::sign, {test::monday, test::monday + std::chrono::hours{100}})
            .value();
    const PersonIn in{"李乙", {Role::org_member}, {to_base64(renewed.der())}, {}};
    EXPECT_EQ(code_of(house.ask("POST", path, admin, wire::write(in))), "identity.key_of_another");
}

TEST_P(Registration, who_leaves_signs_in_no_more_and_his_certificates_sign_nothing_more)
{
    const auto out = house.register_organisation(north).value();
    const auto admin = house.actor(north);
    const auto second = house.holder(north.code, north.organisation_name, "李乙");
    const auto path = "/api/v1/organisations/" + out.organisation.id.text() + "/people";
    const PersonIn in{second.name, {Role::org_signer}, {second.certificate()}, {}};
    const auto added = house.ask_for<PersonOut>("POST", path, admin, wire::write(in)).value();
    const auto token = *house.sign_in(second).value().token;
    const auto proved = prove_signature(view("act"), second.sign(view("act"))).value();
    const auto check = [&] {
        return house.base.pool.read([&](const ReadTx& tx) {
            return check_signer(tx, proved, out.organisation.id, house.base.clock.now());
        });
    };
    EXPECT_TRUE(check());
    house.ask("DELETE", path + "/" + added.id.text(), admin).value();
    EXPECT_EQ(code_of(house.sessions.actor_of(token, "")), "identity.session_unknown");
    EXPECT_EQ(code_of(house.sign_in(second)), "certificate.revoked");
    EXPECT_EQ(code_of(check()), "certificate.revoked");
}

TEST_P(Registration, the_last_administrator_neither_leaves_nor_gives_up_the_role)
{
    const auto out = house.register_organisation(north).value();
    const auto admin = house.actor(north);
    const auto path = "/api/v1/organisations/" + out.organisation.id.text() + "/people/" + out.person.text();
    EXPECT_EQ(code_of(house.ask("DELETE", path, admin)), "identity.last_administrator");
    house.if_match = 1;
    EXPECT_EQ(code_of(house.ask("PUT", path + "/roles", admin, wire::write(RolesIn{{Role::org_signer}}))),
              "identity.last_administrator");
}

TEST_P(Registration, an_erased_name_stands_in_no_table_and_is_a_name_that_nobody_takes)
{
    const auto out = house.register_organisation(north).value();
    const auto admin = house.actor(north);
    const auto people = "/api/v1/organisations/" + out.organisation.id.text() + "/people";
    const auto second = house.holder(north.code, north.organisation_name, "李乙");
    PersonIn in{"李\"乙", {Role::org_member}, {second.certificate()}, {}};
    const auto added = house.ask_for<PersonOut>("POST", people, admin, wire::write(in)).value();
    const auto roles = people + "/" + added.id.text() + "/roles";
    house.if_match = added.version;
    house.ask("PUT", roles, admin, wire::write(RolesIn{{Role::org_signer}})).value();
    const auto told = [&](const std::string& name) {
        return house.base.pool.read([&](const ReadTx& tx) {
            return tx.number("SELECT count(*) FROM person WHERE name LIKE :n", "%" + name + "%") +
                   tx.number("SELECT count(*) FROM command WHERE answer LIKE :n", "%" + name + "%");
        });
    };
    EXPECT_EQ(told("乙"), 3);
    house.command([&](WriteTx& tx, const Call&) { return erase_name(tx, added.id); });
    EXPECT_EQ(told("乙"), 0);
    EXPECT_EQ(told(std::string{erased_name}), 3);
    const auto page = house.ask_for<http::Page<PersonOut>>("GET", people, admin).value();
    std::set<std::string> names;
    for (const auto& item : page.items)
        names.insert(item.name);
    EXPECT_EQ(names, (std::set<std::string>{std::string{erased_name}, north.name}));
    EXPECT_TRUE(house.sign_in(second)) << "and the person goes on";
    in.name = erased_name;
    EXPECT_EQ(code_of(house.ask("POST", people, admin, wire::write(in))), "identity.name_malformed");
}

TEST_P(Registration, nobody_manages_another_organisation)
{
    house.register_organisation(north).value();
    const auto south = house.holder(good_codes[2], "平州南方建设有限公司", "王丙");
    const auto other = house.register_organisation(south).value();
    const auto path = "/api/v1/organisations/" + other.organisation.id.text();
    const auto admin = house.actor(north);
    EXPECT_EQ(code_of(house.ask("GET", path + "/people", admin)), "identity.not_allowed");
    EXPECT_EQ(code_of(house.ask("DELETE", path + "/people/" + other.person.text(), admin)),
              "identity.not_allowed");
    EXPECT_TRUE(house.ask("GET", path, admin));
    EXPECT_EQ(code_of(house.ask("GET", path, IdentityHouse::stranger())), "identity.sign_in_first");
}

TEST_P(Registration, a_demonstration_pair_for_ones_own_keys_registers)
{
    const auto sign = crypto::PrivateKey::generate(crypto::Algorithm::sm2);
    const auto encrypt = crypto::PrivateKey::generate(crypto::Algorithm::sm2);
    const crypto::Subject subject{"赵丁", "平州西岭建设有限公司", good_codes[3], "h77"};
    const auto in = crypto::PairRequest::make(subject, origin, sign, encrypt);
    const auto pair = house
                          .ask_for<DemonstrationPairOut>("POST", "/api/v1/demo/certificates",
                                                         IdentityHouse::stranger(), wire::write(in))
                          .value();
    const auto read = [](const std::string& text) {
        return crypto::Certificate::from_der(from_base64(text).value()).value();
    };
    const Holder west{subject.organisation_code,
                      subject.organisation,
                      subject.common_name,
                      {sign, encrypt, {read(pair.sign), read(pair.encrypt)}}};
    EXPECT_EQ(house.register_organisation(west).value().organisation.code, good_codes[3]);
    auto elsewhere = crypto::PairRequest::make(subject, "https://elsewhere.example", sign, encrypt);
    EXPECT_EQ(code_of(house.ask("POST", "/api/v1/demo/certificates", IdentityHouse::stranger(),
                                wire::write(elsewhere))),
              "identity.wrong_origin");
}

INSTANTIATE_TEST_SUITE_P(on, Registration, testing::ValuesIn(test::homes()), home_name);

TEST(OrganisationCode, passes_the_codes_that_gb_32100_passes)
{
    for (const auto* code : good_codes)
        EXPECT_TRUE(check_organisation_code(code)) << code;
    for (const auto* code : {"91990100MA00004960", "91990100MA000012XY"})
        EXPECT_TRUE(check_organisation_code(code))
            << code << " has the least or the greatest check character";
    EXPECT_TRUE(check_organisation_code(demonstration_centre().code));
}

TEST(OrganisationCode, every_changed_character_is_found)
{
    const std::string alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    for (const std::string code : good_codes)
        for (std::size_t i = 0; i < code.size(); ++i)
            for (const char c : alphabet) {
                auto changed = code;
                changed[i] = c;
                EXPECT_EQ(check_organisation_code(changed).has_value(), c == code[i]) << changed;
            }
}

TEST(OrganisationCode, refuses_what_has_not_its_shape)
{
    for (const auto* code : {"", "91350100M000100Y4", "91350100M000100Y433", "91350100m000100y43",
                             "9135010OM000100Y43", "913501ABM000100Y43"})
        EXPECT_EQ(check_organisation_code(code).error().code, "identity.code_malformed") << code;
}

} // namespace
} // namespace tianping::identity
