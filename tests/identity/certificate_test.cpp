#include "identity/certificate_scene.hpp"
#include "identity/foreign_house.hpp"
#include "support/refusal.hpp"

namespace tianping::identity {
namespace {

class Certificates : public CertificateScene {};

TEST_P(Certificates, a_proved_signature_is_checked_against_the_register)
{
    const auto now = house.base.clock.now();
    EXPECT_TRUE(check(north, organisation, now));
    EXPECT_EQ(code_of(check(north, house.centre.organisation, now)), "identity.certificate_of_another");
    EXPECT_EQ(code_of(check(house.holder(north.code, north.organisation_name, "李乙"), organisation, now)),
              "identity.certificate_unknown");
    EXPECT_EQ(code_of(check(north, organisation, north.pair.certificates.sign.not_after() - 1ms)), "");
    EXPECT_EQ(code_of(check(north, organisation, north.pair.certificates.sign.not_after())),
              "certificate.expired");
    EXPECT_EQ(code_of(check(north, organisation, north.pair.certificates.sign.not_before() - 1ms)),
              "certificate.not_yet_valid");
}

TEST_P(Certificates, a_signature_over_other_bytes_or_by_another_key_proves_nothing)
{
    auto wrong = north.sign(view("act"));
    EXPECT_EQ(code_of(prove_signature(view("other act"), wrong)), "identity.signature_wrong");
    wrong.certificate = house.holder(north.code, north.organisation_name, "李乙").certificate();
    EXPECT_EQ(code_of(prove_signature(view("act"), wrong)), "identity.signature_wrong");
    EXPECT_EQ(code_of(prove_signature(view("act"), {"!", wrong.value})), "certificate.malformed");
    EXPECT_EQ(code_of(prove_signature(view("act"), {north.encrypt_certificate(), wrong.value})),
              "certificate.wrong_usage");
    EXPECT_EQ(code_of(prove_signature(view("act"), {north.certificate(), "!"})), "identity.signature_wrong");
}

TEST_P(Certificates, who_is_no_signer_does_not_bind_the_organisation)
{
    const auto admin = house.actor(north);
    const auto member = house.holder(north.code, north.organisation_name, "李乙");
    house
        .ask("POST", "/api/v1/organisations/" + organisation.text() + "/people", admin,
             wire::write(PersonIn{member.name, {Role::org_member}, {member.certificate()}, {}}))
        .value();
    EXPECT_EQ(code_of(check(member, organisation, house.base.clock.now())), "identity.not_a_signer");
}

TEST_P(Certificates, an_imported_list_revokes_at_its_instant_and_ends_the_sessions)
{
    const auto token = *house.sign_in(north).value().token;
    house.sessions.actor_of(token, "").value();
    move_to(test::monday + 1h);
    const auto at = house.base.clock.now();
    house.authority
        .revoke(north.pair.certificates.sign.serial(), crypto::RevocationReason::key_compromise, at)
        .value();
    const auto out = import(house.authority.crl(at));
    EXPECT_EQ(out.revoked, 1);
    EXPECT_TRUE(check(north, organisation, at - 1s)) << "signed before it was revoked";
    EXPECT_EQ(code_of(check(north, organisation, at)), "certificate.revoked");
    EXPECT_EQ(code_of(house.sessions.actor_of(token, "")), "identity.session_unknown");
    EXPECT_EQ(code_of(house.sign_in(north)), "certificate.revoked");
    EXPECT_EQ(import(house.authority.crl(at)).revoked, 0) << "the same list again changes nothing";
}

TEST_P(Certificates, one_that_will_be_revoked_keeps_its_sessions_until_that_instant_and_no_longer)
{
    const auto token = *house.sign_in(north).value().token;
    const auto at = house.base.clock.now() + 5min;
    house.authority.revoke(north.pair.certificates.sign.serial(), crypto::RevocationReason::superseded, at)
        .value();
    EXPECT_EQ(import(house.authority.crl(house.base.clock.now())).revoked, 1);
    EXPECT_TRUE(house.sessions.actor_of(token, ""));
    move_to(at - 1ms);
    EXPECT_TRUE(house.sessions.actor_of(token, ""));
    move_to(at);
    EXPECT_EQ(code_of(house.sessions.actor_of(token, "")), "identity.session_unknown");
    EXPECT_EQ(code_of(house.sign_in(north)), "certificate.revoked");
}

TEST_P(Certificates, a_revoked_certificate_does_not_register)
{
    const auto south = house.holder(good_codes[2], "平州南方建设有限公司", "王丙");
    const auto at = house.base.clock.now();
    house.authority.revoke(south.pair.certificates.sign.serial(), crypto::RevocationReason::superseded, at)
        .value();
    import(house.authority.crl(at));
    EXPECT_EQ(code_of(house.register_organisation(south)), "certificate.revoked");
}

TEST_P(Certificates, a_list_that_no_trusted_authority_signed_is_refused)
{
    const auto security = house.actor(house.staff.at("security-admin"));
    const auto refused = [&](crypto::Algorithm algorithm) {
        const ForeignHouse other{GetParam(), algorithm};
        const auto list = other.authority.crl(house.base.clock.now());
        return code_of(house.ask("POST", "/api/v1/revocation-lists", security,
                                 wire::write(RevocationListIn{to_base64(list.der()), {}})));
    };
    EXPECT_EQ(refused(crypto::Algorithm::p256), "identity.list_untrusted");
    EXPECT_EQ(refused(crypto::Algorithm::sm2), "identity.list_signature_wrong") << "of the same name";
}

TEST_P(Certificates, duty_20_14_a_later_certificate_names_the_organisation_as_it_is_registered)
{
    const auto admin = house.actor(north);
    const auto person = PersonId::parse(admin.person).value();
    const auto another = house.holder(north.code, "平州北方建设集团", north.name);
    const auto nameless = house.holder(north.code, "", north.name);
    for (const auto& text : {another.certificate(), another.encrypt_certificate()}) {
        const auto refused =
            house.ask("POST", certificates_path(), admin, wire::write(CertificateIn{person, text, {}}));
        EXPECT_EQ(test::bad_fields_of(refused), "certificate identity.name_differs;");
        EXPECT_EQ(refused.error().fields.at(0).allowed, north.organisation_name);
    }
    EXPECT_TRUE(house.ask("POST", certificates_path(), admin,
                          wire::write(CertificateIn{person, nameless.certificate(), {}})));
    const PersonIn in{"李乙", {Role::org_member}, {another.certificate()}, {}};
    EXPECT_EQ(
        test::bad_fields_of(house.ask("POST", "/api/v1/organisations/" + organisation.text() + "/people",
                                      admin, wire::write(in))),
        "certificates[0] identity.name_differs;");
}

TEST_P(Certificates, its_holder_gives_up_a_certificate_at_once)
{
    const auto admin = house.actor(north);
    const auto path =
        certificates_path() + "/" + to_hex(north.pair.certificates.sign.digest()) + "/revocation";
    EXPECT_EQ(test::bad_fields_of(house.ask("POST", path, admin, wire::write(ReasonIn{" "}))),
              "reason identity.reason_wanted;");
    EXPECT_TRUE(house.sign_in(north));
    house.ask("POST", path, admin, wire::write(ReasonIn{"钥匙丢失"})).value();
    const auto log = house.log();
    const auto event = std::ranges::find(log, CertificateRevoked::kind, &events::Event::kind);
    ASSERT_NE(event, log.end());
    const auto told = event->as<CertificateRevoked>();
    EXPECT_EQ(told.reason, "holder");
    EXPECT_EQ(told.stated, "钥匙丢失");
    EXPECT_EQ(code_of(check(north, organisation, house.base.clock.now())), "certificate.revoked");
    EXPECT_EQ(code_of(house.sign_in(north)), "certificate.revoked");
}

TEST_P(Certificates, duty_43_16_several_authorities_are_trusted_side_by_side)
{
    ForeignHouse elsewhere{GetParam(), crypto::Algorithm::p256};
    const auto security = house.actor(house.staff.at("security-admin"));
    const auto south = elsewhere.holder(good_codes[2], "平州南方建设有限公司", "王丙");
    EXPECT_EQ(code_of(house.register_organisation(south)), "certificate.untrusted");
    for (const auto& authority : {elsewhere.authority.root(), elsewhere.authority.issuing()})
        house.ask("POST", "/api/v1/anchors", security, wire::write(AnchorIn{to_base64(authority.der())}))
            .value();
    const auto registered = house.register_organisation(south).value().organisation.id;
    EXPECT_TRUE(house.sign_in(south));
    EXPECT_TRUE(house.sign_in(north));
    const auto anchor = to_hex(elsewhere.authority.issuing().digest());
    const auto distrust = "/api/v1/anchors/" + anchor + "/distrust";
    EXPECT_EQ(test::bad_fields_of(house.ask("POST", distrust, security, wire::write(ReasonIn{""}))),
              "reason identity.reason_wanted;");
    EXPECT_TRUE(house.sign_in(south));
    house.ask("POST", distrust, security, wire::write(ReasonIn{"目录移出"})).value();
    EXPECT_EQ(code_of(house.sign_in(south)), "certificate.untrusted");
    EXPECT_EQ(code_of(check(south, registered, house.base.clock.now())), "certificate.untrusted");
    EXPECT_TRUE(house.sign_in(north));
}

TEST_P(Certificates, a_leaf_is_no_anchor)
{
    const auto security = house.actor(house.staff.at("security-admin"));
    EXPECT_EQ(
        code_of(house.ask("POST", "/api/v1/anchors", security, wire::write(AnchorIn{north.certificate()}))),
        "certificate.not_authority");
}

TEST_P(Certificates, the_demonstration_lists_and_anchors_are_public)
{
    const auto pem = house.ask("GET", "/api/v1/demo/anchors", IdentityHouse::stranger()).value();
    const auto text = from_hex(std::string{pem.body.as_string()}).value();
    EXPECT_EQ(crypto::certificates_from_pem(text_view(text)).value().size(), 2u);
    for (const auto* of : {"issuing", "root"}) {
        const auto der =
            house.ask("GET", "/api/v1/demo/crl", IdentityHouse::stranger(), {}, {{"of", of}}).value();
        EXPECT_TRUE(crypto::RevocationList::from_der(from_hex(std::string{der.body.as_string()}).value()))
            << of;
    }
    const auto other =
        house.ask("GET", "/api/v1/demo/crl", IdentityHouse::stranger(), {}, {{"algorithm", "dsa"}});
    ASSERT_EQ(code_of(other), "wire.bad_fields");
    EXPECT_EQ(other.error().fields.at(0).code, "identity.demonstration_algorithm");
}

TEST_P(Certificates, without_a_demonstration_authority_its_routes_answer_that_there_is_none)
{
    const Identity real{{house.base.writer,
                         house.base.pool,
                         house.sessions,
                         house.base.clock,
                         house.base.chance,
                         origin,
                         {}}};
    http::Request request;
    request.body = "{}";
    EXPECT_EQ(code_of(real.demonstration_pair(request)), "identity.no_demonstration_authority");
    EXPECT_EQ(code_of(real.demonstration_list(request)), "identity.no_demonstration_authority");
    EXPECT_EQ(code_of(real.demonstration_anchors(request)), "identity.no_demonstration_authority");
}

TEST_P(Certificates,
       whose_authority_is_for_itself_alone_gives_nobody_a_pair_and_still_shows_how_to_check_its_own)
{
    const Identity real{{house.base.writer,
                         house.base.pool,
                         house.sessions,
                         house.base.clock,
                         house.base.chance,
                         origin,
                         {house.authority},
                         false}};
    http::Request request;
    request.call.arrived = house.base.clock.now();
    const auto keys = [] { return crypto::PrivateKey::generate(crypto::Algorithm::sm2); };
    request.body = boost::json::serialize(wire::write(crypto::PairRequest::make(
        {"赵丁", "平州西岭建设有限公司", good_codes[3], "h77"}, origin, keys(), keys())));
    EXPECT_EQ(code_of(real.demonstration_pair(request)), "identity.no_demonstration_authority");
    EXPECT_TRUE(house.identity.demonstration_pair(request)) << "the same asked of one that serves everybody";
    EXPECT_TRUE(real.demonstration_anchors(request));
    EXPECT_TRUE(real.demonstration_list(request));
}

INSTANTIATE_TEST_SUITE_P(on, Certificates, testing::ValuesIn(tianping::test::homes()), home_name);

} // namespace
} // namespace tianping::identity
