#include "identity/identity_house.hpp"
#include "rooms/identity/events.hpp"
#include "rooms/identity/rules.hpp"

namespace tianping::identity {
namespace {

using namespace std::chrono_literals;
constexpr auto day = 24h;

class Certificates : public IdentityTest {
protected:
    Certificates()
    {
        house.establish();
        organisation = house.register_organisation(north).value().organisation.id;
    }
    void move_to(Instant at) { house.base.writer.advance(house.base.clock, at).value(); }
    Status check(const Holder& who, const OrganisationId& whose, Instant at)
    {
        const auto proved = prove_signature(view("act"), who.sign(view("act"))).value();
        return house.base.pool.read([&](const ReadTx& tx) { return check_signer(tx, proved, whose, at); });
    }
    RevocationListOut import(const crypto::RevocationList& list)
    {
        return house
            .ask_for<RevocationListOut>("POST", "/api/v1/revocation-lists",
                                        house.actor(house.staff.at("security-admin")),
                                        wire::write(RevocationListIn{to_base64(list.der())}))
            .value();
    }
    std::vector<CertificateEnding> warnings()
    {
        std::vector<CertificateEnding> out;
        for (const auto& event : house.log())
            if (event.kind == CertificateEnding::kind &&
                event.as<CertificateEnding>().organisation == organisation)
                out.push_back(event.as<CertificateEnding>());
        return out;
    }
    std::string certificates_path() const
    {
        return "/api/v1/organisations/" + organisation.text() + "/certificates";
    }
    // A later pair for the same person, registered.
    Holder renew(std::chrono::hours lasts)
    {
        const auto admin = house.actor(north);
        auto later = house.holder(north.code, north.organisation_name, north.name, lasts);
        for (const auto& text : {later.certificate(), later.encrypt_certificate()})
            house
                .ask("POST", certificates_path(), admin,
                     wire::write(CertificateIn{PersonId::parse(admin.person).value(), text, {}}))
                .value();
        return later;
    }
    OrganisationId organisation{};
};

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
    IdentityHouse other{GetParam()};
    const auto security = house.actor(house.staff.at("security-admin"));
    const auto list = other.authority.crl(other.base.clock.now());
    EXPECT_EQ(code_of(house.ask("POST", "/api/v1/revocation-lists", security,
                                wire::write(RevocationListIn{to_base64(list.der())}))),
              "identity.list_untrusted");
}

TEST_P(Certificates, its_holder_gives_up_a_certificate_at_once)
{
    const auto admin = house.actor(north);
    const auto digest = to_hex(north.pair.certificates.sign.digest());
    house
        .ask("POST", certificates_path() + "/" + digest + "/revocation", admin,
             wire::write(ReasonIn{"钥匙丢失"}))
        .value();
    EXPECT_EQ(code_of(check(north, organisation, house.base.clock.now())), "certificate.revoked");
    EXPECT_EQ(code_of(house.sign_in(north)), "certificate.revoked");
}

TEST_P(Certificates, duty_43_16_several_authorities_are_trusted_side_by_side)
{
    IdentityHouse elsewhere{GetParam(), crypto::Algorithm::p256};
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
    house.ask("POST", "/api/v1/anchors/" + anchor + "/distrust", security, wire::write(ReasonIn{"目录移出"}))
        .value();
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

TEST_P(Certificates, its_end_is_announced_90_30_and_15_days_before)
{
    const auto end = north.pair.certificates.sign.not_after();
    for (const auto days : {90, 30, 15}) {
        move_to(end - days * day - 1ms);
        const auto before = warnings().size();
        move_to(end - days * day);
        const auto after = warnings();
        ASSERT_EQ(after.size(), before + 2) << days << " days: a pair is two certificates";
        EXPECT_EQ(after.back().days, days);
    }
    EXPECT_EQ(warnings().size(), 6u);
}

TEST_P(Certificates, a_renewed_certificate_is_not_announced)
{
    const auto end = north.pair.certificates.sign.not_after();
    move_to(end - 80 * day);
    EXPECT_EQ(warnings().size(), 2u);
    renew(365 * 24h);
    move_to(end);
    for (const auto& warning : warnings())
        EXPECT_EQ(warning.days, 90);
}

TEST_P(Certificates, a_certificate_registered_late_is_announced_at_once_and_then_in_time)
{
    const auto south = house.holder(good_codes[2], "平州南方建设有限公司", "王丙", 40 * day);
    organisation = house.register_organisation(south).value().organisation.id;
    house.base.writer.settle();
    ASSERT_EQ(warnings().size(), 2u);
    EXPECT_EQ(warnings()[0].days, 90);
    move_to(test::monday + 40 * day);
    EXPECT_EQ(warnings().size(), 6u);
}

TEST_P(Certificates, a_change_between_sealing_and_opening_is_found_at_once)
{
    const auto changes = [&](Instant sealed, Instant opening) {
        return house.base.pool.read(
            [&](const ReadTx& tx) { return certificates_changing(tx, organisation, sealed, opening); });
    };
    const auto end = north.pair.certificates.sign.not_after();
    EXPECT_TRUE(changes(end - 10 * day, end - 1ms).empty());
    ASSERT_EQ(changes(end - 10 * day, end).size(), 2u) << "both of the pair end on the way";
    EXPECT_FALSE(changes(end - 10 * day, end)[0].renewed);
    EXPECT_TRUE(changes(end, end + day).empty());

    const auto sealed = test::monday + day;
    move_to(test::monday + 2 * day);
    renew(365 * 24h);
    const auto renewed = changes(sealed, test::monday + 20 * day);
    ASSERT_EQ(renewed.size(), 2u);
    EXPECT_TRUE(renewed[0].renewed);
    EXPECT_EQ(renewed[0].at, test::monday + 2 * day);
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
    EXPECT_EQ(
        code_of(house.ask("GET", "/api/v1/demo/crl", IdentityHouse::stranger(), {}, {{"algorithm", "dsa"}})),
        "identity.demonstration_algorithm");
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

INSTANTIATE_TEST_SUITE_P(on, Certificates, testing::ValuesIn(tianping::test::homes()), home_name);

} // namespace
} // namespace tianping::identity
